"""A finished design, and the steps on the way to it."""

from dataclasses import dataclass

from PIL import Image

from equifashion.design.idea import ID_CHARACTERS
from equifashion.design.recipe import Recipe


@dataclass(frozen=True)
class Design:
    """A design that the refiner has finished.

    Attributes:
        image: RGB picture.
        recipe: how it was made; alone enough to make it again.
    """

    image: Image.Image
    recipe: Recipe

    @property
    def id(self) -> str:
        """12 hexadecimal characters of the recipe's SHA-256."""
        return self.recipe.sha256[:ID_CHARACTERS]


@dataclass(frozen=True)
class FinishStep:
    """One step of finishing.

    Attributes:
        index: 1 … steps.
        steps: how many there are.
        preview: RGB picture of the design so far.
        design: the finished design on the last step, else None.
    """

    index: int
    steps: int
    preview: Image.Image
    design: Design | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.index <= self.steps:
            raise ValueError(f"FinishStep.index must be 1 to {self.steps}; got {self.index}")
        if (self.design is not None) != (self.index == self.steps):
            raise ValueError(f"a design belongs to the last step; step {self.index} of {self.steps}")
