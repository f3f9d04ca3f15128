"""How hems change the edge of a garment on a figure; ``hem_flounces`` draws those that are sewn on."""

import numpy as np

from equifashion.garments.on_figure import hem_flounces as flounces
from equifashion.garments.on_figure.folds import gathers, line, tapered
from equifashion.garments.on_figure.hem_edge import HemEdge, HemPieces
from equifashion.garments.scene.curves import closed_path
from equifashion.garments.scene.scene import Shade


def straight(hem: HemEdge) -> HemPieces:
    band = hem.turned(hem.edge, hem.depth(0.11, 0.2))
    return HemPieces(hem.edge, (band,))


def curved(hem: HemEdge) -> HemPieces:
    height = hem.depth(0.6, 0.32)
    edge = hem.lifted(height * (0.25 - 1.1 * np.abs(2 * hem.u - 1) ** 2.6))
    return HemPieces(edge, (hem.turned(edge, hem.depth(0.09, 0.2)),))


def high_low(hem: HemEdge) -> HemPieces:
    height = hem.depth(1.7, 0.45)
    edge = hem.lifted(height * (0.12 - (1 - np.abs(2 * hem.u - 1) ** 2.2)))
    back = hem.lifted(height * (0.12 + 0.3 * (1 - np.abs(2 * hem.u - 1) ** 3)))
    inside = hem.shape(hem.inner(hem.edge, 1.05 * height), back, line=0.9, z=hem.behind)
    lining = Shade(inside.outline, 0.42, 0.0)
    folds = tuple(
        tapered(np.stack([back[i], 0.35 * back[i] + 0.65 * hem.edge[i] + hem.up(0.5 * height)[i]]))
        for i in (np.array([0.14, 0.3, 0.52, 0.7, 0.86]) * (len(back) - 1)).astype(int)
    )
    inside = hem.with_details(inside, folds, (lining,))
    return HemPieces(edge, (inside, hem.turned(edge, hem.depth(0.1, 0.2))))


def asymmetric(hem: HemEdge) -> HemPieces:
    height = hem.depth(1.5, 0.4)
    slope = 2 * hem.u - 1 if hem.random.random() < 0.7 else 1 - 2 * hem.u
    edge = hem.lifted(height * (0.55 * slope - 0.25 + 0.12 * np.sin(np.pi * hem.u)))
    return HemPieces(edge, (hem.turned(edge, hem.depth(0.1, 0.2)),))


def handkerchief(hem: HemEdge) -> HemPieces:
    height = hem.depth(1.0, 0.34)
    wave = np.abs(np.sin(2 * np.pi * hem.u)) ** 0.85
    uneven = 1 + 0.18 * np.sin(3 * np.pi * hem.u + 0.6)
    edge = hem.lifted(height * uneven * (0.55 - 1.15 * wave))
    band = hem.turned(edge, hem.depth(0.09, 0.2))
    points = [np.argmin(np.abs(hem.u - at)) for at in (0.03, 0.5, 0.97)]
    up = hem.up(1.5 * height)
    folds = tuple(tapered(np.stack([edge[i], edge[i] + up[i]])) for i in points)
    back = hem.lifted(-0.3 * height * (1 - np.abs(2 * hem.u - 1) ** 4))
    return HemPieces(edge, (band,), folds, back=back)


def scalloped(hem: HemEdge) -> HemPieces:
    count = hem.count(0.34, 3)
    radius = min(0.6 * hem.width / count, hem.depth(0.2, 0.4))
    scallop = np.sqrt(np.maximum(1 - (2 * ((hem.u * count) % 1.0) - 1) ** 2, 0.0))
    edge = hem.lifted(radius * (scallop - 0.35))
    band = hem.turned(edge, hem.depth(0.14, 0.3), sewn=False)
    echo = hem.inner(edge, 0.5 * hem.depth(0.14, 0.3))
    return HemPieces(edge, (hem.with_details(band, (line(echo, 0.5, "detail"),)),))


def lettuce(hem: HemEdge) -> HemPieces:
    count = hem.count(0.2, 4)
    size = min(0.45 * hem.width / count, hem.depth(0.1, 0.3))
    phase = 2 * np.pi * count * hem.u + 0.9 * np.sin(3.1 * np.pi * hem.u)
    edge = hem.lifted(size * np.sin(phase)) + (-0.12 * size * np.sin(2 * phase))[:, None] * hem.along
    curls = np.flatnonzero((np.sin(phase[1:-1]) < np.sin(phase[:-2])) & (np.sin(phase[1:-1]) < np.sin(phase[2:])))
    up = hem.up(2.6 * size)
    ticks = tuple(
        tapered(np.stack([edge[i + 1], edge[i + 1] + hem.random.uniform(0.5, 1.2) * up[i + 1]])) for i in curls
    )
    band = hem.turned(edge, 1.5 * size, sewn=False)
    return HemPieces(edge, (hem.with_details(band, ticks),), ticks)


def side_slit(hem: HemEdge) -> HemPieces:
    """On a wide edge one long slit beside the thigh; on a narrow one a notch at the outer side."""
    aside = 0.27 if hem.width > 1.3 * hem.unit else 0.2
    return _slit(hem, aside if hem.random.random() < 0.5 else 1 - aside)


def front_slit(hem: HemEdge) -> HemPieces:
    return _slit(hem, 0.5)


