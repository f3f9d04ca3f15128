"""What closes and serves a garment: plackets, buttons, zips, pockets, quilting, belts, epaulettes.

Pieces are strokes for the shape they are drawn on where they lie flat, shapes of their own where they stand off.
Levels ``v`` and shares are those of ``Frame.on``: v down the trunk, share across the front.
"""

import numpy as np

from equifashion.garments.on_figure import folds
from equifashion.garments.on_figure.bodice import Bodice, half_width
from equifashion.garments.on_figure.frame import Frame
from equifashion.garments.on_figure.sleeve_ends import button
from equifashion.garments.scene.curves import closed_path, polyline
from equifashion.garments.scene.geometry import bow_line, smooth_curve
from equifashion.garments.scene.scene import Fill, Part, Shape, Stroke


def front_line(frame: Frame, start: float, end: float, shift: float = 0.0, count: int = 12) -> np.ndarray:
    """The centre front from level start to level end, ``shift`` heads across, (count, 2)."""
    v = np.linspace(start, end, count)
    return frame.on(v, np.zeros(count)) + shift * frame.unit * frame.across_at(v)


def placket(
    frame: Frame, start: float, end: float, colour: str | None, count: int, width: float = 0.1, shift: float = 0.0
) -> tuple[Stroke, ...]:
    """A buttoned band down the front."""
    sign = -1 if frame.body.figure.presentation == "masculine" else 1  # which side laps over
    edges = [front_line(frame, start, end, shift + s * 0.5 * width) for s in (-sign, sign)]
    lines = (folds.line(edges[0], 0.7, "seam"), folds.line(edges[1], 0.45, "seam", 0.7))
    return lines + buttons(frame, np.linspace(start + 0.05, end - 0.08, count), shift, colour)


def buttons(
    frame: Frame, levels: np.ndarray, shift: float, colour: str | None, size: float = 0.032
) -> tuple[Stroke, ...]:
    """A column of buttons at levels of the front, each with its rim and a lit dot."""
    result: tuple[Stroke, ...] = ()
    for v in levels:
        spot = front_line(frame, v, v, shift, 2)[0]
        result += sewn_button(spot, size * frame.unit, colour)
    return result


def sewn_button(spot: np.ndarray, radius: float, colour: str | None) -> tuple[Stroke, ...]:
    """One button: disc, rim and shine."""
    disc = button(spot, radius, colour)
    if colour is None:
        return (disc,)
    rim = Stroke(disc.path, 0.45, "detail")
    return (disc, rim)


def zip_line(frame: Frame, points: np.ndarray, colour: str = "#8d8f94", pull: bool = True) -> tuple[Stroke, ...]:
    """A zip along a line: tape, teeth and a slider at its upper end."""
    unit = frame.unit
    tape = folds.line(points, 0.075 * unit, "seam", 1.0)
    tape = Stroke(tape.path, tape.width, "seam", "#3a3740", 0.9)
    teeth = Stroke(folds.stitches(points, 1.7).path, 0.035 * unit, "detail", colour, 1.0)
    if not pull:
        return (tape, teeth)
    top = points[0]
    along = (points[1] - points[0]) / max(np.linalg.norm(points[1] - points[0]), 1e-9)
    tab = folds.line(np.stack([top + 0.02 * unit * along, top + 0.13 * unit * along]), 0.05 * unit, "detail")
    return (tape, teeth, tab)


def patch_pocket(
    frame: Frame,
    v: float,
    share: float,
    width: float,
    height: float,
    fill: Fill,
    z: float,
    flap: bool = False,
    point: float = 0.0,
    part: Part = Part.BODICE,
) -> list[Shape]:
    """A sewn-on pocket; ``width`` and ``height`` in heads, ``point`` lowers its middle."""  # fmt: skip
    corner = frame.on(v, share)
    across, down = frame.across_at(v) * frame.unit, frame.down * frame.unit
    a, b = corner - 0.5 * width * across, corner + 0.5 * width * across
    c, d = b + height * down - 0.03 * width * across, a + height * down + 0.03 * width * across
    low = np.stack([c, 0.5 * (c + d) + point * down, d])
    edge = closed_path(np.stack([a, b]), np.stack([b, c]), low[:2], low[1:], np.stack([d, a]))
    top = folds.line(np.stack([a, b]) + 0.06 * down, 0.45, "seam", 0.8)
    shade = (folds.cast_shade(np.stack([a, b]), 0.05 * frame.unit, 0.2),)
    shapes = [Shape(part, edge, fill, 0.6, (top,), shade, z)]
    if flap:
        e, f = a - 0.02 * across, b + 0.02 * across
        g, h = f + 0.34 * height * down, e + 0.34 * height * down
        cover = np.stack([g, 0.5 * (g + h) + max(point, 0.04) * down, h])
        edge = closed_path(np.stack([e, f]), np.stack([f, g]), cover[:2], cover[1:], np.stack([h, e]))
        shapes.append(
            Shape(part, edge, fill, 0.7, (button(cover[1] - 0.05 * down, 0.024 * frame.unit),), (), z + 0.01)
        )
    return shapes


