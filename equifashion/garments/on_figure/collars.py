"""Thirteen collars and necklines, drawn on the neck and chest of a laid-out bodice.

Each function takes the bodice, the fills of cloth and trim, and gives shapes labelled ``Part.COLLAR``. Positions
are (x, y) heads on the chest, see ``Frame.chest``.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from equifashion.garments.attributes.collars import COLLAR_SHAPES
from equifashion.garments.figure.body import SIDES, SIGN
from equifashion.garments.on_figure import folds
from equifashion.garments.on_figure.bodice import Bodice
from equifashion.garments.on_figure.frame import Frame
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import closed_path, path, without_loops
from equifashion.garments.scene.geometry import bow_line, offset, smooth_curve
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape, Stroke

INSIDE = 0.38  # how dark the inside of a garment is


@dataclass(frozen=True)
class Worn:
    """How a collar is worn.

    Attributes:
        lift: added to the z of pieces in front of the neck, so that outer collars lie over inner ones.
        deep: heads below the pit where lapels meet.
        spread: heads by which an open front parts the collar on either side.
        colour: #rrggbb of cords, or None for none.
    """

    lift: float = 0.0
    deep: float = 0.95
    spread: float = 0.0
    colour: str | None = None


def draw_collar(
    collar: str, bodice: Bodice, fill: Fill, trim: Fill, z: float, worn: Worn | None = None
) -> list[Shape]:
    """Shapes of a collar.

    Args:
        collar: A4 word.
        bodice: it sits on.
        fill: the bodice's cloth.
        trim: ribbing or binding.
        z: the bodice's painter's order.
        worn: how; None for alone and closed.
    """
    return _DRAWERS[collar](collar, bodice, fill, trim, z, worn or Worn())


def strip(curve: np.ndarray, width: float, fill: Fill, z: float, ticks: int = 0, part: Part = Part.COLLAR) -> Shape:
    """A binding along a curve (walked from the canvas's left to its right), reaching ``width`` pixels upwards."""
    inner = mitred(curve, -width)
    strokes: tuple[Stroke, ...] = ()
    if ticks:
        at = np.linspace(0.03, 0.97, ticks)
        pairs = zip(folds.along(curve, at), folds.along(inner, at), strict=True)
        strokes = tuple(folds.line(np.stack(pair), 0.4, "detail", 0.5) for pair in pairs)
    return Shape(part, closed_path(curve, inner[::-1]), fill, 0.6, strokes, (), z)


def mitred(curve: np.ndarray, distance: float) -> np.ndarray:
    """A curve moved sideways (to the right of its way), its inner corners kept sharp."""
    step = np.diff(curve, axis=0)
    angle = np.unwrap(np.arctan2(step[:, 1], step[:, 0]))
    corners = [0, *(np.flatnonzero(np.abs(np.diff(angle)) > 0.6) + 1), len(curve) - 1]
    pieces = [offset(curve[a : b + 1], distance) for a, b in itertools.pairwise(corners) if b > a]
    return without_loops(np.vstack(pieces))


def _back(frame: Frame, fill: Fill, height: float, spread: float = 1.0, drop: float = 0.1) -> Shape:
    """Inside of the back of a neckline, behind the neck."""
    ends = [frame.neck_side(s) + 0.04 * SIGN[s] * frame.unit * frame.across for s in SIDES]
    ends = [spread * e + (1 - spread) * 0.5 * (ends[0] + ends[1]) for e in ends]
    top = bow_line(ends[0], ends[1], -height * frame.unit)
    low = bow_line(ends[1], ends[0], -drop * frame.unit)
    edge = closed_path(top, low)
    return Shape(Part.COLLAR, edge, fill, 0.7, (), (Shade(edge, INSIDE),), layers.COLLAR_BACK)


def _bound(collar: str, bodice: Bodice, fill: Fill, trim: Fill, z: float, worn: Worn) -> list[Shape]:
    """Necklines finished by a strip: crew, V, scoop, square, boat, sweetheart."""
    cut, frame = COLLAR_SHAPES[collar], bodice.frame
    rib = collar in ("crew neck", "V-neck") and len(bodice.shoulders["right"]) > 0
    band = strip(bodice.neckline, cut.binding * frame.unit, trim if rib else fill, z + 0.1, 17 if rib else 0)
    shapes = [band]
    if len(bodice.shoulders["right"]) and collar in ("crew neck", "V-neck"):
        shapes.append(_back(frame, trim, 0.05))
    return shapes


def _halter(collar: str, bodice: Bodice, fill: Fill, trim: Fill, z: float, worn: Worn) -> list[Shape]:
    """Two straps that run from the bodice's upper corners up round the neck."""
    frame, unit = bodice.frame, bodice.frame.unit
    shapes = [strip(bodice.neckline, 0.05 * unit, fill, z + 0.1)]
    right, left = _neck_ring(frame, 0.62, 0.0)
    for side, edge in (("right", right), ("left", left)):
        sign = SIGN[side]
        base = bodice.neckline[0 if side == "right" else -1]
        low = base - 0.03 * sign * unit * frame.across + 0.03 * unit * frame.down
        inner = smooth_curve(np.stack([low, edge - 0.045 * sign * unit * frame.across]), 5)
        outer = smooth_curve(
            np.stack(
                [
                    low + 0.07 * sign * unit * frame.across,
                    edge + 0.005 * sign * unit * frame.across - 0.04 * unit * frame.down,
                ]
            ),
            5,
        )
        shapes.append(Shape(Part.COLLAR, closed_path(inner, outer[::-1]), fill, 0.7, (), (), layers.NECK + 0.3))
    return shapes


def _neck_ring(frame: Frame, t: float, ease: float) -> tuple[np.ndarray, np.ndarray]:
    """The two sides of the neck at t of its tube, figure's right first."""
    neck = frame.body.neck
    half = neck.half_at(t) + ease * frame.unit
    n = neck.normal(t)
    return neck.at(t) - half * n, neck.at(t) + half * n


def _turtleneck(collar: str, bodice: Bodice, fill: Fill, trim: Fill, z: float, worn: Worn) -> list[Shape]:
    frame, unit = bodice.frame, bodice.frame.unit
    top_right, top_left = _neck_ring(frame, 0.36, 0.05)
    mid_right, mid_left = _neck_ring(frame, 0.7, 0.085)
    base = bodice.neckline
    right = smooth_curve(np.stack([top_right, mid_right, base[0]]), 6)
    left = smooth_curve(np.stack([top_left, mid_left, base[-1]]), 6)
    top = bow_line(top_left, top_right, 0.075 * unit)
    edge = closed_path(right, base, left[::-1], top)
    fold = bow_line(0.35 * right[0] + 0.65 * mid_right, 0.35 * left[0] + 0.65 * mid_left, 0.10 * unit)
    ticks = [folds.line(np.stack([top[::-1][i], fold[i]]), 0.4, "detail", 0.5) for i in range(1, len(top) - 1)]
    strokes = (
        folds.line(fold, 0.9, "seam"),
        *ticks,
        folds.tapered(bow_line(base[3], base[-8], 0.05 * unit), 0.5),
    )
    shade = folds.form_shade(right, left, unit)
    cast = folds.cast_shade(top[::-1], 0.16 * unit, 0.3)
    body = Shape(Part.COLLAR, edge, trim, 1.0, strokes, (*shade, cast), layers.COLLAR + worn.lift)
    return [body]


def _mandarin(collar: str, bodice: Bodice, fill: Fill, trim: Fill, z: float, worn: Worn) -> list[Shape]:
    """A stand of two fronts that part a little at the throat."""
    frame, unit = bodice.frame, bodice.frame.unit
    shapes = [_back(frame, fill, 0.24, 0.96)]
    for side in SIDES:
        sign = SIGN[side]
        half = bodice.neckline[: len(bodice.neckline) // 2 + 1]
        base = half if side == "right" else bodice.neckline[len(bodice.neckline) // 2 :][::-1]
        top = frame.neck_side(side) - 0.19 * unit * frame.down - 0.01 * sign * unit * frame.across
        front = frame.chest(sign * (0.035 + worn.spread), 0.005)
        corner = frame.chest(sign * (0.075 + 0.6 * worn.spread), -0.085)
        over = smooth_curve(np.stack([top, frame.chest(sign * 0.17, -0.20), corner]), 7)
        close = smooth_curve(
            np.stack([corner, frame.chest(sign * (0.045 + 0.8 * worn.spread), -0.06), front, base[-1]]), 6
        )
        edge = closed_path(base, close[::-1], over[::-1])
        seam = folds.line(over + 0.035 * unit * frame.down, 0.4, "seam", 0.7)
        shade = folds.form_shade(np.stack([top, base[0]]), np.stack([corner, base[-1]]), unit, 0.6)
        shapes.append(Shape(Part.COLLAR, edge, fill, 0.9, (seam,), shade, layers.COLLAR + worn.lift))
    return shapes


def _shirt(collar: str, bodice: Bodice, fill: Fill, trim: Fill, z: float, worn: Worn) -> list[Shape]:
    """A stand, and two leaves folded over it that end in points."""
    frame, unit = bodice.frame, bodice.frame.unit
    shapes = [_back(frame, fill, 0.27, 0.98)]
    for side in SIDES:
        sign = SIGN[side]
        top = frame.neck_side(side) - 0.17 * unit * frame.down - 0.005 * sign * unit * frame.across
        fold = smooth_curve(
            np.stack([top, frame.chest(sign * 0.155, -0.09), frame.chest(sign * (0.02 + 0.6 * worn.spread), 0.15)]),
            8,
        )
        tip = frame.chest(sign * (0.235 + 0.5 * worn.spread), 0.37)
        front = np.stack([fold[-1], tip])
        outer = smooth_curve(
            np.stack([tip, frame.chest(sign * (0.385 + 0.2 * worn.spread), 0.10), frame.shoulder(side, 0.20), top]),
            9,
        )
        edge = closed_path(fold, front, outer)
        out, low = sign * unit * frame.across, unit * frame.down
        inset = np.stack(
            [fold[-1] + 0.05 * low + 0.04 * out, tip - 0.055 * low - 0.01 * out, outer[3] - 0.04 * out]
        )
        stitch = folds.line(inset, 0.35, "detail", 0.6)
        shade = (folds.cast_shade(fold, 0.06 * unit, 0.15, (sign * 0.8, 0.3)),)
        shapes.append(Shape(Part.COLLAR, edge, fill, 0.95, (stitch,), shade, layers.COLLAR + worn.lift + 0.02))
    return shapes


def _peter_pan(collar: str, bodice: Bodice, fill: Fill, trim: Fill, z: float, worn: Worn) -> list[Shape]:
    frame, unit = bodice.frame, bodice.frame.unit
    shapes = [_back(frame, trim, 0.06)]
    middle = len(bodice.neckline) // 2
    for side in SIDES:
        sign = SIGN[side]
        inner = bodice.neckline[: middle + 1] if side == "right" else bodice.neckline[middle:][::-1]
        outer = smooth_curve(
            np.vstack([inner[-1], frame.chest_curve([(sign * 0.07, 0.27), (sign * 0.24, 0.37), (sign * 0.42, 0.24),
                                                    (sign * 0.48, 0.06)]), frame.shoulder(side, 0.42)]), 15,
        )  # fmt: skip
        edge = closed_path(inner, outer, np.stack([outer[-1], inner[0]]))
        stitch = folds.line(
            outer[1:-1] - 0.05 * unit * (frame.down + 0.5 * sign * frame.across), 0.35, "detail", 0.6
        )
        shapes.append(Shape(Part.COLLAR, edge, trim, 0.95, (stitch,), (), z + 0.3))
    return shapes


def _lapel(collar: str, bodice: Bodice, fill: Fill, trim: Fill, z: float, worn: Worn) -> list[Shape]:
    """A tailored collar and lapels with a notch; the roll lines meet at ``deep``."""
    frame, unit = bodice.frame, bodice.frame.unit
    shapes = [_back(frame, fill, 0.25, 1.0)]
    order = ("right", "left") if frame.body.figure.presentation == "masculine" else ("left", "right")
    deep, spread = worn.deep, worn.spread
    scale = float(np.clip(deep / 0.95, 0.75, 1.15))
    for place, side in enumerate(order):
        sign = SIGN[side]
        at = (layers.COLLAR + worn.lift if worn.lift else z + 0.3) + 0.03 * place
        top = frame.neck_side(side) - 0.15 * unit * frame.down
        gorge = frame.chest(sign * (0.185 + 0.25 * spread), 0.10)
        meet = frame.chest(sign * spread - 0.02 * sign * place, deep)
        peak = frame.chest(sign * (0.46 + 0.45 * spread), 0.34 * scale)
        notch = frame.chest(sign * (0.33 + 0.4 * spread), 0.245 * scale)
        leaf_tip = frame.chest(sign * (0.41 + 0.35 * spread), 0.20 * scale)
        roll = smooth_curve(np.stack([gorge, 0.5 * (gorge + meet) + 0.02 * sign * unit * frame.across, meet]), 7)
        belly = smooth_curve(
            np.stack([peak, 0.55 * peak + 0.45 * meet + 0.06 * sign * unit * frame.across, meet]), 9
        )
        lapel = closed_path(roll, belly[::-1], np.stack([peak, notch]), np.stack([notch, gorge]))
        shade = folds.cast_shade(roll, 0.08 * unit, 0.16, (sign * 0.9, 0.1))
        stitch = folds.line(belly[1:-1] - 0.035 * sign * unit * frame.across, 0.35, "detail", 0.5)
        shapes.append(Shape(Part.COLLAR, lapel, fill, 1.0, (stitch,), (shade,), at))
        inner = smooth_curve(np.stack([top, frame.chest(sign * 0.2, -0.05), gorge]), 6)
        outer = smooth_curve(
            np.stack([leaf_tip, frame.chest(sign * (0.42 + 0.2 * spread), 0.05), frame.shoulder(side, 0.24), top]),
            8,
        )
        edge = closed_path(inner, np.stack([gorge, notch]), np.stack([notch, leaf_tip]), outer)
        shapes.append(Shape(Part.COLLAR, edge, fill, 1.0, (), (), at + 0.01))
    return shapes


def _hood(collar: str, bodice: Bodice, fill: Fill, trim: Fill, z: float, worn: Worn) -> list[Shape]:
    """A hood worn down: its bag behind the head, its edge round the neck, cords."""
    frame, unit = bodice.frame, bodice.frame.unit
    right, left = (frame.shoulder(s, 0.62) for s in SIDES)
    crown = frame.chest_curve([(-0.53, -0.28), (-0.36, -0.52), (0.0, -0.62), (0.36, -0.52), (0.53, -0.28)])
    bag = smooth_curve(np.vstack([right, crown, left]), 19)
    low = bow_line(left, right, -0.12 * unit)
    behind = closed_path(bag, low)
    shapes = [Shape(Part.COLLAR, behind, fill, 1.0, (), (Shade(behind, 0.2),), layers.GARMENT_BACK + 0.5)]
    inside = closed_path(
        smooth_curve(
            frame.chest_curve([(-0.42, -0.16), (-0.33, -0.40), (0.0, -0.49), (0.33, -0.40), (0.42, -0.16)]), 15
        ),
        frame.chest_curve([(0.42, -0.16), (0.0, 0.05), (-0.42, -0.16)]),
    )
    shapes.append(Shape(Part.COLLAR, inside, fill, 0.7, (), (Shade(inside, 0.5),), layers.GARMENT_BACK + 0.6))
    foot = frame.chest(0.0, 0.34)
    for place, side in enumerate(("left", "right")):
        sign = SIGN[side]
        rim = frame.chest_curve(
            [(sign * x, y) for x, y in ((0.36, -0.40), (0.52, -0.20), (0.47, 0.03), (0.26, 0.24))]
        )
        outer = smooth_curve(np.vstack([rim, foot + sign * (worn.spread - 0.02) * unit * frame.across]), 13)
        throat = frame.chest_curve([(sign * x, y) for x, y in ((0.15, 0.02), (0.24, -0.17), (0.27, -0.38))])
        inner = smooth_curve(np.vstack([frame.chest(sign * (worn.spread - 0.03), 0.17), throat]), 9)
        edge = closed_path(outer, inner, np.stack([inner[-1], outer[0]]))
        crease = folds.crease(0.55 * outer[2:9:2] + 0.45 * inner[::-1][1:8:2], unit, 0.9)
        hem = folds.line(inner + 0.05 * sign * unit * frame.across + 0.03 * unit * frame.down, 0.45, "seam", 0.7)
        shade = folds.cast_shade(inner[::-1], 0.1 * unit, 0.18, (sign * 0.9, 0.3))
        strokes = (*crease.strokes, hem)
        at = layers.COLLAR + worn.lift + 0.02 * place
        shapes.append(Shape(Part.COLLAR, edge, fill, 1.05, strokes, (*crease.shades, shade), at))
    if worn.colour:
        shapes += _cords(frame, worn.colour, worn)
    return shapes


def _cords(frame: Frame, colour: str, worn: Worn) -> list[Shape]:
    """Two drawstrings hanging from a hood's edge."""
    unit, shapes = frame.unit, []
    for sign, length in ((-1, 0.62), (1, 0.55)):
        start = frame.chest(sign * 0.09, 0.24)
        end = start + unit * (length * np.array([0.0, 1.0]) + 0.03 * sign * frame.across)
        line = bow_line(start, end, sign * 0.03 * unit, 5)
        half = 0.022 * unit * frame.across
        edge = path(np.vstack([line - half, (line + half)[::-1]]), closed=True)
        shapes.append(Shape(Part.COLLAR, edge, Fill(colour), 0.45, (), (), layers.COLLAR + worn.lift + 0.1))
    return shapes


Drawer = Callable[[str, Bodice, Fill, Fill, float, Worn], list[Shape]]
_DRAWERS: dict[str, Drawer] = {
    "crew neck": _bound,
    "V-neck": _bound,
    "scoop neck": _bound,
    "square neck": _bound,
    "boat neck": _bound,
    "sweetheart": _bound,
    "halter": _halter,
    "turtleneck": _turtleneck,
    "shirt collar": _shirt,
    "Peter Pan collar": _peter_pan,
    "mandarin collar": _mandarin,
    "notched lapel": _lapel,
    "hood": _hood,
}
