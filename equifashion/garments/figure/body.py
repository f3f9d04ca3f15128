"""The figure's body: who it is, how it stands, and the tubes that garments are drawn around."""

from dataclasses import dataclass, field

import numpy as np

from equifashion.garments.figure.anatomy import (
    CROTCH,
    NECK,
    SOLE,
    T_BUST,
    T_HIP,
    T_SHOULDER,
    T_UNDERBUST,
    T_WAIST,
    TRUNK,
    Measures,
    across,
    arm_tube,
    down,
    leg_tube,
    neck_tube,
    torso_tube,
)
from equifashion.garments.figure.person import (
    BODY_SHAPES,
    MASCULINITY,
    MONK_TONES,
    PRESENTATIONS,
    SHOES,
    SIDES,
    SIGN,
    Figure,
    Stance,
)
from equifashion.garments.figure.reaching import REACHES, WRISTS, bend, target
from equifashion.garments.scene.curves import Tube
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.pose import JOINT_NAMES, Pose

__all__ = [
    "BODY_SHAPES", "FOREARM", "FULL_TURN", "LEG_SHARES", "MASCULINITY", "MONK_TONES", "NARROWED",
    "PRESENTATIONS", "REACHES", "SHOES", "SIDES", "SIGN", "T_BUST", "T_HIP", "T_SHOULDER", "T_UNDERBUST",
    "T_WAIST", "UPPER_ARM", "Body", "Figure", "Stance", "foot_vector", "place_body",
]  # fmt: skip

FULL_TURN = 34.0  # degrees that look = 1 turns the head by
_MARGIN = 0.035  # of the canvas kept free around the figure
UPPER_ARM, FOREARM, _HAND = 1.34, 1.14, 0.70  # heads
LEG_SHARES = 0.503, 0.497  # of a leg: thigh and shin
NARROWED = 0.22  # of the shoulders' width, by a full turn


@dataclass(frozen=True)
class Body:
    """A placed body, in canvas pixels.

    Attributes:
        figure, stance: what it was made from.
        joints: OpenPose names → (2,), and ``"head"`` (centre), ``"chin"``, ``"crown"``, ``"mid hip"``,
            ``"crotch"``, ``"right hand"``, ``"left hand"`` (finger tips), ``"right toe"``, ``"left toe"``.
        unit: one head length, pixels; all other measures scale with it.
        torso: tube from the pit of the neck (t=0) to the crotch (t=1), without arms. Shoulder line at t≈0.06,
            bust 0.34, waist 0.62, hip 0.88 (see ``T_BUST`` …). Its cross-sections follow the tilts of shoulders
            and hips.
        arms, legs: tubes ``"right"`` and ``"left"``: shoulder→wrist with the elbow at t≈0.5; hip→ankle with
            the knee at t≈0.5.
        neck: tube from chin to the pit of the neck.
        pose: the same joints as OpenPose-18, whose neck lies halfway between the shoulders (``joints["neck"]`` is
            the pit of the neck).
    """

    figure: Figure
    stance: Stance
    joints: dict[str, np.ndarray]
    unit: float
    torso: Tube
    arms: dict[str, Tube]
    legs: dict[str, Tube]
    neck: Tube
    pose: Pose = field(repr=False)


def place_body(figure: Figure, stance: Stance) -> Body:
    """Joints and tubes of a figure in a stance, centred on the canvas."""
    measures = Measures.of(figure)
    width, height = CANVAS_SIZE

    joints = _trunk_joints(stance, measures)
    torso = torso_tube(joints, stance, measures)
    for side in SIDES:
        _add_arm(joints, side, stance, torso, measures)
        _add_leg(joints, side, stance, measures)
    _add_head(joints, stance)

    # From heads to pixels: as large as the figure's own height allows, smaller if the pose needs the room.
    points = np.stack(list(joints.values()))
    low, high = points.min(0) - np.array([0.16, 0.12]), points.max(0) + np.array([0.16, 0.1])
    room = (1 - 2 * _MARGIN) * np.array([width, height])
    unit = float(min(room[1] / (figure.heads + 0.3), *(room / (high - low))))
    offset = np.array([width, height]) / 2 - unit * (low + high) / 2
    joints = {name: unit * p + offset for name, p in joints.items()}

    torso = Tube(unit * torso.centre + offset, unit * torso.half, torso.across)
    arms = {side: arm_tube(joints, side, unit, measures) for side in SIDES}
    legs = {side: leg_tube(joints, side, unit, measures) for side in SIDES}
    neck = neck_tube(joints, unit, measures)
    # OpenPose's neck lies between the shoulders.
    marks = {**joints, "neck": (joints["right shoulder"] + joints["left shoulder"]) / 2}
    pose = Pose(tuple((float(marks[n][0] / width), float(marks[n][1] / height), 1.0) for n in JOINT_NAMES))
    return Body(figure, stance, joints, unit, torso, arms, legs, neck, pose)


