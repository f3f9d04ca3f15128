"""The networks of the embedded preset, read from a checkpoints folder and put on a device."""

from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import DDIMScheduler

from equifashion.diffusion.schedule import create_scheduler
from equifashion.gan.directions import Directions
from equifashion.models.autoencoder import Autoencoder
from equifashion.models.conditioning import ConditionNetworks
from equifashion.models.denoiser import Denoiser
from equifashion.models.generator import Generator
from equifashion.models.image_text import ImageTextModel
from equifashion.models.loading import ModelT, load_model
from equifashion.models.segmenter import PartSegmenter

DIRECTIONS_FILE = "directions.safetensors"
SEGMENTER_FILE = "segmenter.safetensors"


@dataclass(frozen=True)
class Components:
    """Everything a studio computes with.

    Attributes:
        autoencoder, denoiser, generator: in ``dtype``.
        text, conditions: in FP32; they run once a brief.
        scheduler: the diffusion schedule.
        hashes: weights file name → SHA-256, of what shapes pictures.
        segmenter: of garment parts, in FP32; None where the folder has none. It tells where a figure's clothes
            are, for a fabric to be laid over; recipes keep all other regions that it found.
    """

    autoencoder: Autoencoder
    text: ImageTextModel
    conditions: ConditionNetworks
    generator: Generator
    denoiser: Denoiser
    scheduler: DDIMScheduler
    hashes: dict[str, str]
    segmenter: PartSegmenter | None = None


def load_components(folder: Path, device: torch.device, dtype: torch.dtype) -> Components:
    """Read all networks.

    Raises:
        MissingWeights: a file is missing.
        CheckpointError: a file is damaged or does not fit the model.
    """
    hashes: dict[str, str] = {}

    def read(model_class: type[ModelT], dtype: torch.dtype = torch.float32) -> ModelT:
        loaded = load_model(model_class, folder, device, dtype, memory_format=torch.channels_last)
        hashes[loaded.file] = loaded.sha256
        return loaded.model

    autoencoder, text = read(Autoencoder, dtype), read(ImageTextModel)
    conditions, generator, denoiser = read(ConditionNetworks), read(Generator, dtype), read(Denoiser, dtype)
    segmenter = None
    if (folder / SEGMENTER_FILE).is_file():
        loaded = load_model(PartSegmenter, folder, device)
        segmenter, hashes[SEGMENTER_FILE] = loaded.model, loaded.sha256
    return Components(autoencoder, text, conditions, generator, denoiser, create_scheduler(), hashes, segmenter)


def load_directions(folder: Path, components: Components) -> Directions | None:
    """The directions beside the networks, or None if there are none or they belong to another generator.

    Recipes carry the vectors they were made with, so directions may be found anew without harm to them.

    Raises:
        CheckpointError: the file is damaged.
    """
    path = folder / DIRECTIONS_FILE
    if not path.is_file():
        return None
    directions = Directions.load(path)
    return directions if directions.generator == components.hashes["generator.safetensors"] else None
