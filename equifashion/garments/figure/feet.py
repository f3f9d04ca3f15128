"""Feet and shoes, seen from the front or in profile.

A foot is drawn in its own coordinates: v from the ankle (0) to the tip of the toe (1), u across it towards the
outside of the body, both in lengths of the foot; in profile, x towards the toe and y down, in heads from the ankle.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from equifashion.garments.figure import skin
from equifashion.garments.figure.body import SIDES, SIGN, Body
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import Points, closed_path, path, polyline
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape, Stroke

_PROFILE = 0.55  # from this direction on a foot is drawn from its side
Place = Callable[[Points], np.ndarray]  # a foot's own coordinates → the canvas
_SOLE_LIGHT = "#eeebe6"


@dataclass(frozen=True)
class _Shoe:
    """How one kind of shoe covers the foot.

    Attributes:
        opening: v at which its upper edge lies at the sides; below 0 it covers the ankle.
        dip: how much lower the edge lies in the middle.
        toe: 0 round … 1 pointed.
        heel: height of the heel, heads.
        shaft: fraction of the leg from which a boot's shaft begins; 1 for none.
        wide: how much wider than the foot.
    """

    opening: float = 0.5
    dip: float = 0.12
    toe: float = 0.4
    heel: float = 0.0
    shaft: float = 1.0
    wide: float = 1.0


_SHOES = {
    "heels": _Shoe(0.52, 0.14, 1.0, 0.2),
    "flats": _Shoe(0.58, 0.12, 0.3),
    "sandals": _Shoe(0.66, -0.03, 0.4, 0.16),
    "loafers": _Shoe(0.3, 0.06, 0.35, 0.02, 1.0, 1.04),
    "sneakers": _Shoe(-0.02, 0.05, 0.0, 0.03, 0.985, 1.14),
    "ankle boots": _Shoe(-0.2, 0.0, 0.6, 0.1, 0.9, 1.06),
    "tall boots": _Shoe(-0.2, 0.0, 0.75, 0.14, 0.6, 1.05),
}
_ANKLE_FOLDS = (
    (((-0.2, 0.12), (0.0, 0.2), (0.22, 0.1)), 0.6, "fold"),
    (((-0.18, 0.0), (0.02, 0.05), (0.16, -0.02)), 0.5, "fold"),
)
# Outer edges of shoes, (u, v) from the instep to beside the tip.
_ROUND = ((0.25, 0.1), (0.28, 0.36), (0.345, 0.58), (0.355, 0.76), (0.285, 0.92), (0.15, 1.015))
_POINTED = ((0.25, 0.1), (0.275, 0.36), (0.335, 0.58), (0.31, 0.76), (0.19, 0.94), (0.075, 1.08))

# Lines on shoes seen from the front: points, width, kind.
_FRONT_LINES = {
    "sneakers": (
        *((((-0.13, v), (0.14, v + 0.015)), 1.0, "detail") for v in (0.18, 0.3, 0.42, 0.54)),
        (((-0.27, 0.74), (0.0, 0.64), (0.29, 0.74)), 0.55, "seam"),
    ),
    "loafers": (
        (((-0.3, 0.55), (0.0, 0.49), (0.32, 0.55)), 1.3, "detail"),
        (((-0.2, 0.62), (-0.16, 0.86), (0.0, 0.92), (0.17, 0.86), (0.22, 0.62)), 0.55, "seam"),
    ),
    "ankle boots": _ANKLE_FOLDS,
    "tall boots": _ANKLE_FOLDS,
}
_STRAPS = (  # of a sandal: upper edge, lower edge
    (((-0.25, 0.16), (0.0, 0.26), (0.27, 0.16)), ((0.27, 0.24), (0.0, 0.34), (-0.25, 0.24))),
    (((-0.32, 0.62), (0.0, 0.56), (0.345, 0.62)), ((0.345, 0.75), (0.0, 0.70), (-0.33, 0.75))),
)
_RUBBER = (  # of a sneaker's sole
    (0.41, 0.7), (0.36, 0.92), (0.16, 1.06), (-0.03, 1.08), (-0.19, 1.06), (-0.35, 0.92), (-0.39, 0.7),
    (-0.32, 0.87), (-0.17, 0.975), (-0.02, 0.995), (0.14, 0.975), (0.32, 0.87),
)  # fmt: skip


def draw_feet(body: Body) -> list[Shape]:
    """Both feet in the figure's shoes."""
    shapes = []
    for side in SIDES:
        direction = body.stance.feet[SIDES.index(side)]
        draw = _draw_profile if abs(direction) >= _PROFILE else _draw_front
        lift = 0.5 if side == body.stance.front_leg else 0.0
        shapes += draw(body, side, _SHOES[body.figure.shoes], layers.FOOT + lift)
    return shapes


