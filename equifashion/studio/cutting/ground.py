"""Which block an idea is drawn along, and where other words would cut it otherwise."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from equifashion.design import DesignBrief, Recipe
from equifashion.design.edits import Inpaint, Invert, Recolor, Upscale
from equifashion.garments.figure.stances import choose_stance, stance_pose
from equifashion.garments.flat.sketch import FlatRaster, flat_from_sketch
from equifashion.garments.on_figure.sketch import OnFigureSketch
from equifashion.garments.vector import figure_svg, flat_svg
from equifashion.prompts.presentation import asks_for_drawing, suits_drawing
from equifashion.studio.cutting.lying import block_of, changed_lying, lying_block_of
from equifashion.studio.cutting.origins import lets_in, takes_block, takes_worn_block
from equifashion.studio.cutting.worn import changed_worn, worn_block_of


@dataclass(frozen=True, eq=False)
class Ground:
    """What an idea is drawn along.

    Attributes:
        brief: its recipe's brief with what it leaves open: a stance, a cut.
        worn: the block of its outfit, where a figure wears it.
        lying: the block of its garment, where it lies flat.
        drawn: whether that one is to be a drawing, in its lines.
    """

    brief: DesignBrief
    worn: OnFigureSketch | None = None
    lying: FlatRaster | None = None
    drawn: bool = False


@lru_cache(maxsize=64)  # conditions, cloth and finish ask for it again
def drawn_from(recipe: Recipe, draws_figures: bool, cuts_blocks: bool, draws_flats: bool = False) -> Ground:
    """What an idea is drawn from.

    Args:
        recipe: of the idea.
        draws_figures: whether the networks do.
        cuts_blocks: whether anything is drawn along blocks; figures strike a stance either way.
        draws_flats: whether what lies flat is to be a drawing where the brief leaves it open.
    """
    brief, founder = recipe.brief(), recipe.root
    if isinstance(founder, Invert):
        return Ground(brief)
    cuts = cuts_blocks and brief.sketch_weight > 0
    drawn = asks_for_drawing(brief) or (draws_flats and suits_drawing(brief))
    if takes_worn_block(brief, draws_figures):
        worn = worn_block_of(recipe) if cuts else None
        if worn is None:
            stance = brief.pose or stance_pose(choose_stance(founder.seed, founder.index))
            return Ground(replace(brief, pose=stance))
        return Ground(replace(brief, pose=worn.pose, sketch=worn.lines), worn)
    if cuts and takes_block(brief, draws_figures):
        block = lying_block_of(recipe, draws_figures)
        if block is not None:
            return Ground(replace(brief, sketch=block.lines), lying=block, drawn=drawn)
    elif (
        drawn
        and brief.followed_sketch is not None
        and (recipe.edit.by_finisher or not isinstance(recipe.edit, Inpaint))
    ):
        return Ground(brief, lying=flat_from_sketch(brief.sketch), drawn=True)
    return Ground(brief)


def recut_area(recipe: Recipe, prompt: str, draws_figures: bool) -> np.ndarray | None:
    """Where a picture changes with its words, (384, 256) bool; None where it follows no block."""
    if recipe.sketch_weight == 0 or isinstance(recipe.root, Invert):
        return None
    if takes_worn_block(recipe.brief(), draws_figures):
        return changed_worn(recipe, prompt)
    return changed_lying(recipe, prompt, draws_figures) if takes_block(recipe.brief(), draws_figures) else None


def to_svg(recipe: Recipe, draws_figures: bool) -> str | None:
    """The lines of a picture's block as SVG, as ``flat_svg`` and ``figure_svg`` draw them.

    None where there are none: of own sketches, photographs and what was put together.
    """
    while isinstance(recipe.edit, Recolor | Upscale):
        recipe = recipe.edit.parent
    if recipe.sketch_weight == 0 or recipe.edit.by_finisher or lets_in(recipe):
        return None
    if takes_worn_block(recipe.brief(), draws_figures):
        worn = worn_block_of(recipe)
        return None if worn is None else figure_svg(worn, recipe.prompt)
    block = block_of(recipe, draws_figures) if takes_block(recipe.brief(), draws_figures) else None
    return None if block is None else flat_svg(block, recipe.prompt)
