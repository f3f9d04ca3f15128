"""Drawing laid-out sleeves: the main piece, folds and gathers, and how they end: in hems, bands, cuffs, petals."""

from dataclasses import replace

import numpy as np

from equifashion.garments.figure.body import SIGN
from equifashion.garments.on_figure import folds
from equifashion.garments.on_figure.folds import Drape
from equifashion.garments.on_figure.frame import Frame
from equifashion.garments.on_figure.sleeves import POINTS, Sleeve
from equifashion.garments.scene.curves import closed_path, path, sample
from equifashion.garments.scene.geometry import bow_line, offset, smooth_curve
from equifashion.garments.scene.scene import Fill, Part, Shape, Stroke


def draw_sleeve(
    sleeve: Sleeve,
    frame: Frame,
    fill: Fill,
    random: np.random.Generator,
    z: float,
    cuff: str = "",
    trim: Fill | None = None,
) -> list[Shape]:
    """Shapes of a laid-out sleeve, from back to front.

    Args:
        sleeve: from ``lay_sleeve``.
        frame: of its body.
        fill: cloth; turned along the arm here.
        random: varies folds.
        z: painter's order.
        cuff: ``"rib"``, ``"barrel"`` or ``"turn-up"`` at the end of cuts that end plainly; empty for none.
        trim: fill of ribbed cuffs and contrasting bands; None takes ``fill``.
    """
    along = sleeve.spine.at(0.9) - sleeve.spine.at(0.2)
    fill = replace(
        fill, angle=float(np.degrees(np.arctan2(-along[0], along[1]))) if sleeve.cut.seam != "none" else fill.angle
    )
    return _ENDS.get(sleeve.cut.end, _plain)(sleeve, frame, fill, random, z, cuff, trim or fill)


def _tip_edge(sleeve: Sleeve, sag: float) -> np.ndarray:
    """The hem, from the outer to the inner edge, bowed towards the hand."""
    along = sleeve.spine.at(1.0) - sleeve.spine.at(0.9)
    a, b = sleeve.outer[-1], sleeve.inner[-1]
    across = b - a
    side = np.sign(across[0] * along[1] - across[1] * along[0]) or 1.0
    return bow_line(a, b, side * sag * float(np.linalg.norm(across)), 9)


def _body_shapes(
    sleeve: Sleeve, frame: Frame, fill: Fill, z: float, hem: np.ndarray, extra: Drape, line: float = 0.55
) -> list[Shape]:
    """The main piece: outer edge, hem, inner edge, armhole; round a sharply bent elbow two pieces that overlap."""
    left, right = (sleeve.outer, sleeve.inner) if _lit_outside(sleeve) else (sleeve.inner, sleeve.outer)
    drape = Drape((), folds.form_shade(left, right, frame.unit)) + extra
    contour = tuple(folds.line(edge, 1.5, "contour") for edge in (sleeve.outer, sleeve.inner, hem))
    seamless = sleeve.cut.seam in ("none", "dropped")
    if sleeve.cut.seam == "dropped":
        contour += (_dropped_seam(sleeve, frame),)
    strokes, head = drape.strokes + contour, sleeve.armhole[::-1]
    if not _folded(sleeve, frame):
        path = closed_path(sleeve.outer, hem, sleeve.inner[::-1], head)
        return [Shape(Part.SLEEVES, path, fill, 0.0 if seamless else line, strokes, drape.shades, z)]
    elbow = frame.body.joints[f"{sleeve.side} elbow"]
    i, j = (int(np.linalg.norm(edge - elbow, axis=1).argmin()) for edge in (sleeve.outer, sleeve.inner))
    upper = closed_path(sleeve.outer[: i + 2], sleeve.inner[: j + 2][::-1], head)
    lower = closed_path(sleeve.outer[max(i - 1, 0) :], hem, sleeve.inner[max(j - 1, 0) :][::-1])
    return [
        Shape(Part.SLEEVES, path, fill, 0.0, strokes, drape.shades, z + over)
        for path, over in ((upper, 0.0), (lower, 0.005))
    ]


