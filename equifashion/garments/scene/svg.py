"""SVG markup and rasterising for everything that draws a scene."""

from xml.sax.saxutils import escape

from PIL import Image

from equifashion.garments.scene.scene import Stroke
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.raster import rasterise


def stroke_markup(stroke: Stroke, ink: str) -> str:
    """One drawn line, or a filled detail."""
    colour = stroke.colour or ink
    faint = f' opacity="{stroke.opacity:.3g}"' if stroke.opacity < 1 else ""
    if stroke.filled:
        return f'<path d="{stroke.path}" fill="{colour}"{faint}/>'
    return f'<path d="{stroke.path}" {pen(colour, stroke.width)}{faint}/>'


def pen(colour: str, width: float) -> str:
    """Attributes of an unfilled line with round ends."""
    return (
        f'fill="none" stroke="{colour}" stroke-width="{width:.3g}" stroke-linecap="round" stroke-linejoin="round"'
    )


def paper(colour: str) -> str:
    """A rectangle that covers the canvas."""
    return f'<rect width="{CANVAS_SIZE[0]}" height="{CANVAS_SIZE[1]}" fill="{colour}"/>'


def document(body: str, description: str = "", scale: int = 1) -> str:
    """A whole SVG document of the canvas's size times the scale."""
    width, height = CANVAS_SIZE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{scale * width}" height="{scale * height}" '
        f'viewBox="0 0 {width} {height}">'
        + (f"<desc>{escape(description)}</desc>" if description else "")
        + f"{body}</svg>"
    )


def raster(body: str, scale: int = 1) -> Image.Image:
    """The markup drawn on the canvas: RGB, 256·scale × 384·scale."""
    return rasterise(document(body, scale=scale)).convert("RGB")
