"""What both cuts, lying flat and worn, ask of a brief and of where an idea comes from."""

import numpy as np

from equifashion.design import DesignBrief, Recipe
from equifashion.design.edits import Inpaint
from equifashion.design.stored import stored_picture
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.mask import mask_to_area
from equifashion.prompts.presentation import wants_figure

RECUT, OTHER_CUT = 0.25, 1.0  # strengths from which on a variation is recut, and altogether otherwise
VARIED = 1_000_000  # place from which on cuts are no sheet's
SEAM_MARGIN = 19  # pixels around what is cut otherwise: room for its fringe and for a soft seam


def takes_worn_block(brief: DesignBrief, draws_figures: bool) -> bool:
    """Whether a brief leaves it to the studio how a figure wears its outfit: in a pose, its own or a stance."""
    return draws_figures and wants_figure(brief) and brief.pose_weight > 0 and brief.followed_sketch is None


def takes_block(brief: DesignBrief, draws_figures: bool) -> bool:
    """Whether a brief leaves it to the studio how its garment is cut: nobody wears it, and no sketch shows it.

    A sketch weight of 0 asks for drawing along no lines at all.
    """
    worn = draws_figures and wants_figure(brief)
    return not worn and brief.sketch is None and brief.sketch_weight > 0


def lets_in(recipe: Recipe) -> bool:
    """Whether a picture is another's that lets in a third where nothing is locked."""
    return isinstance(recipe.edit, Inpaint) and recipe.edit.lets_in_other


def held_parts(recipe: Recipe) -> tuple[str, ...]:
    """The parts that were held where another idea was let in."""
    return recipe.edit.held if lets_in(recipe) else ()


def remade_region(recipe: Recipe) -> np.ndarray:
    """What of a picture was made anew, (384, 256) bool."""
    return mask_to_area(stored_picture("mask", recipe.edit.mask), CANVAS_SIZE)
