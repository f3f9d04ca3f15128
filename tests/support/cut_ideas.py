"""How tests look at the sketch that an idea was drawn along, and at regions that were made anew."""

import numpy as np
from PIL import Image

from equifashion.compositing.passes import PostprocessConfig, build_passes, compose
from equifashion.design import Idea, Recipe
from equifashion.design.stored import stored_picture
from equifashion.garments.flat.sketch import FlatSketch
from equifashion.imaging.mask import mask_to_area
from equifashion.models.part_finder import PartRegions
from equifashion.studio.cuts import Cuts
from equifashion.studio.studio import Studio

CUTS = Cuts(draws_figures=True)
INK = Image.fromarray(np.pad(np.zeros((60, 40), np.uint8), 50, constant_values=255))


def flat_of(recipe: Recipe) -> FlatSketch | None:
    """The flat sketch of a recipe's garment."""
    return CUTS.flat(recipe, recipe.prompt)


def drawn_along(studio: Studio, idea: Idea) -> Image.Image | None:
    """The lines that conditions are made of."""
    return studio.plan(idea.recipe).brief.sketch


def region_of(recipe: Recipe, size: tuple[int, int]) -> np.ndarray:
    """The region that a recipe made anew, (H, W) bool at a picture's size."""
    return mask_to_area(stored_picture("mask", recipe.edit.mask), size)


def dress(studio: Studio, image: np.ndarray, recipe: Recipe) -> np.ndarray:
    """A decoded picture after clean-up and fabric, (H, W, 3) uint8, before sharpening and ink."""
    config = PostprocessConfig(sharpening=False, ink_lines=False)
    parts = studio.part_finder if isinstance(studio.part_finder, PartRegions) else None
    return np.asarray(compose(build_passes(config, parts), Image.fromarray(image), studio.plan(recipe)).image)


def same(first: Image.Image, second: Image.Image) -> bool:
    """Whether two pictures are alike in every grey level."""
    return first.convert("L").tobytes() == second.convert("L").tobytes()
