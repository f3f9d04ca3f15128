"""The twenty hems (A5), finished by one function on any edge: skirts, tops, trouser legs, sleeve ends.

An edge is (N, 2) canvas pixels with the garment on the left hand of whoever walks along it: the lower edge of a
skirt runs from the canvas's left to its right. Some hems move the edge, some add shapes (``Part.HEM``).
"""

from collections.abc import Callable

import numpy as np

from equifashion.errors import InvalidInput
from equifashion.garments.figure.body import Body
from equifashion.garments.on_figure import hem_flounces as flounces
from equifashion.garments.on_figure.folds import gathers, line, tapered
from equifashion.garments.on_figure.hem_edge import HemPieces, Rim, attach
from equifashion.garments.scene.curves import outline_of, sample
from equifashion.garments.scene.layers import GARMENT_BACK, SKIRT
from equifashion.garments.scene.scene import Shade
from equifashion.garments.textiles import Fabric

__all__ = ["HEM_STYLES", "HemPieces", "attach", "finish_hem"]


def finish_hem(
    edge: np.ndarray,
    hem: str | None,
    fabric: Fabric,
    body: Body,
    random: np.random.Generator,
    *,
    sides: tuple[np.ndarray, np.ndarray] | None = None,
    drop: float | None = None,
    slack: float = 0.1,
    z: float = SKIRT,
    behind: float = GARMENT_BACK,
    trim: str | None = None,
) -> HemPieces:
    """Finish an edge of a garment.

    Args:
        edge: (N, 2) where the hem ends, the garment on the walker's left.
        hem: one of ``HEM_STYLES``; None takes ``"straight"``.
        fabric: of the garment.
        body: who wears it; sets the size.
        random: varies waves, fringe and threads.
        sides: the garment's two edges that end at ``edge[0]`` and ``edge[-1]``; None takes them to be square to it.
        drop: pixels of cloth above the edge that the hem may take up; None for one head.
        slack: how far ribs and elastic may draw the edge in on either side, as a fraction of its length.
        z: of the garment; the hem's shapes lie just over it.
        behind: z of what shows behind the body (the back of a high-low hem).
        trim: #rrggbb of lace; None takes it from the fabric.

    Returns:
        The edge to draw instead, with shapes to add and strokes and shades for the garment. ``attach`` joins the
        new edge to the garment's sides.

    Raises:
        InvalidInput: an unknown hem.
    """
    hem = hem or "straight"
    if hem not in HEM_STYLES:
        raise InvalidInput(f"The hem must be one of {list(HEM_STYLES)}; {hem!r} came.")
    unit = body.unit
    edge = sample(np.asarray(edge, float), max(33, int(np.linalg.norm(np.diff(edge, axis=0), axis=1).sum() / 1.1)))
    rim = Rim(edge, unit, unit if drop is None else drop, sides, fabric, random, slack, z, behind, trim)
    return HEM_STYLES[hem](rim)


def _straight(rim: Rim) -> HemPieces:
    band = rim.turned(rim.edge, rim.depth(0.11, 0.2))
    return HemPieces(rim.edge, (band,))


def _curved(rim: Rim) -> HemPieces:
    height = rim.depth(0.6, 0.32)
    edge = rim.lifted(height * (0.25 - 1.1 * np.abs(2 * rim.u - 1) ** 2.6))
    return HemPieces(edge, (rim.turned(edge, rim.depth(0.09, 0.2)),))


def _high_low(rim: Rim) -> HemPieces:
    height = rim.depth(1.7, 0.45)
    edge = rim.lifted(height * (0.12 - (1 - np.abs(2 * rim.u - 1) ** 2.2)))
    back = rim.lifted(height * (0.12 + 0.3 * (1 - np.abs(2 * rim.u - 1) ** 3)))
    inside = rim.shape(rim.inner(rim.edge, 1.05 * height), back, line=0.9, z=rim.behind)
    lining = Shade(inside.outline, 0.42, 0.0)
    folds = tuple(
        tapered(np.stack([back[i], 0.35 * back[i] + 0.65 * rim.edge[i] + rim.up(0.5 * height)[i]]))
        for i in (np.array([0.14, 0.3, 0.52, 0.7, 0.86]) * (len(back) - 1)).astype(int)
    )
    inside = rim.with_details(inside, folds, (lining,))
    return HemPieces(edge, (inside, rim.turned(edge, rim.depth(0.1, 0.2))))


def _asymmetric(rim: Rim) -> HemPieces:
    height = rim.depth(1.5, 0.4)
    slope = 2 * rim.u - 1 if rim.random.random() < 0.7 else 1 - 2 * rim.u
    edge = rim.lifted(height * (0.55 * slope - 0.25 + 0.12 * np.sin(np.pi * rim.u)))
    return HemPieces(edge, (rim.turned(edge, rim.depth(0.1, 0.2)),))


