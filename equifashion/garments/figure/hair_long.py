"""Long, curly and put-up hair, drawn with a comb (see ``comb``)."""

from collections.abc import Callable

import numpy as np

from equifashion.garments.figure.comb import Comb, curls_inside, curly
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import path
from equifashion.garments.scene.scene import Shape, Stroke

# Hairlines for the front view, from the canvas's right temple to its left.
CENTRE_PART = ((0.335, 0.06), (0.318, -0.1), (0.27, -0.24), (0.16, -0.345), (0.0, -0.40), (-0.16, -0.345),
                (-0.27, -0.24), (-0.318, -0.1), (-0.335, 0.06))  # fmt: skip
SIDE_PART = ((0.338, 0.05), (0.325, -0.08), (0.29, -0.2), (0.20, -0.27), (0.06, -0.325), (-0.1, -0.39),
              (-0.22, -0.31), (-0.29, -0.2), (-0.325, -0.05), (-0.338, 0.05))  # fmt: skip
FRINGE = ((0.34, 0.06), (0.325, -0.04), (0.26, -0.085), (0.13, -0.105), (0.0, -0.11), (-0.13, -0.105),
(-0.26, -0.085),
           (-0.325, -0.04), (-0.34, 0.06))  # fmt: skip


def _hanging(left: list, right: list, tip: list) -> list:
    """Outline of back hair: down the canvas's right, along the tips, up the left."""
    return [(-0.2, -0.48), (0.2, -0.48), *right, *tip, *left[::-1]]


def straight_long(c: Comb) -> list[Shape]:
    right = [(0.37, -0.3), (0.40, 0.0), (0.42, 0.45), (0.46, 0.85), (0.47, 1.25)]
    left = [(-x, y) for x, y in right]
    back = c.mass(
        _hanging(left, right, [(0.36, 1.36), (0.12, 1.4), (-0.12, 1.4), (-0.36, 1.36)]),
        layers.HAIR_BACK,
        [[(x, 0.45), (1.08 * x, 0.9), (1.12 * x, 1.32)] for x in (-0.36, -0.29, 0.29, 0.36)],
        (c.depth([(-0.3, 0.1), (0.3, 0.1), (0.28, 0.75), (-0.28, 0.75)], 0.38),),
    )
    cap = c.cap(CENTRE_PART, 0.05, 0.045, 0.12, strands=c.combed((0.0, -0.5), CENTRE_PART, 10))
    return [back, cap, *(lock(c, sign, 1.28) for sign in (-1, 1))]


def lock(c: Comb, sign: int, end: float, wave: float = 0.0, width: float = 1.0) -> Shape:
    """A lock that falls from the temple in front of the shoulder."""
    y = np.linspace(-0.3, end, 11)
    sway = wave * np.sin(np.linspace(0, 2.2 * np.pi, 11))
    skull = np.abs(c.unlean(np.stack([c.frame.limits(y)[0 if sign < 0 else 1], y], axis=1))[:, 0])
    outer = np.where(y < 0.05, skull + 0.05, 0.395 + 0.06 * np.clip((y + 0.1) / 0.9, 0, 1)) + sway
    inner = np.interp(y, [-0.3, -0.15, 0.05, 0.3, 0.6, end], [0.345, 0.335, 0.318, 0.30, 0.27, 0.36 - 0.06 * width])
    inner = np.minimum(np.minimum(inner + sway, outer - 0.05), np.where(y < 0.2, skull - 0.004, 9))
    points = np.vstack([np.stack([sign * outer, y], 1), [(sign * (0.5 * (outer[-1] + inner[-1])), end + 0.07)],
                        np.stack([sign * inner, y], 1)[::-1]])  # fmt: skip
    strands = [np.stack([sign * (inner + share * (outer - inner)), y], 1)[1:-1] for share in (0.35, 0.68)]
    shape = c.mass(points, layers.HAIR_FRONT + 0.1, strands)
    edges = Stroke(path(c.place(points[1:-1])), 1.5, "contour", c.ink)  # open at the top: it grows out of the cap
    return Shape(shape.part, shape.outline, shape.fill, 0.0, (*shape.strokes, edges), (), shape.z)


