"""A scene as SVG, as picture, as part masks and as line drawing.

All come from the same paths, so that they agree to the pixel. Pictures are RGB, 256×384 at scale 1.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import count

import numpy as np
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.garments.scene.scene import Fill, Part, Scene, Shade, Shape
from equifashion.garments.scene.sketching import HANDS, sketch_markup
from equifashion.garments.scene.svg import document, paper, pen, raster, stroke_markup
from equifashion.garments.textiles import Fabric, svg_pattern
from equifashion.imaging.canvas import CANVAS_SIZE

_LABEL_STEP = 20  # grey levels between the flat fills of two labels
_BLURS = (2.0, 3.0, 5.0, 8.0)  # pixels, to which blurs are rounded; below 2 the renderer takes three times as long
_SHARP = 0.7  # pixels; a lesser blur is left out
_NOT_NUMBER = re.compile(r"[A-Za-z]")


def to_svg(scene: Scene, description: str = "") -> str:
    """The picture as a self-contained SVG document; the description becomes its ``<desc>``."""
    return document(_picture(scene), description)


def render_image(scene: Scene, scale: int = 1) -> Image.Image:
    """The picture, RGB, 256·scale × 384·scale."""
    return raster(_picture(scene), scale)


def render_parts(scene: Scene) -> np.ndarray:
    """Part labels: (384, 256) uint8 of ``Part``. Every pixel has exactly one; nothing is blended."""
    return _labels(scene, lambda shape: shape.part)


def render_worn(scene: Scene) -> tuple[np.ndarray, np.ndarray]:
    """Which garment of the outfit every pixel shows, (384, 256) int8, −1 for none; and which ``Part`` of the figure
    itself, (384, 256) uint8: skin, hair or shoes, the background where none of them shows."""
    bare = {Part.SKIN: 1, Part.HAIR: 2, Part.SHOES: 3}
    first = len(bare) + 1
    labels = _labels(
        scene,
        lambda shape: first + shape.garment if shape.garment is not None else bare.get(shape.part, 0),
    )
    parts = np.array([Part.BACKGROUND, *bare], np.uint8)[np.where(labels < first, labels, 0)]
    return np.where(labels < first, -1, labels.astype(np.int8) - first).astype(np.int8), parts


def _labels(scene: Scene, label_of: Callable[[Shape], int]) -> np.ndarray:
    """A label for every pixel, (384, 256) uint8; 0 for the background."""
    shapes = "".join(
        f'<path d="{s.outline}" fill="{_label_colour(label_of(s))}" fill-rule="evenodd"/>'
        for s in painters_order(scene)
    )
    flat = f'<g shape-rendering="crispEdges">{paper(_label_colour(0))}{shapes}</g>'
    grey = np.asarray(raster(flat))[..., 0]  # (384, 256)
    labels, remainder = np.divmod(grey, _LABEL_STEP)
    assert not remainder.any(), "the labels were blended"
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
        raise InvalidInput(f"The sketching hand must be one of {sorted(HANDS)}; got {hand!r}.")
    lines = sketch_markup(painters_order(scene), scene.pose, HANDS[hand], random)
    return HANDS[hand].finish(raster(paper("#ffffff") + lines).convert("L"), random)


def _picture(scene: Scene) -> str:
    drawing = _Drawing(scene)
    shapes = "".join(drawing.shape(shape) for shape in painters_order(scene))
    return drawing.definitions() + paper(scene.ground) + shapes


def painters_order(scene: Scene) -> list[Shape]:
    """The shapes from back to front."""
    return sorted(scene.shapes, key=lambda shape: shape.z)


class _Drawing:
    """Draws shapes as markup and collects the patterns that they share."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._number = count()
        self._patterns: dict[tuple[Fabric, float], tuple[str, str]] = {}  # → (name, markup)
        self._effects: list[str] = []  # filters and gradients

    def definitions(self) -> str:
        """``<defs>`` of everything drawn so far."""
        return f"<defs>{''.join(markup for _, markup in self._patterns.values())}{''.join(self._effects)}</defs>"

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
            blur = min(_BLURS, key=lambda known: abs(known - shade.blur)) if shade.blur >= _SHARP else 0.0
            groups.setdefault(blur, []).append(f'<path d="{shade.path}" {self._tint(shade)}/>')
        return "".join(
            f'<g filter="url(#{self._filter(shape, blur)})">{"".join(paths)}</g>' if blur else "".join(paths)
            for blur, paths in sorted(groups.items(), reverse=True)
        )

    def _tint(self, shade: Shade) -> str:
        if shade.fade is None:
            return f'fill="{shade.colour}" fill-opacity="{shade.opacity:.3g}"'
        name = f"g{len(self._effects)}"
        self._effects.append(
            f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="{shade.fade[0]:.2f}" '
            f'y1="{shade.fade[1]:.2f}" x2="{shade.fade[2]:.2f}" y2="{shade.fade[3]:.2f}">'
            f'<stop stop-color="{shade.colour}" stop-opacity="{shade.opacity:.3g}"/>'
            f'<stop offset="1" stop-color="{shade.colour}" stop-opacity="0"/></linearGradient>'
        )
        return f'fill="url(#{name})"'

    def _filter(self, shape: Shape, blur: float) -> str:
        name = f"g{len(self._effects)}"
        left, top, right, bottom = _bounds(shape.outline, margin=2 * blur)
        self._effects.append(
            f'<filter id="{name}" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB" x="{left:.0f}" '
            f'y="{top:.0f}" width="{right - left:.0f}" height="{bottom - top:.0f}">'
            f'<feGaussianBlur stdDeviation="{blur}"/></filter>'
        )
        return name


@lru_cache(maxsize=256)
def _reach(path: str) -> tuple[np.ndarray, np.ndarray]:
    """Least and greatest (x, y) of a path's points and control points: it does not go beyond them."""
    points = np.array(_NOT_NUMBER.sub(" ", path).split(), float).reshape(-1, 2)
    return points.min(0), points.max(0)


def _bounds(path: str, margin: float) -> np.ndarray:
    """Left, top, right and bottom of what a path can reach on the canvas, widened by the margin."""
    low, high = _reach(path)
    low = np.clip(low - margin, 0, np.array(CANVAS_SIZE) - 1)
    return np.concatenate([low, np.clip(high + margin, low + 1, CANVAS_SIZE)])


def _label_colour(label: int) -> str:
    return "#" + 3 * f"{_LABEL_STEP * int(label):02x}"
