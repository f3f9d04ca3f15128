"""Ink and shade on cloth, lit from the upper left: swelling pen lines, stitches, creases, roundness, cast shadows.

Points are (N, 2) canvas pixels, y down; ``unit`` is one head length in pixels. ``folds`` builds on these.
"""

from dataclasses import dataclass

import numpy as np

from equifashion.garments.scene.curves import Ease, Tube, path, polyline, sample
from equifashion.garments.scene.scene import Shade, Stroke

CONTOUR, SEAM, FOLD = 1.1, 0.6, 0.5  # line weights, pixels
LIGHT = np.array([-0.78, -0.62])  # from the cloth towards the light
WHITE, SHADOW = "#ffffff", "#201828"


@dataclass(frozen=True)
class Drape:
    """Lines and shading that belong on one shape.

    Attributes:
        strokes: ink, in drawing order.
        shades: soft patches under the ink.
    """

    strokes: tuple[Stroke, ...] = ()
    shades: tuple[Shade, ...] = ()

    def __add__(self, other: "Drape") -> "Drape":
        return Drape(self.strokes + other.strokes, self.shades + other.shades)


def normals(points: np.ndarray) -> np.ndarray:
    """Unit normals of a polyline, (N, 2), to the right of whoever walks along it (down, walking +x)."""
    p = np.asarray(points, float)
    along = np.concatenate([p[1:2] - p[:1], p[2:] - p[:-2], p[-1:] - p[-2:-1]])
    return along[:, ::-1] * (-1, 1) / np.maximum(np.hypot(*along.T), 1e-9)[:, None]


def tapered(
    points: np.ndarray, width: float = FOLD, kind: str = "fold", opacity: float = 1.0, start: float = 0.25
) -> Stroke:
    """A pen line that swells and thins out towards its end.

    Args:
        points: (N, 2), from the pressed end to the lifted one.
        width: at its widest, pixels.
        kind: as in ``Stroke``.
        opacity: in (0, 1].
        start: width of the pressed end as a fraction of the widest.
    """
    p = sample(points, 9)
    t = np.linspace(0, 1, len(p))
    half = 0.5 * width * np.interp(t, [0.0, 0.25, 0.6, 1.0], [start, 1.0, 0.8, 0.08])
    n = normals(p) * half[:, None]
    return Stroke(path(np.vstack([p + n, (p - n)[::-1]]), closed=True), 0.1, kind, None, opacity, filled=True)


def line(points: np.ndarray, width: float = SEAM, kind: str = "seam", opacity: float = 1.0) -> Stroke:
    """An even pen line through the points."""
    return Stroke(path(points), width, kind, None, opacity)


def stitches(points: np.ndarray, gap: float = 2.4, colour: str | None = None, opacity: float = 0.75) -> Stroke:
    """Topstitching: short dashes of ``gap``/2 pixels along the points."""
    p = np.asarray(points, float)
    length = float(np.linalg.norm(np.diff(p, axis=0), axis=1).sum())
    count = max(2, int(length / gap))
    dense = sample(p, 2 * count)
    dashes = "".join(path(dense[i : i + 2]) for i in range(0, 2 * count - 1, 2))
    return Stroke(dashes, 0.45, "detail", colour, opacity)


def band_shade(
    points: np.ndarray, width: float, opacity: float, blur: float, towards: np.ndarray, colour: str | None = None
) -> Shade:
    """A soft patch along a line, reaching ``width`` pixels in direction ``towards`` and thinning at both ends."""
    outline = polyline(_band(points, width, towards), closed=True)
    return Shade(outline, opacity, blur) if colour is None else Shade(outline, opacity, blur, colour)


