"""What a flat is drawn with: lines in centimetres, mirrored, fitted to the canvas, and inked.

Points are float arrays (N, 2): x from the garment's middle to its right edge, y down from where neck and shoulder
meet, or from the waist of what hangs from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from equifashion.garments.scene.geometry import Point, spline
from equifashion.imaging.canvas import CANVAS_SIZE

OUTLINE, SEAM, FOLD = 1.8, 1.1, 0.9  # pixels of the canvas
OUTSIDE, INSIDE = 1, 2  # of cloth: what is seen of it

_FINER = 4  # drawn larger, then reduced
_MARGIN = 0.045  # of the canvas's width and height
_LEAST = 4.0  # pixels of the canvas that nothing comes nearer to its edges, wherever it lies


@dataclass(frozen=True, eq=False)
class Line:
    """A line, or a piece of cloth.

    Attributes:
        points: (N, 2) cm.
        width: of its ink in pixels of the canvas; 0 for none.
        cloth: ``OUTSIDE`` or ``INSIDE`` of what closes and hides what lies beneath it; 0 of a mere line.
    """

    points: np.ndarray
    width: float = OUTLINE
    cloth: int = 0

    def mirrored(self) -> "Line":
        """The same on the other side."""
        return Line(self.points * (-1.0, 1.0), self.width, self.cloth)


@dataclass(frozen=True)
class Placement:
    """Where lines lie on the canvas.

    Attributes:
        scale: pixels of the canvas per cm.
        x, y: of the lines' origin, pixels of the canvas.
    """

    scale: float
    x: float
    y: float

    def of(self, points: np.ndarray, tilt: float = 0.0) -> np.ndarray:
        """Points (N, 2) cm as pixels of the canvas, turned by so many degrees."""
        return self.scale * (points @ _turn(tilt)) + (self.x, self.y)


@dataclass(frozen=True)
class Crease:
    """A short fold somewhere on the cloth.

    Attributes:
        x, y: of its middle, from −0.5 to 0.5 of the garment's width and height.
        angle: from the horizontal, degrees.
        length: of the garment's width.
        bend: how far it is bowed, of its length.
    """

    x: float
    y: float
    angle: float
    length: float
    bend: float

    @property
    def points(self) -> np.ndarray:
        """Points (N, 2) in the garment's widths and heights."""
        angle = np.radians(self.angle)
        along = self.length / 2 * np.array([np.cos(angle), np.sin(angle)])
        across = 2 * self.bend * np.array([-along[1], along[0]])
        middle = np.array([self.x, self.y])
        return spline(middle - along, middle + across, middle + along)


def polyline(*points: Point, width: float = OUTLINE) -> Line:
    """A line with corners at its points."""
    return Line(np.array(points, float), width)


def curve(*points: Point, width: float = OUTLINE) -> Line:
    """A smooth line through its points."""
    return Line(spline(*points), width)


def cloth_piece(*edges: np.ndarray, width: float = 0.0, seen: int = OUTSIDE) -> Line:
    """Cloth within edges (N, 2) that follow one another."""
    return Line(np.concatenate(edges), width, seen)


def mirrored_pairs(*lines: Line) -> list[Line]:
    """Lines and their mirror images."""
    return [each for line in lines for each in (line, line.mirrored())]


def fit_to_canvas(lines: Sequence[Line], tilt: float = 0.0) -> Placement:
    """In the middle of the canvas, as large as it allows; arguments as of ``draw_lines``."""
    low, high = _extent([line.points @ _turn(tilt) for line in lines])
    scale = ((1 - 2 * _MARGIN) * np.array(CANVAS_SIZE) / (high - low)).min()
    x, y = np.array(CANVAS_SIZE) / 2 - scale * (low + high) / 2
    return Placement(float(scale), float(x), float(y))


def fits_canvas(lines: Sequence[Line], tilt: float, place: Placement) -> bool:
    """Whether lines that lie there keep off the canvas's edges."""
    low, high = (
        place.scale * each + (place.x, place.y) for each in _extent([p.points @ _turn(tilt) for p in lines])
    )
    return bool((low >= _LEAST).all() and (high <= np.array(CANVAS_SIZE) - _LEAST).all())


def draw_lines(
    lines: Sequence[Line], tilt: float = 0.0, creases: Sequence[Crease] = (), place: Placement | None = None
) -> Image.Image:
    """Lines as a drawing: dark on white, greyscale.

    Args:
        lines: from the lowest to the topmost.
        tilt: degrees that the garment is turned by.
        creases: of the cloth; none is drawn beyond its edges.
        place: where they lie; None for ``fit_to_canvas``.
    """
    size = _FINER * np.array(CANVAS_SIZE, float)
    laid, (low, high) = _laid_out(lines, tilt, place, _FINER)
    image, cloth, creased = (Image.new("L", tuple(size.astype(int)), ground) for ground in (255, 255, 255))
    draw, filled, folded = (ImageDraw.Draw(each) for each in (image, cloth, creased))
    for line, corners in zip(lines, laid, strict=True):
        if line.cloth:
            draw.polygon(corners, fill=255)
            filled.polygon(corners, fill=0)
            corners += corners[:2]
        if line.width:
            draw.line(corners, fill=0, width=round(_FINER * line.width), joint="curve")
    for crease in creases:
        points = crease.points * (high - low) + (low + high) / 2
        folded.line([tuple(p) for p in points.tolist()], fill=0, width=round(_FINER * FOLD), joint="curve")
    return ImageChops.darker(image, ImageChops.lighter(creased, cloth)).reduce(_FINER)


def map_cloth(lines: Sequence[Line], tilt: float = 0.0, place: Placement | None = None) -> np.ndarray:
    """Where ``draw_lines`` shows cloth, (384, 256) uint8: ``OUTSIDE``, ``INSIDE``, or 0 for none."""
    laid, _ = _laid_out(lines, tilt, place)
    image = Image.new("L", CANVAS_SIZE, 0)
    draw = ImageDraw.Draw(image)
    for line, corners in zip(lines, laid, strict=True):
        if line.cloth:
            draw.polygon(corners, fill=line.cloth)
    return np.asarray(image)


def _laid_out(
    lines: Sequence[Line], tilt: float, place: Placement | None, finer: int = 1
) -> tuple[list[list[tuple[float, float]]], tuple[np.ndarray, np.ndarray]]:
    """Lines on a canvas so many times as fine, in its pixels, and the lowest and highest corner that they reach."""
    place = place or fit_to_canvas(lines, tilt)
    placed = [finer * place.of(line.points, tilt) for line in lines]
    return [[tuple(point) for point in points.tolist()] for points in placed], _extent(placed)


def _turn(tilt: float) -> np.ndarray:
    angle = np.radians(tilt)
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def _extent(lines: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    return np.min([points.min(axis=0) for points in lines], axis=0), np.max([p.max(axis=0) for p in lines], axis=0)
