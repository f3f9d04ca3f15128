"""Sleeves laid on the arm in whatever pose it takes.

A sleeve starts at the armhole (shoulder tip to underarm), follows both edges of the arm with the cut's own volume,
and lets that volume hang where the arm is lifted. ``sleeve_ends`` draws it.
"""

from dataclasses import dataclass, replace

import numpy as np

from equifashion.garments.attributes.lengths import SLEEVE_LENGTH_MEASURES
from equifashion.garments.attributes.sleeves import FITS, SLEEVE_SHAPES, SleeveShape
from equifashion.garments.figure.body import SIGN, Body
from equifashion.garments.on_figure.frame import Frame
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import Tube, sample, without_loops
from equifashion.garments.scene.geometry import bow_line, monotone_function, smooth_curve

POINTS = 26  # of an edge


@dataclass(frozen=True)
class Sleeve:
    """One laid-out sleeve, in canvas pixels.

    Attributes:
        side: the figure's.
        cut: as drawn.
        outer, inner: edges from the armhole to the hem, (N, 2).
        armhole: from the shoulder tip down to the underarm, (M, 2).
        start, end: range of t it covers on the arm.
        spine: tube with the sleeve's own centre and half-widths.
    """

    side: str
    cut: SleeveShape
    outer: np.ndarray
    inner: np.ndarray
    armhole: np.ndarray
    start: float
    end: float
    spine: Tube


def armhole(frame: Frame, side: str, underarm: np.ndarray, top: np.ndarray) -> np.ndarray:
    """The seam between bodice and sleeve, (11, 2), from the shoulder's top to the underarm, hollow to the chest."""
    span = float(np.linalg.norm(underarm - top))
    inward = -SIGN[side] * frame.across
    arm = frame.body.arms[side]
    points = [top]
    for share, hollow in ((0.12, 0.06), (0.3, 0.12), (0.55, 0.17), (0.82, 0.14), (1.0, 0.0)):
        t = min(share * span / arm.length, 0.5)
        point = top + share * (underarm - top) + hollow * span * inward
        bare = arm.at(t) + (arm.half_at(t) + 0.1 * frame.unit) * inward  # the seam runs clear of the arm's skin
        points.append(point + max(0.0, float((bare - point) @ inward)) * inward)
    return smooth_curve(np.stack(points), 11)


def lay_sleeve(
    body: Body,
    side: str,
    kind: str,
    length: str,
    fit: str,
    hole: np.ndarray,
    extra: float = 0.0,
    below: bool = False,
) -> Sleeve:
    """The edges of a sleeve on an arm.

    Args:
        body: whose arm.
        side: ``"right"`` or ``"left"``.
        kind: a key of ``SLEEVE_SHAPES``.
        length: a key of ``SLEEVE_LENGTH_MEASURES``, not ``"sleeveless"``.
        fit: a key of ``FITS``.
        hole: the bodice's armhole from the shoulder's top to the underarm, (M, 2).
        extra: heads added all along, for layers worn over others.
        below: whether only what comes out from under a shorter sleeve is wanted.
    """
    frame, cut, arm, unit = Frame(body), SLEEVE_SHAPES[kind], body.arms[side], body.unit
    end = min(SLEEVE_LENGTH_MEASURES[length].arm_share, cut.reach)
    if cut.seam != "open" and not below:
        hole = armhole(frame, side, hole[-1], hole[0])
    top, underarm = hole[0], hole[-1]
    start = 0.2 if cut.seam == "open" or below else 0.0
    t = np.linspace(start, end, POINTS)
    u = np.linspace(0.0, 1.0, POINTS)
    ease = (FITS[fit] if cut.end not in ("cap", "tulip") else 0.0) + extra
    narrow = 1.0 if length == "long" else np.interp(end, [0.19, 0.3, 0.53, 0.77], [0.8, 0.85, 0.92, 1.0])
    outward, inward = _edges(arm, side, cut, t, u, ease, float(narrow), unit)
    inward = _beside_torso(frame, side, inward, underarm, arm, t, u)
    joint, half = body.joints[f"{side} shoulder"], float(arm.half_at(0.0))
    if below:
        outer, hole = outward, np.stack([outward[0], arm.at(start), inward[0]])
        underarm = inward[0]
    elif cut.seam == "open":
        outer = outward
        chest = -SIGN[side] * frame.across
        armpit = body.torso.at(0.2) - (body.torso.half_at(0.2) - 0.03 * unit) * chest
        hole = smooth_curve(np.stack([outward[0], arm.at(0.15), armpit, underarm + 0.05 * unit * chest]), 11)
    else:
        outer = _round_shoulder(
            joint, top, outward, half + unit * (0.12 * ease + 0.015), cut.head * unit * _lowered(arm), t
        )
    inner = _underarm(inward, underarm, u, cut, unit)
    outer, inner = sample(without_loops(outer), POINTS), _calm(sample(without_loops(inner), POINTS))
    a, b = sample(outer, 20), sample(inner, 20)
    spine = Tube((a + b) / 2, np.linalg.norm(a - b, axis=1) / 2)
    return Sleeve(side, cut, outer, inner, hole, start, end, spine)


def _calm(edge: np.ndarray) -> np.ndarray:
    """The edge with the kinks of a bent elbow ironed out; its ends stay."""
    for _ in range(2):
        edge = np.vstack([edge[:1], 0.25 * edge[:-2] + 0.5 * edge[1:-1] + 0.25 * edge[2:], edge[-1:]])
    return edge


