"""Folds and drape shading shared by every garment: tapered ink lines and soft patches, lit from the upper left.

Points are (N, 2) canvas pixels, y down; ``unit`` is one head length in pixels and sets every size. Each function
returns a ``Drape`` to add to a shape; randomness only from the generator handed in. Folds:

- ``hanging_folds(top, bottom, at, unit, random)``  cloth hung from one edge, falling to another (skirts, capes)
- ``flutes`` → ``flute_edge`` → ``fluted_folds``     a waving lower edge and the flutes that rise from it
- ``gathers(line, towards, unit, random)``          puckers leaving a gathered seam (waists, cuffs, ruffles)
- ``radiating_folds(origin, angles, lengths, unit)`` pull lines from a point of tension (crotch, bust, armpit)
- ``joint_folds(tube, t, unit, random)``            creases where a limb bends (elbows, knees), by how far it bends
- ``wrapped_folds(tube, start, end, unit, random)`` slack sagging across a limb (sleeves, trouser legs)
- ``stacked_folds(tube, start, end, unit, random)`` cloth piling up at a limb's end (ankles, wrists)

Shades: ``form_shade(left, right, unit)``, ``limb_shade(tube, …)``, ``cast_shade(edge, depth)``, ``sheen_bands``.
"""

from itertools import pairwise

import numpy as np

from equifashion.garments.on_figure.drape import (
    CONTOUR,
    FOLD,
    LIGHT,
    SEAM,
    WHITE,
    Drape,
    along,
    band_shade,
    cast_shade,
    crease,
    form_shade,
    limb_shade,
    line,
    normals,
    sheen_bands,
    spread,
    stitches,
    tapered,
)
from equifashion.garments.scene.curves import Ease, Tube, path
from equifashion.garments.scene.scene import Shade

__all__ = [
    "CONTOUR",
    "FOLD",
    "LIGHT",
    "SEAM",
    "WHITE",
    "Drape",
    "along",
    "band_shade",
    "bend_of",
    "cast_shade",
    "crease",
    "flute_edge",
    "fluted_folds",
    "flutes",
    "form_shade",
    "gathers",
    "hanging_folds",
    "joint_folds",
    "limb_shade",
    "line",
    "normals",
    "radiating_folds",
    "sheen_bands",
    "spread",
    "stacked_folds",
    "stitches",
    "tapered",
    "wrapped_folds",
]


def hanging_folds(
    top: np.ndarray,
    bottom: np.ndarray,
    at: np.ndarray,
    unit: float,
    random: np.random.Generator,
    depth: float = 1.0,
    reach: tuple[float, float] = (0.4, 0.9),
) -> Drape:
    """Folds rising from the lower edge of hung cloth and running out below its upper edge.

    Args:
        top, bottom: edges, (N, 2) and (M, 2), in the same direction.
        at: arc-length fractions of ``bottom`` where folds end, (K,).
        unit: head length, pixels.
        random: varies reach and bend.
        depth: 0–2; how deep the folds are.
        reach: range of the fraction of the cloth's height that a fold covers.
    """
    drape = Drape()
    for k, u in enumerate(np.atleast_1d(at)):
        low, high = along(bottom, u), along(top, 0.5 + 0.85 * (u - 0.5))
        far = random.uniform(*reach) * (1.0 if k % 2 == 0 else 0.72)
        s = np.linspace(0, 1, 8)[:, None]
        drop = high - low
        bend = np.array([-drop[1], drop[0]]) * 0.016 * float(np.clip(random.normal(), -1.5, 1.5))
        points = low + far * s * drop + bend * np.sin(np.pi * s) + bend * 0.5 * np.sin(2 * np.pi * s)
        drape += crease(points, unit, depth * random.uniform(0.7, 1.15), FOLD * random.uniform(0.9, 1.35))
    return drape