def _slit(hem: HemEdge, at: float) -> HemPieces:
    height, gap = hem.depth(2.3, 0.62), min(0.11 * hem.width, 0.32 * hem.unit)
    here = np.abs(hem.u - at) * hem.width < gap
    foot = hem.edge[here]
    apex = foot.mean(0) + hem.up(height, np.array([at]))[0]
    climb = np.linspace(0, 1, max(8, int(height / 1.5)))[:, None]
    left = foot[0] + climb * (apex - foot[0]) - np.sin(np.pi * climb) * 0.12 * gap * hem.along[0]
    right = foot[-1] + climb * (apex - foot[-1]) + np.sin(np.pi * climb) * 0.2 * gap * hem.along[0]
    first, last = int(np.argmax(here)), len(here) - int(np.argmax(here[::-1]))
    edge = np.vstack([hem.edge[:first], left, right[::-1], hem.edge[last:]])
    bands = [
        hem.turned(part, hem.depth(0.1, 0.2), hem.u[span])
        for part, span in ((hem.edge[:first], slice(0, first)), (hem.edge[last:], slice(last, None)))
        if len(part) > 1
    ]
    facing = 0.06 * hem.unit * hem.along[0]
    seams = (line(left - facing, 0.5, "seam"), line(right + facing, 0.5, "seam"))
    pull = tapered(np.stack([apex, apex + 0.45 * (apex - foot.mean(0))]))
    return HemPieces(edge, tuple(bands), (*seams, pull), back=hem.edge)


def ribbed(hem: HemEdge) -> HemPieces:
    edge = hem.drawn_in(min(0.5 * hem.slack, 0.06))
    depth = hem.depth(0.36, 0.3)
    band = hem.band(edge, depth, line=0.7)
    inner = hem.inner(edge, depth)
    count = hem.count(0.085, 6)
    at = ((np.arange(1, count) / count) * (len(edge) - 1)).astype(int)
    ribs = tuple(line(np.stack([inner[i], edge[i]]), 0.45, "detail", 0.8) for i in at)
    puckers = gathers(inner, hem.upward(0.5), hem.unit, hem.random, length=0.22, shaded=False)
    return HemPieces(edge, (hem.with_details(band, ribs),), puckers.strokes[::2], bulge=0.06 * hem.unit)


def elasticated(hem: HemEdge) -> HemPieces:
    edge = hem.drawn_in(min(hem.slack, 0.22 * hem.unit / hem.width))
    depth = hem.depth(0.17, 0.2)
    wobble = 0.018 * hem.unit * np.sin(2 * np.pi * hem.count(0.12, 5) * hem.u)
    edge = edge + wobble[:, None] * hem.outward
    inner = hem.inner(edge, depth)
    band = hem.band(edge, depth, line=0.7)
    inside = gathers(inner, hem.upward(0.5), hem.unit, hem.random, length=0.55, fan=0.35)
    ticks = gathers(inner, -hem.upward(0.5), hem.unit, hem.random, length=0.14, fan=0.0, shaded=False)
    return HemPieces(
        edge, (hem.with_details(band, ticks.strokes),), inside.strokes, inside.shades, bulge=0.1 * hem.unit
    )


def bubble(hem: HemEdge) -> HemPieces:
    """The cloth is caught in underneath: it swells over the hem and turns under in a rounded edge."""
    depth = hem.depth(0.6, 0.3)
    rounded = 1 - np.abs(2 * hem.u - 1) ** 3.5
    drawn = min(hem.slack, 0.3 * hem.unit / hem.width)
    edge = hem.drawn_in(drawn) + (0.3 * depth * (rounded - 0.4))[:, None] * hem.outward
    lumps = 0.05 * hem.unit * np.abs(np.sin(np.pi * hem.count(0.3, 4) * hem.u + 0.4))
    edge = edge + lumps[:, None] * hem.outward
    band = hem.band(edge, 0.35 * depth, line=0.0)
    tuck = gathers(edge, hem.upward(0.5), hem.unit, hem.random, length=0.75, fan=0.2)
    turned = Shade(closed_path(hem.inner(edge, 0.5 * depth), edge[::-1]), 0.3, 0.22 * depth)
    band = hem.with_details(band, tuck.strokes, (turned,))
    return HemPieces(
        edge, (band,), tuck.strokes, (*tuck.shades, turned), bulge=min(0.24 * hem.unit, 0.3 * hem.width)
    )


def raw(hem: HemEdge) -> HemPieces:
    size = min(hem.depth(0.1, 0.2), 0.06 * hem.width)
    coarse = np.interp(hem.u, np.linspace(0, 1, hem.count(0.2, 5)), hem.random.uniform(-1, 1, hem.count(0.2, 5)))
    edge = hem.lifted(size * (0.4 * coarse + 0.45 * hem.random.uniform(-1, 1, len(hem.u))))
    band = hem.band(edge, 1.7 * size, line=0.0, colour="#ffffff", lightness=0.35)
    inner = hem.inner(edge, 1.7 * size)
    at = hem.random.choice(len(edge), min(len(edge), hem.count(0.09, 8)), replace=False)
    frays = tuple(line(np.stack([edge[i], inner[i]]), 0.4, "detail", 0.7) for i in at)
    return HemPieces(edge, (hem.with_details(band, frays), flounces.threads(hem, edge, 1.6 * size)))
