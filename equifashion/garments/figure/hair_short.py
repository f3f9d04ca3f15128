"""Short hair and the headscarf, drawn with a comb (see ``comb``)."""

import numpy as np

from equifashion.garments.figure import skin
from equifashion.garments.figure.comb import Comb, curls_inside, curly
from equifashion.garments.figure.person import MONK_TONES
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import path
from equifashion.garments.scene.scene import Fill, Part, Shape, Stroke

# Its hairline for the front view, from the canvas's right temple to its left.
SHORT = ((0.348, -0.02), (0.325, -0.08), (0.305, -0.2), (0.26, -0.275), (0.12, -0.315), (0.0, -0.325),
(-0.12, -0.315),
          (-0.26, -0.275), (-0.305, -0.2), (-0.325, -0.08), (-0.348, -0.02))  # fmt: skip


def pixie(c: Comb) -> list[Shape]:
    line = [(0.348, 0.12), (0.318, 0.03), (0.315, -0.1), (0.26, -0.16), (0.13, -0.17), (-0.02, -0.235),
    (-0.13, -0.31),
            (-0.22, -0.27), (-0.3, -0.14), (-0.318, 0.03), (-0.348, 0.12)]  # fmt: skip
    strands = [[(-0.15, -0.5), (0.0, -0.4), (0.12, -0.22)], [(-0.15, -0.5), (0.1, -0.44), (0.24, -0.2)],
               [(-0.1, -0.52), (0.18, -0.42), (0.32, -0.1)], [(-0.15, -0.5), (-0.08, -0.4), (0.0, -0.27)],
               [(-0.2, -0.48), (-0.31, -0.3), (-0.335, 0.0)], [(-0.18, -0.5), (-0.25, -0.36),
               (-0.29, -0.2)]]  # fmt: skip
    return [c.cap(line, 0.06, 0.02, 0.1, strands=strands)]


def side_part(c: Comb) -> list[Shape]:
    line = [(0.35, -0.02), (0.325, -0.1), (0.305, -0.2), (0.25, -0.3), (0.1, -0.34), (-0.06, -0.36), (-0.17, -0.37),
            (-0.25, -0.29), (-0.305, -0.2), (-0.325, -0.1), (-0.35, -0.02)]  # fmt: skip
    strands = [[(-0.18, -0.38), (-0.02, -0.49), (0.2, -0.47)], [(-0.17, -0.38), (0.0, -0.44), (0.24, -0.4)],
               [(-0.16, -0.375), (0.05, -0.4), (0.28, -0.3)], [(-0.2, -0.4), (-0.28, -0.33), (-0.33, -0.15)],
               [(0.3, -0.36), (0.345, -0.22), (0.345, -0.06)]]  # fmt: skip
    return [c.cap(line, 0.075, 0.012, -0.02, strands=strands)]


def quiff(c: Comb) -> list[Shape]:
    front = c.hairline(SHORT)
    outer = [(-0.352, -0.04), (-0.368, -0.22), (-0.345, -0.42), (-0.27, -0.56), (-0.1, -0.655), (0.12, -0.66),
    (0.28, -0.58),
             (0.345, -0.42), (0.368, -0.22), (0.352, -0.04)]  # fmt: skip
    strands = [[(x, -0.31), (0.9 * x + 0.03, -0.45), (0.8 * x + 0.09, -0.59)] for x in np.linspace(-0.22, 0.2, 6)]
    sides = [[(s * 0.352, -0.06), (s * 0.357, -0.2), (s * 0.33, -0.36)] for s in (-1, 1)]
    return [
        c.mass(
            np.vstack([outer, front]),
            layers.HAIR_FRONT,
            strands + sides,
            (c.gleam([(-0.18, -0.5), (0.0, -0.58), (0.15, -0.58), (0.05, -0.5)]),),
        )
    ]


