"""The drawn figure: legs, trunk, neck and arms as smooth skin, with head, hair, hands, feet and shoes.

Contours are open strokes along the edges, so that no line is drawn where one part of the body runs into the next.
"""

import numpy as np

from equifashion.garments.figure import skin
from equifashion.garments.figure.body import SIDES, SIGN, T_BUST, T_HIP, T_SHOULDER, Body
from equifashion.garments.figure.face import draw_head
from equifashion.garments.figure.feet import draw_feet
from equifashion.garments.figure.hair import draw_hair
from equifashion.garments.figure.hands import draw_hand
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import Tube, closed_path, path, polyline, without_loops
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape, Stroke

_CONTOUR = 1.8  # pixels; the shape's edge clips the outer half away
_ARMPIT = 0.2  # of the torso's length


def draw_figure(body: Body) -> list[Shape]:
    """The whole figure, ready to be dressed; under the clothes it wears a plain body suit."""
    return [
        *draw_seat(body),
        *(_leg(body, side) for side in SIDES),
        *draw_feet(body),
        _torso(body),
        _neck(body),
        *(_arm(body, side) for side in SIDES),
        *(draw_hand(body, side) for side in SIDES),
        *draw_head(body),
        *draw_hair(body),
    ]


def shoulder_tip(body: Body, side: str) -> np.ndarray:
    """Where the line of the shoulder passes into the arm, (2,)."""
    return _shoulder_cap(body, side)[0]


def _shoulder_cap(body: Body, side: str) -> np.ndarray:
    """The round of the shoulder from its tip to the outside of the arm, (N, 2)."""
    joint, half = body.joints[f"{side} shoulder"], body.arms[side].half_at(0.0)
    out = SIGN[side] * body.torso.normal(T_SHOULDER)
    up = np.array([0.0, -1.0])
    if _raised(body, side):
        return joint + half * (np.array([[0.7]]) * up - np.array([[0.8]]) * out)
    return joint + half * (np.array([[0.88], [0.68], [0.3]]) * up + np.array([[0.1], [0.6], [0.93]]) * out)


def _raised(body: Body, side: str) -> bool:
    return body.joints[f"{side} elbow"][1] < body.joints[f"{side} shoulder"][1] + 0.25 * body.unit


def _shaded(points: np.ndarray, tone: int, opacity: float = 0.17) -> Shade:
    return Shade(path(points, True), opacity, 0.0, skin.shadow(tone))


def _side_shade(tube: Tube, tone: int, start: float = 0.0, end: float = 1.0) -> Shade:
    """Shadow along the edge that looks to the canvas's right: the light comes from the upper left."""
    t = np.linspace(start, end, 14)
    normal = tube.normal(t)
    facing = np.where(normal[:, :1] >= 0, 1.0, -1.0)
    half = tube.half_at(t)[:, None]
    outer = tube.at(t) + 1.3 * facing * half * normal
    wave = 0.36 + 0.08 * np.sin(9 * t)[:, None]
    inner = tube.at(t) + wave * facing * half * normal
    return _shaded(np.vstack([outer, inner[::-1]]), tone)


def _glow(tube: Tube, tone: int, start: float, end: float) -> tuple[Shade, ...]:
    """A streak of light along the lit side of a limb of deep skin."""
    opacity = skin.glow(tone)
    if not opacity:
        return ()
    t = np.linspace(start, end, 8)
    normal = tube.normal(t)
    facing = np.where(normal[:, :1] >= 0, -1.0, 1.0)
    half = tube.half_at(t)[:, None]
    streak = np.vstack(
        [tube.at(t) + 0.55 * facing * half * normal, (tube.at(t) + 0.25 * facing * half * normal)[::-1]]
    )
    return (Shade(path(streak, True), 0.7 * opacity, 0.0, skin.GLOW),)


def _leg(body: Body, side: str) -> Shape:
    leg, tone, unit = body.legs[side], body.figure.skin_tone, body.unit
    outer, inner = leg.side(SIGN[side], 0, 1, 0, 26), leg.side(-SIGN[side], 0, 1, 0, 26)
    root = body.torso.at(T_HIP) + 0.1 * SIGN[side] * unit * body.torso.normal(T_HIP)
    ink = skin.contour_ink(tone)
    knee, shin = body.joints[f"{side} knee"], body.joints[f"{side} ankle"] - body.joints[f"{side} knee"]
    along = shin / max(np.linalg.norm(shin), 1e-6)
    cross = np.array([along[1], -along[0]])
    cap = [
        knee + unit * (x * cross + y * along) for x, y in ((-0.09, 0.02), (-0.06, 0.1), (0.0, 0.12), (0.06, 0.09))
    ]
    strokes = (
        Stroke(path(outer[2:]), _CONTOUR, "contour", ink),
        Stroke(path(inner[2:]), _CONTOUR, "contour", ink),
        Stroke(path(np.array(cap)), 0.5, "detail", skin.inner_ink(tone), 0.55),
    )
    shades = (_side_shade(leg, tone), *_glow(leg, tone, 0.1, 0.42), *_glow(leg, tone, 0.54, 0.85))
    front = body.stance.front_leg == side
    return Shape(
        Part.SKIN, closed_path(root[None], outer, inner[::-1]), Fill(body.figure.skin), 0.0, strokes, shades,
        layers.LEG_FRONT if front else layers.LEG_BACK,
    )  # fmt: skip


