"""How each stage is built: its data, its starting weights, the frozen networks it needs."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from equifashion.datasets.record import PART_NAMES
from equifashion.models.autoencoder import Autoencoder, AutoencoderConfig
from equifashion.models.checkpoint import load_checkpoint
from equifashion.models.conditioning import ConditionConfig, ConditionNetworks
from equifashion.models.denoiser import Denoiser, DenoiserConfig
from equifashion.models.generator import Generator, GeneratorConfig
from equifashion.models.image_text import ImageTextConfig, ImageTextModel
from equifashion.models.segmenter import PartConfig, PartSegmenter, load_segmenter
from equifashion.models.tokenizer import FashionTokenizer
from equifashion.models.upscaler import Upscaler, UpscalerConfig
from equifashion.training.autoencoder import AutoencoderStage, GarmentCrops
from equifashion.training.batches import NumberedBatches
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
from equifashion.training.stage import Clock, Optimisation, Stage
from equifashion.training.upscaler import UpscalerBatches, UpscalerStage
from equifashion.vocabulary import UNCONFIRMED_WORDS

if TYPE_CHECKING:
    from equifashion.training.run import TrainingRun

_CROP = 128  # pixels a side
_DETAIL = 16  # channels of the decoder's detail head
_SMALL_CROP = 64  # of the upscaler's input
_TOKENIZER_CAPTIONS = 20_000
Builder = Callable[["TrainingRun", Optimisation, Clock], tuple[Stage, NumberedBatches]]


def _build_autoencoder(
    run: "TrainingRun", optimisation: Optimisation, clock: Clock, freeze_encoder: bool = False
) -> tuple[Stage, NumberedBatches]:
    samples = load_samples(run.data, run.cache, run.shares)
    model = Autoencoder(AutoencoderConfig(detail_width=_DETAIL))
    start = run.weights / "autoencoder.safetensors"
    if freeze_encoder or (run.warm_start and start.is_file()):
        model = load_autoencoder(run.weights).with_detail(_DETAIL)
    own = 0.0 if freeze_encoder else 0.75
    stage = AutoencoderStage(
        model,
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
    pixels = np.stack([samples.image(int(i)) for i in chosen])
    return torch.from_numpy(pixels.astype(np.float32) / 127.5 - 1.0).permute(0, 3, 1, 2)


def _build_semantics(run: "TrainingRun", optimisation: Optimisation, clock: Clock) -> tuple[Stage, NumberedBatches]:
    samples = load_samples(run.data, run.cache, run.shares)
    start = run.weights / "semantics.safetensors"
    if run.warm_start and start.is_file():
        model = load_image_text(start)
    else:
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
    text = load_image_text(run.weights / "semantics.safetensors")
    denoiser, conditions = Denoiser(DenoiserConfig()), ConditionNetworks(ConditionConfig())
    if run.warm_start and (run.weights / "denoiser.safetensors").is_file():
        denoiser, conditions = load_denoiser(run.weights)
    if samples.has_poses:
        conditions.learn_poses()
    objective = OBJECTIVES[run.preset].changed(run.terms)
    critic = PictureCritic(load_autoencoder(run.weights), text) if objective.decodes else None
    stage = DenoiserStage(denoiser, conditions, text, optimisation, clock, objective, critic, run.hold_conditions)
    latents = encode_samples(samples, run.weights, device_for_training())
    detailed = bool(objective.bundle or objective.robust or objective.consensus)
    return stage, LatentBatches(samples, latents, text, optimisation.batch, run.seed, detailed)


def _build_ideation(run: "TrainingRun", optimisation: Optimisation, clock: Clock) -> tuple[Stage, NumberedBatches]:
    samples = load_samples(run.data, run.cache, run.shares)
    text = load_image_text(run.weights / "semantics.safetensors")
    denoiser, conditions = load_denoiser(run.weights)
    generator = Generator(GeneratorConfig(layout=True))
    start = run.weights / "generator.safetensors"
    if run.warm_start and start.is_file():
        checkpoint = load_checkpoint(start, "generator")
        generator = Generator(GeneratorConfig(**checkpoint.config))
        generator.load_state_dict(checkpoint.tensors)
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
    autoencoder = load_autoencoder(run.weights).eval().requires_grad_(False).to(device_for_training())
    sources = [load_pieces(folder, "train", run.cache, run.weights, autoencoder) for folder in run.data]
    model = Upscaler(UpscalerConfig())
    start = run.weights / "upscaler.safetensors"
    if run.warm_start and start.is_file():
        model = load_upscaler(start)
    stage = UpscalerStage(model, optimisation, clock)
    return stage, UpscalerBatches(sources, optimisation.batch, _SMALL_CROP, run.seed, run.shares)


def load_upscaler(path: Path) -> Upscaler:
    """The upscaler of a checkpoint file."""
    checkpoint = load_checkpoint(path, "upscaler")
    model = Upscaler(UpscalerConfig(**checkpoint.config))
    model.load_state_dict(checkpoint.tensors)
    return model


def _build_segmenter(run: "TrainingRun", optimisation: Optimisation, clock: Clock) -> tuple[Stage, NumberedBatches]:
    samples = load_samples(run.data, run.cache, run.shares)
    weights = part_weights(samples)
    start = run.weights / "segmenter.safetensors"
    model = PartSegmenter(PartConfig(PART_NAMES))
    if run.warm_start and start.is_file():
        model = load_segmenter(start).train().requires_grad_(True)
    stage = SegmenterStage(model, optimisation, clock, load_autoencoder(run.weights), weights)
    return stage, PartPictures(samples, optimisation.batch, run.seed)


def load_autoencoder(weights: Path) -> Autoencoder:
    """The autoencoder of a weights folder."""
    checkpoint = load_checkpoint(weights / "autoencoder.safetensors", "autoencoder")
    model = Autoencoder(AutoencoderConfig(**checkpoint.config))
    model.load_state_dict(checkpoint.tensors)
    return model


def load_denoiser(weights: Path) -> tuple[Denoiser, ConditionNetworks]:
    """The denoiser and its condition networks of a weights folder."""
    checkpoint = load_checkpoint(weights / "denoiser.safetensors", "denoiser")
    denoiser = Denoiser(DenoiserConfig(**checkpoint.config))
    denoiser.load_state_dict(checkpoint.tensors)
    checkpoint = load_checkpoint(weights / "conditions.safetensors", "conditions")
    conditions = ConditionNetworks(ConditionConfig(**checkpoint.config))
    conditions.load_trained(checkpoint.tensors)
    return denoiser, conditions


def device_for_training() -> torch.device:
    """CUDA where there is a GPU, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def load_image_text(path: Path) -> ImageTextModel:
    """The image–text model of a checkpoint file."""
    checkpoint = load_checkpoint(path, "semantics")
    model = ImageTextModel(ImageTextConfig(**checkpoint.config))
    model.clip.load_state_dict(checkpoint.tensors)
    return model


BUILDERS: dict[str, Builder] = {
    "autoencoder": _build_autoencoder,
    "decoder": _build_decoder,
    "semantics": _build_semantics,
    "denoiser": _build_denoiser,
    "ideation": _build_ideation,
    "upscaler": _build_upscaler,
    "segmenter": _build_segmenter,
}
