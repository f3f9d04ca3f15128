"""The upper edge of a bodice: what a collar or neckline cuts away, and how sleeveless bodices hold on."""

import itertools

import numpy as np

from equifashion.garments.attributes.collars import COLLAR_SHAPES
from equifashion.garments.figure.body import SIGN
from equifashion.garments.on_figure.frame import Frame
from equifashion.garments.scene.geometry import smooth_curve

STRAPS: dict[str, tuple[float, float]] = {  # sleeveless hold → shares of the shoulder seam: inner, outer edge
    "shoulder": (0.0, 0.80),
    "tank": (0.30, 0.62),
    "spaghetti": (0.40, 0.46),
}


def lay_neckline(frame: Frame, name: str, deepen: float = 1.0) -> np.ndarray:
    """The neckline from the figure's right shoulder seam to its left, (N, 2); ``deepen`` scales its depth."""
    collar = COLLAR_SHAPES[name]
    width = _neck_width(frame)
    halves = {}
    for side in ("right", "left"):
        sign = SIGN[side]
        points = [frame.shoulder(side, collar.share)]
        points += [frame.chest(sign * x * width, y * deepen if y > 0.1 else y) for x, y in collar.half]
        halves[side] = np.array(points)
    if collar.sharp:
        return np.vstack([_densify(halves["right"]), _densify(halves["left"])[::-1][1:]])
    whole = np.vstack([halves["right"], halves["left"][::-1][1:]])
    if collar.pointed:
        return np.vstack([smooth_curve(halves["right"], 16), smooth_curve(halves["left"], 16)[::-1][1:]])
    return smooth_curve(whole, 29)


def _densify(points: np.ndarray, each: int = 6) -> np.ndarray:
    """The same corners with points between, so that later smoothing keeps them."""
    parts = [points[:1]]
    for a, b in itertools.pairwise(points):
        s = np.array([0.02, *np.linspace(0.15, 0.85, each - 2), 0.98, 1.0])[:, None]
        parts.append(a + s * (b - a))
    return np.vstack(parts)


def _neck_width(frame: Frame) -> float:
    """Necks of broader figures push necklines outwards."""
    return float(frame.body.neck.half_at(1.0) / (0.1815 * frame.unit)) ** 0.6


def strap_top(frame: Frame, collar: str, side: str) -> np.ndarray:
    """Where a thin strap meets the top edge of a slip or camisole bodice, (2,)."""
    x, y = {"V-neck": (0.34, 0.40), "square neck": (0.40, 0.42), "sweetheart": (0.36, 0.40)}.get(
        collar, (0.36, 0.40)
    )
    return frame.chest(SIGN[side] * x, y)


def slip_edge(frame: Frame, collar: str) -> np.ndarray:
    """Top edge of a slip, camisole or strapless bodice between its strap points, right to left, (N, 2)."""
    halves = {
        "V-neck": ((0.34, 0.40), (0.17, 0.56), (0.0, 0.74)),
        "scoop neck": ((0.36, 0.40), (0.24, 0.50), (0.10, 0.555), (0.0, 0.565)),
        "square neck": ((0.40, 0.42), (0.2, 0.44), (0.0, 0.445)),
        "sweetheart": ((0.36, 0.40), (0.24, 0.40), (0.12, 0.46), (0.03, 0.56), (0.0, 0.62)),
    }
    half = halves.get(collar, halves["scoop neck"])
    right = frame.chest_curve([(-x, y) for x, y in half])
    left = frame.chest_curve(half)
    if collar in ("V-neck", "sweetheart"):
        return np.vstack([smooth_curve(right, 12), smooth_curve(left, 12)[::-1][1:]])
    return smooth_curve(np.vstack([right, left[::-1][1:]]), 23)