def flutes(count: int, random: np.random.Generator) -> np.ndarray:
    """``count`` receding stretches of a fluted edge: (start, end) arc-length fractions, (count, 2), ascending."""
    middle = np.sort(spread(count, random, 0.3, 0.05))
    gap = np.diff(np.concatenate([[0.0], middle, [1.0]]))
    half = 0.5 * np.minimum(gap[:-1], gap[1:]) * random.uniform(0.28, 0.62, count)
    return np.clip(np.stack([middle - half, middle + half], axis=1), 0.045, 0.955)


def flute_edge(
    edge: np.ndarray, valleys: np.ndarray, depth: float, outward: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """The lower edge of cloth that falls in flutes: rounded lobes come forward, the stretches between recede.

    Args:
        edge: the edge without flutes, (N, 2).
        valleys: what ``flutes`` gave, (K, 2).
        depth: pixels between a lobe's crest and a valley.
        outward: (2,) direction off the cloth; None for down the canvas.

    Returns:
        The fluted edge, and the valleys' bounds as arc-length fractions of it, (K, 2).
    """
    outward = np.array([0.0, 1.0]) if outward is None else outward
    bounds = np.concatenate([[0.0], valleys.ravel(), [1.0]])
    widths = np.diff(bounds)
    points: list[np.ndarray] = []
    starts: list[int] = []
    for k, (a, b) in enumerate(pairwise(bounds)):
        s = np.linspace(0, 1, 12)
        s = s if k == len(widths) - 1 else s[:-1]
        if k % 2:  # recedes: a shallow arch, higher than the lobes
            offset = -0.45 - 0.2 * np.sin(np.pi * s)
        else:
            size = min(1.0, widths[k] / widths[::2].mean())
            rise = np.interp(s, [0, 0.5, 1], [0.0 if k == 0 else 1.0, 0.0, 0.0 if k == len(widths) - 1 else 1.0])
            offset = 0.55 * size * np.sin(np.pi * s) ** 0.75 - 0.45 * rise**3
        starts.append(sum(len(p) for p in points))
        at = a + s * (b - a)
        towards_us = np.clip(np.minimum(at, 1 - at) / 0.16, 0.25, 1.0)  # flutes at the sides are seen edge-on
        points.append(along(edge, at) + depth * (offset * towards_us)[:, None] * outward)
    fluted = np.vstack(points)
    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(fluted, axis=0), axis=1))])
    return fluted, (length[starts[1:]] / length[-1]).reshape(-1, 2)


def fluted_folds(
    top: np.ndarray,
    bottom: np.ndarray,
    valleys: np.ndarray,
    unit: float,
    random: np.random.Generator,
    depth: float = 1.0,
    reach: tuple[float, float] = (0.55, 0.95),
) -> Drape:
    """Flutes of hung cloth: each valley is a dark wedge that narrows upwards, lined on both sides; crests are lit.

    Args:
        top, bottom: edges in the same direction; ``bottom`` already fluted.
        valleys: their bounds on ``bottom``, (K, 2), as ``flute_edge`` gives them.
        unit: head length, pixels.
        random: varies how high they reach.
        depth: 0–2; of the shading.
        reach: range of the fraction of the height that a flute covers.
    """
    drape = Drape()
    s = np.linspace(0, 1, 8)[:, None]
    for k, (a, b) in enumerate(valleys):
        low_a, low_b = along(bottom, np.array([a, b]))
        tip = along(top, 0.5 + 0.85 * (0.5 * (a + b) - 0.5))
        far = random.uniform(*reach) * (1.0 if k % 2 == 0 else 0.75)
        tip = 0.5 * (low_a + low_b) + far * (tip - 0.5 * (low_a + low_b))
        bow = 0.02 * float(np.clip(random.normal(), -1.5, 1.5)) * np.linalg.norm(tip - low_a) * np.sin(np.pi * s)
        one, other = (low + s**0.9 * (tip - low) + bow * np.array([1.0, 0.0]) for low in (low_a, low_b))
        wedge = path(np.vstack([one, other[::-1]]), closed=True)
        half = path(np.vstack([one, (0.5 * (one + other))[::-1]]), closed=True)
        far_side = other + (1 - s) * np.array([0.16 * unit, 0.0])
        lit = path(np.vstack([other + np.array([[0.3, 0.0]]), far_side[::-1]]), closed=True)
        drape += Drape(
            (
                tapered(one, 1.25 * FOLD),
                tapered(other[: int(random.integers(4, 7))], FOLD, opacity=0.85),
            ),
            (
                Shade(wedge, 0.2 * depth, 0.8),
                Shade(half, 0.16 * depth, 0.5),
                Shade(lit, 0.2 * depth, 1.2, WHITE),
            ),
        )
    return drape


