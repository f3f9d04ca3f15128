"""How each hem is drawn on a technical flat: the lower edge of a body or a skirt, and what is sewn to it.

Edges are (N, 2) cm from the garment's right to its left, as lower edges are drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from equifashion.garments.flat.raster import FOLD, INSIDE, OUTLINE, SEAM, Line, cloth_piece, polyline
from equifashion.garments.scene.geometry import spline

_SLIT_GAP = 0.02  # of an edge, to either side of a slit


@dataclass(frozen=True, eq=False)
class Hem:
    """A finished lower edge.

    Attributes:
        edge: (N, 2), from where the right side ends to where the left one does, or lower.
        behind: lines that the garment lies over: what shows of its back.
        lines: on the garment.
    """

    edge: np.ndarray
    behind: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class HemEdge:
    """An edge to be finished.

    Attributes:
        edge: (N, 2), evenly spaced.
        u: where along it, 0–1, (N,).
        size: how deep its hem is, of the deepest.
        narrowing: share of its width that the garment is narrower, per cm above it.
        drop: cm that corners hang lower.
    """

    edge: np.ndarray
    u: np.ndarray
    size: float
    narrowing: float
    drop: float

    def above(self, by: float) -> np.ndarray:
        """The garment from side to side, so many cm above its edge, (N, 2)."""
        return self.edge * (1.0 - self.narrowing * by, 1.0) - (0.0, by)

    def lowered(self, by: np.ndarray) -> np.ndarray:
        """The edge, each point so many cm lower, (N, 2)."""
        return self.edge + np.stack([np.zeros_like(by), by], axis=1)

    def count(self, each: float) -> int:
        """How many of so many cm it has, at least 3."""
        return max(3, round(float(np.ptp(self.edge[:, 0])) / each))

    def folds(self, places: np.ndarray, top: float, bottom: float = 0.3) -> list[Line]:
        """Short folds at some of its places, 0–1: from so far above it down to so near it, cm."""
        at = (places * (len(self.u) - 1)).astype(int)
        ends = zip(self.above(top)[at], self.above(bottom)[at], strict=True)
        return [polyline(first, last, width=FOLD) for first, last in ends]


def _even(count: int) -> np.ndarray:
    return (np.arange(count) + 0.5) / count


def _between(count: int) -> np.ndarray:
    return np.arange(1, count) / count


def curved(hem: HemEdge) -> Hem:
    half, low = hem.edge[0]
    return Hem(
        spline((half, low), (0.72 * half, low + 4.5), (0, low + 6.5), (-0.72 * half, low + 4.5), (-half, low))
    )


def high_low(hem: HemEdge) -> Hem:
    rise, drop = np.sin(np.pi * hem.u), hem.drop
    back, front = hem.lowered(drop * rise**0.7), hem.lowered(-0.25 * drop * rise)
    return Hem(front, [cloth_piece(front, back[::-1], seen=INSIDE), Line(back)])


def asymmetric(hem: HemEdge) -> Hem:
    slanted = hem.lowered(hem.drop * hem.u)
    return Hem(np.concatenate([slanted, hem.edge[-1:]]))


def handkerchief(hem: HemEdge) -> Hem:
    corners = hem.lowered(hem.drop * (1 - 2 * np.abs((2 * hem.u) % 1.0 - 0.5)))
    tips = corners[[len(corners) // 4, 3 * len(corners) // 4]]
    return Hem(corners, lines=[polyline(tip, tip - (0, 16 * hem.size), width=FOLD) for tip in tips])


def scalloped(hem: HemEdge) -> Hem:
    along = (hem.u * hem.count(6.5)) % 1.0
    return Hem(hem.lowered(2.6 * np.sqrt(np.maximum(1 - (2 * along - 1) ** 2, 0.0))))


def lettuce(hem: HemEdge) -> Hem:
    count = hem.count(4.0)
    return Hem(hem.lowered(0.9 * np.sin(2 * np.pi * count * hem.u)), lines=hem.folds(_even(count), 3.0))


def ruffled(hem: HemEdge) -> Hem:
    return _flounce(hem, max(5.0, 11.0 * hem.size))


def _flounce(hem: HemEdge, deep: float) -> Hem:
    """Gathered cloth below a seam: it swings out, in waves, over where the garment ends."""
    count = hem.count(6.5)
    seam = hem.above(deep)
    lower = hem.lowered(1.1 * np.sin(2 * np.pi * count * hem.u)) * (1.0 + 0.008 * deep, 1.0)
    at = (_even(count) * (len(seam) - 1)).astype(int)
    folds = [polyline(seam[i] + (0, 0.3), 0.25 * seam[i] + 0.75 * lower[i], width=FOLD) for i in at]
    return Hem(hem.above(2.0), lines=[cloth_piece(seam, lower[::-1], width=OUTLINE), *folds])


def tiered(hem: HemEdge) -> Hem:
    deep = 14.0 * hem.size
    lowest = _flounce(hem, deep)
    folds = hem.folds(_even(hem.count(6.5)), 2 * deep - 0.3, 1.4 * deep)
    return Hem(lowest.edge, lines=[*lowest.lines, Line(hem.above(2 * deep), SEAM), *folds])


def pleated(hem: HemEdge) -> Hem:
    deep, count = max(6.0, 16.0 * hem.size), hem.count(4.0)
    steps = hem.lowered(0.8 * ((hem.u * count) % 1.0))
    return Hem(steps, lines=[Line(hem.above(deep), SEAM), *hem.folds(_between(count), deep)])


def fringed(hem: HemEdge) -> Hem:
    deep, count = max(4.0, 10.0 * hem.size), hem.count(1.8)
    ends = hem.lowered(np.where((hem.u * count) % 1.0 < 0.5, 0.0, -1.4))
    return Hem(ends, lines=[Line(hem.above(deep), SEAM), *hem.folds(_even(count), deep)])


def lace_trimmed(hem: HemEdge) -> Hem:
    bows = 1.6 * np.abs(np.sin(np.pi * hem.count(4.5) * hem.u))
    return Hem(hem.lowered(bows), lines=[Line(hem.lowered(bows - 2.2), FOLD), Line(hem.above(5.0), SEAM)])


def slit(at: float) -> Callable[[HemEdge], Hem]:
    def make(hem: HemEdge) -> Hem:
        apex = hem.above(max(6.0, 24.0 * hem.size))[round(at * (len(hem.u) - 1))]
        right, left = (hem.edge[there] for there in (hem.u <= at - _SLIT_GAP, hem.u >= at + _SLIT_GAP))
        behind = cloth_piece(np.array([right[-1], apex, left[0]]), seen=INSIDE)
        return Hem(np.concatenate([right, [apex], left]), [behind], [polyline(apex, apex - (0, 2.0), width=SEAM)])

    return make


def ribbed(hem: HemEdge) -> Hem:
    deep = 6.0
    return Hem(hem.edge, lines=[Line(hem.above(deep), SEAM), *hem.folds(_even(hem.count(2.2)), deep - 0.8, 0.6)])


def elasticated(hem: HemEdge) -> Hem:
    count = hem.count(3.0)
    edge = hem.lowered(0.35 * np.sin(2 * np.pi * count * hem.u))
    return Hem(edge, lines=[Line(hem.above(3.0), SEAM), *hem.folds(_even(count), 6.8, 3.2)])


def flared(hem: HemEdge) -> Hem:
    count = hem.count(11.0)
    waves = hem.lowered(1.3 * np.sin(2 * np.pi * count * hem.u))
    return Hem(waves, lines=hem.folds(_even(count), 20.0 * hem.size))


def bubble(hem: HemEdge) -> Hem:
    count = hem.count(7.0)
    swollen = 3.0 * hem.size * (1 - np.abs(2 * hem.u - 1) ** 3) + 0.7 * np.abs(np.sin(np.pi * count * hem.u))
    return Hem(hem.lowered(swollen), lines=hem.folds(_between(count), 9.0 * hem.size, -2.0))


def raw(hem: HemEdge) -> Hem:
    return Hem(hem.lowered(0.45 * np.sin(57.0 * hem.u) * np.sin(131.0 * hem.u)))


def cuffed(hem: HemEdge) -> Hem:
    return Hem(hem.edge, lines=[Line(hem.above(5.0), SEAM)])
