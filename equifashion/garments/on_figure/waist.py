"""What holds a garment at the waist: waistbands, belts, sashes, elastic, drawstrings. All are ``Part.WAIST``."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from equifashion.errors import InvalidInput
from equifashion.garments.figure.body import Body
from equifashion.garments.on_figure.folds import (
    Drape,
    along,
    form_shade,
    line,
    normals,
    spread,
    stitches,
    tapered,
)
from equifashion.garments.on_figure.lower_body import waist_line
from equifashion.garments.scene.curves import closed_path, path, polyline, sample
from equifashion.garments.scene.layers import BELT, SKIRT
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape, Stroke
from equifashion.garments.textiles import Fabric

METAL = "#c9a85c"


def draw_waistband(
    body: Body,
    fabric: Fabric,
    random: np.random.Generator,
    style: str = "plain",
    t: float = 0.62,
    height: float = 0.17,
    z: float = SKIRT + 0.2,
    ease: float = 0.02,
    thread: str | None = None,
) -> list[Shape]:
    """A band round the waist.

    Args:
        body: who wears it.
        fabric: its cloth.
        random: varies gathers and strings.
        style: one of ``WAISTBANDS``.
        t: where its upper edge lies on the torso's tube.
        height: in heads.
        z: painter's order.
        ease: between body and band, heads.
        thread: #rrggbb of topstitching; None draws it in ink.

    Raises:
        InvalidInput: an unknown style.
    """
    if style not in WAISTBANDS:
        raise InvalidInput(f"The waistband must be one of {list(WAISTBANDS)}; got {style!r}.")
    lower_t = t + height * body.unit / body.torso.length
    top, bottom = waist_line(body, t, ease * body.unit), waist_line(body, lower_t, ease * body.unit)
    details = WAISTBANDS[style](body, top, bottom, random, thread)
    band = _strip(top, bottom, Fill(fabric.colours[0], fabric), z, body.unit)
    return [replace(band, strokes=details.strokes, shades=(*band.shades, *details.shades))]


def draw_belt(
    body: Body, colour: str, t: float = 0.62, style: str = "buckle", height: float = 0.15, z: float = BELT
) -> list[Shape]:
    """A belt over whatever is worn.

    Args:
        body: who wears it.
        colour: #rrggbb.
        t: where its middle lies on the torso's tube.
        style: ``"buckle"``, ``"sash"`` (knotted, ends hanging down) or ``"tie"`` (a bow).
        height: in heads.
        z: painter's order.

    Raises:
        InvalidInput: an unknown style.
    """
    if style not in _FASTENINGS:
        raise InvalidInput(f"The belt must be one of {list(_FASTENINGS)}; got {style!r}.")
    half = 0.5 * height * body.unit / body.torso.length
    ease = 0.05 * body.unit
    top, bottom = waist_line(body, t - half, ease), waist_line(body, t + half, ease)
    strip = _strip(top, bottom, Fill(colour), z, body.unit)
    return [strip, *_FASTENINGS[style](body, top, bottom, Fill(colour), z)]


def _strip(top: np.ndarray, bottom: np.ndarray, fill: Fill, z: float, unit: float) -> Shape:
    shades = form_shade(np.stack([top[0], bottom[0]]), np.stack([top[-1], bottom[-1]]), unit)
    return Shape(Part.WAIST, closed_path(top, bottom[::-1]), fill, 0.9, (), shades, z)


def _plain(
    body: Body, top: np.ndarray, bottom: np.ndarray, random: np.random.Generator, thread: str | None
) -> Drape:
    return Drape()


def _jeans(
    body: Body, top: np.ndarray, bottom: np.ndarray, random: np.random.Generator, thread: str | None
) -> Drape:
    """Topstitched, with belt loops and a button."""
    inner = [top + k * (bottom - top) for k in (0.18, 0.82)]
    strokes: list[Stroke] = [stitches(edge, 2.2, thread) for edge in inner]
    for u in (0.16, 0.34, 0.66, 0.84):
        a, b = along(top, u), along(bottom, u)
        width = np.array([0.026 * body.unit, 0.0])
        strokes.append(
            Stroke(polyline(np.stack([a - width, b - width, b + width, a + width]), True), 0.45, "detail")
        )
    button = 0.5 * (along(top, 0.5) + along(bottom, 0.5))
    strokes.append(Stroke(circle(button, 0.05 * body.unit), 0.4, "detail", METAL, filled=True))
    return Drape(tuple(strokes))


def _buttoned(
    body: Body, top: np.ndarray, bottom: np.ndarray, random: np.random.Generator, thread: str | None
) -> Drape:
    overlap = np.stack([along(top, 0.58), along(bottom, 0.58)])
    hook = 0.5 * (along(top, 0.535) + along(bottom, 0.535))
    return Drape((line(overlap, 0.6), Stroke(circle(hook, 0.035 * body.unit), 0.4, "detail", filled=True)))


def _elastic(
    body: Body, top: np.ndarray, bottom: np.ndarray, random: np.random.Generator, thread: str | None
) -> Drape:
    """Casings sewn through and puckered all along."""
    middle = line(0.5 * (top + bottom), 0.4, "seam", 0.6)
    count = max(8, int(np.linalg.norm(top[-1] - top[0]) / (0.075 * body.unit)))
    strokes = [middle]
    for u in spread(count, random, 0.3, 0.01):
        a, b = along(top, u), along(bottom, u)
        s = np.sort(random.uniform(0, 1, 2)) * np.array([0.4, 1.0]) + np.array([0.0, 0.3]) * random.random()
        strokes.append(tapered(a + np.clip(s, 0, 1)[:, None] * (b - a), 0.45, opacity=0.8))
    return Drape(tuple(strokes))


WAISTBANDS: dict[str, Callable[..., Drape]] = {
    "plain": _plain,
    "buttoned": _buttoned,
    "jeans": _jeans,
    "elastic": _elastic,
    "drawstring": _elastic,
}


def draw_strings(body: Body, t: float, z: float, colour: str = "#f2efe8") -> list[Shape]:
    """The two ends of a drawstring, hanging from a bow at the middle of the waist."""
    unit, root = body.unit, waist_line(body, t)[7]
    shapes = []
    for sign, length in ((-1, 0.52), (1, 0.6)):
        tip = root + unit * np.array([0.14 * sign, length])
        cord = _ribbon(np.stack([root, root + unit * np.array([0.1 * sign, 0.2]), tip]), 0.032 * unit)
        shapes.append(Shape(Part.WAIST, path(cord, True), Fill(colour), 0.45, z=z))
    return shapes


def _ribbon(points: np.ndarray, half: float) -> np.ndarray:
    """Closed outline of an even ribbon along the points."""
    p = sample(points, 8)
    n = normals(p) * half
    return np.vstack([p + n, (p - n)[::-1]])


def circle(centre: np.ndarray, radius: float) -> str:
    """A closed path round a point."""
    angle = np.linspace(0, 2 * np.pi, 9)[:-1]
    return path(centre + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1), closed=True)


def _buckle(body: Body, top: np.ndarray, bottom: np.ndarray, fill: Fill, z: float) -> list[Shape]:
    a, b = along(top, 0.5), along(bottom, 0.5)
    across = 0.13 * body.unit * np.array([1.0, 0.0])
    grow = 0.2 * (b - a)
    corners = np.stack([a - grow - across, a - grow + across, b + grow + across, b + grow - across])
    inner = corners.mean(0) + 0.55 * (corners - corners.mean(0))
    frame = polyline(corners, True) + polyline(inner, True)
    prong = line(np.stack([(a + b) / 2 - across, (a + b) / 2 + 0.9 * across]), 0.5, "detail")
    return [
        Shape(Part.WAIST, frame, Fill(METAL), 0.5, (prong,), z=z + 0.02),
    ]


def _sash(body: Body, top: np.ndarray, bottom: np.ndarray, fill: Fill, z: float) -> list[Shape]:
    """A knot a little to one side, two ends falling from it."""
    unit = body.unit
    knot = 0.5 * (along(top, 0.42) + along(bottom, 0.42))
    shapes = []
    for lean, length, width in ((-0.16, 1.25, 0.1), (0.1, 1.05, 0.095)):
        s = np.linspace(0, 1, 6)
        x = lean * unit * s + 0.05 * unit * np.sin(2.5 * s)
        centre = knot + np.stack([x, s * length * unit], axis=1)
        half = unit * np.interp(s, [0, 0.2, 1], [0.05, 0.8 * width, width])
        outline = np.vstack([centre + half[:, None] * [1, 0], (centre - half[:, None] * [1, 0.25])[::-1]])
        fold = tapered(centre[:5] + np.array([0.02 * unit, 0.0]), 0.5)
        shade = Shade(path(np.vstack([centre, (centre + half[:, None] * [1, 0])[::-1]]), True), 0.25, 0.6)
        shapes.append(Shape(Part.WAIST, path(outline, True), fill, 0.8, (fold,), (shade,), z + 0.01))
    return [*shapes, _knot(knot, unit, fill, z)]


def _tie(body: Body, top: np.ndarray, bottom: np.ndarray, fill: Fill, z: float) -> list[Shape]:
    """A bow with two loops over its ends."""
    unit = body.unit
    knot = 0.5 * (along(top, 0.5) + along(bottom, 0.5))
    loops = []
    for sign in (-1, 1):
        shape = unit * np.array([[0.0, 0.0], [0.2, -0.17], [0.42, -0.15], [0.44, 0.02], [0.34, 0.14], [0.15, 0.07]])
        outline = knot + shape * np.array([sign, 1.0])
        fold = tapered(knot + unit * np.array([[0.05, 0.0], [0.2, -0.04], [0.3, -0.02]]) * [sign, 1], 0.5)
        loops.append(Shape(Part.WAIST, path(outline, True), fill, 0.8, (fold,), z=z + 0.02))
    aside = np.array([0.08 * unit, 0.0])
    return [
        *_sash(body, top + aside, bottom + aside, fill, z)[:2],
        *loops,
        _knot(knot, unit, fill, z),
    ]


def _knot(at: np.ndarray, unit: float, fill: Fill, z: float) -> Shape:
    blob = at + unit * np.array(
        [[-0.08, -0.06], [0.0, -0.09], [0.08, -0.05], [0.07, 0.07], [-0.02, 0.09], [-0.08, 0.05]]
    )
    ticks = (tapered(at + unit * np.array([[-0.05, -0.04], [0.02, 0.05]]), 0.5),)
    return Shape(Part.WAIST, path(blob, True), fill, 0.8, ticks, z=z + 0.03)


_FASTENINGS: dict[str, Callable[..., list[Shape]]] = {"buckle": _buckle, "sash": _sash, "tie": _tie}
