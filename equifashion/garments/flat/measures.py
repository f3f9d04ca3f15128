"""From a garment phrase to the measures of its flat: what the words say and, where they leave off, chance."""

from dataclasses import replace

import numpy as np

from equifashion.garments.flat.lower import LegsMeasures, SkirtMeasures
from equifashion.garments.flat.lower_measures import sample_legs, sample_skirt
from equifashion.garments.flat.upper import UpperMeasures
from equifashion.garments.flat.upper_measures import sample_dress, sample_top
from equifashion.prompts.parsed import GarmentPhrase

_BY_KIND = {
    "top": sample_top,
    "outer": sample_top,
    "dress": sample_dress,
    "skirt": sample_skirt,
    "trousers": sample_legs,
}


_CHILD_LENGTHS = {"dress": 0.62, "skirt": 0.75, "trousers": 0.86}  # of an adult's as wide; tops are cut alike
_CHILD_NECK, _CHILD_SLEEVE = 1.15, 0.86


def sample_measures(
    garment: GarmentPhrase, random: np.random.Generator
) -> UpperMeasures | SkirtMeasures | LegsMeasures | None:
    """The cut of a garment; None for one that no flat is drawn of."""
    make = _BY_KIND.get(garment.kind)
    return None if make is None else make(garment, random)


def scale_to_child(
    measures: UpperMeasures | SkirtMeasures | LegsMeasures, kind: str
) -> UpperMeasures | SkirtMeasures | LegsMeasures:
    """A cut of a child's proportions: clothes are shorter for their width, necks wider; as wide as an adult's.

    Args:
        cut: of an adult's.
        kind: of the garment, a key of ``KINDS``.
    """
    share = _CHILD_LENGTHS.get(kind, 0.95)
    if isinstance(measures, LegsMeasures):
        return replace(measures, length=measures.rise + share * (measures.length - measures.rise))
    top = measures.sides[0][1]
    sides = tuple((half, top + share * (low - top)) for half, low in measures.sides)
    if isinstance(measures, SkirtMeasures):
        return replace(measures, sides=sides)
    seam = top + share * (measures.waist_seam - top) if measures.waist_seam else 0.0
    neck = min(_CHILD_NECK * measures.neck, measures.shoulder - 3)
    return replace(measures, sides=sides, waist_seam=seam, neck=neck, sleeve=_CHILD_SLEEVE * measures.sleeve)
