"""Hems that add cloth or trimming to the edge: ruffles, pleats, tiers, fringe, lace, flare, cuffs.

Each function takes a ``HemEdge`` and gives ``HemPieces``; ``hems.finish_hem`` is the way in.
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
from equifashion.garments.on_figure.hem_edge import HemEdge, HemPieces
from equifashion.garments.scene.curves import path, polyline
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape, Stroke
from equifashion.garments.textiles import Fabric


def _widened(line_points: np.ndarray, amount: float) -> np.ndarray:
    """The line stretched about its middle by ``amount`` of its length at either end."""
    middle = 0.5 * (line_points[0] + line_points[-1])
    chord = line_points[-1] - line_points[0]
    chord = chord / max(float(np.linalg.norm(chord)), 1e-6)
    return line_points + 2 * amount * ((line_points - middle) @ chord)[:, None] * chord


def _gathered_strip(hem: HemEdge, top: np.ndarray, bottom: np.ndarray, wave: float, z: float) -> Shape:
    """One ruffle: gathered along ``top``, waving along ``bottom``."""
    count = max(4, round(hem.width / (0.3 * hem.unit)))
    down = -hem.upward(0.5)
    fluted, valleys = flute_edge(bottom, flutes(count, hem.random), wave, down)

    def folds() -> Drape:
        height = float(np.linalg.norm(bottom.mean(0) - top.mean(0))) / hem.unit
        return gathers(top, down, hem.unit, hem.random, length=0.6 * height, fan=0.15, shaded=False) + fluted_folds(
            top, fluted, valleys, hem.unit, hem.random, 0.9, (0.5, 0.95)
        )

    shape = hem.flounce(top, fluted, folds, z)
    return replace(shape, shades=(*shape.shades, cast_shade(top, 0.1 * hem.unit, 0.3, tuple(down))))


def ruffled(hem: HemEdge) -> HemPieces:
    """A gathered flounce."""
    depth = hem.depth(0.62, 0.32)
    top = hem.inner(hem.base, depth)
    strip = _gathered_strip(hem, top, _widened(hem.base, 0.035), 0.16 * depth, 0.1)
    return HemPieces(hem.inner(hem.edge, 0.3 * depth), (strip,))


def tiered(hem: HemEdge) -> HemPieces:
    """Three flounces, each hanging from under the one above."""
    depth = hem.depth(2.4, 0.62)
    shapes = []
    for k in range(3):  # the lowest first, so that each lies over the next
        top = hem.inner(hem.base, depth * (k + 1) / 3)
        bottom = _widened(hem.inner(hem.base, depth * k / 3 - 0.03 * depth * (k > 0)), 0.03 if k == 0 else 0.02)
        shapes.append(_gathered_strip(hem, top, bottom, 0.05 * depth, 0.1 + 0.01 * k))
    return HemPieces(hem.inner(hem.edge, 0.15 * depth), tuple(shapes))


def pleated(hem: HemEdge) -> HemPieces:
    """A band of knife pleats, its lower edge stepping like a saw."""
    depth = hem.depth(0.66, 0.32)
    count = hem.count(0.2, 5)
    top = hem.inner(hem.base, depth)
    bottom = _widened(hem.base, 0.025)
    step = 0.1 * depth * (((hem.u * count) % 1.0) - 0.5)
    bottom = bottom + step[:, None] * hem.outward
    knife = Drape()
    for k in range(1, count):
        i = min(int(np.searchsorted(hem.u, k / count)), len(hem.u) - 1)
        points = np.stack([bottom[i - 1], top[i]])
        across = 0.16 * hem.width / count * hem.along[0]
        shadow = path(np.vstack([points, points[::-1] + 2.2 * across]), closed=True)
        knife += Drape((line(points, 0.6, "seam"),), (Shade(shadow, 0.3, 0.25),))
    shape = hem.flounce(top, bottom, lambda: knife)
    seam = cast_shade(top, 0.07 * hem.unit, 0.3, tuple(-hem.upward(0.5)))
    return HemPieces(hem.inner(hem.edge, 0.3 * depth), (hem.with_details(shape, (), (seam,)),))


def fringed(hem: HemEdge) -> HemPieces:
    """Strands hanging from a narrow braid."""
    depth, braid = hem.depth(0.75, 0.35), hem.depth(0.1, 0.1)
    start = hem.inner(hem.base, 0.55 * depth)
    count = hem.count(0.095, 6)
    down = -hem.upward(0.5)
    points, strands = [], []
    sway = 0.05 * depth * hem.random.normal()
    for k in range(count):
        a, m, b = (along(start, (k + s) / count) for s in (0.08, 0.5, 0.92))
        length = depth * hem.random.uniform(0.86, 1.08)
        fall = length * down + (sway + 0.03 * depth * hem.random.normal()) * hem.along[0]
        points += [a, a + 0.96 * fall, m + fall, b + 0.96 * fall, b]
        strands.append(line(np.stack([m, m + 0.9 * fall]), 0.3, "fold", 0.45))
    outline = polyline(np.vstack([np.array(points), hem.inner(start, braid)[::-1]]), closed=True)
    fringe = Shape(Part.HEM, outline, hem.fill, 0.4, tuple(strands), (), hem.z + 0.1)
    top = hem.inner(start, braid)
    trimming = hem.shape(top, start, 0.6, hem.z + 0.12)
    shadow = cast_shade(start, 0.12 * depth, 0.3, tuple(down))
    return HemPieces(start, (hem.with_details(fringe, (), (shadow,)), trimming))


def threads(hem: HemEdge, edge: np.ndarray, length: float) -> Shape:
    """Loose threads hanging from a raw edge, as one shape of slivers."""
    down = -hem.upward(0.5)
    slivers = []
    for u in np.sort(hem.random.uniform(0.02, 0.98, hem.count(0.12, 6))):
        root = along(edge, u)
        tip = root + length * hem.random.uniform(0.6, 1.8) * (down + 0.35 * hem.random.normal() * hem.along[0])
        across = 0.35 * hem.along[0]
        slivers.append(path(np.stack([root - across - down, tip, root + across - down]), closed=True))
    return Shape(Part.HEM, "".join(slivers), hem.fill, 0.3, z=hem.z + 0.05)


def lace_trimmed(hem: HemEdge) -> HemPieces:
    """A strip of lace with a scalloped edge."""
    depth = hem.depth(0.42, 0.3)
    ground = hem.trim or ("#f4efe6" if _luminance(hem.fabric.colours[0]) < 0.72 else "#cdbfae")
    lace = Fabric("lace", (ground, "#ffffff"), hem.fabric.scale, hem.fabric.seed)
    count = hem.count(0.28, 4)
    lobe = np.sqrt(np.maximum(1 - (2 * ((hem.u * count) % 1.0) - 1) ** 2, 0.0))
    bottom = 0.5 * (hem.base + hem.edge) + (0.3 * depth * lobe)[:, None] * hem.outward
    top = hem.inner(hem.base, depth)
    centres = [along(hem.inner(hem.base, 0.35 * depth), (k + 0.5) / count) for k in range(count)]
    eyes = tuple(Stroke(_ring(c, 0.14 * depth), 0.4, "detail", None, 0.8) for c in centres)
    echo = hem.inner(bottom, 0.16 * depth)
    net = (line(echo, 0.35, "detail", 0.8), line(hem.inner(hem.base, 0.72 * depth), 0.4, "detail", 0.7))
    scallops = tuple(
        Stroke(_ring(c + 0.42 * depth * hem.upward(0.5), 0.08 * depth), 0.35, "detail") for c in centres
    )
    strip = hem.shape(top, bottom, 0.6, fill=Fill(ground, lace))
    seam = cast_shade(top, 0.14 * depth, 0.25, tuple(-hem.upward(0.5)))
    strip = hem.with_details(strip, (*eyes, *scallops, *net), (seam,))
    return HemPieces(hem.inner(hem.base, 0.25 * depth), (strip,))


def flared(hem: HemEdge) -> HemPieces:
    """The edge kicks out like a trumpet and falls in flutes."""
    spread_out = min(0.32 * hem.unit, 0.22 * hem.width)
    height = hem.depth(0.9, 0.4)
    wide = _widened(hem.base, spread_out / hem.width)
    count = max(3, hem.count(0.42, 3))
    fluted, valleys = flute_edge(
        wide, flutes(count, hem.random), 0.3 * spread_out + 0.04 * height, -hem.upward(0.5)
    )
    folds = fluted_folds(hem.inner(hem.edge, height), fluted, valleys, hem.unit, hem.random, 1.1, (0.7, 1.0))
    band = hem.band(fluted, hem.depth(0.1, 0.2), 0.0)
    return HemPieces(fluted, (band,), folds.strokes, folds.shades)


def cuffed(hem: HemEdge) -> HemPieces:
    """Turned up on the outside: a deep band, a little wider than the garment, showing the wrong side."""
    depth = hem.depth(0.36, 0.3)
    bottom = _widened(hem.base, min(0.03, 0.05 * hem.unit / hem.width))
    top = hem.inner(bottom, depth)
    shape = hem.shape(top, bottom, 0.9)
    paler = Shade(shape.outline, 0.16, 0.0, "#ffffff")
    under = cast_shade(top, -0.12 * hem.unit, 0.3, tuple(-hem.upward(0.5)))
    ticks = Drape()
    for u in (0.22, 0.71):
        root = along(top, u)
        ticks += crease(np.stack([root, root - 0.6 * depth * hem.upward(u)]), hem.unit, 0.4, light=False)
    sewn = line(hem.inner(bottom, 0.8 * depth), 0.35, "detail", 0.6)
    shape = hem.with_details(shape, (sewn, *ticks.strokes), (paler, *ticks.shades))
    return HemPieces(hem.base, (shape,), (), (under,))


def _ring(centre: np.ndarray, radius: float) -> str:
    angle = np.linspace(0, 2 * np.pi, 7)[:-1]
    return path(centre + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1), closed=True)


def _luminance(colour: str) -> float:
    red, green, blue = bytes.fromhex(colour[1:])
    return (0.3 * red + 0.59 * green + 0.11 * blue) / 255