def _ink(colour: str) -> str:
    dark = sum(int(colour[i : i + 2], 16) for i in (1, 3, 5)) < 170
    return skin.mix(colour, "#8d868c" if dark else "#120d10", 0.5 if dark else 0.7)


def _skin_shape(body: Body, edge: np.ndarray, z: float, details: Sequence[np.ndarray] = ()) -> Shape:
    """A bare foot; its edge starts and ends on the ankle, where no line is drawn."""
    tone = body.figure.skin_tone
    strokes = (
        Stroke(path(edge), 1.6, "contour", skin.contour_ink(tone)),
        *(Stroke(path(line), 0.4, "detail", skin.inner_ink(tone), 0.6) for line in details),
    )
    return Shape(Part.SKIN, closed_path(edge), Fill(body.figure.skin), 0.0, strokes, (), z)


def _shoe_shape(
    body: Body,
    outline: str,
    z: float,
    strokes: Iterable[Stroke] = (),
    shades: Iterable[Shade] = (),
    colour: str | None = None,
) -> Shape:
    return Shape(
        Part.SHOES, outline, Fill(colour or body.figure.shoe_colour), 0.75, tuple(strokes), tuple(shades), z
    )


def _toe_cap(shoe: _Shoe) -> tuple[np.ndarray, float]:
    """The outer edge of a shoe from its opening to beside the tip, (N, 2) of (u, v), and the tip's v."""
    rounded, pointed = np.array(_ROUND), np.array(_POINTED)
    edge = rounded + shoe.toe * (pointed - rounded)
    start = np.array([[np.interp(shoe.opening, edge[:, 1], edge[:, 0]), max(shoe.opening, 0.1)]])
    edge = np.vstack([start, edge[edge[:, 1] > start[0, 1] + 0.05]])
    return edge * (shoe.wide, 1.0), 1.035 + 0.1 * shoe.toe


def _shaft(body: Body, side: str, shoe: _Shoe) -> tuple[np.ndarray, np.ndarray]:
    """Left and right edge of a boot's shaft, from its top down to the ankle; (N, 2) each."""
    leg, ease = body.legs[side], (0.028 if shoe.shaft > 0.8 else 0.035) * body.unit
    return (leg.side(-1, shoe.shaft, 0.985, ease, 9), leg.side(1, shoe.shaft, 0.985, ease, 9))


def _draw_front(body: Body, side: str, shoe: _Shoe, z: float) -> list[Shape]:
    ankle, toe, unit, sign = body.joints[f"{side} ankle"], body.joints[f"{side} toe"], body.unit, SIGN[side]
    leg = body.legs[side]
    along = toe - ankle
    length = np.linalg.norm(along)
    outwards = sign * np.array([along[1], -along[0]]) / length * 0.43 * unit  # width does not follow the length
    bend = leg.normal(1.0) * leg.half_at(1.0)

    def place(points: Points) -> np.ndarray:
        p = np.asarray(points, float)
        return ankle + p[:, :1] * outwards + p[:, 1:] * along

    def ankle_points(t: float) -> list[np.ndarray]:
        at, half = leg.at(t), leg.half_at(t) * leg.normal(t)
        return [at - half, at + half]

    # The foot itself: instep, ball, toes; canvas-left to canvas-right. u runs outwards, so it is mirrored by side.
    half = np.array([(0.265, 0.36), (0.335, 0.6), (0.34, 0.76), (0.26, 0.92), (0.12, 0.99)])
    medial = half * (-0.94, 1.0) + (0.0, 0.015)
    loop = [*half, (-0.02, 1.01), *medial[::-1]] if sign < 0 else [*medial, (-0.02, 1.01), *half[::-1]]
    left, right = ankle_points(0.96)
    edge = np.vstack([left, ankle - bend, place(loop), ankle + bend, right])
    details = [place([(u, 0.9), (0.9 * u, 0.98)]) for u in (-0.06, 0.06, 0.16)]
    shapes = [_skin_shape(body, edge, z, details)]
    return shapes + _front_shoe(body, side, shoe, place, z + 0.1)