def gathers(
    edge: np.ndarray,
    towards: np.ndarray,
    unit: float,
    random: np.random.Generator,
    count: int | None = None,
    length: float = 0.4,
    fan: float = 0.25,
    shaded: bool = True,
) -> Drape:
    """Puckers leaving a gathered seam.

    Args:
        edge: the seam, (N, 2).
        towards: (2,) direction in which the cloth leaves it.
        unit: head length, pixels.
        random: varies lengths and angles.
        count: puckers; None puts one about every 0.11 heads.
        length: of the longest, in heads.
        fan: how much they spread apart.
        shaded: whether the longer ones cast a shadow.
    """
    edge = np.asarray(edge, float)
    extent = float(np.linalg.norm(np.diff(edge, axis=0), axis=1).sum())
    count = count or max(3, int(extent / (0.11 * unit)))
    away = np.asarray(towards, float) / np.linalg.norm(towards)
    across = np.array([-away[1], away[0]])
    across = across if across @ (edge[-1] - edge[0]) > 0 else -across
    drape = Drape()
    for k, u in enumerate(spread(count, random, 0.35, 0.03)):
        size = unit * length * random.uniform(0.35, 1.0)
        lean = fan * (u - 0.5) * 2 + 0.06 * random.normal()
        s = np.linspace(0, 1, 6)[:, None]
        points = along(edge, u) + s * size * away + (s**1.6) * size * lean * across
        if shaded and k % 2 == 0:
            drape += crease(points, unit, 0.55, 0.85 * FOLD, light=False)
        else:
            drape += Drape((tapered(points, 0.8 * FOLD, opacity=0.8, start=0.8),))
    return drape


def radiating_folds(
    origin: np.ndarray, angles: np.ndarray, lengths: np.ndarray, unit: float, depth: float = 0.6, sag: float = 0.12
) -> Drape:
    """Pull lines that leave a point of tension.

    Args:
        origin: (2,).
        angles: degrees, (K,); 0 points down the canvas, positive towards +x.
        lengths: in heads, (K,).
        unit: head length, pixels.
        depth: of their shadows.
        sag: how much they hang through, as a fraction of their length.
    """
    drape = Drape()
    s = np.linspace(0, 1, 6)[:, None]
    for angle, length in zip(np.radians(angles), np.asarray(lengths) * unit, strict=True):
        direction = np.array([np.sin(angle), np.cos(angle)])
        points = np.asarray(origin) + (0.06 + 0.94 * s) * length * direction
        points = points + np.array([0.0, sag * length]) * np.sin(np.pi * s) * abs(direction[0])
        drape += crease(points, unit, depth, 0.9 * FOLD, light=False)
    return drape


def bend_of(tube: Tube, t: float = 0.5) -> float:
    """How far a limb bends at t: degrees, signed; positive when the part beyond t turns towards +x."""
    before = tube.at(t) - tube.at(max(0.0, t - 0.2))
    after = tube.at(min(1.0, t + 0.2)) - tube.at(t)
    turn = np.arctan2(before[1], before[0]) - np.arctan2(after[1], after[0])
    return float(np.degrees((turn + np.pi) % (2 * np.pi) - np.pi))


