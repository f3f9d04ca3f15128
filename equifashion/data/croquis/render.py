"""A scene as SVG, as picture, as part masks and as line drawing.

All come from the same paths, so that they agree to the pixel. Pictures are RGB, 256×384 at scale 1.
"""

import re
from itertools import count

import numpy as np
from PIL import Image

from equifashion.data.croquis.fabrics import Fabric, svg_pattern
from equifashion.data.croquis.scene import Fill, Part, Scene, Shape
from equifashion.data.croquis.sketching import HANDS, sketch_markup
from equifashion.data.croquis.svg import document, flat_raster, paper, pen, raster, stroke_markup
from equifashion.errors import InvalidInput
from equifashion.imaging.canvas import CANVAS_SIZE

_PART_STEP = 20  # grey levels between the flat fills of two parts
_BLURS = (0.0, 1.1, 1.8, 3.0, 5.0, 8.0)  # pixels, to which blurs are rounded; below 1 the renderer is slow
_NUMBER = re.compile(r"-?\d+\.?\d*")


def to_svg(scene: Scene, description: str = "") -> str:
    """The picture as a self-contained SVG document; the description becomes its ``<desc>``."""
    drawing = _Drawing(scene)
    shapes = "".join(drawing.shape(shape) for shape in painters_order(scene))
    return document(drawing.definitions() + paper(scene.ground) + shapes, description)


def render_image(scene: Scene, scale: int = 1) -> Image.Image:
    """The picture, RGB, 256·scale × 384·scale."""
    return raster(to_svg(scene), scale)


def render_parts(scene: Scene) -> np.ndarray:
    """Part labels: (384, 256) uint8 of ``Part``. Every pixel has exactly one; nothing is blended."""
    shapes = "".join(
        f'<path d="{s.outline}" fill="{_part_colour(s.part)}" fill-rule="evenodd"/>' for s in painters_order(scene)
    )
    svg = document(f'<g shape-rendering="crispEdges">{paper(_part_colour(Part.BACKGROUND))}{shapes}</g>')
    grey = np.asarray(flat_raster(svg))[..., 0]  # (384, 256)
    labels, remainder = np.divmod(grey, _PART_STEP)
    assert not remainder.any(), "the part masks were blended"
    return labels.astype(np.uint8)


def render_sketch(scene: Scene, hand: str, random: np.random.Generator) -> Image.Image:
    """The same scene as a line drawing: L, 256×384, dark lines on white, hidden lines removed.

    Args:
        scene: what is drawn.
        hand: ``"clean"`` even ink lines, ``"rough"`` doubled wobbling pencil with construction lines, ``"sparse"``
            contours and main details only.
        random: the wobble and the paper; an inking hand does not use it.

    Raises:
        InvalidInput: an unknown hand; the message lists the known ones.
    """
    if hand not in HANDS:
        raise InvalidInput(f"The sketching hand must be one of {sorted(HANDS)}; {hand!r} came.")
    lines = sketch_markup(painters_order(scene), scene.pose, HANDS[hand], random)
    return HANDS[hand].finish(raster(document(paper("#ffffff") + lines), 1).convert("L"), random)


def painters_order(scene: Scene) -> list[Shape]:
    """The shapes from back to front."""
    return sorted(scene.shapes, key=lambda shape: shape.z)


class _Drawing:
    """Draws shapes as markup and collects the patterns that they share."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._number = count()
        self._patterns: dict[tuple[Fabric, float], tuple[str, str]] = {}  # → (name, markup)
        self._filters: list[str] = []

    def definitions(self) -> str:
        """``<defs>`` of everything drawn so far."""
        return f"<defs>{''.join(markup for _, markup in self._patterns.values())}{''.join(self._filters)}</defs>"

    def shape(self, shape: Shape) -> str:
        """Fill, shades and strokes clipped to the shape, then its contour."""
        inside = self._shades(shape) + "".join(stroke_markup(s, self._scene.ink) for s in shape.strokes)
        parts = [f'<path d="{shape.outline}" fill-rule="evenodd" {self._fill(shape.fill)}/>']
        if inside:
            name = f"c{next(self._number)}"
            parts.append(
                f'<clipPath id="{name}"><path d="{shape.outline}" clip-rule="evenodd"/></clipPath>'
                f'<g clip-path="url(#{name})">{inside}</g>'
            )
        if shape.line > 0:
            parts.append(f'<path d="{shape.outline}" {pen(self._scene.ink, shape.line)}/>')
        return "".join(parts)

    def _fill(self, fill: Fill) -> str:
        paint = fill.colour if fill.fabric is None else f"url(#{self._pattern(fill.fabric, fill.angle)})"
        return f'fill="{paint}"' + (f' fill-opacity="{fill.opacity:.3g}"' if fill.opacity < 1 else "")

    def _pattern(self, fabric: Fabric, angle: float) -> str:
        key = (fabric, round(angle, 1))
        if key not in self._patterns:
            name = f"f{len(self._patterns)}"
            self._patterns[key] = (name, svg_pattern(fabric, name, self._scene.unit, key[1]))
        return self._patterns[key][0]

    def _shades(self, shape: Shape) -> str:
        """Shades of one blur share one filter, no larger than the shape: blurring is what costs."""
        groups: dict[float, list[str]] = {}
        for shade in shape.shades:
            blur = min(_BLURS, key=lambda known: abs(known - shade.blur))
            groups.setdefault(blur, []).append(
                f'<path d="{shade.path}" fill="{shade.colour}" fill-opacity="{shade.opacity:.3g}"/>'
            )
        return "".join(
            f'<g filter="url(#{self._filter(shape, blur)})">{"".join(paths)}</g>' if blur else "".join(paths)
            for blur, paths in sorted(groups.items(), reverse=True)
        )

    def _filter(self, shape: Shape, blur: float) -> str:
        name = f"b{len(self._filters)}"
        left, top, right, bottom = _bounds(shape.outline, margin=2 * blur)
        self._filters.append(
            f'<filter id="{name}" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB" x="{left:.0f}" '
            f'y="{top:.0f}" width="{right - left:.0f}" height="{bottom - top:.0f}">'
            f'<feGaussianBlur stdDeviation="{blur}"/></filter>'
        )
        return name


def _bounds(path: str, margin: float) -> np.ndarray:
    """Left, top, right and bottom of what a path can reach on the canvas, widened by the margin."""
    points = np.array([float(number) for number in _NUMBER.findall(path)]).reshape(-1, 2)
    low, high = points.min(0) - margin, points.max(0) + margin
    low = np.clip(low, 0, np.array(CANVAS_SIZE) - 1)
    return np.concatenate([low, np.clip(high, low + 1, CANVAS_SIZE)])


def _part_colour(part: Part) -> str:
    return "#" + 3 * f"{_PART_STEP * int(part):02x}"
