"""The real networks at the smallest sizes their configurations allow, all with context width 32."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path

import torch
from torch import Tensor, nn

from equifashion.models.autoencoder import Autoencoder, AutoencoderConfig
from equifashion.models.conditioning import ConditionConfig, ConditionNetworks
from equifashion.models.conditions import Conditions
from equifashion.models.denoiser import Denoiser, DenoiserConfig
from equifashion.models.generator import Generator, GeneratorConfig
from equifashion.models.image_text import ImageTextConfig, ImageTextModel
from equifashion.models.loading import save_model
from equifashion.models.tokenizer import FashionTokenizer

WIDTHS = (32, 32, 64)
CONTEXT = 32
PROMPTS = ["red dress", "a blue striped shirt with white", "black trousers", "photo, a mini green skirt"]


def reproducible(build: Callable[..., nn.Module]) -> Callable[..., nn.Module]:
    """Two calls build equal networks, and leave PyTorch's own generator as it was."""

    @wraps(build)
    def building(*arguments, **options) -> nn.Module:
        with torch.random.fork_rng():
            torch.manual_seed(0)
            return build(*arguments, **options)

    return building


def shaken(module: nn.Module, seed: int = 0, size: float = 0.1) -> nn.Module:
    """The module in evaluation mode, its parameters disturbed: nothing stays at a zero it started from."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter += size * torch.randn(parameter.shape, generator=generator)
    return module.eval().requires_grad_(False)


@reproducible
def tiny_autoencoder() -> Autoencoder:
    return shaken(Autoencoder(AutoencoderConfig(4, (16, 16, 32), (1, 1, 1), (1, 1, 1))), size=0.05)


def tiny_tokenizer() -> FashionTokenizer:
    return FashionTokenizer.train(PROMPTS, 300)


@reproducible
def tiny_text() -> ImageTextModel:
    config = ImageTextConfig(
        tiny_tokenizer().to_json(),
        CONTEXT,
        text_width=CONTEXT,
        text_heads=2,
        text_layers=2,
        image_tower="test_resnet",
    )
    return shaken(ImageTextModel(config))


@reproducible
def tiny_networks(pose_learned: bool = False) -> ConditionNetworks:
    networks = ConditionNetworks(ConditionConfig(WIDTHS, CONTEXT, pose_learned))
    shaken(networks.sketch, 1)
    shaken(networks.swatch, 2)
    return networks.eval().requires_grad_(False)


@reproducible
def tiny_generator() -> Generator:
    config = GeneratorConfig(
        latent_channels=4, z_dim=8, style_dim=16, widths=(32, 32, 64), layers=(2, 1, 1), feature_widths=WIDTHS,
        context_width=CONTEXT,
    )  # fmt: skip
    return shaken(Generator(config))


@reproducible
def tiny_denoiser(attention: tuple[bool, bool, bool] = (True, True, False), layers: int = 1) -> Denoiser:
    config = DenoiserConfig(4, WIDTHS, attention, layers, CONTEXT)
    return shaken(Denoiser(config), size=0.03)


def write_tiny_weights(folder: Path) -> None:
    """All networks of a studio as checkpoints."""
    for model in (tiny_autoencoder(), tiny_denoiser(), tiny_generator(), tiny_networks(), tiny_text()):
        save_model(model, folder)


def noise(*shape: int, seed: int = 0) -> Tensor:
    """Normal numbers that depend on the seed alone."""
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def some_conditions(batch: int = 2, length: int = 9, features: bool = True, seed: int = 0) -> Conditions:
    """Random conditions; the last three context positions of every second sample are padding."""
    mask = torch.ones(batch, length, dtype=torch.bool)
    mask[1::2, -3:] = False
    maps = ()
    if features:
        sides = ((24, 16), (12, 8), (6, 4))
        maps = tuple(
            noise(batch, width, *side, seed=seed + 7 + i)
            for i, (width, side) in enumerate(zip(WIDTHS, sides, strict=True))
        )
    return Conditions(
        noise(batch, length, CONTEXT, seed=seed + 1), mask, noise(batch, CONTEXT, seed=seed + 2), maps
    )
