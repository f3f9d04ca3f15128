"""How each stage is built: its data, its starting weights, the frozen networks it needs."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from equifashion.datasets.record import PART_NAMES
from equifashion.models.autoencoder import Autoencoder, AutoencoderConfig
from equifashion.models.conditioning import ConditionConfig, ConditionNetworks
from equifashion.models.denoiser import Denoiser, DenoiserConfig
from equifashion.models.generator import Generator, GeneratorConfig
from equifashion.models.image_text import ImageTextConfig, ImageTextModel
from equifashion.models.loading import ModelT, load_model, weights_file
from equifashion.models.pixels import images_to_tensor
from equifashion.models.segmenter import PartConfig, PartSegmenter
from equifashion.models.tokenizer import FashionTokenizer
from equifashion.models.upscaler import Upscaler, UpscalerConfig
from equifashion.training.autoencoder import AutoencoderStage, GarmentCrops
from equifashion.training.batches import NumberedBatches
from equifashion.training.config import Optimisation
from equifashion.training.crops import load_pieces
from equifashion.training.decoded_losses import PictureCritic
from equifashion.training.denoiser import DenoiserStage
from equifashion.training.generator import JUDGED_FROM, IdeationStage
from equifashion.training.image_text import ImageCaptionPairs, SemanticsStage
from equifashion.training.latents import LatentBatches, encode_samples
from equifashion.training.objective import OBJECTIVES
from equifashion.training.r3gan_stage import LatentGameStage, for_game
from equifashion.training.samples import Samples, load_samples
from equifashion.training.segmenter import PartPictures, SegmenterStage, part_weights
from equifashion.training.stage import Clock, Stage
from equifashion.training.upscaler import UpscalerBatches, UpscalerStage
from equifashion.vocabulary import UNCONFIRMED_WORDS

if TYPE_CHECKING:
    from equifashion.training.config import TrainingRun

_CROP = 128  # pixels a side
_DETAIL = 16  # channels of the decoder's detail head
_SMALL_CROP = 64  # of the upscaler's input
_TOKENIZER_CAPTIONS = 20_000
Builder = Callable[["TrainingRun", Optimisation, Clock], tuple[Stage, NumberedBatches]]


def _build_autoencoder(
    run: "TrainingRun", optimisation: Optimisation, clock: Clock, freeze_encoder: bool = False
) -> tuple[Stage, NumberedBatches]:
    samples = load_samples(run.data, run.cache, run.shares)
    if freeze_encoder:
        model = load_model(Autoencoder, run.weights, trainable=True).model
    else:
        model = _warm_start(Autoencoder, run) or Autoencoder(AutoencoderConfig(detail_width=_DETAIL))
    own = 0.0 if freeze_encoder else 0.75
    stage = AutoencoderStage(
        model.with_detail(_DETAIL),
        optimisation,
        clock,
        statistics_pixels=_some_pixels(samples, 128),
        adversarial_from=own if run.adversarial_from is None else run.adversarial_from,
        freeze_encoder=freeze_encoder,
    )
    return stage, GarmentCrops(samples, optimisation.batch, _CROP, run.seed)


def _build_decoder(run: "TrainingRun", optimisation: Optimisation, clock: Clock) -> tuple[Stage, NumberedBatches]:
    return _build_autoencoder(run, optimisation, clock, freeze_encoder=True)


def _some_pixels(samples: Samples, count: int) -> Tensor:
    """Evenly spaced training pictures as pixels (count, 3, 384, 256) in [-1, 1]."""
    train = samples.indices("train")
    chosen = train[np.linspace(0, len(train) - 1, count).astype(int)]
    return images_to_tensor([samples.image(int(i)) for i in chosen])


def _build_semantics(run: "TrainingRun", optimisation: Optimisation, clock: Clock) -> tuple[Stage, NumberedBatches]:
    samples = load_samples(run.data, run.cache, run.shares)
    model = _warm_start(ImageTextModel, run)
    if model is None:
        random = np.random.default_rng(run.seed)
        train = samples.indices("train")
        texts = [samples.caption(int(i), random) for i in random.choice(train, _TOKENIZER_CAPTIONS)]
        model = ImageTextModel(ImageTextConfig(FashionTokenizer.train([*texts, *UNCONFIRMED_WORDS]).to_json()))
    return (
        SemanticsStage(model, optimisation, clock, run.hold_text),
        ImageCaptionPairs(samples, model, optimisation.batch, run.seed),
    )


def _build_denoiser(run: "TrainingRun", optimisation: Optimisation, clock: Clock) -> tuple[Stage, NumberedBatches]:
    samples = load_samples(run.data, run.cache, run.shares)
    text = load_model(ImageTextModel, run.weights).model
    denoiser = _warm_start(Denoiser, run) or Denoiser(DenoiserConfig())
    conditions = _warm_start(ConditionNetworks, run) or ConditionNetworks(ConditionConfig())
    if samples.has_poses:
        conditions.learn_poses()
    objective = OBJECTIVES[run.preset].changed(run.terms)
    critic = PictureCritic(load_model(Autoencoder, run.weights).model, text) if objective.decodes else None
    stage = DenoiserStage(denoiser, conditions, text, optimisation, clock, objective, critic, run.hold_conditions)
    latents = encode_samples(samples, run.weights, device_for_training())
    detailed = bool(objective.bundle or objective.robust or objective.consensus)
    return stage, LatentBatches(samples, latents, text, optimisation.batch, run.seed, detailed)


def _build_ideation(run: "TrainingRun", optimisation: Optimisation, clock: Clock) -> tuple[Stage, NumberedBatches]:
    samples = load_samples(run.data, run.cache, run.shares)
    text = load_model(ImageTextModel, run.weights).model
    denoiser, conditions = (load_model(kind, run.weights).model for kind in (Denoiser, ConditionNetworks))
    generator = _warm_start(Generator, run) or Generator(GeneratorConfig(layout=True))
    generator.learn_layout()
    networks = (generator, denoiser, conditions, text)
    if run.judge == "latents":
        stage = LatentGameStage(*networks, for_game(optimisation), clock)
    else:
        judged_from = JUDGED_FROM if run.adversarial_from is None else run.adversarial_from
        stage = IdeationStage(*networks, optimisation, clock, judged_from, run.distil)
    latents = encode_samples(samples, run.weights, device_for_training())
    return stage, LatentBatches(samples, latents, text, optimisation.batch, run.seed)


def _build_upscaler(run: "TrainingRun", optimisation: Optimisation, clock: Clock) -> tuple[Stage, NumberedBatches]:
    autoencoder = load_model(Autoencoder, run.weights, device_for_training()).model
    sources = [load_pieces(folder, "train", run.cache, run.weights, autoencoder) for folder in run.data]
    model = _warm_start(Upscaler, run) or Upscaler(UpscalerConfig())
    stage = UpscalerStage(model, optimisation, clock)
    return stage, UpscalerBatches(sources, optimisation.batch, _SMALL_CROP, run.seed, run.shares)


def _build_segmenter(run: "TrainingRun", optimisation: Optimisation, clock: Clock) -> tuple[Stage, NumberedBatches]:
    samples = load_samples(run.data, run.cache, run.shares)
    weights = part_weights(samples)
    model = _warm_start(PartSegmenter, run) or PartSegmenter(PartConfig(PART_NAMES))
    autoencoder = load_model(Autoencoder, run.weights).model
    stage = SegmenterStage(model, optimisation, clock, autoencoder, weights)
    return stage, PartPictures(samples, optimisation.batch, run.seed)


def _warm_start(model_class: type[ModelT], run: "TrainingRun") -> ModelT | None:
    """The model of ``run.weights`` to train on; None where the run starts afresh."""
    if not run.fresh and weights_file(model_class, run.weights).is_file():
        return load_model(model_class, run.weights, trainable=True).model
    return None


def device_for_training() -> torch.device:
    """CUDA where there is a GPU, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


BUILDERS: dict[str, Builder] = {
    "autoencoder": _build_autoencoder,
    "decoder": _build_decoder,
    "semantics": _build_semantics,
    "denoiser": _build_denoiser,
    "ideation": _build_ideation,
    "upscaler": _build_upscaler,
    "segmenter": _build_segmenter,
}
