"""How cloth hung from the waist encloses hips and legs in any pose: side edges that follow, drape and fall.

Points are (N, 2) canvas pixels, y down; a leg's covered length is a fraction of its true length, 0.5 at the knee,
whatever the foreshortening. "Left" and "right" here are the canvas's.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from equifashion.garments.figure.body import T_HIP, Body
from equifashion.garments.scene.curves import Tube, closed_path, sample
from equifashion.garments.scene.geometry import moving_average
from equifashion.imaging.canvas import CANVAS_SIZE

SIDES = {-1: "right", 1: "left"}  # canvas side → the figure's own leg
POINTS = 48  # along a side edge
DOWN = np.array([0.0, 1.0])


@dataclass(frozen=True)
class Hang:
    """How a silhouette leaves the body.

    Attributes:
        ease: between body and cloth at the hips, heads.
        flare: half-width gained by the cloth at a depth below its upper edge; heads → heads, vectorised.
        cling: 1 follows the legs, 0 falls straight from the widest point above.
    """

    ease: float
    flare: Callable[[np.ndarray], np.ndarray]
    cling: float = 0.0


@dataclass(frozen=True)
class Panel:
    """A piece of hung cloth.

    Attributes:
        top: upper edge, canvas-left to canvas-right.
        left, right: side edges, from the upper edge down.
        hem: lower edge, canvas-left to canvas-right.
    """

    top: np.ndarray
    left: np.ndarray
    right: np.ndarray
    hem: np.ndarray

    @property
    def height(self) -> float:
        """Distance between the middles of the upper edge and the hem, pixels."""
        return float(np.linalg.norm(self.hem.mean(0) - self.top.mean(0)))

    def outline(self) -> str:
        """Closed path: down the left, along the hem, up the right, back along the upper edge."""
        return closed_path(self.left, self.hem, self.right[::-1], self.top[::-1])


def knee_t(body: Body, side: str) -> float:
    """Arc-length fraction of the knee on a leg's tube; 0.5 unless a segment is foreshortened."""
    hip, knee, ankle = (body.joints[f"{side} {name}"] for name in ("hip", "knee", "ankle"))
    thigh, shin = (float(np.linalg.norm(part)) for part in (knee - hip, ankle - knee))
    return float(np.clip(thigh / max(thigh + shin, 1e-6), 0.08, 0.92))


def leg_t(body: Body, side: str, fraction: np.ndarray) -> np.ndarray:
    """Tube fractions of a leg at fractions of its true length, 0–1."""
    return np.interp(fraction, [0.0, 0.5, 1.0], [0.0, knee_t(body, side), 1.0])


def segment_length(body: Body) -> float:
    """True length of a thigh or shin, pixels: the longest that is seen."""
    joints = body.joints
    lengths = [
        np.linalg.norm(joints[f"{side} {b}"] - joints[f"{side} {a}"])
        for side in SIDES.values()
        for a, b in (("hip", "knee"), ("knee", "ankle"))
    ]
    return float(max(lengths))


def floor(body: Body) -> float:
    """y of the ground, pixels: what the lower foot stands on, inside the canvas."""
    toes = max(body.joints[f"{side} toe"][1] for side in SIDES.values())
    return float(min(toes, CANVAS_SIZE[1] - 3))


def drape_fractions(fall: float) -> np.ndarray:
    """Fractions of the leg's true length at the points of ``drape_leg``, (12,) above the knee or (23,)."""
    thigh = np.linspace(0.0, min(fall, 0.5), 12)
    return thigh if fall <= 0.5 else np.concatenate([thigh, np.linspace(0.5, fall, 12)[1:]])