def _front_shoe(body: Body, side: str, shoe: _Shoe, place: Place, z: float) -> list[Shape]:
    kind, sign = body.figure.shoes, SIGN[side]
    shapes = [_front_heel(body, side, shoe, z - 0.3)] if shoe.heel > 0.05 else []
    if kind == "sandals":
        return shapes + [_shoe_shape(body, closed_path(place(over), place(under)), z) for over, under in _STRAPS]
    dark = np.array([(0.05, 0.1), (0.5, 0.1), (0.5, 1.1), (0.12, 1.1)]) * (-1.0 if sign < 0 else 1.0, 1.0)
    ink, lace = _ink(body.figure.shoe_colour), _lace(body.figure.shoe_colour)
    strokes = (
        Stroke(path(place(points)), width, line, lace if kind == "sneakers" and line == "detail" else ink)
        for points, width, line in _FRONT_LINES.get(kind, ())
    )
    outline = _front_outline(body, side, shoe, place)
    shapes.append(_shoe_shape(body, outline, z, strokes, [Shade(path(place(dark), True), 0.16)]))
    if kind == "sneakers":
        shapes.append(_shoe_shape(body, path(place(_RUBBER), True), z + 0.05, colour=_SOLE_LIGHT))
    return shapes


def _front_outline(body: Body, side: str, shoe: _Shoe, place: Place) -> str:
    outer, tip = _toe_cap(shoe)
    around = np.vstack([outer, [(-0.03, tip)], outer[::-1] * (-0.95, 1.0)])  # from the outside round the toe
    if shoe.shaft < 1:
        left, right = _shaft(body, side, shoe)
        return closed_path(np.vstack([left, place(around if SIGN[side] < 0 else around[::-1]), right[::-1]]))
    at, top, middle = outer[0, 0], shoe.opening, shoe.opening + 0.75 * shoe.dip
    opening = [(-0.95 * at, top), (-0.5 * at, middle), (0.0, top + shoe.dip), (0.5 * at, middle), (at, top)]
    return closed_path(place(opening), place(around))


def _front_heel(body: Body, side: str, shoe: _Shoe, z: float) -> Shape:
    """The heel, which shows behind the foot on its inner side."""
    ankle, toe, unit = body.joints[f"{side} ankle"], body.joints[f"{side} toe"], body.unit
    top, floor = ankle[1] + 0.12 * unit, toe[1] - 0.03 * unit
    x = ankle[0] + 0.25 * (toe[0] - ankle[0]) - 0.06 * SIGN[side] * unit
    wide, foot = np.array((0.034, 0.014) if shoe.heel > 0.15 else (0.075, 0.06)) * unit
    stem = np.array([[x - wide, top], [x + wide, top], [x + foot, floor], [x - foot, floor]])
    return _shoe_shape(body, polyline(stem, True), z)


def _lace(colour: str) -> str:
    """Laces are white, but dark on a white shoe."""
    return "#f4f1ec" if sum(int(colour[i : i + 2], 16) for i in (1, 3, 5)) < 600 else _ink(colour)


def _draw_profile(body: Body, side: str, shoe: _Shoe, z: float) -> list[Shape]:
    ankle, toe, unit = body.joints[f"{side} ankle"], body.joints[f"{side} toe"], body.unit
    way = np.sign(toe[0] - ankle[0])
    reach, leg = abs(toe[0] - ankle[0]) / unit, body.legs[side]
    floor = (toe[1] - ankle[1]) / unit + 0.03
    heel = min(shoe.heel, 0.2)
    stretch = reach / 0.55

    def place(points: Points) -> np.ndarray:
        p = np.asarray(points, float)
        return ankle + unit * np.stack([way * stretch * p[:, 0], p[:, 1]], axis=1)

    f, h = floor, floor - heel  # where the ball and the heel of the foot stand
    a = float(leg.half_at(1.0)) / unit
    back = [(-1.1 * a, 0.02), (-0.125, 0.5 * h), (-0.135, h - 0.06), (-0.1, h)]
    under = [(0.06, h - 0.01 + 0.35 * heel), (0.24, f - 0.02), (0.36, f), (0.5, f), (0.56, f - 0.03)]
    top = [(0.55, f - 0.085), (0.44, f - 0.125), (0.3, 0.45 * f), (0.17, 0.13 * f + 0.01), (1.05 * a, -0.02)]
    crown = [leg.at(0.96) + s * leg.half_at(0.96) * leg.normal(0.96) for s in (-1, 1)]
    if way < 0:
        crown = crown[::-1]
    edge = np.vstack([crown[0], place([*back, *under, *top]), crown[1]])
    return [_skin_shape(body, edge, z), *_profile_shoe(body, side, shoe, place, (f, h), z + 0.1)]


