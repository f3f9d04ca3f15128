"""EquiFashion Studio: a GAN explores fashion designs, a latent-diffusion refiner finishes the chosen one.

Layers, low to high; a module imports only lower ones:
errors, checkpoint < imaging < design < language < latent < semantics < conditions < ideation | refinement
< pipeline; library needs design, imaging and errors; data < training < evaluation; ui and the commands of the
command line stand on top.
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
    from equifashion.pipeline import Studio, load_studio

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
        from equifashion import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'equifashion' has no attribute {name!r}")