def _folded(sleeve: Sleeve, frame: Frame) -> bool:
    """Whether the forearm comes back over the upper arm."""
    shoulder, elbow, wrist = (frame.body.joints[f"{sleeve.side} {n}"] for n in ("shoulder", "elbow", "wrist"))
    upper, fore = elbow - shoulder, wrist - elbow
    cosine = float(upper @ fore) / max(float(np.linalg.norm(upper) * np.linalg.norm(fore)), 1e-9)
    return sleeve.end > 0.6 and not sleeve.cut.sweep and cosine < 0.2


def _dropped_seam(sleeve: Sleeve, frame: Frame) -> Stroke:
    """The armhole of a dropped shoulder: a seam that crosses the upper arm."""
    t = (sleeve.cut.shoulder - 1) / max(sleeve.end, 0.3)
    top = sleeve.outer[round(t * (POINTS - 1))]
    return folds.line(bow_line(top, sleeve.inner[1], SIGN[sleeve.side] * 0.10 * frame.unit), 0.8, "seam")


def _lit_outside(sleeve: Sleeve) -> bool:
    return bool((sleeve.outer.mean(0) - sleeve.inner.mean(0)) @ folds.LIGHT > 0)


def _creases(sleeve: Sleeve, frame: Frame, random: np.random.Generator) -> Drape:
    """Folds at the elbow, slack along the arm and pull lines from the underarm."""
    arm, unit, drape = frame.body.arms[sleeve.side], frame.unit, Drape()
    width = float(sleeve.spine.half_at(0.5) - arm.half_at(0.5 * (sleeve.start + sleeve.end)))
    if sleeve.end > 0.6:
        share = (0.5 - sleeve.start) / (sleeve.end - sleeve.start)
        drape += folds.joint_folds(sleeve.spine, share, unit, random)
        drape += folds.wrapped_folds(sleeve.spine, share + 0.12, 0.95, unit, random, count=2)
    if sleeve.end > 0.25:
        pit, down = sleeve.inner[0], sleeve.spine.at(0.35) - sleeve.inner[0]
        angle = float(np.degrees(np.arctan2(down[0], down[1])))
        reach = np.array([0.3, 0.42, 0.3]) * (1 + width / unit) * min(1.0, 0.5 + sleeve.end)
        spread = SIGN[sleeve.side] * np.array([-28.0, 4.0, 34.0])
        drape += folds.radiating_folds(pit, angle + spread, reach, unit)
    return drape


def _puckers(
    sleeve: Sleeve, frame: Frame, random: np.random.Generator, low: bool, high: bool, length: float = 0.3
) -> Drape:
    """Gathers at the head and above the cuff."""
    unit, drape = frame.unit, Drape()
    along = sleeve.spine.at(0.6) - sleeve.spine.at(0.3)
    if high:
        top = np.vstack([sleeve.armhole[:5][::-1], sleeve.outer[1:4]])
        drape += folds.gathers(top, along + 0.3 * (sleeve.spine.at(0.3) - top.mean(0)), unit, random, 7, length)
    if low:
        edge = _tip_edge(sleeve, 0.0)
        back = sleeve.spine.at(0.8) - sleeve.spine.at(1.0)
        drape += folds.gathers(edge, back, unit, random, 8, length, fan=0.5)
    return drape


def _plain(
    sleeve: Sleeve, frame: Frame, fill: Fill, random: np.random.Generator, z: float, cuff: str, trim: Fill
) -> list[Shape]:
    sleeve_head = sleeve.cut.head > 0
    extra = _creases(sleeve, frame, random)
    if sleeve_head:
        extra += _puckers(sleeve, frame, random, False, True)
    hem = _tip_edge(sleeve, 0.12)
    if sleeve.cut.joint:
        extra += _joint_seam(sleeve, frame, random)
    if not cuff:
        extra += Drape((folds.line(_inset(hem, sleeve, 0.07 * frame.unit), 0.45, "seam", 0.7),))
    shapes = _body_shapes(sleeve, frame, fill, z, hem, extra)
    if cuff:
        shapes.append(_cuff(sleeve, frame, trim if cuff == "rib" else fill, z, cuff))
    return shapes


