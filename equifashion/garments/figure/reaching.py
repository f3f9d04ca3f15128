"""What hands can touch, and the bend of the arm that takes them there; all in heads."""

import numpy as np

from equifashion.garments.figure.anatomy import NECK, across, down
from equifashion.garments.figure.person import SIDES, SIGN, Stance
from equifashion.garments.scene.curves import Tube

# What hands can reach: on the torso (t, share of the half-width, heads outwards), or from a named joint (heads).
_ON_TORSO = {
    "hip": (0.74, 1.0, 0.07),
    "waist": (0.64, 1.0, 0.06),
    "far waist": (0.56, -0.72, 0.0),
    "far elbow": (0.42, -0.42, 0.0),
    "chest": (0.3, 0.25, 0.0),
    "belly": (0.66, 0.22, 0.0),
    "hips front": (0.92, 0.28, 0.0),
    "pocket": (0.85, 0.92, 0.05),
    "lap": (0.97, 0.12, 0.0),
    "lower back": (0.72, 0.35, 0.0),
}
_FROM_JOINT = {
    "nape": ("head", 0.3, 0.12),
    "temple": ("head", 0.44, -0.05),
    "chin": ("head", 0.25, 1.08),
    "collar": ("neck", 0.24, 0.42),
    "knee": ("knee", 0.1, -0.16),
    "thigh": ("knee", -0.14, -0.62),
    "far shoulder": ("far shoulder", -0.12, 0.34),
    "overhead": ("head", -0.1, -0.72),
}
WRISTS = {"hip": 30.0, "waist": 30.0, "pocket": 18.0}  # degrees that a hand bends down when it rests there
REACHES = (*_ON_TORSO, *_FROM_JOINT, "seat")


def target(reach: str, side: str, joints: dict[str, np.ndarray], stance: Stance, torso: Tube) -> np.ndarray:
    sign = SIGN[side]
    if reach in _ON_TORSO:
        t, share, out = _ON_TORSO[reach]
        return torso.at(t) + sign * (share * torso.half_at(t) + out) * torso.normal(t)
    if reach == "seat":
        return joints["mid hip"] + np.array([sign * 0.95, 0.5])
    name, out, below = _FROM_JOINT[reach]
    if name == "head":
        point = joints["neck"] - down(-0.5 * stance.head, NECK) - down(stance.head, 0.5)
        return point + sign * out * across(stance.head) + below * down(-stance.head)
    if name == "knee":
        name = f"{side} knee"
    elif name == "far shoulder":
        name = f"{SIDES[1 - SIDES.index(side)]} shoulder"
    return joints[name] + np.array([sign * out, below])


def bend(root: np.ndarray, tip: np.ndarray, upper: float, fore: float, guide: np.ndarray) -> np.ndarray:
    """The middle joint of two segments between two points, on the guide's side; foreshortens what is too far."""
    span = tip - root
    distance = max(float(np.linalg.norm(span)), 1e-6)
    along = span / distance
    if distance >= upper + fore:
        return root + span * upper / (upper + fore)
    if distance <= abs(upper - fore) + 0.02:  # nearer than the segments can fold: both are seen foreshortened
        upper = fore = max(0.55 * (upper + fore) / 2, 0.52 * distance)
    share = (distance**2 + upper**2 - fore**2) / (2 * distance)
    height = np.sqrt(max(upper**2 - share**2, 0.0))
    normal = np.array([along[1], -along[0]])
    if normal @ (guide - root) < 0:
        normal = -normal
    return root + share * along + height * normal