def welt(frame: Frame, v: float, share: float, width: float, slant: float = 0.0) -> tuple[Stroke, ...]:
    """A slit pocket with its lip; ``slant`` degrees."""
    middle, a = frame.on(v, share), np.radians(slant)
    along = np.cos(a) * frame.across_at(v) + np.sin(a) * frame.down
    half = 0.5 * width * frame.unit * along
    lip = 0.055 * frame.unit * np.array([-along[1], along[0]])
    box = np.stack([middle - half, middle + half, middle + half + lip, middle - half + lip, middle - half])
    shadow = folds.line(np.stack([middle - half, middle + half]) + 0.3 * lip, 0.7, "seam")
    return (Stroke("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in box), 0.6, "seam"), shadow)


def flap(frame: Frame, v: float, share: float, width: float, height: float, fill: Fill, z: float) -> Shape:
    """A pocket flap with rounded corners."""
    middle, across, down = frame.on(v, share), frame.across_at(v) * frame.unit, frame.down * frame.unit
    a, b = middle - 0.5 * width * across, middle + 0.5 * width * across
    low = smooth_curve(
        np.stack([b, b + 0.7 * height * down, b - 0.12 * width * across + height * down,
                  a + 0.12 * width * across + height * down, a + 0.7 * height * down, a]), 15,
    )  # fmt: skip
    shade = folds.cast_shade(low, 0.04 * frame.unit, 0.2)
    return Shape(Part.BODICE, closed_path(np.stack([a, b]), low), fill, 0.7, (), (shade,), z)


def kangaroo(bodice: Bodice, fill: Fill, z: float) -> Shape:
    """The pouch of a hoodie."""
    frame = bodice.frame
    low, high = min(bodice.end - 0.08, 0.93), min(bodice.end - 0.08, 0.93) - 0.2
    a, b = frame.on(high, -0.36), frame.on(high, 0.36)
    c, d = frame.on(low, 0.6), frame.on(low, -0.6)
    e, f = frame.on(low - 0.06, 0.61), frame.on(low - 0.06, -0.61)
    right, left = (
        smooth_curve(np.stack([b, 0.45 * b + 0.55 * e - 0.03 * frame.unit * frame.across, e]), 7),
        smooth_curve(np.stack([f, 0.45 * a + 0.55 * f + 0.03 * frame.unit * frame.across, a]), 7),
    )
    edge = closed_path(
        np.stack([a, b]), right, np.stack([e, c]), bow_line(c, d, -0.05 * frame.unit), np.stack([d, f]), left
    )
    strokes = tuple(
        folds.line(line, 0.4, "seam", 0.7)
        for line in (right - 0.045 * frame.unit * frame.across, left + 0.045 * frame.unit * frame.across)
    )
    shades = tuple(folds.cast_shade(line, 0.05 * frame.unit, 0.2) for line in (right, left))
    return Shape(Part.BODICE, edge, fill, 0.8, strokes, shades, z)


def belt(
    bodice: Bodice,
    v: float,
    fill: Fill,
    z: float,
    width: float = 0.17,
    knot: str = "buckle",
    buckle: str = "#b9a26a",
) -> list[Shape]:
    """A belt over the waist of a laid-out bodice: with a buckle, tied (``"tie"``) or plain."""
    frame, unit = bodice.frame, bodice.frame.unit
    half = (
        float(half_width(frame, bodice.fit, np.array([v]), bodice.extra, bodice.flare, bodice.end)[0])
        + 0.015 * unit
    )
    middle, across = frame.level(v), frame.across_at(v)
    a, b = middle - half * across, middle + half * across
    drop = width * unit * frame.down
    over, under = bow_line(a, b, 0.07 * half), bow_line(b + drop, a + drop, -0.07 * half)
    shade = folds.form_shade(np.stack([a, a + drop]), np.stack([b, b + drop]), unit, 0.8)
    stitch = folds.line(over[1:-1] + 0.03 * unit * frame.down, 0.35, "detail", 0.5)
    shapes = [Shape(Part.WAIST, closed_path(over, under), fill, 0.9, (stitch,), shade, z)]
    front = frame.on(v, 0.0) + 0.5 * drop + 0.05 * half * frame.down
    if knot == "buckle":
        shapes += _buckle(frame, front, width, buckle, fill, z)
    elif knot == "tie":
        shapes += _tie(frame, front, width, fill, z)
    return shapes


def _buckle(frame: Frame, at: np.ndarray, width: float, colour: str, fill: Fill, z: float) -> list[Shape]:
    """A square frame with its prong, and the belt's loose end."""
    across, down = 0.62 * width * frame.unit * frame.across, 0.62 * width * frame.unit * frame.down

    def square(scale: float) -> np.ndarray:
        return np.array([at + scale * (x * across + y * down) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))])

    tail = [at + x * across + y * down for x, y in ((1.1, -0.6), (3.2, -0.35), (3.2, 0.95), (1.1, 0.7))]
    prong = [at + x * across + y * down for x, y in ((-0.1, -0.08), (1.0, -0.08), (1.0, 0.1), (-0.1, 0.1))]
    return [
        Shape(Part.WAIST, polyline(np.array(tail), True), fill, 0.7, (), (), z + 0.01),
        Shape(
            Part.WAIST,
            polyline(square(1.0), True) + polyline(square(0.6), True),
            Fill(colour),
            0.6,
            (),
            (),
            z + 0.02,
        ),
        Shape(Part.WAIST, polyline(np.array(prong), True), Fill(colour), 0.3, (), (), z + 0.03),
    ]