def _inset(hem: np.ndarray, sleeve: Sleeve, by: float) -> np.ndarray:
    back = sleeve.spine.at(0.85) - sleeve.spine.at(1.0)
    return hem + by * back / max(np.linalg.norm(back), 1e-9)


def _joint_seam(sleeve: Sleeve, frame: Frame, random: np.random.Generator) -> Drape:
    t = sleeve.cut.joint
    middle = frame.body.arms[sleeve.side].at(sleeve.start + t * (sleeve.end - sleeve.start))
    a, b = (edge[np.linalg.norm(edge - middle, axis=1).argmin()] for edge in (sleeve.outer, sleeve.inner))
    along = sleeve.spine.at(min(t + 0.1, 1.0)) - sleeve.spine.at(t)
    across = b - a
    turn = np.sign(across[0] * along[1] - across[1] * along[0]) or 1.0
    seam = bow_line(a, b, turn * 0.10 * float(np.linalg.norm(across)))
    drape = Drape((folds.line(seam, 0.9, "seam"),))
    drape += folds.gathers(seam, -along, frame.unit, random, 7, 0.26, 0.4)
    if sleeve.cut.end == "band":
        drape += folds.gathers(seam, along, frame.unit, random, 6, 0.2, -0.4)
    return drape


def _cuff(sleeve: Sleeve, frame: Frame, fill: Fill, z: float, kind: str, width: float = 0.0) -> Shape:
    """A band around the end of the sleeve, a little narrower than it."""
    unit, arm = frame.unit, frame.body.arms[sleeve.side]
    size = unit * (width or {"rib": 0.14, "barrel": 0.17, "turn-up": 0.16}.get(kind, 0.12))
    along = sleeve.spine.at(1.0) - sleeve.spine.at(0.92)
    along /= max(np.linalg.norm(along), 1e-9)
    middle, across = sleeve.spine.at(1.0), sleeve.inner[-1] - sleeve.outer[-1]
    across /= max(np.linalg.norm(across), 1e-9)
    ease = {"rib": 0.035, "barrel": 0.06, "turn-up": 0.0}.get(kind, 0.045)
    half = float(arm.half_at(sleeve.end)) + unit * ease
    own = 0.5 * float(np.linalg.norm(sleeve.inner[-1] - sleeve.outer[-1]))
    top = half if kind != "turn-up" else own + 0.02 * unit
    foot = min(half, top) * 0.97 if kind != "turn-up" else own + 0.035 * unit
    shift = 0.0 if kind == "turn-up" or width else 0.25 * size
    upper = middle + (shift - size) * along
    lower = middle + shift * along
    a, b = upper - top * across, upper + top * across
    c, d = lower + foot * across, lower - foot * across
    turn = np.sign(across[0] * along[1] - across[1] * along[0]) or 1.0
    over, under = bow_line(a, b, turn * 0.16 * top), bow_line(c, d, -turn * 0.16 * foot)
    left, right = np.stack([a, d]), np.stack([b, c])
    if (left - right).mean(0) @ folds.LIGHT < 0:
        left, right = right, left
    strokes: tuple[Stroke, ...] = ()
    if kind == "rib":
        strokes = tuple(
            folds.line(np.stack([over[k], under[-1 - k]]), 0.4, "detail", 0.55) for k in range(1, len(over) - 1)
        )
    elif kind == "barrel":
        spot = 0.5 * (over[6] + under[2])
        strokes = (button(spot, 0.035 * unit), folds.line(offset(over, 0.03 * unit * turn), 0.35, "seam", 0.6))
    elif kind == "turn-up":
        strokes = (folds.line(over, 0.8, "seam"),)
    return Shape(
        Part.SLEEVES,
        closed_path(over, under),
        fill,
        0.8,
        strokes,
        folds.form_shade(left, right, unit, 0.9),
        z + 0.02,
    )


