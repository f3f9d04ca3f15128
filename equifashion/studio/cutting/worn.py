"""What a figure wears as lines, whatever its idea was made of."""

from dataclasses import replace
from math import ceil

import numpy as np
from scipy.ndimage import binary_dilation

from equifashion.design import Recipe
from equifashion.design.edits import Invert, Mix, Redrawn, Sample, Steer, Vary
from equifashion.garments.merging import merge_regions
from equifashion.garments.on_figure.sketch import CutOverride, OnFigureSketch, sample_on_figure
from equifashion.imaging.pose import Pose
from equifashion.prompts.training_vocabulary import to_training_vocabulary
from equifashion.studio.cutting.origins import (
    OTHER_CUT,
    RECUT,
    SEAM_MARGIN,
    VARIED,
    held_parts,
    lets_in,
    remade_region,
    takes_worn_block,
)

_PARTS = ("collar", "sleeves", "hem")
_GRADES = {"longer": (2 / 3, 0.0), "looser": (0.0, 2 / 3), "more flared": (0.0, 2 / 3)}  # per unit of its amount
_Grades = tuple[float, float]  # of length and width
_AS_SAMPLED = CutOverride()


def worn_block_of(recipe: Recipe, prompt: str | None = None) -> OnFigureSketch | None:
    """The outfit of a recipe's figure as lines; None where there is no block of it.

    Mix figures stand and wear their clothes as the parent that weighs most in the first layer, varied ones wear
    another cut of the more parts the farther they went, and a region that was made anew shows what it was made of;
    whatever else is made out of an idea keeps its block, in the recipe's own words.

    Args:
        recipe: of the idea.
        prompt: other words for all of it; None for its own.
    """
    return _worn(recipe, prompt, recipe.brief().pose)


def changed_worn(recipe: Recipe, prompt: str) -> np.ndarray | None:
    """Where a figure wears something else under other words, (384, 256) bool; None without a block."""
    before, after = worn_block_of(recipe), worn_block_of(recipe, prompt)
    if before is None or after is None:
        return None
    return binary_dilation(before.garments != after.garments, iterations=SEAM_MARGIN)


def recut_strengths(recipe: Recipe, draws_figures: bool) -> tuple[float, ...]:
    """Strengths of variations of an idea, one for each number of parts that are cut otherwise, from none to all.

    Between them nothing but the styles moves. Empty where no figure is drawn along a block: what lies flat is recut
    by degrees.
    """
    if not takes_worn_block(recipe.brief(), draws_figures) or worn_block_of(recipe) is None:
        return ()
    between = [RECUT + (OTHER_CUT - RECUT) * (part + 0.5) / len(_PARTS) for part in range(len(_PARTS))]
    return RECUT, *between


def _worn(
    recipe: Recipe,
    prompt: str | None,
    pose: Pose | None,
    cut: CutOverride = _AS_SAMPLED,
    grades: _Grades = (0.0, 0.0),
) -> OnFigureSketch | None:
    """As ``worn_block_of``, in a pose, and cut otherwise; ``grades`` of length and width are not yet whole ones."""
    origin = recipe.edit
    if isinstance(origin, Invert):
        return None
    if isinstance(origin, Sample):
        words = recipe.prompt if prompt is None else prompt
        companion, (longer, wider) = (
            to_training_vocabulary(words, draws_figures=True, figure=True).companion,
            map(round, grades),
        )
        cut = replace(cut, longer=longer, wider=wider)
        return sample_on_figure(words, companion, origin.seed, origin.index, cut, pose)
    if isinstance(origin, Mix):
        heaviest = max(range(len(origin.weights)), key=lambda place: origin.weights[place][0])
        parent = origin.parents[heaviest]
        if heaviest and takes_worn_block(parent.brief(), True):
            return _worn(parent, None, parent.brief().pose, cut, grades)
    if isinstance(origin, Vary) and cut.place is None and origin.strength > RECUT:
        cut = CutOverride((origin.seed, VARIED + origin.index), (*cut.held, *_kept(origin)))
    if isinstance(origin, Steer):
        moved = [np.multiply(move.amount, _GRADES[move.name]) for move in origin.moves if move.name in _GRADES]
        grades = tuple(np.sum([grades, *moved], axis=0).tolist())
    first, *others = origin.parents
    words = recipe.prompt if prompt is None and recipe.prompt != first.prompt else prompt
    if lets_in(recipe):
        held = replace(cut, held=(*cut.held, *held_parts(recipe)))
        second = _worn(others[0], prompt, others[0].brief().pose, held, grades)
    elif isinstance(origin, Redrawn):
        second, words = _worn(first, words, pose, cut, grades), prompt
    else:
        return _worn(first, words, pose, cut, grades)
    before = _worn(first, words, pose, cut, grades)
    return None if before is None or second is None else merge_regions(before, second, remade_region(recipe))


def _kept(origin: Vary) -> list[str]:
    """The parts that a figure's variation keeps: the farther it goes, the fewer, and altogether otherwise none."""
    share = min(1.0, (origin.strength - RECUT) / (OTHER_CUT - RECUT))
    order = np.random.default_rng((origin.seed, VARIED + origin.index)).permutation(_PARTS).tolist()
    return order[ceil(share * len(_PARTS)) :]
