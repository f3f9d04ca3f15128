"""The stance of a pose that somebody else drew: joints → angles."""

import numpy as np

from equifashion.garments.figure.anatomy import TRUNK, Measures
from equifashion.garments.figure.body import FOREARM, FULL_TURN, LEG_SHARES, NARROWED, UPPER_ARM
from equifashion.garments.figure.person import SIDES, Figure, Limbs, Stance
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.pose import JOINT_NAMES, Pose

_PIT = 0.25  # heads from the pit of the neck down to the shoulders' line
_NOSE = 0.53  # heads from between the ears to the nose, of a full profile
_LAP = 0.7  # of a thigh's length; whoever shows less of both is seated
_BODY = tuple(
    f"{side} {joint}" for side in SIDES for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
)


def stance_like(pose: Pose, figure: Figure) -> Stance | None:
    """The stance in which a figure's joints lie as a pose's, but for size and place.

    What joints do not tell is left simple: hands hang, arms that cross the body lie before it. None where joints of
    the body lack, or it is seen from behind.
    """
    found = {
        name: np.array([x, y]) * CANVAS_SIZE
        for name, (x, y, sure) in zip(JOINT_NAMES, pose.keypoints, strict=True)
        if sure > 0
    }
    if any(name not in found for name in _BODY):
        return None
    if found["left shoulder"][0] <= found["right shoulder"][0]:
        return None  # seen from behind
    measures = Measures.of(figure)
    middle = {part: (found[f"right {part}"] + found[f"left {part}"]) / 2 for part in ("shoulder", "hip")}
    unit = max(float(np.linalg.norm(middle["hip"] - middle["shoulder"])) / (TRUNK - _PIT), 1.0)
    pit = middle["shoulder"] - (0.0, _PIT * unit)
    wide = {part: found[f"left {part}"] - found[f"right {part}"] for part in ("shoulder", "hip")}
    narrow = np.clip(1.0 - np.linalg.norm(wide["shoulder"]) / (2 * unit * measures.shoulder), 0.0, NARROWED)
    limbs = {"arm": ("shoulder", "elbow", "wrist"), "leg": ("hip", "knee", "ankle")}
    lengths = {"arm": (UPPER_ARM, FOREARM), "leg": tuple(share * measures.leg for share in LEG_SHARES)}
    angles: dict[str, list[float]] = {limb: [] for limb in limbs}
    shares: dict[str, list[float]] = {limb: [] for limb in limbs}
    for limb, names in limbs.items():
        for side in SIDES:
            joints = [found[f"{side} {name}"] for name in names]
            for first, second, length in zip(joints[:-1], joints[1:], lengths[limb], strict=True):
                angles[limb].append(_hanging(second - first))
                shares[limb].append(float(np.clip(np.linalg.norm(second - first) / (length * unit), 0.15, 1.2)))
    head, look = _head(found, pit, unit)
    right, left = (_crosses(found[f"{side} wrist"], found, middle) for side in SIDES)
    return Stance(
        name="as posed",
        arms=_limbs(angles["arm"]),
        legs=_limbs(angles["leg"]),
        torso=-_hanging(middle["hip"] - pit),
        shoulders=_level(wide["shoulder"]),
        hips=_level(wide["hip"]),
        head=head,
        look=look,
        turn=float(narrow / NARROWED * np.sign(look)),
        arm_lengths=_limbs(shares["arm"]),
        leg_lengths=_limbs(shares["leg"]),
        front_arms=(right, left),
        seated=max(shares["leg"][0], shares["leg"][2]) < _LAP,
    )


def _limbs(values: list[float]) -> Limbs:
    first, second, third, fourth = values
    return first, second, third, fourth


def _hanging(limb: np.ndarray) -> float:
    """Degrees from straight down, positive to +x."""
    return float(np.degrees(np.arctan2(limb[0], limb[1])))


def _level(line: np.ndarray) -> float:
    """Degrees from the horizontal, positive clockwise on the canvas."""
    return float(np.degrees(np.arctan2(line[1], line[0])))


def _head(found: dict[str, np.ndarray], pit: np.ndarray, unit: float) -> tuple[float, float]:
    """Tilt of the head, degrees, and where it looks, -1…1; straight on where its joints lack."""
    right, left = (found.get(f"{side} ear") for side in SIDES)
    if right is None or left is None or "nose" not in found:
        return 0.0, 0.0
    tilt = float(np.clip(_level(left - right), -35.0, 35.0))
    aside = (found["nose"] - (right + left) / 2)[0] / (_NOSE * unit)
    return tilt, float(np.clip(np.degrees(np.arcsin(np.clip(aside, -1, 1))) / FULL_TURN, -1.0, 1.0))


def _crosses(wrist: np.ndarray, found: dict[str, np.ndarray], middle: dict[str, np.ndarray]) -> bool:
    """Whether a wrist lies before the trunk."""
    left, right = sorted((found["right shoulder"][0], found["left shoulder"][0]))
    reach = 0.25 * (right - left)
    return left + reach < wrist[0] < right - reach and middle["shoulder"][1] < wrist[1] < middle["hip"][1] * 1.05