def button(centre: np.ndarray, radius: float, colour: str | None = None) -> Stroke:
    """A small round button."""
    angle = np.linspace(0.0, 2.0 * np.pi, 9)[:-1]
    circle = np.asarray(centre) + max(radius, 0.7) * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return Stroke(path(circle, closed=True), 0.5, "detail", colour, 0.95, filled=True)


def _banded(
    sleeve: Sleeve, frame: Frame, fill: Fill, random: np.random.Generator, z: float, cuff: str, trim: Fill
) -> list[Shape]:
    """Full cuts that are gathered into a band or a cuff."""
    cut = sleeve.cut
    gathered = cut.seam != "none"
    extra = _creases(sleeve, frame, random)
    if cut.joint:
        extra += _joint_seam(sleeve, frame, random)
    if gathered:
        extra += _puckers(sleeve, frame, random, cut.band > 0 and not cut.joint, cut.head > 0)
    shapes = _body_shapes(sleeve, frame, fill, z, _tip_edge(sleeve, 0.1), extra)
    if cut.band:
        kind = "barrel" if cut.end == "cuff" and gathered else "band"
        shapes.append(_cuff(sleeve, frame, fill, z, kind, cut.band))
    return shapes


def _wavy(
    sleeve: Sleeve, frame: Frame, fill: Fill, random: np.random.Generator, z: float, cuff: str, trim: Fill
) -> list[Shape]:
    """A flared end: the hem swings in soft flutes."""
    hem = _tip_edge(sleeve, 0.16)
    waves = _fluted(hem, sleeve, frame, 2.5 if sleeve.cut.end == "wave" else 3.5, 0.05)
    extra = _creases(sleeve, frame, random) if sleeve.cut.end == "wave" else Drape()
    high = 0.45 if sleeve.cut.end == "wave" else 0.1
    top = np.stack(
        [
            sleeve.outer[int(high * 25)],
            sleeve.spine.at(high),
            sleeve.inner[min(int(high * 25), len(sleeve.inner) - 1)],
        ]
    )
    extra += folds.hanging_folds(top, hem, np.array([0.14, 0.36, 0.62, 0.86]), frame.unit, random, 1.0, (0.6, 0.95))
    return _body_shapes(sleeve, frame, fill, z, waves, extra)


def _fluted(hem: np.ndarray, sleeve: Sleeve, frame: Frame, waves: float, size: float) -> np.ndarray:
    p = sample(hem, 25)
    back = sleeve.spine.at(1.0) - sleeve.spine.at(0.85)
    back /= max(np.linalg.norm(back), 1e-9)
    s = np.linspace(0, 1, len(p))
    return p + (size * frame.unit * np.sin(2 * np.pi * waves * s))[:, None] * back


def _square(
    sleeve: Sleeve, frame: Frame, fill: Fill, random: np.random.Generator, z: float, cuff: str, trim: Fill
) -> list[Shape]:
    """A wide straight end with a deep facing, its lower corner hanging."""
    extra = _creases(sleeve, frame, random)
    hem = np.stack([sleeve.outer[-1], 0.5 * (sleeve.outer[-1] + sleeve.inner[-1]), sleeve.inner[-1]])
    facing = _inset(hem, sleeve, 0.16 * frame.unit)
    extra += Drape((folds.line(facing, 0.7, "seam"),))
    return _body_shapes(sleeve, frame, fill, z, hem, extra)