def _across(tube: Tube, t: float, start: float, end: float, sag: float, ease: float) -> np.ndarray:
    """An arc over a limb at t, from offset ``start`` to ``end`` (-1…1 of its half-width), sagging along it."""
    s = np.linspace(start, end, 7)
    half = float(tube.half_at(t)) + ease
    n = tube.normal(t)
    down = np.array([-n[1], n[0]])
    bow = sag * half * (1 - ((s - s.mean()) / max(abs(end - start) / 2, 1e-6)) ** 2)
    return tube.at(t) + s[:, None] * half * n + bow[:, None] * down


def joint_folds(
    tube: Tube, t: float, unit: float, random: np.random.Generator, ease: float = 0.0, strength: float = 1.0
) -> Drape:
    """Compression folds where a limb bends: they start on the inside of the bend and fan out over the limb.

    Args:
        tube: the limb.
        t: the joint.
        unit: head length, pixels.
        random: varies them.
        ease: pixels between limb and cloth.
        strength: 0–2; 0 draws none.
    """
    bend = bend_of(tube, t)
    inner = float(np.sign(bend)) or 1.0
    count = round(strength * (1 + min(abs(bend), 75) / 20))
    drape = Drape()
    for k in range(count):
        spot = t + 0.045 * (k - (count - 1) / 2) + 0.008 * random.normal()
        reach = random.uniform(0.8, 1.5)
        lean = 0.9 * (k - (count - 1) / 2) / max(count - 1, 1)
        points = _across(tube, np.clip(spot, 0, 1), inner * 0.98, inner * (0.98 - reach), 0.22, ease)
        along_limb = np.array([-tube.normal(t)[1], tube.normal(t)[0]])
        points = points + np.linspace(0, 1, len(points))[:, None] * lean * 0.25 * unit * along_limb
        drape += crease(points, unit, 0.6, FOLD * random.uniform(0.9, 1.2), light=k % 2 == 0)
    return drape


def wrapped_folds(
    tube: Tube,
    start: float,
    end: float,
    unit: float,
    random: np.random.Generator,
    ease: Ease = 0.0,
    count: int = 3,
) -> Drape:
    """Slack that sags across a limb: short arcs starting at alternating edges.

    Args:
        tube: the limb.
        start, end: the range of t they lie in.
        unit: head length, pixels.
        random: varies them.
        ease: pixels between limb and cloth; a number, or a function of t.
        count: folds.
    """
    drape = Drape()
    side = 1 if random.random() < 0.5 else -1
    for k in range(count):
        t = start + (end - start) * (k + 0.5 + 0.25 * random.uniform(-1, 1)) / count
        extra = float(ease(np.array([t]))[0]) if callable(ease) else float(ease)
        points = _across(tube, t, side * 0.97, side * (0.97 - random.uniform(0.6, 1.1)), 0.3, extra)
        slope = np.linspace(0, 1, len(points))[:, None] * 0.16 * unit * random.uniform(0.4, 1.2)
        points = points + slope * np.array([-tube.normal(t)[1], tube.normal(t)[0]])
        drape += crease(points, unit, 0.5, 0.95 * FOLD, light=False)
        side = -side
    return drape


def stacked_folds(
    tube: Tube,
    start: float,
    end: float,
    unit: float,
    random: np.random.Generator,
    ease: float = 0.0,
    count: int = 3,
) -> Drape:
    """Cloth piling up at a limb's end: crossing arcs, closer together towards t=end."""
    drape = Drape()
    for k in range(count):
        t = start + (end - start) * ((k + 0.6) / count) ** 0.8
        side = 1 if k % 2 == 0 else -1
        points = _across(tube, t, side * 0.98, side * random.uniform(-0.55, 0.1), 0.5, ease)
        tip = np.array([-tube.normal(t)[1], tube.normal(t)[0]]) * 0.05 * unit
        points = points + np.linspace(0, 1, len(points))[:, None] * tip
        drape += crease(points, unit, 0.7, FOLD, light=k == 0)
    return drape