def bob(c: Comb) -> list[Shape]:
    right = [(0.38, -0.3), (0.43, 0.0), (0.455, 0.25), (0.44, 0.46)]
    left = [(-x, y) for x, y in right]
    back = c.mass(
        _hanging(left, right, [(0.34, 0.55), (0.1, 0.56), (-0.1, 0.56), (-0.34, 0.55)]),
        layers.HAIR_BACK,
        (),
        (c.depth([(-0.3, 0.1), (0.3, 0.1), (0.3, 0.6), (-0.3, 0.6)], 0.38),),
    )
    cap = c.cap(SIDE_PART, 0.055, 0.055, 0.1, strands=c.combed((-0.1, -0.5), SIDE_PART, 10))
    sides = []
    for sign in (-1, 1):
        points = [(0.36, -0.18), (0.41, 0.02), (0.445, 0.25), (0.435, 0.45), (0.37, 0.545), (0.285, 0.52),
        (0.262, 0.42),
                  (0.30, 0.25), (0.325, 0.05), (0.318, -0.1)]  # fmt: skip
        strands = [[(0.35, -0.1), (0.385, 0.15), (0.36, 0.48)], [(0.375, -0.1), (0.42, 0.2), (0.405, 0.45)]]
        sides.append(
            c.mass([(sign * x, y) for x, y in points], layers.HAIR_FRONT - 0.1,
                   [[(sign * x, y) for x, y in line] for line in strands])
        )  # fmt: skip
    return [back, *sides, cap]


def fringed_long(c: Comb) -> list[Shape]:
    back, _, *locks = straight_long(c)
    strands = [[(0.7 * x, -0.46), (0.95 * x, -0.28), (x, -0.12)] for x in np.linspace(-0.26, 0.26, 9)]
    return [back, *locks, c.cap(FRINGE, 0.055, 0.05, 0.12, strands=strands)]


def waves(c: Comb) -> list[Shape]:
    right = [(0.40, -0.28), (0.47, -0.05), (0.44, 0.18), (0.54, 0.42), (0.49, 0.66), (0.57, 0.9), (0.50, 1.12)]
    left = [(-x - 0.01, y + 0.04) for x, y in right]
    back = c.mass(
        _hanging(left, right, [(0.4, 1.24), (0.2, 1.16), (0.0, 1.24), (-0.2, 1.18), (-0.4, 1.26)]),
        layers.HAIR_BACK,
        [[(s * 0.4, 0.3), (s * 0.46, 0.5), (s * 0.41, 0.75), (s * 0.48, 1.0)] for s in (-1, 1)],
        (c.depth([(-0.3, 0.1), (0.3, 0.1), (0.28, 0.7), (-0.28, 0.7)], 0.38),),
    )
    cap = c.cap(SIDE_PART, 0.075, 0.07, 0.1, strands=c.combed((-0.1, -0.52), SIDE_PART, 10, 0.1))
    return [back, cap, lock(c, 1, 1.05, 0.035), lock(c, -1, 1.12, 0.035)]


def _ring(half_width: float, half_height: float, middle: float, face: float) -> Callable[[float, float], bool]:
    """Tells whether a local point lies in an oval of hair, but not on the face, whose middle is at y=``face``."""

    def holds(x: float, y: float) -> bool:
        hair = (x / half_width) ** 2 + ((y - middle) / half_height) ** 2 < 1
        return hair and (x / 0.335) ** 2 + ((y - face) / 0.42) ** 2 >= 1

    return holds