def drape_leg(body: Body, side: str, fall: float, cling: float) -> Tube:
    """The tube that cloth over one leg follows: the thigh to the knee, then between the shin and straight down.

    Args:
        body: whose leg.
        side: ``"right"`` or ``"left"``.
        fall: fraction of the leg's true length that the cloth covers; may exceed 1 to trail.
        cling: 1 follows the shin, 0 falls from the knee.
    """
    leg = body.legs[side]
    thigh_t = leg_t(body, side, drape_fractions(fall)[:12])
    centre, half = leg.at(thigh_t), leg.half_at(thigh_t)
    if fall <= 0.5:
        return Tube(centre, half)
    below = np.linspace(0.0, (fall - 0.5) * 2, 12)[1:]
    at_shin = leg_t(body, side, 0.5 + below / 2)
    knee = centre[-1]
    shin = body.joints[f"{side} ankle"] - body.joints[f"{side} knee"]
    on_shin = leg.at(np.clip(at_shin, 0, 1)) + np.maximum(below - 1, 0)[:, None] * shin
    fallen = knee + below[:, None] * segment_length(body) * DOWN
    lower = cling * on_shin + (1 - cling) * fallen
    width = cling * leg.half_at(np.clip(at_shin, 0, 1)) + (1 - cling) * half[-1]
    return Tube(np.vstack([centre, lower]), np.concatenate([half, width]))


def flatness(body: Body, side: str) -> float:
    """0 for a thigh that hangs down, 1 for one that lies level on the canvas."""
    thigh = body.joints[f"{side} knee"] - body.joints[f"{side} hip"]
    angle = np.degrees(np.arctan2(abs(thigh[0]), thigh[1]))
    return float(np.clip((angle - 35) / 30, 0, 1))


def _below(torso: Tube, start_t: float) -> Tube:
    t = np.linspace(start_t, 1.0, 10)
    return Tube(torso.at(t), torso.half_at(t))


def _extent(tubes: list[Tube], rows: np.ndarray, sign: int) -> np.ndarray:
    """Outermost x of the tubes on each row; -inf·sign where none is."""
    best = np.full(len(rows), -np.inf)
    for tube in tubes:
        for edge in (tube.side(1, count=40), tube.side(-1, count=40)):
            a, b = edge[:-1], edge[1:]
            low, high = np.minimum(a[:, 1], b[:, 1]), np.maximum(a[:, 1], b[:, 1])
            inside = (rows[:, None] >= low) & (rows[:, None] <= high)
            part = (rows[:, None] - a[:, 1]) / np.where(np.abs(b[:, 1] - a[:, 1]) < 1e-6, 1e-6, b[:, 1] - a[:, 1])
            x = a[:, 0] + np.clip(part, 0, 1) * (b[:, 0] - a[:, 0])
            best = np.maximum(best, np.where(inside, sign * x, -np.inf).max(1))
    return best