def _torso(body: Body) -> Shape:
    torso, tone, unit = body.torso, body.figure.skin_tone, body.unit
    edges = {sign: torso.side(sign, _ARMPIT - 0.02, 1.0, 0, 22) for sign in (-1, 1)}
    navel = torso.at(0.71) + unit * np.array([0.06 * body.stance.turn, 0.0])
    strokes = [Stroke(path(edge), _CONTOUR, "contour", skin.contour_ink(tone)) for edge in edges.values()]
    strokes.append(
        Stroke(
            path(navel + unit * np.array([[0, -0.03], [0.005, 0.0], [0.0, 0.02]])),
            0.6,
            "detail",
            skin.inner_ink(tone),
            0.6,
        )
    )
    middle = [torso.at(t) + 0.04 * unit * torso.normal(t) for t in (0.48, 0.56, 0.66)]
    strokes.append(Stroke(path(np.array(middle)), 0.45, "fold", skin.inner_ink(tone), 0.3))
    return Shape(
        Part.SKIN, closed_path(torso.side(1, 0, 1, 0, 50), torso.side(-1, 0, 1, 0, 50)[::-1]),
        Fill(body.figure.skin), 0.0,
        tuple(strokes), (_underwear(body), _side_shade(torso, tone, 0.2, 1.0)), layers.TORSO,
    )  # fmt: skip


def _underwear(body: Body) -> Shade:
    """A plain suit from bust to hips in a tone beside the skin's, for whatever the clothes leave open."""
    colour = "#8a6a5c" if body.figure.skin_tone < 8 else "#a98a76"
    return Shade(polyline(body.torso.outline(T_BUST - 0.05, 1.0, body.unit, 24), True), 0.3, 0.0, colour)


def _neck(body: Body) -> Shape:
    """Neck and shoulders down to the collar bones."""
    neck, unit, tone = body.neck, body.unit, body.figure.skin_tone
    pit = body.joints["neck"]
    lines, low = {}, []
    for side in SIDES:
        sign = SIGN[side]
        tip = shoulder_tip(body, side)
        throat = neck.side(sign, 0.0, 0.62, 0, 5)
        foot = neck.at(0.93) + sign * (1.2 * neck.half_at(0.93) + 0.02 * unit) * neck.normal(0.93)
        slope = foot + (tip - foot) * np.array([[0.3], [0.65]]) + unit * np.array([[0, 0.012], [0, 0.012]])
        lines[side] = np.vstack([throat, foot, slope, tip])
        joint = body.joints[f"{side} shoulder"]
        low.append(joint + unit * np.array([0.0, 0.1]))
    ink, inner = skin.contour_ink(tone), skin.inner_ink(tone)
    strokes = [Stroke(path(line), _CONTOUR, "contour", ink) for line in lines.values()]
    across = body.torso.normal(0.06)
    drop = np.array([-across[1], across[0]])
    for side in SIDES:
        sign, tip = SIGN[side], shoulder_tip(body, side)
        start = pit + unit * (0.055 * sign * across + 0.06 * drop)
        reach = tip - start
        bone = [start, start + 0.3 * reach + 0.035 * unit * drop, start + 0.62 * reach + 0.02 * unit * drop]
        strokes.append(Stroke(path(np.array(bone)), 0.6, "detail", inner, 0.75))
    cord = [
        neck.side(1, 0.35, 0.36, -0.3 * neck.half[0], 2)[0],
        neck.at(0.75) + 0.3 * neck.half[0] * across,
        pit + 0.05 * unit * across,
    ]
    strokes.append(Stroke(path(np.array(cord)), 0.45, "fold", inner, 0.5))
    chin = body.joints["chin"]
    under = [
        chin + unit * np.array(p)
        for p in ((-0.3, -0.2), (0.3, -0.2), (0.3, 0.09), (0.12, 0.17), (-0.02, 0.115), (-0.2, 0.05))
    ]
    shades = (_shaded(np.array(under), tone, 0.24),)
    outline = closed_path(lines["right"], np.stack(low), lines["left"][::-1])
    return Shape(Part.SKIN, outline, Fill(body.figure.skin), 0.0, tuple(strokes), shades, layers.NECK)


