"""Grading: what is worn, some steps longer or wider, as far as its category is made."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from equifashion.garments.on_figure.outfit import Garment
from equifashion.vocabulary import CATEGORIES, Attribute, allowed

_SKIRTS_BY_WIDTH = ("pencil", "straight", "a-line", "flared", "circle")
_LEGS_BY_WIDTH = ("skinny", "slim", "straight", "wide", "flared")
_SILHOUETTES_BY_WIDTH = {  # kind → its silhouettes, from the narrowest to the widest
    "top": ("fitted", "regular", "loose", "oversized"),
    "outer": ("fitted", "regular", "loose", "oversized"),
    "dress": _SKIRTS_BY_WIDTH,
    "skirt": _SKIRTS_BY_WIDTH,
    "trousers": _LEGS_BY_WIDTH,
    "one-piece": _LEGS_BY_WIDTH,
}
_ALIKE_IN_WIDTH = {"mermaid": "pencil", "tulip": "a-line", "tapered": "slim", "harem": "wide"}  # in width


def grade_garment(piece: Garment, longer: int, wider: int) -> Garment:
    """A garment so many grades longer, unless it is tucked in, and wider; as far as its category is made."""
    kind = CATEGORIES[piece.category].kind
    lengths = allowed(piece.category, Attribute.LENGTH, {})
    widths = allowed(piece.category, "silhouette", {})
    length = piece.length if piece.tucked else _step_up(lengths, piece.length, longer)
    silhouette = _step_up([each for each in _SILHOUETTES_BY_WIDTH[kind] if each in widths], piece.silhouette, wider)
    fit = silhouette if kind in ("top", "outer") else piece.fit
    return replace(piece, length=length, silhouette=silhouette, fit=fit)


def _step_up(ladder: Sequence[str], value: str, grades: int) -> str:
    """So many grades up from a value, or as far as there are; the value itself where it has no place."""
    place = _ALIKE_IN_WIDTH.get(value, value) if value not in ladder else value
    if not grades or place not in ladder:
        return value
    return ladder[int(np.clip(ladder.index(place) + grades, 0, len(ladder) - 1))]
