"""Hems of technical flats: what a hem does to the sides of a garment, and its finished lower edge."""

from collections.abc import Sequence

import numpy as np

from equifashion.garments.attributes.hems import HEM_STYLES
from equifashion.garments.flat.hem_styles import Hem, HemEdge

_EDGE_POINTS = 97
_TALL_CM = 70.0  # above a hem, from which on it is as deep as hems become


def shorten_for_hem(hem: str, sides: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """(half width, depth) of a body as a hem leaves them: above hanging corners higher, above gathers narrower."""
    style = HEM_STYLES.get(hem, HEM_STYLES["straight"])
    rise = style.flat_drop_cm * min(1.0, (sides[-1][1] - sides[0][1]) / _TALL_CM)
    half, low = sides[-1]
    before, above = sides[-2]
    low_now = max(low - rise, above + 1.0)
    share = (low_now - above) / (low - above)
    return (*sides[:-1], (style.flat_width * (before + share * (half - before)), low_now))


def finish_hem(edge: np.ndarray, hem: str, sides: Sequence[tuple[float, float]]) -> Hem:
    """A hem.

    Args:
        edge: (N, 2) where it is straight or curved.
        hem: a key of ``HEM_STYLES``.
        sides: (half width, depth) of what it is sewn to.
    """
    style = HEM_STYLES[hem]
    if style.flat is None:
        return Hem(edge)
    (before, above), (half, low) = sides[-2:]
    along = np.linspace(0.0, 1.0, _EDGE_POINTS)
    known = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(edge, axis=0).T))])
    even = np.stack([np.interp(along * known[-1], known, axis) for axis in edge.T], axis=1)
    size, narrowing = min(1.0, low / _TALL_CM), (half - before) / (low - above) / half
    return style.flat(HemEdge(even, along, size, narrowing, style.flat_drop_cm * size))
