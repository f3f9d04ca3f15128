"""Hands that draw a scene in lines: white shapes in painter's order hide what lies behind them."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from equifashion.garments.scene.curves import polyline, sample
from equifashion.garments.scene.scene import Shape, Stroke
from equifashion.garments.scene.svg import pen
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.pose import JOINT_NAMES, Pose

_DARK = 96  # luma of 255: filled details darker than this (pupils, black buttons) are inked solid
_HIGHLIGHT = "#ffffff"  # filled details of pure white are sparks of light: left blank, without a line
_STEP = 2.5  # pixels between the points of a wobbling line
_RUN = re.compile(r"M[^A-Za-z]*|([A-Za-z])(?:[^A-Za-z]|\1)*")  # a command of a path with its repetitions
_NUMBERS = {"M": 2, "L": 2, "C": 6, "Q": 4, "Z": 0}  # what each path command takes
_CONSTRUCTION = (  # chains of joints that a draughtsman lays down first
    ("right shoulder", "left shoulder"),
    ("right hip", "left hip"),
    ("neck", "right hip", "left hip", "neck"),
    ("right shoulder", "right elbow", "right wrist"),
    ("left shoulder", "left elbow", "left wrist"),
    ("right hip", "right knee", "right ankle"),
    ("left hip", "left knee", "left ankle"),
)


@dataclass(frozen=True)
class Hand:
    """How somebody sketches.

    Attributes:
        widths: pixels of each kind of line; kinds that are left out are not drawn.
        colour: of the lines.
        wobble: pixels that a line strays; 0 for ink.
        passes: times that each line is drawn.
        construction: whether the axes of the pose are laid down too.
        grain: 0 for ink … 1 for a coarse pencil.
    """

    widths: dict[str, float]
    colour: str = "#1c1a20"
    wobble: float = 0.0
    passes: int = 1
    construction: bool = False
    grain: float = 0.0

    def finish(self, drawing: Image.Image, random: np.random.Generator) -> Image.Image:
        """Lay the drawing (L) on paper: with grain the pencil skips the paper's hollows."""
        if not self.grain:
            return drawing
        ink = 1.0 - np.asarray(drawing, np.float32) / 255.0  # (H, W)
        tooth = random.random(ink.shape, np.float32)
        ink *= 1.0 - self.grain * tooth
        return Image.fromarray(np.rint(255.0 * (1.0 - ink)).astype(np.uint8))


HANDS: dict[str, Hand] = {
    "clean": Hand({"contour": 1.15, "fold": 0.7, "seam": 0.65, "detail": 0.75}),
    "rough": Hand(
        {"contour": 1.05, "fold": 0.75, "seam": 0.6, "detail": 0.7},
        colour="#2e2c31",
        wobble=0.75,
        passes=2,
        construction=True,
        grain=0.55,
    ),
    "sparse": Hand({"contour": 1.15, "detail": 0.75}),
}


def sketch_markup(shapes: Iterable[Shape], pose: Pose, hand: Hand, random: np.random.Generator) -> str:
    """SVG markup of the shapes, given in painter's order, as the hand draws them on white."""
    drawing = _Wobbling(hand, random) if hand.wobble else _Even(hand)
    parts = [_drawn_shape(shape, number, hand, drawing) for number, shape in enumerate(shapes)]
    if hand.construction:
        parts.append(_construction(pose, hand, random))
    return "".join(parts)


def _drawn_shape(shape: Shape, number: int, hand: Hand, drawing: "_Even | _Wobbling") -> str:
    sheer = f' fill-opacity="{shape.fill.opacity:.3g}"' if shape.fill.opacity < 1 else ""
    parts = [f'<path d="{shape.outline}" fill="#ffffff" fill-rule="evenodd"{sheer}/>']
    strokes = "".join(drawing.stroke(stroke) for stroke in shape.strokes if stroke.kind in hand.widths)
    if strokes:
        parts.append(
            f'<clipPath id="s{number}"><path d="{shape.outline}" clip-rule="evenodd"/></clipPath>'
            f'<g clip-path="url(#s{number})">{strokes}</g>'
        )
    if shape.line > 0:
        parts.append(drawing.line(shape.outline, hand.widths["contour"]))
    return "".join(parts)