def crop(c: Comb) -> list[Shape]:
    strands = [
        [(x, -0.46 + 0.3 * x * x), (1.02 * x + 0.015, -0.38 + 0.3 * x * x)] for x in np.linspace(-0.26, 0.24, 8)
    ]
    return [c.cap(SHORT, 0.03, 0.005, -0.02, strands=strands)]


def buzz(c: Comb) -> list[Shape]:
    shape = c.cap(SHORT, 0.012, 0.002, -0.02, gleam=False)
    colour = skin.mix(c.colour, MONK_TONES[c.tone - 1], 0.28)
    return [Shape(shape.part, shape.outline, Fill(colour), 0.6, (), shape.shades, shape.z)]


def short_curls(c: Comb) -> list[Shape]:
    outer = [
        (-0.37, 0.02),
        (-0.41, -0.2),
        (-0.39, -0.42),
        (-0.24, -0.58),
        (0.0, -0.63),
        (0.24, -0.58),
        (0.39, -0.42),
        (0.41, -0.2),
        (0.37, 0.02),
    ]
    line = [
        (0.335, -0.06),
        (0.305, -0.19),
        (0.22, -0.26),
        (0.08, -0.23),
        (-0.08, -0.265),
        (-0.22, -0.24),
        (-0.305, -0.19),
        (-0.335, -0.06),
    ]
    points = curly(np.vstack([outer, c.hairline(line)]), 0.105, 0.42)

    def keep(x: float, y: float) -> bool:
        return (x / 0.36) ** 2 + ((y + 0.22) / 0.36) ** 2 < 1 and y < -0.3 + 0.4 * x * x

    return [c.mass(points, layers.HAIR_FRONT, curls_inside(-0.38, 0.38, -0.56, -0.1, 0.12, keep), (), 0.5, 0.85)]


def hijab(c: Comb) -> list[Shape]:
    opening = c.hairline([(0.305, 0.1), (0.3, -0.1), (0.235, -0.27), (0.1, -0.335), (-0.1, -0.335),
    (-0.235, -0.27), (-0.3, -0.1), (-0.305, 0.1),
                          (-0.275, 0.27), (-0.19, 0.41), (-0.07, 0.5), (0.07, 0.5), (0.19, 0.41),
                          (0.275, 0.27)])  # fmt: skip
    outer = c.place([(-0.39, 0.2), (-0.41, -0.1), (-0.36, -0.36), (-0.19, -0.54), (0.0, -0.575), (0.19, -0.54),
    (0.36, -0.36), (0.41, -0.1),
                     (0.39, 0.2), (0.37, 0.45), (0.47, 0.68), (0.62, 0.92), (0.5, 1.12), (0.2, 1.24),
                     (-0.1, 1.26), (-0.42, 1.14),
                     (-0.62, 0.92), (-0.47, 0.68), (-0.37, 0.45)])  # fmt: skip
    outline = path(outer, True) + path(c.place(opening), True)
    lines = [[(-0.3, 0.36), (-0.12, 0.6), (0.16, 0.72), (0.5, 0.82)], [(-0.35, 0.45), (-0.15, 0.76),
    (0.15, 0.92), (0.46, 1.0)],
             [(0.3, 0.36), (0.14, 0.56), (-0.02, 0.62)], [(0.34, 0.0), (0.36, 0.2),
             (0.33, 0.38)], [(-0.36, -0.05), (-0.37, 0.15), (-0.34, 0.36)],
             [(0.2, -0.46), (0.33, -0.3), (0.355, -0.1)]]  # fmt: skip
    strokes = tuple(
        Stroke(path(c.place(line)), 0.65, "fold", skin.mix(c.colour, "#0a0708", 0.5), 0.8) for line in lines
    )
    shade = c.depth([(-0.3, 0.38), (0.0, 0.56), (0.3, 0.38), (0.4, 0.62), (0.0, 0.74), (-0.4, 0.62)], 0.22)
    return [Shape(Part.HAIR, outline, Fill(c.colour), 0.75, strokes, (shade,), layers.HEADWEAR)]


def bald(c: Comb) -> list[Shape]:
    return []
