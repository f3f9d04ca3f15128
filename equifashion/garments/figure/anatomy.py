"""Measures of bodies, and the tubes of trunk and limbs: all in heads, or scaled by ``unit`` pixels a head."""

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator

from equifashion.garments.figure.person import SIGN, Figure, Stance
from equifashion.garments.scene.curves import Tube, sample

T_SHOULDER, T_BUST, T_UNDERBUST, T_WAIST, T_HIP = 0.06, 0.34, 0.44, 0.62, 0.88
NECK, TRUNK, CROTCH, SOLE = 0.37, 2.42, 0.34, 0.42  # chin–pit, pit–hips, hips–crotch, ankle–toe, heads

# Half-widths in heads of feminine bodies: shoulder joint, bust, waist, hip; then how full the limbs are.
_SHAPES = {
    "straight": (0.655, 0.56, 0.475, 0.605, 1.0),
    "hourglass": (0.665, 0.605, 0.425, 0.68, 1.04),
    "pear": (0.625, 0.545, 0.455, 0.72, 1.06),
    "inverted triangle": (0.735, 0.61, 0.475, 0.58, 0.99),
    "athletic": (0.705, 0.59, 0.475, 0.615, 1.07),
    "full": (0.71, 0.715, 0.655, 0.80, 1.22),
}
_MASCULINE = np.array([0.125, 0.06, 0.085, -0.035, 0.06])  # what a masculine body adds to each

_LEG = (  # fraction of the leg, half-width, shift of the centre line outwards; heads
    (0.0, 1.0, 0.0), (0.1, 0.98, 0.0), (0.22, 0.90, 0.012), (0.36, 0.745, 0.018), (0.46, 0.585, 0.008),
    (0.5, 0.555, 0.0), (0.55, 0.535, 0.004), (0.62, 0.60, 0.022), (0.68, 0.605, 0.024), (0.76, 0.515, 0.014),
    (0.88, 0.335, 0.0), (0.95, 0.285, 0.0), (1.0, 0.29, 0.0),
)  # fmt: skip
_ARM = (  # fraction of the arm, feminine half-width, masculine half-width; heads
    (0.0, 0.165, 0.2), (0.09, 0.172, 0.22), (0.2, 0.152, 0.198), (0.32, 0.133, 0.172), (0.42, 0.118, 0.147),
    (0.5, 0.113, 0.137), (0.58, 0.121, 0.15), (0.66, 0.116, 0.146), (0.8, 0.091, 0.114), (0.93, 0.07, 0.086),
    (1.0, 0.068, 0.085),
)  # fmt: skip


@dataclass(frozen=True)
class Measures:
    """Half-widths of one figure, heads."""

    shoulder: float
    bust: float
    waist: float
    hip: float
    limbs: float
    masculinity: float
    leg: float  # length of thigh and shin together

    @classmethod
    def of(cls, figure: Figure) -> "Measures":
        """The measures of a figure."""
        widths = np.array(_SHAPES[figure.shape]) + figure.masculinity * _MASCULINE
        leg = figure.heads - 1.0 - NECK - TRUNK - SOLE
        shoulder, bust, waist, hip, limbs = (float(width) for width in widths)
        return cls(shoulder, bust, waist, hip, limbs, masculinity=figure.masculinity, leg=leg)

    @property
    def hip_joint(self) -> float:
        """Distance of a hip joint from the middle, heads."""
        return 0.525 * self.hip


def down(angle: float, length: float = 1.0) -> np.ndarray:
    """A vector that hangs down, swung to +x by degrees."""
    a = np.radians(angle)
    return length * np.array([np.sin(a), np.cos(a)])


def across(angle: float, length: float = 1.0) -> np.ndarray:
    """A vector to +x, turned clockwise on the canvas by degrees."""
    a = np.radians(angle)
    return length * np.array([np.cos(a), np.sin(a)])


