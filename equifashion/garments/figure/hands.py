"""Hands, drawn from templates along the line from wrist to finger tips."""

from dataclasses import dataclass

import numpy as np

from equifashion.garments.figure import skin
from equifashion.garments.figure.body import SIDES, SIGN, Body
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import Points, closed_path, path
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape, Stroke


@dataclass(frozen=True)
class HandShape:
    """A hand in local coordinates: y from the wrist (0) to the finger tips (1), x towards the thumb.

    Attributes:
        outline: from the little finger's side of the wrist round the tips to the thumb's side.
        lines: between the fingers, knuckles, the thumb's edge.
    """

    outline: tuple[tuple[float, float], ...]
    lines: tuple[tuple[tuple[float, float], ...], ...]


HAND_SHAPES: dict[str, HandShape] = {
    "relaxed": HandShape(
        (
            (-0.13, 0.13), (-0.155, 0.3), (-0.145, 0.45), (-0.14, 0.6), (-0.115, 0.715), (-0.075, 0.735),
            (-0.055, 0.82),
            (-0.02, 0.885), (0.02, 0.885), (0.045, 0.945), (0.085, 0.95), (0.115, 0.87), (0.14, 0.8), (0.15, 0.66),
            (0.135, 0.53), (0.125, 0.44), (0.15, 0.52), (0.175, 0.6), (0.215, 0.605), (0.225, 0.5), (0.205, 0.37),
            (0.17, 0.22), (0.12, 0.1),
        ),
        (
            ((-0.07, 0.72), (-0.075, 0.5)),
            ((0.025, 0.88), (0.005, 0.53)),
            ((0.1, 0.86), (0.075, 0.55)),
            ((0.125, 0.44), (0.105, 0.34), (0.1, 0.26)),
        ),
    ),
    "curled": HandShape(
        (
            (-0.13, 0.12), (-0.17, 0.28), (-0.175, 0.42), (-0.15, 0.55), (-0.1, 0.625), (-0.03, 0.665),
            (0.05, 0.665),
            (0.11, 0.62), (0.145, 0.55), (0.185, 0.5), (0.205, 0.4), (0.19, 0.28), (0.15, 0.16), (0.11, 0.06),
        ),
        (
            ((-0.1, 0.62), (-0.115, 0.44)),
            ((-0.03, 0.66), (-0.035, 0.46)),
            ((0.05, 0.66), (0.04, 0.49)),
            ((0.145, 0.55), (0.1, 0.565), (0.055, 0.5), (0.1, 0.36), (0.1, 0.26)),
        ),
    ),
    "flat": HandShape(
        (
            (-0.125, 0.12), (-0.16, 0.28), (-0.165, 0.44), (-0.17, 0.58), (-0.145, 0.695), (-0.105, 0.71),
            (-0.085, 0.79),
            (-0.045, 0.85), (-0.01, 0.845), (0.02, 0.905), (0.06, 0.905), (0.09, 0.83), (0.12, 0.79), (0.145, 0.7),
            (0.145, 0.55), (0.14, 0.4), (0.135, 0.25), (0.11, 0.1),
        ),
        (((-0.095, 0.69), (-0.09, 0.46)), ((-0.01, 0.83), (-0.015, 0.49)), ((0.085, 0.81), (0.065, 0.5))),
    ),
    "open": HandShape(
        (
            (-0.13, 0.12), (-0.165, 0.28), (-0.175, 0.42), (-0.235, 0.56), (-0.265, 0.68), (-0.23, 0.72),
            (-0.19, 0.64),
            (-0.12, 0.53), (-0.125, 0.7), (-0.115, 0.84), (-0.075, 0.87), (-0.05, 0.76), (-0.02, 0.55), (0.0, 0.72),
            (0.02, 0.89), (0.06, 0.92), (0.085, 0.8), (0.075, 0.55), (0.115, 0.68), (0.15, 0.81), (0.19, 0.8),
            (0.19, 0.66),
            (0.145, 0.48), (0.16, 0.4), (0.225, 0.47), (0.285, 0.53), (0.32, 0.49), (0.275, 0.37), (0.2, 0.22),
            (0.12, 0.09),
        ),
        (((0.16, 0.4), (0.11, 0.33)), ((-0.12, 0.53), (-0.105, 0.47)), ((-0.02, 0.55), (-0.02, 0.5))),
    ),
}  # fmt: skip


def draw_hand(body: Body, side: str) -> Shape:
    """One hand, open towards its forearm so that no line crosses the wrist."""
    figure, index = body.figure, SIDES.index(side)
    shape = HAND_SHAPES[body.stance.hands[index]]
    wrist, tips = body.joints[f"{side} wrist"], body.joints[f"{side} hand"]
    along = tips - wrist
    length = float(np.linalg.norm(along))
    thumb = -SIGN[side] * np.array([along[1], -along[0]]) * (0.92 + 0.14 * figure.masculinity)

    def place(points: Points) -> np.ndarray:
        p = np.asarray(points, float)
        return wrist + p[:, :1] * thumb + p[:, 1:] * along

    arm = body.arms[side]
    start = -0.1 * length / max(arm.length, 1e-6)
    half, normal = arm.half_at(1.0), arm.normal(1.0)
    if normal @ thumb < 0:
        normal = -normal
    low, high = arm.at(1.0 + start), wrist
    edge = np.vstack(
        [low - half * normal, high - half * normal, place(shape.outline), high + half * normal, low + half * normal]
    )
    tone = figure.skin_tone
    strokes = (
        Stroke(path(edge), 1.5, "contour", skin.contour_ink(tone)),
        *(Stroke(path(place(line)), 0.45, "detail", skin.inner_ink(tone), 0.75) for line in shape.lines),
    )
    right = place([(0.02, 0.1), (0.3, 0.1), (0.3, 0.95), (0.06, 0.95)] if thumb[0] > 0 else
                  [(-0.02, 0.1), (-0.3, 0.1), (-0.3, 0.9), (-0.05, 0.95)])  # fmt: skip
    shades = (Shade(path(right, True), 0.1, 0.0, skin.shadow(tone)),)
    return Shape(
        Part.SKIN, closed_path(edge), Fill(figure.skin), 0.0, strokes, shades, layers.hand_layer(body.stance, side)
    )
