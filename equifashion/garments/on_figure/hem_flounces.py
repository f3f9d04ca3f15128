"""Hems that add cloth or trimming to the edge: ruffles, pleats, tiers, fringe, lace, flare, cuffs.

Each function takes a ``Rim`` and gives ``HemPieces``; ``hems.finish_hem`` is the way in.
"""

from dataclasses import replace

import numpy as np

from equifashion.garments.on_figure.folds import (
    Drape,
    along,
    cast_shade,
    crease,
    flute_edge,
    fluted_folds,
    flutes,
    gathers,
    line,
)
from equifashion.garments.on_figure.hem_edge import HemPieces, Rim
from equifashion.garments.scene.curves import path, polyline
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape, Stroke
from equifashion.garments.textiles import Fabric


def _widened(line_points: np.ndarray, amount: float) -> np.ndarray:
    """The line stretched about its middle by ``amount`` of its length at either end."""
    middle = 0.5 * (line_points[0] + line_points[-1])
    chord = line_points[-1] - line_points[0]
    chord = chord / max(float(np.linalg.norm(chord)), 1e-6)
    return line_points + 2 * amount * ((line_points - middle) @ chord)[:, None] * chord


def _gathered_strip(rim: Rim, top: np.ndarray, bottom: np.ndarray, wave: float, z: float) -> Shape:
    """One ruffle: gathered along ``top``, waving along ``bottom``."""
    count = max(4, round(rim.width / (0.3 * rim.unit)))
    down = -rim.upward(0.5)
    fluted, valleys = flute_edge(bottom, flutes(count, rim.random), wave, down)

    def folds() -> Drape:
        height = float(np.linalg.norm(bottom.mean(0) - top.mean(0))) / rim.unit
        return gathers(top, down, rim.unit, rim.random, length=0.6 * height, fan=0.15, shaded=False) + fluted_folds(
            top, fluted, valleys, rim.unit, rim.random, 0.9, (0.5, 0.95)
        )

    shape = rim.flounce(top, fluted, folds, z)
    return replace(shape, shades=(*shape.shades, cast_shade(top, 0.1 * rim.unit, 0.3, tuple(down))))


def ruffled(rim: Rim) -> HemPieces:
    """A gathered flounce."""
    depth = rim.depth(0.62, 0.32)
    top = rim.inner(rim.base, depth)
    strip = _gathered_strip(rim, top, _widened(rim.base, 0.035), 0.16 * depth, 0.1)
    return HemPieces(rim.inner(rim.edge, 0.3 * depth), (strip,))


def tiered(rim: Rim) -> HemPieces:
    """Three flounces, each hanging from under the one above."""
    depth = rim.depth(2.4, 0.62)
    shapes = []
    for k in range(3):  # the lowest first, so that each lies over the next
        top = rim.inner(rim.base, depth * (k + 1) / 3)
        bottom = _widened(rim.inner(rim.base, depth * k / 3 - 0.03 * depth * (k > 0)), 0.03 if k == 0 else 0.02)
        shapes.append(_gathered_strip(rim, top, bottom, 0.05 * depth, 0.1 + 0.01 * k))
    return HemPieces(rim.inner(rim.edge, 0.15 * depth), tuple(shapes))


def pleated(rim: Rim) -> HemPieces:
    """A band of knife pleats, its lower edge stepping like a saw."""
    depth = rim.depth(0.66, 0.32)
    count = rim.count(0.2, 5)
    top = rim.inner(rim.base, depth)
    bottom = _widened(rim.base, 0.025)
    step = 0.1 * depth * (((rim.u * count) % 1.0) - 0.5)
    bottom = bottom + step[:, None] * rim.outward
    knife = Drape()
    for k in range(1, count):
        i = min(int(np.searchsorted(rim.u, k / count)), len(rim.u) - 1)
        points = np.stack([bottom[i - 1], top[i]])
        across = 0.16 * rim.width / count * rim.along[0]
        shadow = path(np.vstack([points, points[::-1] + 2.2 * across]), closed=True)
        knife += Drape((line(points, 0.6, "seam"),), (Shade(shadow, 0.3, 0.25),))
    shape = rim.flounce(top, bottom, lambda: knife)
    seam = cast_shade(top, 0.07 * rim.unit, 0.3, tuple(-rim.upward(0.5)))
    return HemPieces(rim.inner(rim.edge, 0.3 * depth), (rim.with_details(shape, (), (seam,)),))


def fringed(rim: Rim) -> HemPieces:
    """Strands hanging from a narrow braid."""
    depth, braid = rim.depth(0.75, 0.35), rim.depth(0.1, 0.1)
    start = rim.inner(rim.base, 0.55 * depth)
    count = rim.count(0.095, 6)
    down = -rim.upward(0.5)
    points, strands = [], []
    sway = 0.05 * depth * rim.random.normal()
    for k in range(count):
        a, m, b = (along(start, (k + s) / count) for s in (0.08, 0.5, 0.92))
        length = depth * rim.random.uniform(0.86, 1.08)
        fall = length * down + (sway + 0.03 * depth * rim.random.normal()) * rim.along[0]
        points += [a, a + 0.96 * fall, m + fall, b + 0.96 * fall, b]
        strands.append(line(np.stack([m, m + 0.9 * fall]), 0.3, "fold", 0.45))
    outline = polyline(np.vstack([np.array(points), rim.inner(start, braid)[::-1]]), closed=True)
    fringe = Shape(Part.HEM, outline, rim.fill, 0.4, tuple(strands), (), rim.z + 0.1)
    top = rim.inner(start, braid)
    trimming = rim.shape(top, start, 0.6, rim.z + 0.12)
    shadow = cast_shade(start, 0.12 * depth, 0.3, tuple(down))
    return HemPieces(start, (rim.with_details(fringe, (), (shadow,)), trimming))