def _profile_shoe(
    body: Body, side: str, shoe: _Shoe, place: Place, levels: tuple[float, float], z: float
) -> list[Shape]:
    """A shoe from its side; ``levels``: how far ball and heel stand below the ankle, heads."""
    f, h = levels
    kind, point, heel = body.figure.shoes, 0.04 * shoe.toe, f - h
    toe = [(0.52, f + 0.005), (0.585 + point, f - 0.02), (0.55 + 0.5 * point, f - 0.085), (0.45, f - 0.135)]
    sole = [(-0.105, h + 0.005), (0.06, h + 0.35 * heel), (0.24, f - 0.015), (0.36, f + 0.005), *toe]
    shapes = []
    if heel > 0.1:
        stem = [(-0.145, h - 0.03), (-0.02, h + 0.03), (-0.075, f), (-0.115, f)]
        shapes.append(_shoe_shape(body, polyline(place(stem), True), z - 0.05))
    strokes = []
    if shoe.shaft < 1:
        upper = _profile_boot(body, side, shoe, place, sole, levels)
        fold = [(0.2, 0.14 * f), (0.06, 0.3 * f), (-0.02, 0.26 * f)]
        strokes.append(Stroke(path(place(fold)), 0.55, "fold", _ink(body.figure.shoe_colour)))
    else:
        upper = _profile_low(kind, place, sole, levels)
    if kind == "sandals":
        strap = [(-0.12, 0.3 * h), (0.06, 0.36 * h), (0.14, 0.22 * f), (0.17, 0.28 * f), (0.07, 0.5 * h),
                 (-0.125, 0.42 * h)]  # fmt: skip
        shapes.append(_shoe_shape(body, polyline(place(strap), True), z + 0.02))
    if kind == "sneakers":
        colour = _lace(body.figure.shoe_colour)
        laces = [[(0.2 + 0.07 * i, 0.16 * f + 0.075 * i), (0.12 + 0.075 * i, 0.3 * f + 0.06 * i)] for i in range(3)]
        strokes += [Stroke(path(place(lace)), 0.9, "detail", colour) for lace in laces]
        rim = [(-0.155, f - 0.045), (0.3, f - 0.04), (0.6, f - 0.055), (0.6, f + 0.02), (0.3, f + 0.025),
               (-0.15, f + 0.02)]  # fmt: skip
        shapes.append(_shoe_shape(body, polyline(place(rim), True), z + 0.03, colour=_SOLE_LIGHT))
    shade = Shade(path(place([(-0.2, f - 0.07), (0.6, f - 0.05), (0.6, f + 0.1), (-0.2, f + 0.1)]), True), 0.16)
    shapes.append(_shoe_shape(body, upper, z, strokes, [shade]))
    return shapes


def _profile_boot(
    body: Body, side: str, shoe: _Shoe, place: Place, sole: list[tuple[float, float]], levels: tuple[float, float]
) -> str:
    f, h = levels
    left, right = _shaft(body, side, shoe)
    way = place([(1, 0)])[0][0] - place([(0, 0)])[0][0]
    behind, front = (left, right) if way > 0 else (right, left)
    heel, instep = [(-0.14, 0.45 * h), (-0.145, h - 0.05)], [(0.32, 0.42 * f), (0.2, 0.12 * f)]
    return closed_path(np.vstack([behind, place(heel)]), place([*sole, *instep]), front[::-1])


def _profile_low(kind: str, place: Place, sole: list[tuple[float, float]], levels: tuple[float, float]) -> str:
    f, h = levels
    openings = {
        "loafers": [(0.3, 0.42 * f), (0.12, 0.3 * h), (-0.04, 0.34 * h)],
        "sandals": [(0.36, f - 0.1), (0.26, f - 0.05), (0.05, h + 0.3 * (f - h))],
    }
    opening = openings.get(kind, [(0.34, f - 0.12), (0.2, f - 0.06 - 0.3 * (f - h)), (0.02, h - 0.05)])
    heel = [(-0.13, h - 0.02)] if kind == "sandals" else [(-0.14, 0.45 * h), (-0.145, h - 0.05)]
    return closed_path(place(heel), place(sole), place(opening))
