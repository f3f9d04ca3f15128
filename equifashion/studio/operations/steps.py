"""Calls that come step by step: the last step carries the result."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from PIL import Image

from equifashion.design import Design, FinishStep, Recipe

Step = TypeVar("Step")


def last_step(steps: Iterator[Step], on_step: Callable[[Step], None] | None) -> Step:
    """Go through all steps, show each to ``on_step`` if there is one, and give the last."""
    for step in steps:
        if on_step is not None:
            on_step(step)
    return step


def finish_steps(pictures: Iterator[Callable[[], Image.Image]], recipe: Recipe) -> Iterator[FinishStep]:
    """A finisher's pictures as steps, the last one with the design.

    Args:
        pictures: one for every denoiser call of the recipe; each is decoded once.
        recipe: the design's.
    """
    for index, decode in enumerate(pictures, start=1):
        picture = decode()
        yield FinishStep(index, recipe.steps, picture, Design(picture, recipe) if index == recipe.steps else None)