def curls(c: Comb) -> list[Shape]:
    ring = [(-0.2, -0.62), (0.2, -0.62), (0.48, -0.42), (0.58, -0.1), (0.6, 0.25), (0.56, 0.55), (0.4, 0.7),
    (0.0, 0.72),
            (-0.4, 0.7), (-0.56, 0.55), (-0.6, 0.25), (-0.58, -0.1), (-0.48, -0.42)]  # fmt: skip
    back = c.mass(
        curly(ring, 0.16),
        layers.HAIR_BACK,
        (),
        (c.depth([(-0.32, 0.1), (0.32, 0.1), (0.3, 0.8), (-0.3, 0.8)], 0.4),),
    )
    line = [(0.36, 0.12), (0.318, -0.06), (0.27, -0.2), (0.15, -0.29), (0.0, -0.26), (-0.14, -0.31), (-0.27, -0.2),
            (-0.318, -0.06), (-0.36, 0.12)]  # fmt: skip
    outer = [(-0.5, 0.32), (-0.52, 0.0), (-0.46, -0.34), (-0.25, -0.56), (0.0, -0.62), (0.25, -0.56), (0.46, -0.34),
             (0.52, 0.0), (0.5, 0.32), (0.42, 0.44)]  # fmt: skip
    points = curly(np.vstack([outer, c.hairline(line), [(-0.42, 0.44)]]), 0.13, 0.42)
    return [
        back,
        c.mass(
            points,
            layers.HAIR_FRONT,
            curls_inside(-0.5, 0.5, -0.55, 0.4, 0.15, _ring(0.48, 0.52, -0.05, 0.12)),
            (),
            0.5,
            0.85,
        ),
    ]


def afro(c: Comb) -> list[Shape]:
    a = np.linspace(0, 2 * np.pi, 26, endpoint=False)
    ring = np.stack([0.66 * np.sin(a), -0.2 - 0.58 * np.cos(a)], axis=1)
    back = c.mass(
        curly(ring, 0.07, 0.35),
        layers.HAIR_BACK,
        (),
        (c.depth([(-0.4, 0.0), (0.4, 0.0), (0.35, 0.4), (-0.35, 0.4)], 0.3),),
    )
    line = [(0.36, 0.05), (0.322, -0.06), (0.29, -0.2), (0.2, -0.28), (0.0, -0.3), (-0.2, -0.28), (-0.29, -0.2),
            (-0.322, -0.06), (-0.36, 0.05)]  # fmt: skip
    b = np.linspace(-1.95, 1.95, 19)
    outer = np.stack([0.62 * np.sin(b), -0.21 - 0.55 * np.cos(b)], axis=1)
    front = np.vstack([outer, c.hairline(line)])
    coils = curls_inside(-0.6, 0.6, -0.75, 0.2, 0.115, _ring(0.56, 0.5, -0.22, 0.1))
    mass = c.mass(
        front,
        layers.HAIR_FRONT,
        coils,
        (c.gleam([(-0.42, -0.42), (-0.2, -0.62), (0.05, -0.66), (-0.1, -0.52), (-0.3, -0.36)], 0.1),),
        0.45,
        0.8,
    )
    return [back, Shape(mass.part, mass.outline, mass.fill, 0.0, mass.strokes, mass.shades, mass.z)]


def pulled_back(c: Comb, z: float = layers.HAIR_FRONT) -> Shape:
    return c.cap(CENTRE_PART, 0.035, 0.008, -0.2, z, c.combed((0.0, -0.53), CENTRE_PART, 9, 0.03))


def bun(c: Comb) -> list[Shape]:
    a = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    knot = np.stack([0.17 * np.sin(a), -0.60 - 0.135 * np.cos(a)], axis=1)
    spirals = [
        [(-0.13, -0.6), (-0.04, -0.68), (0.09, -0.66), (0.12, -0.58)],
        [(-0.09, -0.56), (0.0, -0.61), (0.08, -0.56)],
    ]
    return [c.mass(knot, layers.HAIR_FRONT - 0.2, spirals), pulled_back(c)]


def low_bun(c: Comb) -> list[Shape]:
    a = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    side = -1 if c.frame.yaw > 0 else 1
    knot = np.stack([side * 0.2 + 0.2 * np.sin(a), 0.36 - 0.15 * np.cos(a)], axis=1)
    return [
        c.mass(knot, layers.HAIR_BACK, [[(side * 0.3, 0.28), (side * 0.37, 0.36), (side * 0.3, 0.46)]]),
        c.cap(SIDE_PART, 0.035, 0.012, -0.2, strands=c.combed((-0.1, -0.5), SIDE_PART, 9, 0.04)),
    ]


