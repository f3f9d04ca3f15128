"""Cutting blocks as vector drawings, in the measures of the garment: technical flats for pattern makers."""

from xml.etree import ElementTree

import numpy as np

from equifashion.blocks.block import CuttingBlock
from equifashion.blocks.lines import INSIDE, largest_place
from equifashion.imaging.canvas import CANVAS_SIZE

_PAPER, _SHADE, _INK = "#ffffff", "#e6e6e6", "#1e181b"
_DECIMALS = 2


def line_drawing(block: CuttingBlock, title: str) -> str:
    """A block as SVG 1.1, upright, one path a line or piece of cloth, the topmost last.

    Args:
        block: any.
        title: of the drawing, e.g. the prompt.

    Returns:
        A document as large as the garment: its width and height are those of the canvas in millimetres at 1:1, its
        user units the canvas's pixels.
    """
    lines = block.lines_drawn
    place = largest_place(lines)
    width, height = CANVAS_SIZE
    root = ElementTree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": f"{10 * width / place.scale:.1f}mm",
            "height": f"{10 * height / place.scale:.1f}mm",
            "stroke": _INK,
            "stroke-linejoin": "round",
            "stroke-linecap": "round",
        },
    )
    ElementTree.SubElement(root, "title").text = title
    for line in lines:
        fill = (_SHADE if line.cloth == INSIDE else _PAPER) if line.cloth else "none"
        shown = {"stroke-width": f"{line.width:g}"} if line.width else {"stroke": "none"}
        path = _path(place.of(line.points), bool(line.cloth))
        ElementTree.SubElement(root, "path", {"d": path, "fill": fill, **shown})
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)


def _path(points: np.ndarray, closed: bool) -> str:
    corners = np.round(points, _DECIMALS)
    return "M" + " L".join(f"{x:g},{y:g}" for x, y in corners.tolist()) + (" Z" if closed else "")
