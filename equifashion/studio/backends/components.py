"""The networks of the embedded preset, read from a checkpoints folder and put on a device."""

from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import DDIMScheduler

from equifashion.diffusion.schedule import create_scheduler
from equifashion.errors import CheckpointError
from equifashion.gan.directions import Directions
from equifashion.models.autoencoder import Autoencoder, AutoencoderConfig
from equifashion.models.checkpoint import Checkpoint, load_checkpoint
from equifashion.models.conditioning import ConditionConfig, ConditionNetworks
from equifashion.models.denoiser import Denoiser, DenoiserConfig
from equifashion.models.generator import Generator, GeneratorConfig
from equifashion.models.image_text import ImageTextConfig, ImageTextModel
from equifashion.models.segmenter import PartSegmenter, load_segmenter

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

    def read(kind: str) -> Checkpoint:
        checkpoint = load_checkpoint(folder / f"{kind}.safetensors", kind)
        hashes[f"{kind}.safetensors"] = checkpoint.sha256
        return checkpoint

    def filled(module: torch.nn.Module, checkpoint: Checkpoint, wanted: torch.dtype) -> torch.nn.Module:
        try:
            load = module.load_trained if isinstance(module, ConditionNetworks) else module.load_state_dict
            load(checkpoint.tensors)
        except RuntimeError as error:
            raise CheckpointError(
                f"The {checkpoint.kind} weights in {folder} do not fit this version's model. Please restore the "
                f"checkpoints folder that belongs to it. ({str(error)[:300]})"
            ) from error
        module = module.eval().requires_grad_(False)
        return module.to(device=device, dtype=wanted, memory_format=torch.channels_last)

    checkpoint = read("autoencoder")
    autoencoder = filled(Autoencoder(AutoencoderConfig(**checkpoint.config)), checkpoint, dtype)
    checkpoint = read("semantics")
    text = ImageTextModel(ImageTextConfig(**checkpoint.config))
    filled(text.clip, checkpoint, torch.float32)
    checkpoint = read("conditions")
    conditions = filled(ConditionNetworks(ConditionConfig(**checkpoint.config)), checkpoint, torch.float32)
    checkpoint = read("generator")
    generator = filled(Generator(GeneratorConfig(**checkpoint.config)), checkpoint, dtype)
    checkpoint = read("denoiser")
    denoiser = filled(Denoiser(DenoiserConfig(**checkpoint.config)), checkpoint, dtype)
    path = folder / SEGMENTER_FILE
    segmenter = None
    if path.is_file():
        hashes[SEGMENTER_FILE] = load_checkpoint(path, "segmenter").sha256
        segmenter = load_segmenter(path).to(device)
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