def threads(rim: Rim, edge: np.ndarray, length: float) -> Shape:
    """Loose threads hanging from a raw edge, as one shape of slivers."""
    down = -rim.upward(0.5)
    slivers = []
    for u in np.sort(rim.random.uniform(0.02, 0.98, rim.count(0.12, 6))):
        root = along(edge, u)
        tip = root + length * rim.random.uniform(0.6, 1.8) * (down + 0.35 * rim.random.normal() * rim.along[0])
        across = 0.35 * rim.along[0]
        slivers.append(path(np.stack([root - across - down, tip, root + across - down]), closed=True))
    return Shape(Part.HEM, "".join(slivers), rim.fill, 0.3, z=rim.z + 0.05)


def lace_trimmed(rim: Rim) -> HemPieces:
    """A strip of lace with a scalloped edge."""
    depth = rim.depth(0.42, 0.3)
    ground = rim.trim or ("#f4efe6" if _luminance(rim.fabric.colours[0]) < 0.72 else "#cdbfae")
    lace = Fabric("lace", (ground, "#ffffff"), rim.fabric.scale, rim.fabric.seed)
    count = rim.count(0.28, 4)
    lobe = np.sqrt(np.maximum(1 - (2 * ((rim.u * count) % 1.0) - 1) ** 2, 0.0))
    bottom = 0.5 * (rim.base + rim.edge) + (0.3 * depth * lobe)[:, None] * rim.outward
    top = rim.inner(rim.base, depth)
    centres = [along(rim.inner(rim.base, 0.35 * depth), (k + 0.5) / count) for k in range(count)]
    eyes = tuple(Stroke(_ring(c, 0.14 * depth), 0.4, "detail", None, 0.8) for c in centres)
    echo = rim.inner(bottom, 0.16 * depth)
    net = (line(echo, 0.35, "detail", 0.8), line(rim.inner(rim.base, 0.72 * depth), 0.4, "detail", 0.7))
    scallops = tuple(
        Stroke(_ring(c + 0.42 * depth * rim.upward(0.5), 0.08 * depth), 0.35, "detail") for c in centres
    )
    strip = rim.shape(top, bottom, 0.6, fill=Fill(ground, lace))
    seam = cast_shade(top, 0.14 * depth, 0.25, tuple(-rim.upward(0.5)))
    strip = rim.with_details(strip, (*eyes, *scallops, *net), (seam,))
    return HemPieces(rim.inner(rim.base, 0.25 * depth), (strip,))


def flared(rim: Rim) -> HemPieces:
    """The edge kicks out like a trumpet and falls in flutes."""
    spread_out = min(0.32 * rim.unit, 0.22 * rim.width)
    height = rim.depth(0.9, 0.4)
    wide = _widened(rim.base, spread_out / rim.width)
    count = max(3, rim.count(0.42, 3))
    fluted, valleys = flute_edge(
        wide, flutes(count, rim.random), 0.3 * spread_out + 0.04 * height, -rim.upward(0.5)
    )
    folds = fluted_folds(rim.inner(rim.edge, height), fluted, valleys, rim.unit, rim.random, 1.1, (0.7, 1.0))
    band = rim.band(fluted, rim.depth(0.1, 0.2), 0.0)
    return HemPieces(fluted, (band,), folds.strokes, folds.shades)


def cuffed(rim: Rim) -> HemPieces:
    """Turned up on the outside: a deep band, a little wider than the garment, showing the wrong side."""
    depth = rim.depth(0.36, 0.3)
    bottom = _widened(rim.base, min(0.03, 0.05 * rim.unit / rim.width))
    top = rim.inner(bottom, depth)
    shape = rim.shape(top, bottom, 0.9)
    paler = Shade(shape.outline, 0.16, 0.0, "#ffffff")
    under = cast_shade(top, -0.12 * rim.unit, 0.3, tuple(-rim.upward(0.5)))
    ticks = Drape()
    for u in (0.22, 0.71):
        root = along(top, u)
        ticks += crease(np.stack([root, root - 0.6 * depth * rim.upward(u)]), rim.unit, 0.4, light=False)
    sewn = line(rim.inner(bottom, 0.8 * depth), 0.35, "detail", 0.6)
    shape = rim.with_details(shape, (sewn, *ticks.strokes), (paler, *ticks.shades))
    return HemPieces(rim.base, (shape,), (), (under,))


def _ring(centre: np.ndarray, radius: float) -> str:
    angle = np.linspace(0, 2 * np.pi, 7)[:-1]
    return path(centre + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1), closed=True)


def _luminance(colour: str) -> float:
    red, green, blue = bytes.fromhex(colour[1:])
    return (0.3 * red + 0.59 * green + 0.11 * blue) / 255
