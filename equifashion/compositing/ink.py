"""Ink: drawings and figures are cut out along their sketch, and its lines drawn over them."""

import numpy as np
from PIL import Image
from scipy.ndimage import binary_dilation, gaussian_filter

from equifashion.compositing.areas import resize_area
from equifashion.compositing.render_plan import Presentation, RenderPlan
from equifashion.imaging.ink import inked

_INK_STRENGTH, _PENCIL_STRENGTH = 0.8, 0.45
_LINE_MARGIN_PX = 2  # lines farther outside flat cloth than this are left out
_EDGE_BLUR_PX = 1.0
_EDGE_SLOPE = 2.5  # how much steeper the blurred edge is made


class Ink:
    """The sketch's lines over the picture, as far as the recipe lets the sketch count."""

    def __call__(self, image: Image.Image, plan: RenderPlan) -> Image.Image:
        if plan.presentation is Presentation.FLAT_DRAWING and plan.flat is not None:
            cloth = plan.flat.cloth
            return _draw_over(image, plan, plan.flat.ink, cloth > 0, np.zeros_like(cloth, bool), _LINE_MARGIN_PX)
        if plan.on_figure is not None:
            sketch = plan.on_figure
            return _draw_over(image, plan, sketch.ink, sketch.silhouette, sketch.skin, None)
        return image


def _draw_over(
    image: Image.Image,
    plan: RenderPlan,
    ink: Image.Image,
    silhouette: np.ndarray,
    skin: np.ndarray,
    line_margin_px: int | None,
) -> Image.Image:
    """Cut out along a silhouette (none where it is empty), then draw lines over; skin takes its own line colour."""
    pixels, size, weight = np.asarray(image), image.size, plan.line_weight
    lines = np.asarray(ink.convert("L").resize(size, Image.Resampling.BICUBIC))
    if silhouette.any():
        inside = resize_area(silhouette, size)
        if line_margin_px is not None:
            beyond = ~binary_dilation(inside, iterations=line_margin_px)
            lines = np.where(beyond, 255, lines).astype(np.uint8)
        edge = gaussian_filter(inside.astype(np.float32), _EDGE_BLUR_PX)
        removed = weight * (1.0 - np.clip(0.5 + _EDGE_SLOPE * (edge - 0.5), 0.0, 1.0))[..., None]
        pixels = np.rint(pixels + removed * (255.0 - pixels)).astype(np.uint8)
    strength = weight * (_INK_STRENGTH if plan.finished else _PENCIL_STRENGTH)
    return Image.fromarray(inked(pixels, lines, resize_area(skin, size), strength))