def torso_tube(joints: dict[str, np.ndarray], stance: Stance, m: Measures) -> Tube:
    """The trunk without arms: a spine that leaves both the shoulder line and the hip line at right angles."""
    pit, hips = joints["neck"], joints["mid hip"]
    s = np.linspace(0, 1, 25)[:, None]
    start, end = 0.75 * down(-stance.shoulders, TRUNK), 0.75 * down(-stance.hips, TRUNK)
    spine = (
        (2 * s**3 - 3 * s**2 + 1) * pit
        + (s**3 - 2 * s**2 + s) * start
        + (3 * s**2 - 2 * s**3) * hips
        + (s**3 - s**2) * end
    )
    centre = sample(np.vstack([spine, joints["crotch"]]), 51)
    t = np.linspace(0, 1, 51)
    middle = (joints["right shoulder"] + joints["left shoulder"])[0] / 2  # off the pit where the figure turns
    centre[:, 0] += middle * np.interp(t, [0, T_SHOULDER, T_WAIST, 1], [0.4, 1.0, 0.25, 0])

    soft = 1 - m.masculinity  # of bust and hips
    shoulder = np.linalg.norm(joints["left shoulder"] - joints["right shoulder"]) / 2
    narrow = 1.0 - 0.22 * abs(stance.turn)
    bust, waist, hip = narrow * m.bust, narrow * m.waist, narrow * m.hip
    knots = {
        T_SHOULDER: shoulder,
        0.13: 0.6 * shoulder + 0.4 * bust,
        0.21: bust * (0.985 - 0.035 * soft),
        T_BUST: bust,
        T_UNDERBUST: (0.62 - 0.1 * soft) * bust + (0.38 + 0.1 * soft) * waist,
        0.54: 0.2 * bust + 0.8 * waist + 0.004,
        T_WAIST: waist,
        0.72: 0.5 * waist + 0.5 * hip,
        T_HIP: hip,
        1.0: 0.97 * hip,
    }
    half = PchipInterpolator(list(knots), list(knots.values()))(np.maximum(t, T_SHOULDER))
    half = np.where(t < T_SHOULDER, 0.26 + (half[0] - 0.26) * t / T_SHOULDER, half)
    tilt = np.interp(t, [0.1, 0.85], [stance.shoulders, stance.hips])
    return Tube(centre, half, np.stack([across(angle) for angle in tilt]))


def bent(root: np.ndarray, middle: np.ndarray, tip: np.ndarray, count: int = 41) -> tuple[np.ndarray, np.ndarray]:
    """A limb's centre line with its joint rounded: points (count, 2), and their fractions (root 0, middle 0.5)."""
    before, after = (float(np.linalg.norm(part)) for part in (middle - root, tip - middle))
    fold = 0.5 - 0.5 * float((middle - root) @ (tip - middle)) / max(before * after, 1e-6)  # 0 straight … 1 folded
    reach = min(0.25 - 0.15 * fold, 0.8 * before / max(after, 1e-6), 0.8 * after / max(before, 1e-6))
    s = np.linspace(-1, 1, count)
    straight = np.where(s[:, None] < 0, middle + s[:, None] * (middle - root), middle + s[:, None] * (tip - middle))
    a, b = middle - reach * (middle - root), middle + reach * (tip - middle)
    u = np.clip((s + reach) / (2 * reach), 0, 1)[:, None]
    rounded = (1 - u) ** 2 * a + 2 * u * (1 - u) * middle + u**2 * b
    return np.where(np.abs(s)[:, None] < reach, rounded, straight), (s + 1) / 2


def arm_tube(joints: dict, side: str, unit: float, m: Measures) -> Tube:
    centre, s = bent(*(joints[f"{side} {n}"] for n in ("shoulder", "elbow", "wrist")))
    at, feminine, masculine = np.array(_ARM).T
    half = PchipInterpolator(at, feminine + m.masculinity * (masculine - feminine))(s)
    fuller = 1 + (m.limbs - 1) * np.interp(s, [0, 0.7, 1], [1, 0.8, 0.35])
    return Tube(centre, unit * half * fuller)


def leg_tube(joints: dict, side: str, unit: float, m: Measures) -> Tube:
    centre, s = bent(*(joints[f"{side} {n}"] for n in ("hip", "knee", "ankle")))
    at, width, shift = np.array(_LEG).T
    top = m.hip - m.hip_joint + 0.005
    lower = (0.335 + 0.012 * m.masculinity) * m.limbs  # what the profile below the knee is a share of
    scale = np.interp(
        s, [0.0, 0.35, 0.5, 0.8, 1.0], [top, 0.5 * (top + lower), lower, lower, 0.5 * (lower + 0.335)]
    )
    half = unit * scale * PchipInterpolator(at, width)(s)
    out = unit * SIGN[side] * PchipInterpolator(at, shift)(s)
    line = joints[f"{side} ankle"] - joints[f"{side} hip"]
    normal = np.array([line[1], -line[0]]) / max(np.linalg.norm(line), 1e-6)
    return Tube(centre + out[:, None] * normal, half)


def neck_tube(joints: dict, unit: float, m: Measures) -> Tube:
    half = unit * (0.158 + 0.062 * m.masculinity) * (1 + 0.35 * (m.limbs - 1))
    up = (joints["chin"] - joints["neck"]) / np.linalg.norm(joints["chin"] - joints["neck"])
    top = joints["chin"] + 0.14 * unit * up
    return Tube(np.stack([top, (top + joints["neck"]) / 2, joints["neck"]]), half * np.array([1.0, 1.0, 1.1]))
