"""Curves through points: splines, bows, offsets and smoothing, on plain float arrays (N, 2), y down."""

from collections.abc import Sequence

import numpy as np
from scipy.interpolate import PchipInterpolator, make_interp_spline

from equifashion.garments.scene.curves import sample

Point = Sequence[float] | np.ndarray  # (x, y)
_POINTS_PER_SPAN = 8  # of a spline, between two given points


def spline(*points: Point) -> np.ndarray:
    """Points (N, 2) of a spline through some, no two of which may be one."""
    known = np.array(points, float)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(known, axis=0).T))])
    spline = make_interp_spline(along, known, k=min(3, len(known) - 1))
    return spline(np.linspace(0.0, along[-1], _POINTS_PER_SPAN * (len(known) - 1) + 1))


def monotone_curve(*points: Point) -> np.ndarray:
    """Points (N, 2) of a smooth line down through some, each lower than the last, that swings out beyond none."""
    across, down = np.array(points, float).T
    depths = np.linspace(down[0], down[-1], _POINTS_PER_SPAN * (len(points) - 1) + 1)
    return np.stack([PchipInterpolator(down, across)(depths), depths], axis=1)


def monotone_function(*points: tuple[float, float]) -> PchipInterpolator:
    """A smooth function through (position, value) pairs, without overshoot."""
    x, y = np.array(points, float).T
    return PchipInterpolator(x, y, extrapolate=True)


def smooth_curve(points: np.ndarray, count: int = 16) -> np.ndarray:
    """A curve through a few points, resampled to ``count``."""
    p = np.asarray(points, float)
    if len(p) < 3:
        return sample(p, count)
    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))])
    keep = np.concatenate([[True], np.diff(length) > 1e-6])
    p, length = p[keep], length[keep]
    if len(p) < 3:
        return sample(p, count)
    tangent = np.gradient(p, length, axis=0)
    at = np.linspace(0.0, length[-1], count)
    i = np.clip(np.searchsorted(length, at, side="right") - 1, 0, len(p) - 2)
    step = (length[i + 1] - length[i])[:, None]
    s = ((at - length[i]) / step[:, 0])[:, None]
    return (
        (2 * s**3 - 3 * s**2 + 1) * p[i]
        + (s**3 - 2 * s**2 + s) * step * tangent[i]
        + (3 * s**2 - 2 * s**3) * p[i + 1]
        + (s**3 - s**2) * step * tangent[i + 1]
    )


def bow_line(start: np.ndarray, end: np.ndarray, sag: float, count: int = 9) -> np.ndarray:
    """A bow from start to end; ``sag`` pixels to the right of the way (to the left when negative)."""
    along = np.asarray(end, float) - start
    across = np.array([-along[1], along[0]]) / max(float(np.linalg.norm(along)), 1e-9)
    s = np.linspace(0, 1, count)[:, None]
    return start + s * along + 4 * s * (1 - s) * sag * across


def offset(curve: np.ndarray, distance: float | np.ndarray) -> np.ndarray:
    """A curve moved sideways by ``distance`` pixels, to the right of its way (y down)."""
    c = np.asarray(curve, float)
    along = np.gradient(c, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    return c + np.asarray(distance, float).reshape(-1, 1) * np.stack([-along[:, 1], along[:, 0]], axis=1)


def moving_average(points: np.ndarray, window: int = 5, rounds: int = 2) -> np.ndarray:
    """A polyline with its corners rounded; the ends stay."""
    p = np.asarray(points, float).copy()
    kernel = np.ones(window) / window
    for _ in range(rounds):
        padded = np.vstack([np.repeat(p[:1], window // 2, 0), p, np.repeat(p[-1:], window // 2, 0)])
        inner = np.stack([np.convolve(padded[:, i], kernel, "valid") for i in range(2)], axis=1)
        inner[0], inner[-1] = p[0], p[-1]
        p = inner
    return p