def ponytail(c: Comb) -> list[Shape]:
    side = -1 if c.frame.yaw > 0.05 else 1
    tail = [(0.02, -0.52), (0.2, -0.58), (0.36, -0.42), (0.5, -0.1), (0.56, 0.3), (0.55, 0.7), (0.46, 1.05),
    (0.44, 0.7),
            (0.40, 0.3), (0.33, 0.0), (0.2, -0.3)]  # fmt: skip
    strands = [[(0.25, -0.45), (0.42, -0.05), (0.48, 0.4), (0.48, 0.8)], [(0.3, -0.4), (0.48, 0.0), (0.52, 0.5)]]

    def flip(line: list) -> list:
        return [(side * x, y) for x, y in line]

    return [c.mass(flip(tail), layers.HAIR_BACK, [flip(s) for s in strands]), pulled_back(c)]


def braids(c: Comb) -> list[Shape]:
    shapes = []
    for sign in (-1, 1):
        beads = []
        for i in range(9):
            y, x = 0.22 + 0.135 * i, sign * (0.365 + 0.022 * min(i, 4))
            w, h = 0.072 * (1 - 0.035 * i), 0.088
            points = [
                (x - w, y - 0.2 * h),
                (x, y - h),
                (x + w, y - 0.2 * h),
                (x + 0.6 * w, y + 0.6 * h),
                (x, y + h),
                (x - 0.6 * w, y + 0.6 * h),
            ]
            beads.append(
                c.mass(
                    points,
                    layers.HAIR_FRONT - 0.3 + 0.01 * (9 - i),
                    [[(x, y - 0.6 * h), (x + 0.3 * w, y + 0.3 * h)]],
                )
            )
        tail = [
            (x - 0.04, y + 0.04),
            (x + 0.04, y + 0.04),
            (x + 0.045, y + 0.16),
            (x, y + 0.24),
            (x - 0.045, y + 0.16),
        ]
        shapes += [c.mass(tail, layers.HAIR_FRONT - 0.32), *beads]
    cap = c.cap(CENTRE_PART, 0.035, 0.025, 0.14, strands=c.combed((0.0, -0.5), CENTRE_PART, 10, 0.05))
    return [*shapes, cap]


def locs(c: Comb, end: float = 0.95) -> list[Shape]:
    shapes = []
    ropes = [(-0.30, 0.9), (0.30, 0.95), (-0.38, 1.0), (0.38, 0.92), (-0.45, 0.86), (0.45, 0.98)]
    block = [
        (-0.2, -0.48),
        (0.2, -0.48),
        (0.4, -0.25),
        (0.43, 0.2),
        (0.4, 0.6),
        (-0.4, 0.6),
        (-0.43, 0.2),
        (-0.4, -0.25),
    ]
    shapes.append(
        c.mass(block, layers.HAIR_BACK, (), (c.depth([(-0.3, 0.1), (0.3, 0.1), (0.3, 0.6), (-0.3, 0.6)], 0.4),))
    )
    for i, (x, length) in enumerate(ropes):
        y = np.linspace(-0.12, length * end / 0.95, 12)
        middle = np.interp(y, [-0.12, 0.1, 1.0], [0.9 * x, x, 1.14 * x]) + 0.008 * np.sin(9 * y + i)
        half = 0.042 + 0.006 * np.sin(26 * y + i)
        points = np.vstack([np.stack([middle + half, y], 1), np.stack([middle - half, y], 1)[::-1]])
        rings = [[(m - 0.03, v + 0.015), (m + 0.03, v - 0.01)] for m, v in list(zip(middle, y, strict=True))[3::2]]
        front = abs(x) < 0.34
        if front:
            points[:, 0] = np.sign(x) * np.maximum(np.abs(points[:, 0]), 0.29)
        shapes.append(c.mass(points, layers.HAIR_FRONT - 0.3 + 0.02 * i, rings))
    cap = c.cap(CENTRE_PART, 0.06, 0.045, 0.05, strands=c.combed((0.0, -0.53), CENTRE_PART, 12, 0.05))
    return [*shapes, cap]
