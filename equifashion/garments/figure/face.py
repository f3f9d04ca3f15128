"""The head: its outline, ears and features, turned up to three-quarter view.

Local coordinates are heads from the centre of the head, x to the canvas's right, y down the face: crown -0.5,
eyes 0, chin 0.5. ``HeadFrame`` places them on the canvas.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.interpolate import PchipInterpolator

from equifashion.garments.figure import skin
from equifashion.garments.figure.body import FULL_TURN, Body
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import Points, path, polyline
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape, Stroke

_ROUND = 0.335  # radius of the face as a cylinder, heads

_GLOWS = (  # where a face shines: x, y, half-width, half-height
    (-0.05, -0.27, 0.17, 0.07), (0.0, 0.06, 0.022, 0.13), (-0.2, 0.11, 0.075, 0.04), (0.17, 0.11, 0.05, 0.03),
    (-0.15, -0.07, 0.06, 0.022), (0.15, -0.07, 0.06, 0.022), (0.0, 0.43, 0.05, 0.03),
)  # fmt: skip

# Half outlines: y → half-width.
_FEMININE = (
    (-0.5, 0.0), (-0.475, 0.15), (-0.40, 0.262), (-0.27, 0.33), (-0.1, 0.35), (0.05, 0.338), (0.18, 0.305),
    (0.29, 0.252), (0.38, 0.185), (0.45, 0.112), (0.49, 0.055), (0.502, 0.0),
)  # fmt: skip
_MASCULINE = (
    (-0.5, 0.0), (-0.475, 0.155), (-0.40, 0.27), (-0.27, 0.338), (-0.1, 0.352), (0.05, 0.347), (0.18, 0.335),
    (0.29, 0.307), (0.38, 0.254), (0.45, 0.178), (0.492, 0.1), (0.508, 0.0),
)  # fmt: skip


@dataclass(frozen=True)
class HeadFrame:
    """Places local head coordinates on the canvas.

    Attributes:
        centre: of the head, pixels.
        right, down: unit vectors of the face, pixels a head.
        yaw: radians that the face turns to the canvas's right.
        unit: pixels a head.
        masculinity: 0–1.
    """

    centre: np.ndarray
    right: np.ndarray
    down: np.ndarray
    yaw: float
    unit: float
    masculinity: float

    @classmethod
    def of(cls, body: Body) -> "HeadFrame":
        """The frame of a body's head."""
        chin, crown = body.joints["chin"], body.joints["crown"]
        down = chin - crown
        down = down / np.linalg.norm(down)
        right = np.array([down[1], -down[0]])
        yaw = np.radians(FULL_TURN * body.stance.look)
        return cls(
            body.joints["head"], body.unit * right, body.unit * down, float(yaw), body.unit, body.figure.masculinity
        )

    def flat(self, points: Points) -> np.ndarray:
        """Local points (N, 2) on the canvas, not turned: silhouettes."""
        p = np.asarray(points, float).reshape(-1, 2)
        return self.centre + p[:, :1] * self.right + p[:, 1:] * self.down

    def limits(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Local x of the head's left and right contour at heights y."""
        both = self.outline(count=25)
        right, left = both[:25], both[25:][::-1]
        return np.interp(y, left[:, 1], left[:, 0]), np.interp(y, right[:, 1], right[:, 0])

    def turned(self, points: Points) -> np.ndarray:
        """Local points of the face (N, 2) on the canvas, carried round by the turn of the head."""
        p = np.asarray(points, float).reshape(-1, 2)
        angle = np.arcsin(np.clip(p[:, 0] / 0.36, -1, 1)) + self.yaw
        x = 0.36 * np.sin(np.clip(angle, -1.5, 1.5)) + 0.02 * np.sin(self.yaw)
        return self.flat(np.stack([x, p[:, 1]], axis=1))

    def outline(self, start: float = -0.5, end: float = 0.508, grow: float = 0.0, count: int = 15) -> np.ndarray:
        """The head's contour between two heights, local (2·count, 2): down the right side, up the left."""
        top, bottom = -0.5, 0.502 + 0.006 * self.masculinity
        u = np.linspace(0, 1, count)
        y = np.clip(start + (end - start) * (1 - np.cos(np.pi * u)) / 2, top, bottom)
        half = _half_width(y, self.masculinity)
        s, lean = np.sin(self.yaw), np.interp(y, [-0.5, -0.2, 0.1, 0.5], [-0.03, -0.02, 0.05, 0.115])
        sides = []
        for sign in (1, -1):
            far = max(0.0, sign * s)  # the side that turns away
            near = max(0.0, -sign * s)
            socket = 0.055 * np.exp(-(((y + 0.02) / 0.08) ** 2)) - 0.03 * np.exp(-(((y - 0.13) / 0.1) ** 2))
            skull = 0.10 * np.exp(-(((y + 0.2) / 0.28) ** 2))
            width = half - far * (socket + 0.015) + near * skull
            sides.append(
                np.stack([sign * (width + grow) + lean * s, y + grow * np.sign(y) * (half < 0.05)], axis=1)
            )
        return np.vstack([sides[0], sides[1][::-1]])


@cache
def _contours() -> tuple[PchipInterpolator, PchipInterpolator]:
    """Half-width of a feminine and a masculine head over the angle from the crown, so that both ends are round."""
    (feminine_at, feminine), (masculine_at, masculine) = (np.array(table).T for table in (_FEMININE, _MASCULINE))
    return PchipInterpolator(_angle(feminine_at), feminine), PchipInterpolator(_angle(masculine_at), masculine)


def _angle(y: np.ndarray) -> np.ndarray:
    return np.arccos(np.clip(-2 * np.asarray(y) / 1.01, -1, 1))


def _half_width(y: np.ndarray, masculinity: float) -> np.ndarray:
    feminine, masculine = (contour(_angle(y)) for contour in _contours())
    return feminine + masculinity * (masculine - feminine)


def draw_head(body: Body) -> list[Shape]:
    """Ears, head and features; hair is drawn by ``hair``."""
    frame = HeadFrame.of(body)
    figure = body.figure
    tone = figure.skin_tone
    outline = frame.flat(frame.outline())
    edge = Stroke(path(outline, closed=True), 1.7, "contour", skin.contour_ink(tone))
    features = (*_nose(frame, tone), *_mouth(frame, tone), *_eyes(frame, figure.hair_colour, tone))
    head = Shape(
        Part.SKIN,
        path(outline, closed=True),
        Fill(figure.skin),
        0.0,
        (edge, *features),
        _modelling(frame, tone),
        layers.HEAD,
    )
    return [*(_ear(frame, side, figure.skin, tone) for side in (-1, 1)), head]


def _ear(frame: HeadFrame, sign: int, colour: str, tone: int) -> Shape:
    turn = -sign * np.sin(frame.yaw)  # > 0: this ear comes forward
    x = sign * (0.352 - 0.2 * max(turn, 0.0) * 0.5 - 0.06 * max(-turn, 0))
    half = 0.045 * (1 + 0.7 * turn)
    shell = [(0.0, -0.1), (1.0, -0.105), (1.35, -0.03), (1.0, 0.06), (0.55, 0.125), (0.0, 0.12), (-0.6, 0.0)]
    points = frame.flat([(x + sign * half * u, 0.06 + v) for u, v in shell])
    inner = frame.flat([(x + sign * half * u, 0.06 + v) for u, v in ((0.5, -0.06), (0.95, -0.02), (0.45, 0.05))])
    strokes = (
        Stroke(path(points, closed=True), 1.5, "contour", skin.contour_ink(tone)),
        Stroke(path(inner), 0.45, "fold", skin.inner_ink(tone), 0.7),
    )
    z = layers.FACE - 0.2 if turn > 0.25 else layers.HEAD - 0.2
    return Shape(Part.SKIN, path(points, closed=True), Fill(colour), 0.0, strokes, (), z)


def _modelling(frame: HeadFrame, tone: int) -> tuple[Shade, ...]:
    """Shadow down the canvas-right side of the face, blush, and light where the skin shines."""
    right = frame.outline(-0.45, 0.5)[:15]
    inner = right * (0.80, 1.0)
    inner[:, 0] += 0.03 * np.sin(frame.yaw)
    colour, opacity = skin.blush(tone)
    shades = [
        Shade(
            polyline(frame.flat(np.vstack([right * (1.1, 1.0), inner[::-1]])), True), 0.16, 1.0, skin.shadow(tone)
        )
    ]
    for x in (-0.2, 0.2):
        shades.append(Shade(_oval(frame, x, 0.17, 0.075, 0.055), opacity, 1.6, colour))
    light = skin.glow(tone)
    if light:
        for x, y, w, h in _GLOWS:
            shades.append(Shade(_oval(frame, x, y, w, h), light, 1.0, skin.GLOW))
    return tuple(shades)


def _oval(frame: HeadFrame, x: float, y: float, half_width: float, half_height: float) -> str:
    a = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    return path(frame.turned(np.stack([x + half_width * np.cos(a), y + half_height * np.sin(a)], axis=1)), True)


def _eyes(frame: HeadFrame, hair: str, tone: int) -> tuple[Stroke, ...]:
    soft = 1 - frame.masculinity
    lid = "#120c0c"
    brow = skin.mix(hair, "#1a100c", 0.62) if tone < 8 else "#0a0706"
    open_ = 0.042 + 0.008 * soft
    strokes: list[Stroke] = []
    for sign in (-1, 1):

        def at(points: Sequence[tuple[float, float]], sign: int = sign) -> np.ndarray:
            return frame.turned([(sign * x, y) for x, y in points])

        almond = at([(0.072, 0.014), (0.11, -0.6 * open_), (0.155, -0.95 * open_), (0.2, -0.55 * open_),
                     (0.236, -0.004), (0.2, 0.5 * open_), (0.15, 0.72 * open_), (0.105, 0.5 * open_)])  # fmt: skip
        upper = at([(0.068, 0.016), (0.105, -0.62 * open_), (0.155, -1.0 * open_), (0.205, -0.6 * open_),
                    (0.24 + 0.01 * soft, -0.006 - 0.016 * soft)])  # fmt: skip
        iris = _disc(frame, at([(0.153, -0.004)])[0], 0.039)
        pupil = _disc(frame, at([(0.153, -0.004)])[0], 0.02)
        spark = _disc(frame, at([(0.153, -0.004)])[0] + 0.014 * np.array([-1, -1]) * frame.unit, 0.011)
        brows = at([(0.062, -0.098), (0.115, -0.12 - 0.008 * soft), (0.175, -0.13 - 0.008 * soft), (0.252, -0.098),
                    (0.175, -0.108 - 0.01 * soft), (0.115, -0.092 - 0.01 * soft),
                    (0.064, -0.07 - 0.006 * soft)])  # fmt: skip
        crease = at([(0.1, -0.062), (0.155, -0.086), (0.215, -0.06)])
        under = at([(0.12, 0.6 * open_), (0.17, 0.74 * open_), (0.215, 0.4 * open_)])
        strokes += [
            Stroke(path(almond, True), 0.3, "detail", "#f7f3ee" if tone < 8 else "#eee6dd", filled=True),
            Stroke(iris, 0.3, "detail", "#4a3020" if tone > 3 else "#4c5a50", filled=True),
            Stroke(pupil, 0.3, "detail", "#0c0808", filled=True),
            Stroke(spark, 0.2, "detail", "#ffffff", filled=True),
            Stroke(path(upper), 0.7 + 0.4 * soft, "detail", lid),
            Stroke(path(under), 0.4, "fold", skin.inner_ink(tone), 0.8),
            Stroke(path(crease), 0.4, "fold", skin.inner_ink(tone), 0.55),
            Stroke(path(brows, True), 0.3, "detail", brow, filled=True),
        ]
    return tuple(strokes)


def _disc(frame: HeadFrame, centre: np.ndarray, radius: float) -> str:
    a = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    return path(centre + frame.unit * radius * np.stack([np.cos(a), np.sin(a)], axis=1), True)


def _nose(frame: HeadFrame, tone: int) -> tuple[Stroke, ...]:
    ink, s = skin.inner_ink(tone), np.sin(frame.yaw)
    wide = 0.05 + 0.012 * frame.masculinity + 0.006 * max(0, tone - 6)
    tip = 0.09 * s  # the tip stands out from the round of the face
    base = [(-wide + 0.6 * tip, 0.17), (-0.8 * wide + 0.7 * tip, 0.198), (-0.35 * wide + tip, 0.195), (tip, 0.208),
            (0.35 * wide + tip, 0.195), (0.8 * wide + 0.7 * tip, 0.198), (wide + 0.6 * tip, 0.17)]  # fmt: skip
    side = 1 if s >= 0 else -1
    shaft = [(0.045 * side, -0.075), (0.03 * side + 0.25 * tip, 0.0), (0.026 * side + 0.85 * tip, 0.11),
             (0.034 * side + 1.1 * tip, 0.165)]  # fmt: skip
    nostrils = (
        [(sign * 0.5 * wide + 0.8 * tip - 0.009, 0.196), (sign * 0.5 * wide + 0.8 * tip + 0.009, 0.196)]
        for sign in (-1, 1)
    )
    return (
        Stroke(path(frame.turned(shaft)), 0.45, "detail", ink, 0.35 + 0.45 * min(1.0, 2 * abs(s))),
        Stroke(path(frame.turned(base)), 0.5, "detail", ink, 0.8),
        *(Stroke(path(frame.turned(p)), 0.7, "detail", ink, 0.9) for p in nostrils),
    )


def _mouth(frame: HeadFrame, tone: int) -> tuple[Stroke, ...]:
    soft = 1 - frame.masculinity
    colour = skin.lips(tone, soft)
    full = (1 + 0.05 * max(0, tone - 6)) * (0.86 + 0.14 * soft)
    s, half = 0.05 * np.sin(frame.yaw), 0.098
    line = [(-half + s, 0.297), (-0.04 + s, 0.302), (s, 0.307), (0.04 + s, 0.302), (half + s, 0.297)]
    upper = [(-half + s, 0.297), (-0.03 + s, 0.302 - 0.037 * full), (s, 0.302 - 0.027 * full),
             (0.03 + s, 0.302 - 0.037 * full), (half + s, 0.297), (0.04 + s, 0.304), (s, 0.309),
             (-0.04 + s, 0.304)]  # fmt: skip
    lower = [(-half * 0.9 + s, 0.299), (-0.05 + s, 0.306 + 0.034 * full), (s, 0.306 + 0.046 * full),
             (0.05 + s, 0.306 + 0.034 * full), (half * 0.9 + s, 0.299), (0.04 + s, 0.304), (s, 0.309),
             (-0.04 + s, 0.304)]  # fmt: skip
    return (
        Stroke(path(frame.turned(upper), True), 0.35, "detail", skin.mix(colour, "#3a1016", 0.16), 0.95, True),
        Stroke(path(frame.turned(lower), True), 0.35, "detail", colour, 0.95, True),
        Stroke(path(frame.turned(line)), 0.55, "detail", skin.mix(colour, "#1c0608", 0.7)),
        Stroke(
            path(frame.turned([(-0.035 + s, 0.385), (s, 0.392), (0.035 + s, 0.385)])),
            0.4,
            "fold",
            skin.inner_ink(tone),
            0.45,
        ),
    )
