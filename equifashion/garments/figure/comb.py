"""Tools that hair styles are drawn with, in the head's local coordinates (see ``face``)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from equifashion.garments.figure import skin
from equifashion.garments.figure.face import HeadFrame
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import Points, path, sample
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape, Stroke


@dataclass(frozen=True)
class Comb:
    """Turns local outlines into hair of one colour on one head."""

    frame: HeadFrame
    colour: str
    tone: int

    @property
    def _lean(self) -> float:
        return float(np.sin(self.frame.yaw))

    @property
    def ink(self) -> str:
        """Colour of the contour and the strands."""
        dark = sum(int(self.colour[i : i + 2], 16) for i in (1, 3, 5)) < 190
        return skin.mix(self.colour, "#0a0708", 0.72 if not dark else 0.8)

    @property
    def strand(self) -> str:
        """Strands: darker on light hair, lighter on dark hair."""
        dark = sum(int(self.colour[i : i + 2], 16) for i in (1, 3, 5)) < 190
        return skin.mix(self.colour, "#a08c84" if dark else "#1a0f0c", 0.34 if dark else 0.5)

    def place(self, points: Points) -> np.ndarray:
        """Local points on the canvas; what lies on the skull turns a little with the head."""
        p = np.array(points, float).reshape(-1, 2)
        p[:, 0] += self._lean * np.interp(p[:, 1], [-0.6, 0.1, 0.5], [-0.03, 0.0, 0.02])
        return self.frame.flat(p)

    def mass(
        self,
        points: Points,
        z: float,
        strands: Iterable[Points] = (),
        shades: tuple[Shade, ...] = (),
        width: float = 0.55,
        opacity: float = 0.75,
    ) -> Shape:
        """A closed mass of hair with strands (lists of local points) and shades on it."""
        outline = path(self.place(points), closed=True)
        lines = tuple(
            Stroke(path(self.place(line)), width, "fold", self.strand, opacity) for line in strands if len(line) > 1
        )
        return Shape(Part.HAIR, outline, Fill(self.colour), 0.75, lines, shades, z)

    def gleam(self, points: Points, opacity: float = 0.16) -> Shade:
        """A soft band of light."""
        return Shade(path(self.place(points), closed=True), opacity, 1.0, "#ffffff")

    def depth(self, points: Points, opacity: float = 0.3) -> Shade:
        """A soft dark patch."""
        return Shade(path(self.place(points), closed=True), opacity, 1.6, "#0a0508")

    def skull(self, volume: float, side: float, low: float) -> np.ndarray:
        """Contour over the crown, ``volume`` heads above it and ``side`` beside it, from the canvas's left at
        height ``low`` to the right: local (26, 2)."""
        edge = self.frame.outline(-0.5, low, count=13)
        right, left = edge[:13], edge[13:]
        up = np.clip(-right[:, 1] / 0.5, 0, 1) ** 2
        for half, sign in ((right, 1), (left, -1)):
            half[:, 0] += sign * side * np.linspace(0, 1, 13)[::sign] ** 0.5
            half[:, 1] -= volume * (up if sign > 0 else up[::-1])
        points = np.vstack([left, right[1:]])
        return self.unlean(points)

    def unlean(self, local: np.ndarray) -> np.ndarray:
        """Take the lean of ``place`` off points that know the turn of the head already."""
        local = local.copy()
        local[:, 0] -= self._lean * np.interp(local[:, 1], [-0.6, 0.1, 0.5], [-0.03, 0.0, 0.02])
        return local

    def hairline(self, points: Points) -> np.ndarray:
        """Points of the hairline, given for the front view, carried round with the face."""
        turned = self.frame.turned(points)
        axes = np.stack([self.frame.right, self.frame.down]) / self.frame.unit
        local = (turned - self.frame.centre) / self.frame.unit @ axes.T
        left, right = self.frame.limits(local[:, 1])
        local[:, 0] = np.clip(local[:, 0], left + 0.004, right - 0.004)
        return self.unlean(local)

    def cap(
        self,
        hairline: Points,
        volume: float = 0.05,
        side: float = 0.02,
        low: float = 0.02,
        z: float = layers.HAIR_FRONT,
        strands: Iterable[Points] = (),
        gleam: bool = True,
    ) -> Shape:
        """Hair that lies on the skull: crown to hairline; the hairline runs canvas-right to canvas-left."""
        front = self.hairline(hairline)
        points = np.vstack([self.skull(volume, side, low), front])
        shades = (
            (self.gleam([(-0.25, -0.36), (-0.1, -0.43), (0.06, -0.45), (0.02, -0.4), (-0.12, -0.37)]),)
            if gleam
            else ()
        )
        return self.mass(points, z, strands, shades)

    def combed(
        self, root: tuple[float, float], hairline: Points, count: int = 7, sag: float = 0.06
    ) -> list[np.ndarray]:
        """Strands from a parting point to along a hairline (front-view points)."""
        ends = sample(self.hairline(hairline), count)
        start = self.hairline([root])[0]
        lines = []
        for end in ends:
            control = np.array([0.25 * start[0] + 0.75 * end[0], start[1] + 0.18 * (end[1] - start[1]) - sag])
            t = np.linspace(0.06, 0.97, 6)[:, None]
            lines.append((1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end)
        return lines


def curly(points: Points, size: float, depth: float = 0.5) -> np.ndarray:
    """A closed outline with its edge made of round curls of about ``size`` heads, local (N, 2)."""
    p = np.asarray(points, float)
    closed = np.vstack([p, p[:1]])
    length = np.linalg.norm(np.diff(closed, axis=0), axis=1).sum()
    count = max(8, round(length / size))
    fine = sample(closed, count * 6 + 1)[:-1]
    along = np.roll(fine, -1, 0) - np.roll(fine, 1, 0)
    normal = np.stack([along[:, 1], -along[:, 0]], axis=1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    centre = fine.mean(0)
    outwards = np.sign(((fine - centre) * normal).sum(1))
    outwards = np.where(outwards == 0, 1, outwards).mean()
    phase = np.arange(len(fine)) / 6.0
    vary = 1 + 0.35 * np.sin(2.399 * np.floor(phase))  # curls of different sizes, always the same ones
    bump = np.abs(np.sin(np.pi * phase)) * vary
    return fine + np.sign(outwards) * depth * size * bump[:, None] * normal


def curls_inside(
    x0: float, x1: float, y0: float, y1: float, size: float, keep: Callable[[float, float], bool]
) -> list[np.ndarray]:
    """Small arcs that suggest curls inside an area, local; ``keep(x, y)`` says where."""
    lines = []
    for row, y in enumerate(np.arange(y0, y1, 1.15 * size)):
        for column, x in enumerate(np.arange(x0 + (row % 2) * 0.6 * size, x1, 1.25 * size)):
            if keep(x, y):
                start = 2.399 * (7 * row + 3 * column)
                a = start + np.linspace(0, 3.6, 5)
                lines.append(np.stack([x + 0.42 * size * np.cos(a), y + 0.42 * size * np.sin(a)], axis=1))
    return lines
