"""Hems (A5) of cutting blocks: the lower edge of a body or a skirt, and what is sewn to it.

Edges are (N, 2) cm from the garment's right to its left, as lower edges are drawn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from equifashion.garments.flat.raster import FOLD, INSIDE, OUTLINE, SEAM, Line, piece, smooth, straight

_POINTS = 97  # of an edge
_GAP = 0.02  # of an edge, to either side of a slit


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


def left_by(hem: str, sides: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """(half width, depth) of a body as a hem leaves them: above hanging corners higher, above gathers narrower."""
    rise = _RISES.get(hem, 0.0) * min(1.0, (sides[-1][1] - sides[0][1]) / _TALL)
    half, low = sides[-1]
    before, above = sides[-2]
    low_now = max(low - rise, above + 1.0)
    share = (low_now - above) / (low - above)
    return (*sides[:-1], (_WIDTHS.get(hem, 1.0) * (before + share * (half - before)), low_now))


def finished(edge: np.ndarray, hem: str, sides: Sequence[tuple[float, float]]) -> Hem:
    """A hem.

    Args:
        edge: (N, 2) where it is straight or curved.
        hem: a key of ``HEMS``; ``"straight"`` leaves the edge as it is.
        sides: (half width, depth) of what it is sewn to.
    """
    make = _HEMS.get(hem)
    if make is None:
        return Hem(edge)
    (before, above), (half, low) = sides[-2:]
    along = np.linspace(0.0, 1.0, _POINTS)
    known = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(edge, axis=0).T))])
    even = np.stack([np.interp(along * known[-1], known, axis) for axis in edge.T], axis=1)
    narrowing = (half - before) / (low - above) / half
    return make(Rim(even, along, min(1.0, low / _TALL), narrowing))


@dataclass(frozen=True, eq=False)
class Rim:
    """An edge to be finished.

    Attributes:
        edge: (N, 2), evenly spaced.
        u: where along it, 0–1, (N,).
        size: how deep its hem is, of the deepest.
        narrowing: share of its width that the garment is narrower, per cm above it.
    """

    edge: np.ndarray
    u: np.ndarray
    size: float
    narrowing: float

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
        return [straight(first, last, width=FOLD) for first, last in ends]


def _even(count: int) -> np.ndarray:
    return (np.arange(count) + 0.5) / count


def _between(count: int) -> np.ndarray:
    return np.arange(1, count) / count


def _curved(rim: Rim) -> Hem:
    half, low = rim.edge[0]
    return Hem(
        smooth((half, low), (0.72 * half, low + 4.5), (0, low + 6.5), (-0.72 * half, low + 4.5), (-half, low))
    )


def _high_low(rim: Rim) -> Hem:
    rise, drop = np.sin(np.pi * rim.u), _drop("high-low", rim)
    back, front = rim.lowered(drop * rise**0.7), rim.lowered(-0.25 * drop * rise)
    return Hem(front, [piece(front, back[::-1], seen=INSIDE), Line(back)])


def _asymmetric(rim: Rim) -> Hem:
    slanted = rim.lowered(_drop("asymmetric", rim) * rim.u)
    return Hem(np.concatenate([slanted, rim.edge[-1:]]))


def _handkerchief(rim: Rim) -> Hem:
    corners = rim.lowered(_drop("handkerchief", rim) * (1 - 2 * np.abs((2 * rim.u) % 1.0 - 0.5)))
    tips = corners[[len(corners) // 4, 3 * len(corners) // 4]]
    return Hem(corners, lines=[straight(tip, tip - (0, 16 * rim.size), width=FOLD) for tip in tips])


def _scalloped(rim: Rim) -> Hem:
    along = (rim.u * rim.count(6.5)) % 1.0
    return Hem(rim.lowered(2.6 * np.sqrt(np.maximum(1 - (2 * along - 1) ** 2, 0.0))))


def _lettuce(rim: Rim) -> Hem:
    count = rim.count(4.0)
    return Hem(rim.lowered(0.9 * np.sin(2 * np.pi * count * rim.u)), lines=rim.folds(_even(count), 3.0))


def _ruffled(rim: Rim) -> Hem:
    return _flounce(rim, max(5.0, 11.0 * rim.size))


def _flounce(rim: Rim, deep: float) -> Hem:
    """Gathered cloth below a seam: it swings out, in waves, over where the garment ends."""
    count = rim.count(6.5)
    seam = rim.above(deep)
    lower = rim.lowered(1.1 * np.sin(2 * np.pi * count * rim.u)) * (1.0 + 0.008 * deep, 1.0)
    at = (_even(count) * (len(seam) - 1)).astype(int)
    folds = [straight(seam[i] + (0, 0.3), 0.25 * seam[i] + 0.75 * lower[i], width=FOLD) for i in at]
    return Hem(rim.above(2.0), lines=[piece(seam, lower[::-1], width=OUTLINE), *folds])


def _tiered(rim: Rim) -> Hem:
    deep = 14.0 * rim.size
    lowest = _flounce(rim, deep)
    folds = rim.folds(_even(rim.count(6.5)), 2 * deep - 0.3, 1.4 * deep)
    return Hem(lowest.edge, lines=[*lowest.lines, Line(rim.above(2 * deep), SEAM), *folds])


def _pleated(rim: Rim) -> Hem:
    deep, count = max(6.0, 16.0 * rim.size), rim.count(4.0)
    steps = rim.lowered(0.8 * ((rim.u * count) % 1.0))
    return Hem(steps, lines=[Line(rim.above(deep), SEAM), *rim.folds(_between(count), deep)])


def _fringed(rim: Rim) -> Hem:
    deep, count = max(4.0, 10.0 * rim.size), rim.count(1.8)
    ends = rim.lowered(np.where((rim.u * count) % 1.0 < 0.5, 0.0, -1.4))
    return Hem(ends, lines=[Line(rim.above(deep), SEAM), *rim.folds(_even(count), deep)])


def _lace_trimmed(rim: Rim) -> Hem:
    bows = 1.6 * np.abs(np.sin(np.pi * rim.count(4.5) * rim.u))
    return Hem(rim.lowered(bows), lines=[Line(rim.lowered(bows - 2.2), FOLD), Line(rim.above(5.0), SEAM)])


def _slit(at: float) -> Callable[[Rim], Hem]:
    def make(rim: Rim) -> Hem:
        apex = rim.above(max(6.0, 24.0 * rim.size))[round(at * (len(rim.u) - 1))]
        right, left = (rim.edge[there] for there in (rim.u <= at - _GAP, rim.u >= at + _GAP))
        behind = piece(np.array([right[-1], apex, left[0]]), seen=INSIDE)
        return Hem(np.concatenate([right, [apex], left]), [behind], [straight(apex, apex - (0, 2.0), width=SEAM)])

    return make


def _ribbed(rim: Rim) -> Hem:
    deep = 6.0
    return Hem(rim.edge, lines=[Line(rim.above(deep), SEAM), *rim.folds(_even(rim.count(2.2)), deep - 0.8, 0.6)])


def _elasticated(rim: Rim) -> Hem:
    count = rim.count(3.0)
    edge = rim.lowered(0.35 * np.sin(2 * np.pi * count * rim.u))
    return Hem(edge, lines=[Line(rim.above(3.0), SEAM), *rim.folds(_even(count), 6.8, 3.2)])


def _flared(rim: Rim) -> Hem:
    count = rim.count(11.0)
    waves = rim.lowered(1.3 * np.sin(2 * np.pi * count * rim.u))
    return Hem(waves, lines=rim.folds(_even(count), 20.0 * rim.size))


def _bubble(rim: Rim) -> Hem:
    count = rim.count(7.0)
    swollen = 3.0 * rim.size * (1 - np.abs(2 * rim.u - 1) ** 3) + 0.7 * np.abs(np.sin(np.pi * count * rim.u))
    return Hem(rim.lowered(swollen), lines=rim.folds(_between(count), 9.0 * rim.size, -2.0))


def _raw(rim: Rim) -> Hem:
    return Hem(rim.lowered(0.45 * np.sin(57.0 * rim.u) * np.sin(131.0 * rim.u)))


def _cuffed(rim: Rim) -> Hem:
    return Hem(rim.edge, lines=[Line(rim.above(5.0), SEAM)])


def _drop(hem: str, rim: Rim) -> float:
    return _RISES[hem] * rim.size


_TALL = 70.0  # cm above a hem from which on it is as deep as hems become
_RISES = {"high-low": 26.0, "asymmetric": 24.0, "handkerchief": 16.0}  # cm, of a tall garment
_WIDTHS = {"flared": 1.15, "bubble": 0.9, "elasticated": 0.92}  # of a straight one
_HEMS: dict[str, Callable[[Rim], Hem]] = {
    "curved": _curved,
    "high-low": _high_low,
    "asymmetric": _asymmetric,
    "handkerchief": _handkerchief,
    "scalloped": _scalloped,
    "ruffled": _ruffled,
    "pleated": _pleated,
    "tiered": _tiered,
    "lettuce": _lettuce,
    "fringed": _fringed,
    "lace-trimmed": _lace_trimmed,
    "side-slit": _slit(0.2),
    "front-slit": _slit(0.5),
    "ribbed": _ribbed,
    "elasticated": _elasticated,
    "flared": _flared,
    "bubble": _bubble,
    "raw": _raw,
    "cuffed": _cuffed,
}