def _handkerchief(rim: Rim) -> HemPieces:
    height = rim.depth(1.0, 0.34)
    wave = np.abs(np.sin(2 * np.pi * rim.u)) ** 0.85
    uneven = 1 + 0.18 * np.sin(3 * np.pi * rim.u + 0.6)
    edge = rim.lifted(height * uneven * (0.55 - 1.15 * wave))
    band = rim.turned(edge, rim.depth(0.09, 0.2))
    points = [np.argmin(np.abs(rim.u - at)) for at in (0.03, 0.5, 0.97)]
    up = rim.up(1.5 * height)
    folds = tuple(tapered(np.stack([edge[i], edge[i] + up[i]])) for i in points)
    back = rim.lifted(-0.3 * height * (1 - np.abs(2 * rim.u - 1) ** 4))
    return HemPieces(edge, (band,), folds, back=back)


def _scalloped(rim: Rim) -> HemPieces:
    count = rim.count(0.34, 3)
    radius = min(0.6 * rim.width / count, rim.depth(0.2, 0.4))
    scallop = np.sqrt(np.maximum(1 - (2 * ((rim.u * count) % 1.0) - 1) ** 2, 0.0))
    edge = rim.lifted(radius * (scallop - 0.35))
    band = rim.turned(edge, rim.depth(0.14, 0.3), sewn=False)
    echo = rim.inner(edge, 0.5 * rim.depth(0.14, 0.3))
    return HemPieces(edge, (rim.with_details(band, (line(echo, 0.5, "detail"),)),))


def _lettuce(rim: Rim) -> HemPieces:
    count = rim.count(0.2, 4)
    size = min(0.45 * rim.width / count, rim.depth(0.1, 0.3))
    phase = 2 * np.pi * count * rim.u + 0.9 * np.sin(3.1 * np.pi * rim.u)
    edge = rim.lifted(size * np.sin(phase)) + (-0.12 * size * np.sin(2 * phase))[:, None] * rim.along
    curls = np.flatnonzero((np.sin(phase[1:-1]) < np.sin(phase[:-2])) & (np.sin(phase[1:-1]) < np.sin(phase[2:])))
    up = rim.up(2.6 * size)
    ticks = tuple(
        tapered(np.stack([edge[i + 1], edge[i + 1] + rim.random.uniform(0.5, 1.2) * up[i + 1]])) for i in curls
    )
    band = rim.turned(edge, 1.5 * size, sewn=False)
    return HemPieces(edge, (rim.with_details(band, ticks),), ticks)


def _side_slit(rim: Rim) -> HemPieces:
    """On a wide edge one long slit beside the thigh; on a narrow one a notch at the outer side."""
    aside = 0.27 if rim.width > 1.3 * rim.unit else 0.2
    return _slit(rim, aside if rim.random.random() < 0.5 else 1 - aside)


def _front_slit(rim: Rim) -> HemPieces:
    return _slit(rim, 0.5)


def _slit(rim: Rim, at: float) -> HemPieces:
    height, gap = rim.depth(2.3, 0.62), min(0.11 * rim.width, 0.32 * rim.unit)
    here = np.abs(rim.u - at) * rim.width < gap
    foot = rim.edge[here]
    apex = foot.mean(0) + rim.up(height, np.array([at]))[0]
    climb = np.linspace(0, 1, max(8, int(height / 1.5)))[:, None]
    left = foot[0] + climb * (apex - foot[0]) - np.sin(np.pi * climb) * 0.12 * gap * rim.along[0]
    right = foot[-1] + climb * (apex - foot[-1]) + np.sin(np.pi * climb) * 0.2 * gap * rim.along[0]
    first, last = int(np.argmax(here)), len(here) - int(np.argmax(here[::-1]))
    edge = np.vstack([rim.edge[:first], left, right[::-1], rim.edge[last:]])
    bands = [
        rim.turned(part, rim.depth(0.1, 0.2), rim.u[span])
        for part, span in ((rim.edge[:first], slice(0, first)), (rim.edge[last:], slice(last, None)))
        if len(part) > 1
    ]
    facing = 0.06 * rim.unit * rim.along[0]
    seams = (line(left - facing, 0.5, "seam"), line(right + facing, 0.5, "seam"))
    pull = tapered(np.stack([apex, apex + 0.45 * (apex - foot.mean(0))]))
    return HemPieces(edge, tuple(bands), (*seams, pull), back=rim.edge)


