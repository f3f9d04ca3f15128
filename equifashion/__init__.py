"""EquiFashion Studio: a GAN explores fashion designs, a latent-diffusion refiner finishes the chosen one.

Layers, low to high; a module imports only lower ones (``tests/test_layers.py``):
errors < imaging, vocabulary < design < prompts < garments, models < gan | diffusion < compositing < studio;
export needs design and imaging; datasets < training < evaluation; web and cli stand on top.
"""

from typing import TYPE_CHECKING

from equifashion.design import Design, DesignBrief, FinishStep, Idea, Recipe
from equifashion.errors import (
    CheckpointError,
    DownloadError,
    EquiFashionError,
    HardwareError,
    InvalidInput,
    MissingWeights,
    StorageError,
)

if TYPE_CHECKING:
    from equifashion.studio import Studio, load_studio

__version__ = "0.1.0"

__all__ = [
    "CheckpointError",
    "Design",
    "DesignBrief",
    "DownloadError",
    "EquiFashionError",
    "FinishStep",
    "HardwareError",
    "Idea",
    "InvalidInput",
    "MissingWeights",
    "Recipe",
    "StorageError",
    "Studio",
    "load_studio",
]


def __getattr__(name: str) -> object:
    """Studio and load_studio bring PyTorch with them, so they are imported when first asked for."""
    if name in ("Studio", "load_studio"):
        from equifashion import studio

        return getattr(studio, name)
    raise AttributeError(f"module 'equifashion' has no attribute {name!r}")