def _trunk_joints(stance: Stance, m: Measures) -> dict[str, np.ndarray]:
    """Neck, shoulders and hips, in heads from the pit of the neck."""
    joints = {"neck": np.zeros(2)}
    joints["mid hip"] = down(-stance.torso, TRUNK)
    joints["crotch"] = joints["mid hip"] + down(-stance.hips, CROTCH)
    narrow = 1.0 - NARROWED * abs(stance.turn)
    for side in SIDES:
        sign, upper = SIGN[side], stance.arms[2 * SIDES.index(side)]
        lift = 0.14 * np.clip((abs(upper) - 70) / 100, 0, 1)  # a raised arm takes its shoulder along
        nearer = -0.1 * sign * stance.turn  # the side that turns to the viewer is the broader one
        half = m.shoulder * (narrow + nearer)
        joints[f"{side} shoulder"] = sign * across(stance.shoulders, half - 0.4 * lift) + [0, 0.25 - lift]
        hip = m.hip_joint * (narrow + 0.5 * nearer)
        joints[f"{side} hip"] = joints["mid hip"] + sign * across(stance.hips, hip)
    return joints


def _add_arm(joints: dict, side: str, stance: Stance, torso: Tube, m: Measures) -> None:
    """Elbow, wrist and finger tips: by the stance's angles, or bent so that the wrist reaches its target."""
    i = SIDES.index(side)
    upper, fore = UPPER_ARM * stance.arm_lengths[2 * i], FOREARM * stance.arm_lengths[2 * i + 1]
    shoulder, reach = joints[f"{side} shoulder"], stance.reach[i]
    if reach is None:
        elbow = shoulder + down(stance.arms[2 * i], upper)
        wrist = elbow + down(stance.arms[2 * i + 1], fore)
    else:
        if reach in ("knee", "thigh"):
            _add_leg(joints, side, stance, m)
        wrist = target(reach, side, joints, stance, torso)
        guide = shoulder + down(stance.arms[2 * i], upper)  # the elbow bends to the side that the angle says
        elbow = bend(shoulder, wrist, upper, fore, guide)
    forearm = (wrist - elbow) / max(np.linalg.norm(wrist - elbow), 1e-6)
    rest = WRISTS.get(reach, 0.0) if reach else 0.0
    angle = np.degrees(np.arctan2(forearm[0], forearm[1])) + stance.wrists[i] + SIGN[side] * rest
    joints[f"{side} elbow"], joints[f"{side} wrist"] = elbow, wrist
    joints[f"{side} hand"] = wrist + down(angle, _HAND * (0.95 + 0.08 * m.masculinity))


def _add_leg(joints: dict, side: str, stance: Stance, m: Measures) -> None:
    i = 2 * SIDES.index(side)
    thigh, shin = (share * m.leg for share in LEG_SHARES)
    joints[f"{side} knee"] = joints[f"{side} hip"] + down(stance.legs[i], thigh * stance.leg_lengths[i])
    ankle = joints[f"{side} knee"] + down(stance.legs[i + 1], shin * stance.leg_lengths[i + 1])
    joints[f"{side} ankle"] = ankle
    joints[f"{side} toe"] = ankle + foot_vector(stance.feet[i // 2])


def foot_vector(direction: float) -> np.ndarray:
    """From ankle to toe in heads; ``direction`` 0 points to the viewer, ±1 lies in profile."""
    return np.array([0.56 * np.sin(np.radians(80 * direction)), SOLE - 0.14 * abs(direction)])


def _add_head(joints: dict, stance: Stance) -> None:
    chin = joints["neck"] - down(-0.5 * stance.head - 0.3 * stance.shoulders, NECK)
    up, right = -down(-stance.head), across(stance.head)
    joints["chin"], joints["head"], joints["crown"] = chin, chin + 0.5 * up, chin + up
    yaw = np.radians(FULL_TURN * stance.look)
    for side in SIDES:
        angle = np.radians(27.0) * SIGN[side]  # where the eyes lie on the round of the face
        joints[f"{side} eye"] = joints["head"] + 0.335 * np.sin(angle + yaw) * right + 0.0 * up
        joints[f"{side} ear"] = (
            joints["head"] + SIGN[side] * 0.335 * np.cos(yaw) * right - 0.1 * np.sin(yaw) * right - 0.06 * up
        )
    joints["nose"] = joints["head"] + 0.43 * np.sin(yaw) * right - 0.19 * up
