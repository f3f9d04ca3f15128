"""Curves that everything drawn is made of: smooth SVG paths, and tubes (a centre line with a half-width).

Points are float arrays (N, 2) of canvas pixels, y down.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

Points = np.ndarray | Sequence[tuple[float, float]]  # (N, 2), as an array or as pairs
Ease = float | Callable[[np.ndarray], np.ndarray]  # pixels added to a half-width, or that as a function of t


def path(points: np.ndarray, closed: bool = False) -> str:
    """A smooth SVG path through the points (Catmull–Rom as cubic Béziers)."""
    p = np.asarray(points, float)
    if len(p) < 3:
        return polyline(p, closed)
    if closed:  # once round, and one point further at either end
        around = np.concatenate([p[-1:], p, p[:2]])
    else:
        around = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    tangent = (around[2:] - around[:-2]) / 6.0
    start, end = around[1:-2], around[2:-1]
    numbers = np.concatenate([start + tangent[:-1], end - tangent[1:], end], axis=1)  # (count, 6)
    text = "C%.2f %.2f %.2f %.2f %.2f %.2f" * len(numbers) % tuple(numbers.ravel().tolist())
    return f"M{p[0, 0]:.2f} {p[0, 1]:.2f}{text}" + ("Z" if closed else "")


def polyline(points: np.ndarray, closed: bool = False) -> str:
    """A straight-sided SVG path through the points."""
    p = np.asarray(points, float)
    return "M" + ("L%.2f %.2f" * len(p) % tuple(p.ravel().tolist()))[1:] + ("Z" if closed else "")


def closed_path(*edges: np.ndarray) -> str:
    """A closed SVG path that is smooth along each edge and sharp where one edge meets the next."""
    parts = [path(edge) for edge in edges if len(edge)]
    return parts[0] + "".join("L" + part[1:] for part in parts[1:]) + "Z"


def sample(points: np.ndarray, count: int) -> np.ndarray:
    """``count`` points at equal arc length along a polyline."""
    p = np.asarray(points, float)
    length = np.zeros(len(p))
    np.cumsum(np.hypot(*(p[1:] - p[:-1]).T), out=length[1:])
    return _between(np.linspace(0.0, length[-1], count), length, p)


def _between(at: float | np.ndarray, known: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Values (N, 2), known at increasing places (N,), at other places: (2,) or (M, 2)."""
    found = np.empty((*np.shape(at), 2))
    found[..., 0] = np.interp(at, known, values[:, 0])
    found[..., 1] = np.interp(at, known, values[:, 1])
    return found


def without_loops(points: np.ndarray) -> np.ndarray:
    """A polyline whose loops are drawn together to the point where it crosses itself; (N, 2) as given."""
    p = np.asarray(points, float)
    if len(p) < 4:
        return p
    start, step = p[:-1], np.diff(p, axis=0)
    between = start[None] - start[:, None]  # (i, j): from segment i's start to segment j's
    cross = step[:, None, 0] * step[None, :, 1] - step[:, None, 1] * step[None, :, 0]
    safe = np.where(np.abs(cross) < 1e-9, np.inf, cross)
    along_i = (between[..., 0] * step[None, :, 1] - between[..., 1] * step[None, :, 0]) / safe
    along_j = (between[..., 0] * step[:, None, 1] - between[..., 1] * step[:, None, 0]) / safe
    hit = (along_i > 0) & (along_i < 1) & (along_j > 0) & (along_j < 1)
    first, last = np.nonzero(np.triu(hit, 2))
    if not len(first):
        return p
    p = p.copy()
    done = -1
    for i in np.unique(first):
        if i > done:
            done = last[first == i].max()
            p[i + 1 : done + 1] = start[i] + along_i[i, done] * step[i]
    return p


@dataclass(frozen=True)
class Tube:
    """A limb, a torso or a sleeve: a centre line with a half-width at each of its points.

    Attributes:
        centre: (N, 2), from the root (shoulder, hip, neck) outwards.
        half: (N,) half-widths, pixels.
        across: (N, 2) unit vectors to the right edge, for a tube whose ends are cut at a slant (a torso between
            tilted shoulders and hips); None for the normals of the centre line.
    """

    centre: np.ndarray
    half: np.ndarray
    across: np.ndarray | None = None

    @property
    def length(self) -> float:
        """Arc length of the centre line, pixels."""
        return float(np.linalg.norm(np.diff(self.centre, axis=0), axis=1).sum())

    @cached_property
    def _t(self) -> np.ndarray:
        steps = np.linalg.norm(np.diff(self.centre, axis=0), axis=1)
        t = np.concatenate([[0.0], np.cumsum(steps)])
        return t / t[-1]

    def at(self, t: float | np.ndarray) -> np.ndarray:
        """Centre point(s) at arc-length fraction(s) t in [0, 1]: (2,) or (M, 2)."""
        return _between(t, self._t, self.centre)

    def half_at(self, t: float | np.ndarray) -> np.ndarray:
        """Half-width(s) at t."""
        return np.interp(t, self._t, self.half)

    def normal(self, t: float | np.ndarray) -> np.ndarray:
        """Unit normal(s) at t: to the canvas's right (+x) of a tube that runs straight down."""
        t = np.asarray(t, float)
        if self.across is not None:
            slant = _between(t, self._t, self.across)
            return slant / np.linalg.norm(slant, axis=-1, keepdims=True)
        step = 0.04  # smooth over the joints
        ends = self.at(np.clip([t + step, t - step], 0, 1))
        x, y = np.moveaxis(ends[0] - ends[1], -1, 0)
        length = np.maximum(np.hypot(x, y), 1e-9)
        return np.stack([y / length, -x / length], axis=-1)

    def side(
        self, sign: int, start: float = 0.0, end: float = 1.0, ease: Ease = 0.0, count: int = 16
    ) -> np.ndarray:
        """One edge, (count, 2), from t=start to t=end; on the inside of a bend it does not loop.

        Args:
            sign: +1 for the edge on the canvas's right of a tube running down, -1 for the other.
            start, end: fractions of the length.
            ease: pixels between body and cloth; a number, or a function of t.
            count: points.
        """
        t = np.linspace(start, end, count)
        extra = ease(t) if callable(ease) else ease
        return without_loops(self.at(t) + sign * (self.half_at(t) + extra)[:, None] * self.normal(t))

    def outline(self, start: float = 0.0, end: float = 1.0, ease: Ease = 0.0, count: int = 16) -> np.ndarray:
        """Closed outline, (2·count, 2): down the right edge, back up the left."""
        return np.vstack([self.side(1, start, end, ease, count), self.side(-1, start, end, ease, count)[::-1]])
