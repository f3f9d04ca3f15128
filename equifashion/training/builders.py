"""How each stage is built: its data, its starting weights, the frozen networks it needs."""

from collections.abc import Callable

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
from equifashion.models.segmenter import PartConfig, PartSegmenter
from equifashion.models.tokenizer import FashionTokenizer
from equifashion.models.upscaler import Upscaler, UpscalerConfig
from equifashion.training.autoencoder import AutoencoderStage, GarmentCrops
from equifashion.training.batches import NumberedBatches
from equifashion.training.config import Optimisation, TrainingRun
from equifashion.training.crops import load_crops
from equifashion.training.decoded_losses import DecodedLosses
from equifashion.training.denoiser import DenoiserStage
from equifashion.training.generator import ADVERSARIAL_FROM, GeneratorModels, GeneratorStage
from equifashion.training.image_text import ImageCaptionPairs, ImageTextStage
from equifashion.training.latents import LatentBatches, encode_samples
from equifashion.training.objective import OBJECTIVES
from equifashion.training.r3gan_stage import R3GANStage, r3gan_optimisation
from equifashion.training.samples import Samples, load_samples
from equifashion.training.segmenter import PartPictures, SegmenterStage, part_weights
from equifashion.training.stage import Stage, training_device
from equifashion.training.upscaler import UpscalerBatches, UpscalerStage
from equifashion.vocabulary import UNCONFIRMED_WORDS

_CROP = 128  # pixels a side
_DETAIL = 16  # channels of the decoder's detail head
_SMALL_CROP = 64  # of the upscaler's input
_TOKENIZER_CAPTIONS = 20_000
Builder = Callable[[TrainingRun, Optimisation], tuple[Stage, NumberedBatches]]


def _build_autoencoder(
    run: TrainingRun, optimisation: Optimisation, freeze_encoder: bool = False
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
        statistics_pixels=_some_pictures(samples, 128),
        adversarial_from=own if run.adversarial_from is None else run.adversarial_from,
        freeze_encoder=freeze_encoder,
    )
    return stage, GarmentCrops(samples, optimisation.batch, _CROP, run.seed)


def _build_decoder(run: TrainingRun, optimisation: Optimisation) -> tuple[Stage, NumberedBatches]:
    return _build_autoencoder(run, optimisation, freeze_encoder=True)


def _some_pictures(samples: Samples, count: int) -> Tensor:
    """Evenly spaced training pictures, (count, 3, 384, 256) uint8."""
    train = samples.indices("train")
    chosen = train[np.linspace(0, len(train) - 1, count).astype(int)]
    return torch.from_numpy(np.stack([samples.image(int(i)) for i in chosen])).permute(0, 3, 1, 2)


def _build_semantics(run: TrainingRun, optimisation: Optimisation) -> tuple[Stage, NumberedBatches]:
    samples = load_samples(run.data, run.cache, run.shares)
    model = _warm_start(ImageTextModel, run)
    if model is None:
        random = np.random.default_rng(run.seed)
        train = samples.indices("train")
        texts = [samples.caption(int(i), random) for i in random.choice(train, _TOKENIZER_CAPTIONS)]
        model = ImageTextModel(ImageTextConfig(FashionTokenizer.train([*texts, *UNCONFIRMED_WORDS]).to_json()))
    return (
        ImageTextStage(model, optimisation, run.hold_text),
        ImageCaptionPairs(samples, model, optimisation.batch, run.seed),
    )


def _build_denoiser(run: TrainingRun, optimisation: Optimisation) -> tuple[Stage, NumberedBatches]:
    samples = load_samples(run.data, run.cache, run.shares)
    text = load_model(ImageTextModel, run.weights).model
    denoiser = _warm_start(Denoiser, run) or Denoiser(DenoiserConfig())
    conditions = _warm_start(ConditionNetworks, run) or ConditionNetworks(ConditionConfig())
    if samples.has_poses:
        conditions.learn_poses()
    objective = OBJECTIVES[run.preset].changed(run.terms)
    decoded = None
    if objective.decodes:
        decoded = DecodedLosses(load_model(Autoencoder, run.weights).model, text)
    stage = DenoiserStage(denoiser, conditions, text, optimisation, objective, decoded, run.hold_conditions)
    latents = encode_samples(samples, run.weights, training_device())
    detailed = bool(objective.bundle or objective.robust or objective.consensus)
    return stage, LatentBatches(samples, latents, text, optimisation.batch, run.seed, detailed)


def _build_ideation(run: TrainingRun, optimisation: Optimisation) -> tuple[Stage, NumberedBatches]:
    samples = load_samples(run.data, run.cache, run.shares)
    models = GeneratorModels(
        load_model(Denoiser, run.weights).model,
        load_model(ConditionNetworks, run.weights).model,
        load_model(ImageTextModel, run.weights).model,
    )
    generator = _warm_start(Generator, run) or Generator(GeneratorConfig(spatial_noise=True))
    generator.add_spatial_noise()
    stage: Stage
    if run.judge == "latents":
        stage = R3GANStage(generator, models, r3gan_optimisation(optimisation))
    else:
        start = ADVERSARIAL_FROM if run.adversarial_from is None else run.adversarial_from
        stage = GeneratorStage(generator, models, optimisation, start, run.distil)
    latents = encode_samples(samples, run.weights, training_device())
    return stage, LatentBatches(samples, latents, models.text, optimisation.batch, run.seed)


def _build_upscaler(run: TrainingRun, optimisation: Optimisation) -> tuple[Stage, NumberedBatches]:
    autoencoder = load_model(Autoencoder, run.weights, training_device()).model
    sources = [load_crops(folder, "train", run.cache, run.weights, autoencoder) for folder in run.data]
    model = _warm_start(Upscaler, run) or Upscaler(UpscalerConfig())
    stage = UpscalerStage(model, optimisation)
    return stage, UpscalerBatches(sources, optimisation.batch, _SMALL_CROP, run.seed, run.shares)


def _build_segmenter(run: TrainingRun, optimisation: Optimisation) -> tuple[Stage, NumberedBatches]:
    samples = load_samples(run.data, run.cache, run.shares)
    weights = part_weights(samples)
    model = _warm_start(PartSegmenter, run) or PartSegmenter(PartConfig(PART_NAMES))
    autoencoder = load_model(Autoencoder, run.weights).model
    stage = SegmenterStage(model, optimisation, autoencoder, weights)
    return stage, PartPictures(samples, optimisation.batch, run.seed)


def _warm_start(model_class: type[ModelT], run: TrainingRun) -> ModelT | None:
    """The model of ``run.weights`` to train on; None where the run starts afresh."""
    if not run.fresh and weights_file(model_class, run.weights).is_file():
        return load_model(model_class, run.weights, trainable=True).model
    return None


BUILDERS: dict[str, Builder] = {
    "autoencoder": _build_autoencoder,
    "decoder": _build_decoder,
    "semantics": _build_semantics,
    "denoiser": _build_denoiser,
    "ideation": _build_ideation,
    "upscaler": _build_upscaler,
    "segmenter": _build_segmenter,
}
