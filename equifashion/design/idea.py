"""An idea: one draft of the contact sheet, with what it takes to finish, mix or rebuild it."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from equifashion.design.recipe import Recipe

ID_CHARACTERS = 12


@dataclass(frozen=True, eq=False)  # holds arrays: compare ids
class Idea:
    """A draft by the generator.

    Attributes:
        image: RGB preview, 256×384 for the embedded preset.
        recipe: how it was made; its `steps` is None.
        latent: float32 (channels, H/16, W/16), (16, 24, 16) for the embedded preset; normalised latent.
        styles: float32 (layers, w): the generator's w+ styles.
    """

    image: Image.Image
    recipe: Recipe
    latent: np.ndarray
    styles: np.ndarray

    def __post_init__(self) -> None:
        for name, axes in (("latent", 3), ("styles", 2)):
            array = getattr(self, name)
            if not isinstance(array, np.ndarray) or array.dtype != np.float32 or array.ndim != axes:
                got = f"{getattr(array, 'dtype', type(array).__name__)} {getattr(array, 'shape', '')}"
                raise TypeError(f"Idea.{name} must be a float32 array with {axes} axes; got {got}")

    @property
    def id(self) -> str:
        """12 hexadecimal characters of the recipe's SHA-256."""
        return self.recipe.sha256[:ID_CHARACTERS]
