"""The edge that a hem is made on: its frame, its sizes, and the bands and flounces sewn along it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from equifashion.garments.on_figure.folds import CONTOUR, Drape, form_shade, line, normals, stitches
from equifashion.garments.scene.curves import closed_path, path, sample
from equifashion.garments.scene.geometry import moving_average
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape, Stroke
from equifashion.garments.textiles import Fabric


@dataclass(frozen=True)
class HemPieces:
    """A finished hem.

    Attributes:
        edge: (M, 2) the garment's outline there, in the direction of the edge given.
        shapes: to add to the scene.
        strokes, shades: for the garment's own shape.
        bulge: pixels by which the garment's sides swell above the edge.
        back: the lower edge of the cloth behind, where it differs from ``edge`` (seen through slits).
    """

    edge: np.ndarray
    shapes: tuple[Shape, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    shades: tuple[Shade, ...] = ()
    bulge: float = 0.0
    back: np.ndarray | None = None


def attach(left: np.ndarray, right: np.ndarray, pieces: HemPieces, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """The garment's side edges, led smoothly to the finished hem's ends.

    Args:
        left, right: (N, 2) side edges that ran from the garment's top to the first and to the last point of the
            edge before it was finished.
        pieces: the finished hem.
        reach: pixels above the hem over which a side follows.

    Returns:
        Both sides, (N, 2), ending at ``pieces.edge[0]`` and ``pieces.edge[-1]``.
    """
    out = pieces.edge[-1] - pieces.edge[0]
    out = out / max(float(np.linalg.norm(out)), 1e-6)
    sides = []
    for side, end, sign in ((left, pieces.edge[0], -1.0), (right, pieces.edge[-1], 1.0)):
        p = _cut_at(sample(side, max(len(side), 64)), end)
        length = float(np.linalg.norm(np.diff(p, axis=0), axis=1).sum())
        nearness = np.clip(1 - np.linspace(1, 0, len(p)) * length / min(reach, length), 0, 1)
        moved = p + (nearness**2.2)[:, None] * (end - p[-1])
        swell = pieces.bulge * 3.2 * nearness**2.2 * (1 - nearness) ** 0.8
        sides.append(moved + sign * swell[:, None] * out)
    return sides[0], sides[1]


def _cut_at(side: np.ndarray, end: np.ndarray) -> np.ndarray:
    """A side edge without what lies below the level of ``end``, where the hem was taken up."""
    along_side = side[-1] - side[-8]
    beyond = (side - end) @ (along_side / max(float(np.linalg.norm(along_side)), 1e-6))
    kept = side[: max(8, int(np.argmax(beyond > -0.5)) if (beyond > -0.5).any() else len(side))]
    return sample(kept, len(side))


@dataclass(frozen=True)
class HemEdge:
    """An edge to finish; see ``hems.finish_hem`` for the fields.

    Attributes:
        u: (N,) arc-length fractions of the edge's points.
        along: (N, 2) unit vectors along the edge's chord.
        outward: (N, 2) unit vectors off the cloth, smoothed over the edge's own waves.
        width: length of the edge, pixels.
        base: the edge without its own waves, (N, 2), where a flounce is sewn on.
    """

    edge: np.ndarray
    unit: float
    drop: float
    sides: tuple[np.ndarray, np.ndarray] | None
    fabric: Fabric
    random: np.random.Generator
    slack: float
    z: float
    behind: float
    trim: str | None
    u: np.ndarray = field(init=False)
    along: np.ndarray = field(init=False)
    outward: np.ndarray = field(init=False)
    width: float = field(init=False)
    base: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        steps = np.linalg.norm(np.diff(self.edge, axis=0), axis=1)
        length = np.concatenate([[0.0], np.cumsum(steps)])
        chord = self.edge[-1] - self.edge[0]
        chord = chord / max(float(np.linalg.norm(chord)), 1e-6)
        square = np.array([-chord[1], chord[0]])
        window = max(3, len(self.edge) // 4 * 2 + 1)
        base = moving_average(self.edge, window, 3)
        own = normals(base)
        outward = 0.35 * own + 0.65 * square
        outward /= np.linalg.norm(outward, axis=1, keepdims=True)
        object.__setattr__(self, "u", length / length[-1])
        object.__setattr__(self, "along", np.repeat(chord[None], len(self.edge), 0))
        object.__setattr__(self, "outward", outward)
        object.__setattr__(self, "width", float(length[-1]))
        object.__setattr__(self, "base", base)

    def depth(self, heads: float, share: float) -> float:
        """A height in pixels: ``heads`` head lengths, at most ``share`` of the cloth; smaller on narrow edges."""
        return float(min(heads * self.unit, share * self.drop, 0.85 * heads**0.5 * self.width))

    def count(self, heads: float, least: int) -> int:
        """How many pieces ``heads`` wide go along the edge."""
        return max(least, round(self.width / (heads * self.unit)))

    def lifted(self, offset: np.ndarray | float) -> np.ndarray:
        """The edge moved off the cloth by ``offset`` pixels, (N,) or one number; inwards along its sides."""
        offset = np.broadcast_to(np.asarray(offset, float), self.u.shape)
        direction = np.where(offset[:, None] > 0, self.outward, -self.up(1.0))
        return self.edge + direction * offset[:, None]

    def drawn_in(self, fraction: float) -> np.ndarray:
        """The edge shortened by a fraction of its length at either end."""
        middle = 0.5 * (self.edge[0] + self.edge[-1])
        inward = ((self.edge - middle) @ self.along[0])[:, None] * self.along
        return self.edge - 2 * fraction * inward

    def upward(self, at: float) -> np.ndarray:
        """Unit vector into the cloth at a fraction of the edge."""
        one, other = (self._side_direction(k, 0.35 * self.unit) for k in (0, 1))
        direction = (1 - at) * one + at * other
        return direction / max(float(np.linalg.norm(direction)), 1e-6)

    def up(self, distance: float, u: np.ndarray | None = None) -> np.ndarray:
        """Vectors ``distance`` pixels into the cloth at each point, (N, 2); at the ends they follow the sides."""
        u = self.u if u is None else u
        one, other = (self._side_direction(k, distance) for k in (0, 1))
        return distance * ((1 - u)[:, None] * one + u[:, None] * other)

    def inner(self, edge: np.ndarray, depth: float, u: np.ndarray | None = None) -> np.ndarray:
        """A line ``depth`` pixels inside an edge whose points lie at fractions ``u``."""
        if u is None:
            u = self.u if len(edge) == len(self.u) else np.linspace(0, 1, len(edge))
        return edge + self.up(depth, u)

    def _side_direction(self, index: int, distance: float) -> np.ndarray:
        """From an end of the edge towards the point of its side that lies ``distance`` pixels higher, per pixel."""
        square = -np.array([-self.along[0][1], self.along[0][0]])
        if self.sides is None or distance <= 0:
            return square
        side = np.asarray(self.sides[index], float)[::-1]
        distance = max(distance, 0.1 * self.unit)
        heights = np.maximum.accumulate((side - side[0]) @ square)
        if heights[-1] < distance:
            return square
        return np.array([np.interp(distance, heights, side[:, k]) for k in (0, 1)] - side[0]) / distance

    @property
    def fill(self) -> Fill:
        """The garment's cloth."""
        return Fill(self.fabric.colours[0], self.fabric)

    def shape(
        self,
        top: np.ndarray,
        bottom: np.ndarray,
        line: float = 0.8,
        z: float | None = None,
        fill: Fill | None = None,
    ) -> Shape:
        """A piece between two lines that run the same way, rounded by shade at its ends."""
        outline = closed_path(bottom, top[::-1])
        shades = form_shade(np.stack([top[0], bottom[0]]), np.stack([top[-1], bottom[-1]]), self.unit, 0.9)
        return Shape(Part.HEM, outline, fill or self.fill, line, (), shades, self.z + 0.1 if z is None else z)

    def with_details(self, shape: Shape, strokes: tuple[Stroke, ...], shades: tuple[Shade, ...] = ()) -> Shape:
        """The shape with more drawn on it."""
        return replace(shape, strokes=(*shape.strokes, *strokes), shades=(*shape.shades, *shades))

    def band(
        self,
        edge: np.ndarray,
        depth: float,
        line: float = 0.7,
        u: np.ndarray | None = None,
        colour: str | None = None,
        lightness: float = 0.0,
    ) -> Shape:
        """A band of the cloth along an edge; ``colour`` and ``lightness`` tint it."""
        inner = self.inner(edge, depth, u)
        shape = self.shape(inner, edge, line)
        bottom = Stroke(path(edge), 1.2 * CONTOUR, "contour")
        tint = () if colour is None else (Shade(shape.outline, lightness, 0.0, colour),)
        return self.with_details(shape, (bottom,) if line == 0.0 else (), tint)

    def turned(self, edge: np.ndarray, depth: float, u: np.ndarray | None = None, sewn: bool = True) -> Shape:
        """A narrow turned-up hem: the garment's own cloth and folds show, with the stitching on its inner side."""
        outline = closed_path(edge, self.inner(edge, depth, u)[::-1])
        inner = self.inner(edge, 0.88 * depth, u)
        sewing = stitches(inner) if sewn else line(inner, 0.4, "seam", 0.7)
        return Shape(Part.HEM, outline, replace(self.fill, opacity=0.0), 0.0, (sewing,), z=self.z + 0.1)

    def flounce(
        self, top: np.ndarray, bottom: np.ndarray, drape: Callable[[], Drape] | None = None, z: float = 0.1
    ) -> Shape:
        """A strip sewn on along ``top`` and loose along ``bottom``, with its folds."""
        shape = self.shape(top, bottom, 0.9, self.z + z)
        folds = Drape() if drape is None else drape()
        return self.with_details(shape, folds.strokes, folds.shades)