def fading_shade(
    points: np.ndarray, width: float, opacity: float, towards: np.ndarray, colour: str = SHADOW
) -> Shade:
    """A patch like ``band_shade``'s that is strongest along the line and runs out ``width`` pixels from it."""
    band = _band(points, width, towards)
    start = band[: len(band) // 2].mean(0)
    end = start + width * np.asarray(towards, float)
    return Shade(polyline(band, closed=True), opacity, 0.0, colour, (*start.tolist(), *end.tolist()))


def _band(points: np.ndarray, width: float, towards: np.ndarray) -> np.ndarray:
    """Outline of a band along a line, (20, 2): first the line, then its far edge, which comes back."""
    p = sample(points, 10)
    reach = width * np.clip(1.25 - np.abs(2 * np.linspace(0, 1, len(p)) - 0.75) ** 2, 0.05, 1.0)
    return np.concatenate([p, (p + reach[:, None] * np.asarray(towards, float))[::-1]])


def crease(
    points: np.ndarray, unit: float, depth: float = 1.0, width: float = FOLD, light: bool = True, ink: float = 0.85
) -> Drape:
    """One fold: a tapered line, its shadow on the side away from the light and a soft light on the other.

    Args:
        points: (N, 2), from the pressed end to where the fold runs out.
        unit: head length, pixels.
        depth: 0–2; scales the shadow.
        width: of the line.
        light: whether the lit side is drawn.
        ink: opacity of the line.
    """
    p = sample(points, 9)
    length = float(np.linalg.norm(np.diff(p, axis=0), axis=1).sum())
    n = normals(p).mean(0)
    away = n / max(np.linalg.norm(n), 1e-9)
    away = -away if away @ LIGHT > 0 else away
    size = depth * min(0.13 * unit, 0.3 * length)
    shades = [fading_shade(p, 1.25 * size, 0.3 * min(depth, 1.3), away)]
    if light:
        shades.append(fading_shade(p - 0.4 * away, size, 0.2 * min(depth, 1.3), -away, WHITE))
    return Drape((tapered(p, width, opacity=ink),), tuple(shades))


def spread(count: int, random: np.random.Generator, jitter: float = 0.28, margin: float = 0.06) -> np.ndarray:
    """``count`` positions in (0, 1) along an edge that wraps a round body: closer together towards its ends."""
    v = (np.arange(count) + 0.5 + jitter * random.uniform(-1, 1, count)) / count
    return margin + (1 - 2 * margin) * (0.35 * v + 0.65 * (1 - np.cos(np.pi * v)) / 2)


def along(edge: np.ndarray, at: float | np.ndarray) -> np.ndarray:
    """Point(s) at arc-length fraction(s) of a polyline: (2,) or (M, 2)."""
    return Tube(np.asarray(edge, float), np.zeros(len(edge))).at(at)


def form_shade(
    left: np.ndarray,
    right: np.ndarray,
    unit: float,
    strength: float = 1.0,
    fade: tuple[float, float] = (0.0, 0.0),
) -> tuple[Shade, ...]:
    """Roundness of a piece of cloth between two edges: shadow on its right, light on its left.

    Args:
        left, right: edges as seen on the canvas, (N, 2) and (M, 2), from top to bottom.
        unit: head length, pixels.
        strength: 0–2.
        fade: fraction of the height, from the top, over which the light and the shadow set in.
    """
    a, b = sample(left, 16), sample(right, 16)
    across = b - a
    t = np.linspace(0, 1, 16)
    light, dark = (np.clip(t / max(f, 1e-6), 0, 1)[:, None] ** 0.8 if f else np.ones((16, 1)) for f in fade)
    width = float(np.linalg.norm(across, axis=1).mean())
    outer = b + 0.04 * across

    def patch(edge: np.ndarray, other: np.ndarray) -> str:
        return polyline(np.concatenate([edge, other[::-1]]), closed=True)

    return (
        Shade(patch(outer, b - 0.24 * dark * across), 0.17 * strength, max(0.6, 0.07 * width)),
        Shade(patch(outer, b - 0.1 * dark * across), 0.13 * strength, max(0.4, 0.035 * width)),
        Shade(
            patch(a + (0.21 - 0.09 * light) * across, a + (0.21 + 0.09 * light) * across),
            0.16 * strength,
            max(0.6, 0.06 * width),
            WHITE,
        ),
    )


def limb_shade(
    tube: Tube, start: float = 0.0, end: float = 1.0, ease: Ease = 0.0, unit: float = 40.0, strength: float = 1.0
) -> tuple[Shade, ...]:
    """Roundness of a sleeve or trouser leg: the side that faces away from the light is dark."""
    one, other = tube.side(1, start, end, ease), tube.side(-1, start, end, ease)
    facing = float(tube.normal((start + end) / 2) @ LIGHT)
    left, right = (other, one) if facing < 0 else (one, other)
    return form_shade(left, right, unit, strength)


def cast_shade(
    edge: np.ndarray, depth: float, opacity: float = 0.28, towards: tuple[float, float] = (0.12, 1.0)
) -> Shade:
    """The shadow that a piece lying over another throws ``depth`` pixels beyond its edge."""
    p = sample(edge, 12)
    far = p + depth * np.asarray(towards, float)
    near = p - 0.6 * np.asarray(towards, float)
    return Shade(polyline(np.concatenate([near, far[::-1]]), closed=True), opacity, max(0.35, 0.3 * depth))


def sheen_bands(
    top: np.ndarray,
    bottom: np.ndarray,
    at: np.ndarray,
    width: float,
    strength: float,
    random: np.random.Generator | None = None,
) -> tuple[Shade, ...]:
    """Narrow lights running between two edges: satin, sequins, leather.

    Args:
        top, bottom: edges in the same direction.
        at: arc-length fractions where the lights lie.
        width: of a light, pixels.
        strength: 0–1, from ``fabrics.sheen``; 0 gives none.
        random: varies where each begins and ends; None lets them run the whole way.
    """
    if strength <= 0.04:
        return ()
    bands = []
    for u in np.atleast_1d(at):
        start, end = (0.08, 0.92) if random is None else (random.uniform(0.05, 0.4), random.uniform(0.55, 0.95))
        high, low = along(top, 0.5 + 0.85 * (u - 0.5)), along(bottom, u)
        points = high + np.linspace(start, end, 8)[:, None] * (low - high)
        bands.append(band_shade(points, width, 0.55 * strength, 0.3 * width, np.array([1.0, 0.0]), WHITE))
    return tuple(bands)