class _Even:
    """Ink of even width, exactly on the path."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand

    def line(self, path: str, width: float) -> str:
        return f'<path d="{path}" {pen(self._hand.colour, width)}/>'

    def stroke(self, stroke: Stroke) -> str:
        width = self._hand.widths[stroke.kind]
        if stroke.filled:
            # A swelling pen line is ink already; an outline would double its weight.
            bare = stroke.colour == _HIGHLIGHT or stroke.kind in ("fold", "seam")
            edge = "" if bare else self.line(stroke.path, min(width, 0.6))
            return _filled(stroke, self._hand) + edge
        # A contour that is a stroke lies on the edge of its shape, which clips its outer half away.
        return self.line(stroke.path, 2 * width if stroke.kind == "contour" else min(width, stroke.width + 0.2))


class _Wobbling(_Even):
    """A pencil that strays, presses unevenly and goes over each line again."""

    def __init__(self, hand: Hand, random: np.random.Generator) -> None:
        super().__init__(hand)
        self._random = random

    def line(self, path: str, width: float) -> str:
        ribbons = (
            self._ribbon(points, width)
            for points in flattened(path)
            for _ in range(self._hand.passes if len(points) > 6 else 1)
        )
        return f'<path d="{"".join(ribbons)}" fill="{self._hand.colour}" fill-opacity="0.8"/>'

    def _ribbon(self, points: np.ndarray, width: float) -> str:
        length = float(np.hypot(*np.diff(points, axis=0).T).sum())
        if length < 0.5:
            return ""
        p = sample(points, max(3, int(length / _STEP) + 1))
        drift = _drift(len(p), self._random)  # (N, 3)
        p = p + min(self._hand.wobble, 0.06 * length) * drift[:, :2]
        pressure = 0.5 * width * np.clip(0.85 + 0.4 * drift[:, 2], 0.3, 1.4)
        pressure[[0, -1]] *= 0.4
        along = np.concatenate([p[1:2] - p[:1], p[2:] - p[:-2], p[-1:] - p[-2:-1]])
        across = along[:, ::-1] * (1, -1) * (pressure / np.maximum(np.hypot(*along.T), 1e-9))[:, None]
        return polyline(np.concatenate([p + across, (p - across)[::-1]]), closed=True)


def _filled(stroke: Stroke, hand: Hand) -> str:
    """A filled detail: solid where it is dark, else white."""
    colour = stroke.colour or hand.colour
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    dark = 0.299 * red + 0.587 * green + 0.114 * blue < _DARK
    return f'<path d="{stroke.path}" fill="{hand.colour if dark else "#ffffff"}"/>'


def _drift(count: int, random: np.random.Generator) -> np.ndarray:
    """Three smooth noises along a line, (count, 3), standard deviation about 0.7."""
    knots = max(3, count // 6 + 2)
    values = random.standard_normal((knots, 3))
    at = np.linspace(0, knots - 1, count)
    low = np.minimum(at.astype(int), knots - 2)
    mix = (at - low)[:, None]
    mix = mix * mix * (3 - 2 * mix)
    return values[low] * (1 - mix) + values[low + 1] * mix


def _construction(pose: Pose, hand: Hand, random: np.random.Generator) -> str:
    """Faint axes through the joints, and an oval for the head."""
    points = {
        name: np.array([x * CANVAS_SIZE[0], y * CANVAS_SIZE[1]])
        for name, (x, y, confidence) in zip(JOINT_NAMES, pose.keypoints, strict=True)
        if confidence
    }
    lines = [np.stack([points[n] for n in chain]) for chain in _CONSTRUCTION if all(n in points for n in chain)]
    overshot = [np.vstack([1.15 * p[:1] - 0.15 * p[1:2], p[1:-1], 1.15 * p[-1:] - 0.15 * p[-2:-1]]) for p in lines]
    jitter = (polyline(p + 0.8 * random.standard_normal(p.shape)) for p in overshot)
    return f'<path d="{"".join(jitter)}" {pen(hand.colour, 0.5)} opacity="0.3"/>'


def flattened(path: str, per_curve: int = 8) -> list[np.ndarray]:
    """The polylines, each (N, 2), of an SVG path of absolute M, L, C, Q and Z commands.

    Raises:
        ValueError: another command; the message names it.
    """
    lines: list[list[np.ndarray]] = []
    for run in _RUN.finditer(path):
        command = run[0][0]
        if command not in _NUMBERS:
            raise ValueError(f"the path command {command!r} is not known; known are {', '.join(_NUMBERS)}")
        if command == "Z":
            lines[-1].append(lines[-1][0][:1])
            continue
        numbers = np.array(run[0].replace(command, " ").split(), float).reshape(-1, 2)
        if command == "M":
            lines.append([numbers])
        elif command == "L":
            lines[-1].append(numbers)
        else:
            controls = numbers.reshape(-1, _NUMBERS[command] // 2, 2)
            starts = np.concatenate([lines[-1][-1][-1:], controls[:-1, -1]])
            lines[-1].append(_curves(np.concatenate([starts[:, None], controls], axis=1), per_curve))
    joined = (np.concatenate(line) for line in lines)
    return [line for line in joined if len(line) > 1]


def _curves(controls: np.ndarray, count: int) -> np.ndarray:
    """``count`` points on each of N Bézier curves after its start: (N, degree + 1, 2) → (N · count, 2)."""
    degree = controls.shape[1] - 1
    t = np.linspace(0, 1, count + 1)[1:, None]
    k = np.arange(degree + 1)
    weights = np.array([math.comb(degree, i) for i in k]) * t**k * (1 - t) ** (degree - k)  # (count, degree + 1)
    return (weights @ controls).reshape(-1, 2)