def _normal(arm: Tube, t: float | np.ndarray) -> np.ndarray:
    """Unit normals smoothed over the elbow, so that wide sleeves turn instead of breaking."""
    t, reach = np.asarray(t, float), 0.11
    direction = arm.at(np.clip(t + reach, 0, 1)) - arm.at(np.clip(t - reach, 0, 1))
    direction /= np.maximum(np.linalg.norm(direction, axis=-1, keepdims=True), 1e-9)
    return np.stack([direction[..., 1], -direction[..., 0]], axis=-1)


def _edges(
    arm: Tube, side: str, cut: SleeveShape, t: np.ndarray, u: np.ndarray, ease: float, narrow: float, unit: float
) -> tuple[np.ndarray, np.ndarray]:
    sign, n = SIGN[side], _normal(arm, t)
    edges = []
    for direction, shape in ((sign, cut.outer), (-sign, cut.inner)):
        volume = unit * (
            narrow * monotone_function(*shape)(u) + ease * np.interp(t, [0.07, 0.3], [0.0, 1.0]) * (1 - 0.45 * u)
        )
        lowness = direction * n[:, 1]  # 1 where this edge looks down, -1 where it looks up
        volume = volume * (1 + cut.hang * np.where(lowness > 0, 0.7 * lowness, 0.75 * lowness))
        edges.append(arm.at(t) + direction * (arm.half_at(t) + volume)[:, None] * n)
    return edges[0], edges[1]


def _round_shoulder(
    joint: np.ndarray, top: np.ndarray, edge: np.ndarray, radius: float, lift: float, t: np.ndarray
) -> np.ndarray:
    """From the seam's top over the round of the shoulder into the outer edge."""
    first = int(np.searchsorted(t, 0.12 if t[-1] > 0.25 else 0.4 * t[-1]))
    up, out = top - joint, edge[0] - joint
    near, far = (float(np.linalg.norm(v)) for v in (up, out))
    arc = []
    for s in (0.3, 0.55, 0.8):
        way = (1 - s) * up / max(near, 1e-9) + s * out / max(far, 1e-9)
        reach = (1 - s) * near + s * min(far, radius) + 4 * s * (1 - s) * (lift + 0.015 * radius)
        arc.append(joint + reach * way / max(float(np.linalg.norm(way)), 1e-9))
    beside = [top + 0.5 * (arc[0] - top) + 0.6 * lift * up / max(near, 1e-9)] if lift else []
    return smooth_curve(np.vstack([top, *beside, *arc, edge[first:]]), POINTS)


def _beside_torso(
    frame: Frame, side: str, edge: np.ndarray, underarm: np.ndarray, arm: Tube, t: np.ndarray, u: np.ndarray
) -> np.ndarray:
    """The inner edge kept from cutting into the chest next to the underarm."""
    inward = -SIGN[side] * frame.across
    own = (edge - underarm) @ inward
    bare = (arm.at(t) - underarm) @ inward + arm.half_at(t) + 0.06 * frame.unit
    most = np.maximum((0.01 + 0.3 * u**1.5) * frame.unit, bare)
    return edge - np.maximum(own - most, 0.0)[:, None] * inward


def _lowered(arm: Tube) -> float:
    """1 for a hanging upper arm; less the higher it is lifted: gathers at the head then lie flatter."""
    way = arm.at(0.3) - arm.at(0.0)
    return float(np.clip(0.45 + 0.75 * way[1] / max(np.linalg.norm(way), 1e-9), 0.25, 1.0))


def _underarm(edge: np.ndarray, underarm: np.ndarray, u: np.ndarray, cut: SleeveShape, unit: float) -> np.ndarray:
    """From the underarm into the inner edge; cuts in one with the bodice leave the side in one long sweep."""
    if cut.sweep and np.linalg.norm(underarm - edge[0]) > 1e-6:
        last = edge[-1] + 0.12 * (edge[-4] - edge[-1])
        pull = (1 - cut.sweep) * (edge[len(edge) // 3] - 0.5 * (underarm + last))
        sag = 0.12 * cut.sweep * abs(float(last[0] - underarm[0])) * np.array([0.0, 1.0])
        control = 0.5 * (underarm + last) + pull + sag
        s = np.linspace(0, 1, POINTS)[:, None]
        return np.vstack([(1 - s) ** 2 * underarm + 2 * s * (1 - s) * control + s**2 * last, edge[-1]])
    away = {"armhole": 0.22, "raglan": 0.25, "none": 0.3, "open": 0.15, "dropped": 0.28}[cut.seam]
    along = edge[-1] - edge[0]
    along /= max(float(np.linalg.norm(along)), 1e-9)
    beyond = np.flatnonzero((u >= away) & ((edge - underarm) @ along > 0.09 * unit))
    return smooth_curve(np.vstack([underarm, edge[beyond] if len(beyond) else edge[-2:]]), POINTS)


def raglan_piece(sleeve: Sleeve, frame: Frame, neck: np.ndarray) -> Sleeve:
    """The same sleeve grown up to the neckline point ``neck`` (2,), its seam running there from the underarm."""
    line = frame.shoulder_line(sleeve.side, 0.0, 0.9, 5)
    start = np.vstack([neck, line[1:]]) if np.linalg.norm(neck - line[0]) > 0.1 else line
    outer = np.vstack([start, sleeve.outer[2:]])
    seam = bow_line(neck + 0.14 * frame.unit * frame.down, sleeve.inner[0], SIGN[sleeve.side] * 0.10 * frame.unit)
    return replace(sleeve, outer=outer, armhole=np.vstack([neck, seam]))


def sleeve_z(body: Body, side: str, over: float = 0.0) -> float:
    """Painter's order of that arm's sleeve; ``over`` lifts outer layers above inner ones."""
    return layers.sleeve_layer(body.stance, side) + over
