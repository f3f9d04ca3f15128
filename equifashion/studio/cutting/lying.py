"""The cut of what lies flat, whatever its idea was made of."""

from dataclasses import replace
from math import exp

import numpy as np
from scipy.ndimage import binary_dilation, binary_opening

from equifashion.design import Recipe
from equifashion.design.edits import (
    Altered,
    Invert,
    Mix,
    Recolor,
    Redrawn,
    Sample,
    Steer,
    Vary,
)
from equifashion.garments.flat.sketch import (
    FlatRaster,
    FlatSketch,
    blend_flats,
    hold_parts,
    sample_flat,
    stretch_flat,
)
from equifashion.garments.grading import DIRECTION_STRETCHES
from equifashion.garments.merging import merge_regions
from equifashion.studio.cutting.origins import (
    OTHER_CUT,
    RECUT,
    SEAM_MARGIN,
    VARIED,
    held_parts,
    lets_in,
    remade_region,
    takes_block,
)

_SLIGHT = 2  # pixels that lines may lie apart and be the same
_INK = 160  # grey levels below which a drawing shows a line
_WHOLE = 0.9  # of a garment: who may change so much of it may change all
_Known = dict[tuple[str, str], FlatSketch | None]


def block_of(recipe: Recipe, draws_figures: bool) -> FlatSketch | None:
    """The block of a recipe's garment; None for what was found for a picture, or has no block.

    Sample ideas are cut by chance, as their prompt says. Mix ones lie between their parents, by the weights of
    the first layer: it says how the garment lies. Vary ones go from their parent's cut towards another as far as
    they were moved, edited ones are stretched by directions that are named for it. Whatever else is made out of an
    idea keeps its cut, in the recipe's own words.
    """
    return _block(recipe, recipe.prompt, draws_figures, {})


def lying_block_of(recipe: Recipe, draws_figures: bool) -> FlatRaster | None:
    """A recipe's garment in lines as its picture shows it; None where there is no block of it.

    As ``block_of``, but a region that was made anew shows what it was made of: where another idea was let in, its
    cut, but for what was held.
    """
    origin = recipe.edit
    if isinstance(origin, Recolor):
        return lying_block_of(origin.parents[0], draws_figures)
    own = block_of(recipe, draws_figures)
    if not (isinstance(origin, Redrawn) or lets_in(recipe)):
        return own and own.laid()
    first, *others = origin.parents
    before, second = lying_block_of(first, draws_figures), own
    for other in others:
        cut = block_of(other, draws_figures) if takes_block(other.brief(), draws_figures) else None
        second = own if own is None or cut is None else hold_parts(own, cut, held_parts(recipe))
    return None if before is None or second is None else merge_regions(before, second.laid(), remade_region(recipe))


def changed_lying(recipe: Recipe, prompt: str, draws_figures: bool) -> np.ndarray | None:
    """Where a picture that lies flat is cut otherwise under other words, (384, 256) bool; None without a block."""
    before = block_of(recipe, draws_figures)
    after = None if before is None else _recut(before, _block(recipe, prompt, draws_figures, {}))
    return None if after is None else _difference(before, after)


def _block(recipe: Recipe, prompt: str, draws_figures: bool, known: _Known) -> FlatSketch | None:
    key = recipe.sha256, prompt
    if key not in known:
        known[key] = _found(recipe, prompt, draws_figures, known)
    return known[key]


def _found(recipe: Recipe, prompt: str, draws_figures: bool, known: _Known) -> FlatSketch | None:
    origin = recipe.edit
    if isinstance(origin, Invert):
        return None
    if isinstance(origin, Sample):
        return sample_flat(prompt, origin.seed, origin.index)
    first, *others = origin.parents
    own = _block(first, prompt, draws_figures, known)
    if isinstance(origin, Mix):
        blocks = [own]
        for parent in others:
            cut = takes_block(parent.brief(), draws_figures)
            blocks.append(_block(parent, parent.prompt, draws_figures, known) if cut else None)
        pairs = [(b, row[0]) for b, row in zip(blocks, origin.weights, strict=True) if b is not None and row[0]]
        return blend_flats(*zip(*pairs, strict=True)) if pairs else None
    if own is None:
        return None
    if _recuts(recipe):
        before = _block(first, first.prompt, draws_figures, known)
        return own if before is None else _recut(before, own, remade_region(recipe))
    if isinstance(origin, Vary):
        share = min(1.0, (origin.strength - RECUT) / (OTHER_CUT - RECUT))
        other = sample_flat(prompt, origin.seed, VARIED + origin.index) if share > 0 else None
        return own if other is None else blend_flats([own, other], (1 - share, share))
    if isinstance(origin, Steer):
        amounts = [
            (move.amount * rate, name)
            for move in origin.moves
            for name, rate in DIRECTION_STRETCHES.get(move.name, ())
        ]
        return stretch_flat(own, **{way: exp(sum(a for a, n in amounts if n == way)) for _, way in amounts})
    return own


def _recuts(recipe: Recipe) -> bool:
    """Whether a picture is another's whose cut was given another attribute."""
    return isinstance(recipe.edit, Altered) and bool(recipe.edit.attribute)


def _recut(before: FlatSketch, own: FlatSketch | None, region: np.ndarray | None = None) -> FlatSketch | None:
    """A block in the place of another that is cut anew; as large as the canvas allows where it has no room there.

    Args:
        before: what was.
        own: what will be.
        region: (384, 256) bool, of the picture that may change; None for all of it.
    """
    if own is None:
        return None
    beside = own.beside(before)
    whole = region is None or region[before.cloth() > 0].mean() > _WHOLE
    return replace(own, place=None) if whole and not beside.has_room else beside


def _difference(before: FlatSketch, after: FlatSketch) -> np.ndarray:
    """Where two blocks differ by more than a line's width, and around it, (384, 256) bool.

    What had no room where the other lies is another picture altogether.
    """
    if after.place is None:
        return binary_dilation((before.cloth() > 0) | (after.cloth() > 0), iterations=SEAM_MARGIN)
    cloth = binary_opening(before.cloth() != after.cloth(), iterations=_SLIGHT)
    inks = [np.asarray(block.outlines()) < _INK for block in (before, after)]
    for ink, other in (inks, inks[::-1]):
        cloth |= ink & ~binary_dilation(other, iterations=_SLIGHT)
    return binary_dilation(cloth, iterations=SEAM_MARGIN)