def _tie(frame: Frame, at: np.ndarray, width: float, fill: Fill, z: float) -> list[Shape]:
    """A knot with two hanging ends."""
    unit, across, down = frame.unit, frame.across * frame.unit, frame.down * frame.unit
    shapes = []
    for lean, length, wide in ((-0.16, 0.95, 0.075), (0.12, 0.82, 0.07)):
        foot = at + length * np.array([0.0, unit]) + lean * across
        line = smooth_curve(np.stack([at, at + 0.45 * (foot - at) + 0.3 * lean * across, foot]), 8)
        spread = np.linspace(0.55, 1.0, 8)[:, None] * wide * across
        edge = closed_path(
            line + spread,
            np.stack([line[-1] + spread[-1], line[-1] - spread[-1] + 0.08 * down]),
            (line - spread)[::-1],
        )
        fold = folds.tapered(line, 0.5)
        shapes.append(
            Shape(
                Part.WAIST,
                edge,
                fill,
                0.8,
                (fold,),
                (folds.band_shade(line, 0.05 * unit, 0.2, 0.6, frame.across),),
                z + 0.01,
            )
        )
    knot = smooth_curve(
        np.array(
            [
                at + x * across + y * down
                for x, y in (
                    (-0.09, -0.05),
                    (0.0, -0.09),
                    (0.09, -0.05),
                    (0.08, 0.08),
                    (0.0, 0.11),
                    (-0.08, 0.08),
                    (-0.09, -0.05),
                )
            ]
        ),
        14,
    )
    shapes.append(
        Shape(
            Part.WAIST,
            closed_path(knot),
            fill,
            0.9,
            (folds.tapered(np.stack([at - 0.04 * across, at + 0.05 * down]), 0.5),),
            (),
            z + 0.03,
        )
    )
    return shapes


def quilting(bodice: Bodice, left: np.ndarray, right: np.ndarray, gap: float = 0.27) -> folds.Drape:
    """Padded channels of a puffer between two edges: seams with a swelling shade above and puckers along them."""
    frame, unit = bodice.frame, bodice.frame.unit
    length = float(np.linalg.norm(np.diff(left, axis=0), axis=1).sum())
    count = max(2, round(length / (gap * unit)))
    drape = folds.Drape()
    for k in range(1, count):
        i, j = (round(k / count * (len(e) - 1)) for e in (left, right))
        seam = bow_line(left[i], right[j], 0.045 * float(np.linalg.norm(right[j] - left[i])))
        shade = folds.band_shade(seam, 0.42 * gap * unit, 0.22, 0.05 * unit, -frame.down)
        light = folds.band_shade(
            seam + 0.12 * gap * unit * frame.down, 0.3 * gap * unit, 0.28, 0.05 * unit, frame.down, folds.WHITE
        )
        ticks = tuple(
            folds.tapered(
                np.stack([p, p + s * 0.3 * gap * unit * (frame.down + 0.25 * s * frame.across)]), 0.45, opacity=0.7
            )
            for n, p in enumerate(folds.along(seam, np.linspace(0.08, 0.92, 7)))
            for s in ((1,) if n % 2 else (-1,))
        )
        drape += folds.Drape((folds.line(seam, 0.9, "seam"), *ticks), (shade, light))
    return drape


def epaulette(frame: Frame, side: str, fill: Fill, z: float) -> Shape:
    """A buttoned strap along the shoulder."""
    a, b = frame.shoulder(side, 0.98), frame.shoulder(side, 0.35)
    down = 0.13 * frame.unit * frame.down
    tip = b + 0.5 * down + 0.12 * (b - a)
    edge = closed_path(
        np.stack([a - 0.02 * down, b - 0.02 * down]),
        np.stack([b, tip]),
        np.stack([tip, b + down]),
        np.stack([b + down, a + down]),
    )
    return Shape(Part.BODICE, edge, fill, 0.7, (button(b + 0.5 * down, 0.025 * frame.unit),), (), z)
