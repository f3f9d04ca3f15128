"""The upper edge of a bodice: what a collar or neckline cuts away, and how sleeveless bodices hold on.

Half of each neckline is a table row in heads: (x across, y below the pit of the neck), from the shoulder seam to
the centre front; the other half mirrors it.
"""

import itertools
from dataclasses import dataclass

import numpy as np

from equifashion.garments.figure.body import SIGN
from equifashion.garments.on_figure.frame import Frame, smooth


@dataclass(frozen=True)
class Neckline:
    """How a neckline is cut.

    Attributes:
        share: where it leaves the shoulder seam; 0 at the neck, 1 at the shoulder's tip.
        half: (x, y) heads from there to the centre front.
        sharp: whether the half is made of straight lines.
        binding: width of the strip that finishes it, heads; 0 where a collar covers it.
    """

    share: float
    half: tuple[tuple[float, float], ...]
    sharp: bool = False
    binding: float = 0.0


NECKLINES: dict[str, Neckline] = {
    "crew neck": Neckline(0.05, ((0.20, 0.00), (0.11, 0.085), (0.0, 0.11)), binding=0.075),
    "V-neck": Neckline(0.12, ((0.17, 0.22), (0.0, 0.66)), sharp=True, binding=0.055),
    "scoop neck": Neckline(0.30, ((0.37, 0.17), (0.30, 0.40), (0.15, 0.53), (0.0, 0.56)), binding=0.035),
    "square neck": Neckline(0.40, ((0.40, 0.46), (0.0, 0.48)), sharp=True, binding=0.045),
    "boat neck": Neckline(0.72, ((0.42, 0.035), (0.2, 0.085), (0.0, 0.095)), binding=0.04),
    "sweetheart": Neckline(
        0.58, ((0.50, 0.16), (0.46, 0.36), (0.36, 0.44), (0.24, 0.44), (0.10, 0.52), (0.0, 0.66)), binding=0.035
    ),
    "halter": Neckline(0.0, ((0.17, 0.12), (0.10, 0.30), (0.0, 0.42)), binding=0.05),
    "turtleneck": Neckline(0.03, ((0.20, 0.0), (0.1, 0.07), (0.0, 0.085))),
    "shirt collar": Neckline(0.02, ((0.17, 0.0), (0.07, 0.12), (0.0, 0.30)), sharp=False),
    "Peter Pan collar": Neckline(0.04, ((0.19, 0.0), (0.1, 0.075), (0.0, 0.10))),
    "mandarin collar": Neckline(0.02, ((0.18, -0.02), (0.09, 0.06), (0.0, 0.09))),
    "notched lapel": Neckline(0.03, ((0.20, 0.10), (0.0, 0.95)), sharp=True),
    "hood": Neckline(0.06, ((0.19, 0.03), (0.1, 0.13), (0.0, 0.20))),
}

STRAPS: dict[str, tuple[float, float]] = {  # sleeveless hold → shares of the shoulder seam: inner, outer edge
    "shoulder": (0.0, 0.80),
    "tank": (0.30, 0.62),
    "spaghetti": (0.40, 0.46),
}


def lay_neckline(frame: Frame, name: str, deepen: float = 1.0) -> np.ndarray:
    """The neckline from the figure's right shoulder seam to its left, (N, 2); ``deepen`` scales its depth."""
    cut = NECKLINES[name]
    width = _neck_width(frame)
    halves = {}
    for side in ("right", "left"):
        sign = SIGN[side]
        points = [frame.shoulder(side, cut.share)]
        points += [frame.chest(sign * x * width, y * deepen if y > 0.1 else y) for x, y in cut.half]
        halves[side] = np.array(points)
    if cut.sharp:
        return np.vstack([_densify(halves["right"]), _densify(halves["left"])[::-1][1:]])
    whole = np.vstack([halves["right"], halves["left"][::-1][1:]])
    if name in ("sweetheart", "shirt collar"):  # a point at the centre front
        return np.vstack([smooth(halves["right"], 16), smooth(halves["left"], 16)[::-1][1:]])
    return smooth(whole, 29)


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
        return np.vstack([smooth(right, 12), smooth(left, 12)[::-1][1:]])
    return smooth(np.vstack([right, left[::-1][1:]]), 23)
