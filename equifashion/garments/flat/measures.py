"""From a garment phrase to the measures of its block: what the words say and, where they leave off, chance."""

from dataclasses import replace

import numpy as np

from equifashion.garments.flat.lower import LegsCut, SkirtCut
from equifashion.garments.flat.lower_measures import legs_cut, skirt_cut
from equifashion.garments.flat.upper import UpperCut
from equifashion.garments.flat.upper_measures import dress_cut, top_cut
from equifashion.prompts.parsed import GarmentPhrase

_BY_KIND = {"top": top_cut, "outer": top_cut, "dress": dress_cut, "skirt": skirt_cut, "trousers": legs_cut}


_CHILD_LENGTHS = {"dress": 0.62, "skirt": 0.75, "trousers": 0.86}  # of an adult's as wide; tops are cut alike
_CHILD_NECK, _CHILD_SLEEVE = 1.15, 0.86


def cut_of(garment: GarmentPhrase, random: np.random.Generator) -> UpperCut | SkirtCut | LegsCut | None:
    """The cut of a garment; None for one that no block is drawn of."""
    make = _BY_KIND.get(garment.kind)
    return None if make is None else make(garment, random)


def child_sized(cut: UpperCut | SkirtCut | LegsCut, kind: str) -> UpperCut | SkirtCut | LegsCut:
    """A cut of a child's proportions: clothes are shorter for their width, necks wider; as wide as an adult's.

    Args:
        cut: of an adult's.
        kind: of the garment, a key of ``KINDS``.
    """
    share = _CHILD_LENGTHS.get(kind, 0.95)
    if isinstance(cut, LegsCut):
        return replace(cut, length=cut.rise + share * (cut.length - cut.rise))
    top = cut.sides[0][1]
    sides = tuple((half, top + share * (low - top)) for half, low in cut.sides)
    if isinstance(cut, SkirtCut):
        return replace(cut, sides=sides)
    seam = top + share * (cut.waist_seam - top) if cut.waist_seam else 0.0
    neck = min(_CHILD_NECK * cut.neck, cut.shoulder - 3)
    return replace(cut, sides=sides, waist_seam=seam, neck=neck, sleeve=_CHILD_SLEEVE * cut.sleeve)