def _arm(body: Body, side: str) -> Shape:
    """An arm that grows out of the shoulder: its lines start at the shoulder's tip and at the armpit."""
    arm, tone, sign = body.arms[side], body.figure.skin_tone, SIGN[side]
    pit = body.torso.at(_ARMPIT) + sign * 0.96 * body.torso.half_at(_ARMPIT) * body.torso.normal(_ARMPIT)
    raised = _raised(body, side)
    outer = np.vstack([_shoulder_cap(body, side), arm.side(sign, 0.14 if raised else 0.08, 1.0, 0, 34)])
    inner = arm.side(-sign, 0.0, 1.0, 0, 40)
    # The inner line begins where it leaves the trunk.
    hidden = np.nonzero(_inside(body.torso, inner[:16]))[0]
    leave = 7 if raised else min(hidden.max(initial=4) + 2, 16)
    lines = without_loops(outer), np.vstack([pit, inner[leave:]])
    ink = skin.contour_ink(tone)
    bend = _bend(body, side)
    strokes = [Stroke(path(line), _CONTOUR, "contour", ink) for line in lines]
    if abs(bend) > 35:
        t = 0.5
        crook = arm.at(t) + arm.half_at(t) * np.sign(bend) * np.array([[0.95], [0.5], [0.2]]) * arm.normal(t)
        strokes.append(Stroke(path(crook), 0.5, "detail", skin.inner_ink(tone), 0.6))
    shades = (_side_shade(arm, tone, 0.02, 1.0), *_glow(arm, tone, 0.08, 0.42), *_glow(arm, tone, 0.55, 0.85))
    return Shape(
        Part.SKIN, closed_path(lines[0], lines[1][::-1]), Fill(body.figure.skin), 0.0, tuple(strokes), shades,
        layers.arm_layer(body.stance, side),
    )  # fmt: skip


def _bend(body: Body, side: str) -> float:
    """Degrees from the upper arm to the forearm; positive bends to the tube's right edge."""
    shoulder, elbow, wrist = (body.joints[f"{side} {n}"] for n in ("shoulder", "elbow", "wrist"))
    a, b = elbow - shoulder, wrist - elbow
    return float(np.degrees(np.arctan2(a[1] * b[0] - a[0] * b[1], a @ b)))


def _inside(tube: Tube, points: np.ndarray) -> np.ndarray:
    """Which points (N, 2) lie within a tube: (N,) bool."""
    t = np.linspace(0, 1, 60)
    offset = points[:, None] - tube.at(t)  # (N, 60, 2)
    nearest = np.argmin(np.linalg.norm(offset, axis=2), axis=1)
    across = (offset[np.arange(len(points)), nearest] * tube.normal(t)[nearest]).sum(1)
    return np.abs(across) < tube.half_at(t)[nearest]


def draw_seat(body: Body) -> list[Shape]:
    """The stool of a seated figure; none for a standing one."""
    if not body.stance.seated:
        return []
    unit = body.unit
    top = body.joints["crotch"] + unit * np.array([0.0, 0.12])
    floor = max(body.joints[f"{side} toe"][1] for side in SIDES) - 0.06 * unit
    hip = 1.02 * body.torso.half_at(T_HIP)
    seat = np.array(
        [
            [-hip - 0.16 * unit, 0],
            [hip + 0.16 * unit, 0],
            [hip + 0.12 * unit, 0.24 * unit],
            [-hip - 0.12 * unit, 0.24 * unit],
        ]
    )
    shapes = []
    for sign in (-1, 1):
        x0, x1, w = top[0] + sign * 0.8 * hip, top[0] + sign * 1.12 * hip, 0.045 * unit
        leg = np.array(
            [[x0 - w, top[1] + 0.2 * unit], [x0 + w, top[1] + 0.2 * unit], [x1 + w, floor], [x1 - w, floor]]
        )
        shapes.append(Shape(Part.BACKGROUND, polyline(leg, True), Fill("#b9a894"), 0.8, z=layers.SEAT - 0.1))
    bar = np.array([[-0.98 * hip, 0], [0.98 * hip, 0], [0.99 * hip, 0.07 * unit], [-0.99 * hip, 0.07 * unit]])
    rung = top + np.array([0.0, 0.62 * (floor - top[1])])
    shapes.insert(0, Shape(Part.BACKGROUND, polyline(bar + rung, True), Fill("#a8957f"), 0.8, z=layers.SEAT - 0.2))
    shapes.append(Shape(Part.BACKGROUND, path(seat + top, True), Fill("#c9baa6"), 0.8, z=layers.SEAT))
    return shapes