def _capped(
    sleeve: Sleeve, frame: Frame, fill: Fill, random: np.random.Generator, z: float, cuff: str, trim: Fill
) -> list[Shape]:
    """A cap: from the shoulder's top over the round of the arm, gone before it reaches the underarm."""
    sign = SIGN[sleeve.side]
    low = sleeve.armhole[5]
    hem = smooth_curve(
        np.stack(
            [
                sleeve.outer[-1],
                sleeve.outer[-1] + 0.55 * (low - sleeve.outer[-1]) + 0.05 * frame.unit * frame.down,
                low,
            ]
        ),
        9,
    )
    seam = sleeve.armhole[:6][::-1]
    path = closed_path(sleeve.outer, hem, seam)
    shade = folds.form_shade(sleeve.outer, np.vstack([sleeve.armhole[:3], hem[::-1]]), frame.unit, 0.8)
    if sign > 0:
        shade = folds.form_shade(sleeve.armhole[:6], sleeve.outer, frame.unit, 0.8)
    strokes = (
        folds.line(sleeve.outer, 1.5, "contour"), folds.line(hem, 1.5, "contour"),
        folds.line(offset(hem, 0.05 * frame.unit * -sign), 0.4, "seam", 0.7),
    )  # fmt: skip
    return [Shape(Part.SLEEVES, path, fill, 0.6, strokes, shade, z)]


def _tulip(
    sleeve: Sleeve, frame: Frame, fill: Fill, random: np.random.Generator, z: float, cuff: str, trim: Fill
) -> list[Shape]:
    """Two petals that lap over each other below the shoulder and part at the hem in rounded tips."""
    along = sleeve.spine.at(1.0) - sleeve.spine.at(0.6)
    along *= frame.unit / max(float(np.linalg.norm(along)), 1e-9)
    a, b = sleeve.outer[-1], sleeve.inner[-1]
    across = b - a

    def at(share: float, drop: float) -> np.ndarray:
        return a + share * across + drop * along

    top = sleeve.armhole
    length = float(np.linalg.norm(sleeve.spine.at(1.0) - sleeve.spine.at(0.0))) / frame.unit
    back = smooth_curve(
        np.stack([a - 0.06 * along, at(0.1, 0.02), at(0.3, 0.04), at(0.52, -0.08), at(0.66, -0.4 * length)]), 13
    )
    rise = at(0.24, -0.27 * length), at(0.07, -0.58 * length)
    front = smooth_curve(np.stack([b - 0.1 * along, at(0.84, 0.03), at(0.55, 0.0), *rise, sleeve.outer[3]]), 17)
    keep = round(0.86 * (POINTS - 1))
    pieces = (
        (
            closed_path(sleeve.outer[:keep], back, np.stack([back[-1], top[6]]), top[:7][::-1]),
            back,
            sleeve.outer[:keep],
        ),
        (closed_path(sleeve.inner[:keep], front, sleeve.outer[:4][::-1], top), front, sleeve.inner[:keep]),
    )
    shapes = []
    for place, (edge, sweep, side) in enumerate(pieces):
        stitch = folds.line(
            offset(sweep, 0.05 * frame.unit * (-SIGN[sleeve.side] if place else SIGN[sleeve.side])),
            0.4,
            "seam",
            0.7,
        )
        strokes = (folds.line(side, 1.5, "contour"), folds.line(sweep, 1.6, "contour"), stitch)
        left, right = (sleeve.outer, sleeve.inner) if _lit_outside(sleeve) else (sleeve.inner, sleeve.outer)
        shades = folds.form_shade(left, right, frame.unit, 0.8)
        if not place:
            shades += (folds.cast_shade(front[3:], 0.12 * frame.unit, 0.3),)
        shapes.append(Shape(Part.SLEEVES, edge, fill, 0.5, strokes, shades, z + 0.01 * place))
    return shapes


_ENDS = {
    "plain": _plain,
    "band": _banded,
    "cuff": _banded,
    "wave": _wavy,
    "flutter": _wavy,
    "square": _square,
    "cap": _capped,
    "tulip": _tulip,
}
