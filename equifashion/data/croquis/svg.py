"""SVG markup and rasterising for everything that draws a scene."""

import io
from xml.sax.saxutils import escape

import resvg_py
from PIL import Image

from equifashion.data.croquis.scene import Stroke
from equifashion.imaging.canvas import CANVAS_SIZE


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


def document(body: str, description: str = "") -> str:
    """A whole SVG document of the canvas's size."""
    width, height = CANVAS_SIZE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        + (f"<desc>{escape(description)}</desc>" if description else "")
        + f"{body}</svg>"
    )


def raster(svg: str, scale: int) -> Image.Image:
    """RGB, 256·scale × 384·scale, antialiased: drawing larger and averaging looks the same, at twice the cost."""
    return _open(resvg_py.svg_to_bytes(svg_string=svg, zoom=scale, skip_system_fonts=True))


def flat_raster(svg: str) -> Image.Image:
    """RGB, 256×384, one sample a pixel: flat fills keep their exact colours."""
    return _open(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))


def _open(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")