def _ribbed(rim: Rim) -> HemPieces:
    edge = rim.drawn_in(min(0.5 * rim.slack, 0.06))
    depth = rim.depth(0.36, 0.3)
    band = rim.band(edge, depth, line=0.7)
    inner = rim.inner(edge, depth)
    count = rim.count(0.085, 6)
    at = ((np.arange(1, count) / count) * (len(edge) - 1)).astype(int)
    ribs = tuple(line(np.stack([inner[i], edge[i]]), 0.45, "detail", 0.8) for i in at)
    puckers = gathers(inner, rim.upward(0.5), rim.unit, rim.random, length=0.22, shaded=False)
    return HemPieces(edge, (rim.with_details(band, ribs),), puckers.strokes[::2], bulge=0.06 * rim.unit)


def _elasticated(rim: Rim) -> HemPieces:
    edge = rim.drawn_in(min(rim.slack, 0.22 * rim.unit / rim.width))
    depth = rim.depth(0.17, 0.2)
    wobble = 0.018 * rim.unit * np.sin(2 * np.pi * rim.count(0.12, 5) * rim.u)
    edge = edge + wobble[:, None] * rim.outward
    inner = rim.inner(edge, depth)
    band = rim.band(edge, depth, line=0.7)
    inside = gathers(inner, rim.upward(0.5), rim.unit, rim.random, length=0.55, fan=0.35)
    ticks = gathers(inner, -rim.upward(0.5), rim.unit, rim.random, length=0.14, fan=0.0, shaded=False)
    return HemPieces(
        edge, (rim.with_details(band, ticks.strokes),), inside.strokes, inside.shades, bulge=0.1 * rim.unit
    )


def _bubble(rim: Rim) -> HemPieces:
    """The cloth is caught in underneath: it swells over the hem and turns under in a rounded edge."""
    depth = rim.depth(0.6, 0.3)
    rounded = 1 - np.abs(2 * rim.u - 1) ** 3.5
    drawn = min(rim.slack, 0.3 * rim.unit / rim.width)
    edge = rim.drawn_in(drawn) + (0.3 * depth * (rounded - 0.4))[:, None] * rim.outward
    lumps = 0.05 * rim.unit * np.abs(np.sin(np.pi * rim.count(0.3, 4) * rim.u + 0.4))
    edge = edge + lumps[:, None] * rim.outward
    band = rim.band(edge, 0.35 * depth, line=0.0)
    tuck = gathers(edge, rim.upward(0.5), rim.unit, rim.random, length=0.75, fan=0.2)
    turned = Shade(outline_of(rim.inner(edge, 0.5 * depth), edge[::-1]), 0.3, 0.22 * depth)
    band = rim.with_details(band, tuck.strokes, (turned,))
    return HemPieces(
        edge, (band,), tuck.strokes, (*tuck.shades, turned), bulge=min(0.24 * rim.unit, 0.3 * rim.width)
    )


def _raw(rim: Rim) -> HemPieces:
    size = min(rim.depth(0.1, 0.2), 0.06 * rim.width)
    coarse = np.interp(rim.u, np.linspace(0, 1, rim.count(0.2, 5)), rim.random.uniform(-1, 1, rim.count(0.2, 5)))
    edge = rim.lifted(size * (0.4 * coarse + 0.45 * rim.random.uniform(-1, 1, len(rim.u))))
    band = rim.band(edge, 1.7 * size, line=0.0, colour="#ffffff", lightness=0.35)
    inner = rim.inner(edge, 1.7 * size)
    at = rim.random.choice(len(edge), min(len(edge), rim.count(0.09, 8)), replace=False)
    frays = tuple(line(np.stack([edge[i], inner[i]]), 0.4, "detail", 0.7) for i in at)
    return HemPieces(edge, (rim.with_details(band, frays), flounces.threads(rim, edge, 1.6 * size)))


HEM_STYLES: dict[str, Callable[[Rim], HemPieces]] = {
    "straight": _straight,
    "curved": _curved,
    "high-low": _high_low,
    "asymmetric": _asymmetric,
    "handkerchief": _handkerchief,
    "scalloped": _scalloped,
    "ruffled": flounces.ruffled,
    "pleated": flounces.pleated,
    "tiered": flounces.tiered,
    "lettuce": _lettuce,
    "fringed": flounces.fringed,
    "lace-trimmed": flounces.lace_trimmed,
    "side-slit": _side_slit,
    "front-slit": _front_slit,
    "ribbed": _ribbed,
    "elasticated": _elasticated,
    "flared": flounces.flared,
    "bubble": _bubble,
    "raw": _raw,
    "cuffed": flounces.cuffed,
}
