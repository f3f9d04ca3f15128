"""From a garment phrase to the measures of its block: what the words say and, where they leave off, chance."""

import numpy as np

from equifashion.blocks.lower import LegsCut, SkirtCut
from equifashion.blocks.lower_cuts import legs_cut, skirt_cut
from equifashion.blocks.upper import UpperCut
from equifashion.blocks.upper_cuts import dress_cut, top_cut
from equifashion.language.parsed import GarmentPhrase

_BY_KIND = {"top": top_cut, "outer": top_cut, "dress": dress_cut, "skirt": skirt_cut, "trousers": legs_cut}


def cut_of(garment: GarmentPhrase, random: np.random.Generator) -> UpperCut | SkirtCut | LegsCut | None:
    """The cut of a garment; None for one that no block is drawn of."""
    make = _BY_KIND.get(garment.kind)
    return None if make is None else make(garment, random)