def side_edge(body: Body, sign: int, start_t: float, fall: float, hang: Hang) -> np.ndarray:
    """One side edge of hung cloth, (POINTS, 2), from the torso at ``start_t`` down to ``fall`` of the leg's length.

    Args:
        body: who wears it.
        sign: -1 for the canvas's left, +1 for its right.
        start_t: where it begins on the torso's tube.
        fall: fraction of the leg's true length.
        hang: the silhouette.
    """
    unit, side = body.unit, SIDES[sign]
    flat = flatness(body, side)
    cling = max(hang.cling, flat if fall <= 0.55 else 0.35 * flat)
    ease = hang.ease * unit
    tube = drape_leg(body, side, fall, hang.cling)
    grown = np.interp(np.linspace(start_t, T_HIP, 10), [start_t, T_HIP], [0.25 * ease, ease])
    hip_t = np.linspace(start_t, T_HIP, 10)
    torso = body.torso.at(hip_t) + sign * (body.torso.half_at(hip_t) + grown)[:, None] * body.torso.normal(hip_t)
    leg = tube.side(sign, 0.12 / max(fall, 0.2), 1.0, ease, 30)
    points = moving_average(sample(np.vstack([torso, leg]), POINTS), 7)
    # Neither leg may stick out, whichever lies on this side.
    others = [_below(body.torso, start_t), *(drape_leg(body, other, fall, hang.cling) for other in SIDES.values())]
    steep = np.abs(np.gradient(points[:, 1])) > 0.6 * np.abs(np.gradient(points[:, 0]))
    out = _extent(others, points[:, 1], sign) + ease
    out[: POINTS // 4] = -np.inf
    x = np.where(steep, np.maximum(sign * points[:, 0], out), sign * points[:, 0])
    # Cloth that does not cling falls from the widest point above it.
    x = cling * x + (1 - cling) * np.maximum.accumulate(x)
    points[:, 0] = sign * x
    step = np.diff(points, axis=0)
    steepness = np.concatenate([[0.0], np.abs(step[:, 1]) / np.maximum(np.linalg.norm(step, axis=1), 1e-6)])
    depth = np.concatenate([[0.0], np.cumsum(np.linalg.norm(step, axis=1))]) / unit
    gain = np.cumsum(np.gradient(hang.flare(depth)) * steepness) * unit
    points[:, 0] += sign * (gain - gain[0])
    return moving_average(_keep_out(body, moving_average(points, 7), sign, others), 5, 1)


def _keep_out(body: Body, points: np.ndarray, sign: int, tubes: list[Tube]) -> np.ndarray:
    """The edge pushed back outside the legs where a taper or the smoothing took it in, and kept on the canvas."""
    steep = np.abs(np.gradient(points[:, 1])) > 0.8 * np.abs(np.gradient(points[:, 0]))
    limit = _extent(tubes, points[:, 1], sign) + 0.02 * body.unit
    limit[: POINTS // 4] = -np.inf
    x = sign * points[:, 0]
    points[:, 0] = sign * np.where(steep, np.maximum(x, limit), x)
    points[:, 0] = np.clip(points[:, 0], 2.0, CANVAS_SIZE[0] - 2.0)
    points[:, 1] = np.minimum(points[:, 1], floor(body))
    return points


def hem_line(body: Body, start: np.ndarray, end: np.ndarray, count: int = 41) -> np.ndarray:
    """The visible half of a hem's ellipse between two side edges, (count, 2); rounder the further below the eye."""
    chord = np.asarray(end, float) - start
    width = float(np.linalg.norm(chord))
    u = (1 - np.cos(np.pi * np.linspace(0, 1, count))) / 2
    below = (0.5 * (start + end)[1] - body.torso.at(0.34)[1]) / (5 * body.unit)
    bow = width * np.clip(0.03 + 0.09 * below, 0.03, 0.13)
    normal = np.array([-chord[1], chord[0]]) / max(width, 1e-6)
    arc = (1 - np.abs(2 * u - 1) ** 2.2) ** 0.62
    return start + u[:, None] * chord + bow * arc[:, None] * normal


def waist_line(body: Body, t: float, ease: float = 0.0, count: int = 15) -> np.ndarray:
    """The front of a line round the torso at t, canvas-left to canvas-right, (count, 2); it bows down a little.

    Args:
        body: whose torso.
        t: on the torso's tube.
        ease: pixels between body and cloth.
        count: points.
    """
    u = np.linspace(-1, 1, count)
    half, normal = float(body.torso.half_at(t)) + ease, body.torso.normal(t)
    down = np.array([-normal[1], normal[0]])
    bow = 0.09 * half * np.clip((t - 0.2) / 0.5, 0, 1.2)
    return body.torso.at(t) + u[:, None] * half * normal + (bow * (1 - np.abs(u) ** 2.2))[:, None] * down


def hang_panel(body: Body, start_t: float, fall: float, hang: Hang) -> Panel:
    """Cloth hung round the body from ``start_t`` on the torso, covering ``fall`` of the legs' true length."""
    left, right = (side_edge(body, sign, start_t, fall, hang) for sign in (-1, 1))
    top = waist_line(body, start_t, 0.25 * hang.ease * body.unit)
    left[0], right[0] = top[0], top[-1]
    return Panel(top, left, right, hem_line(body, left[-1], right[-1]))
