"""Flats as vector drawings: technical flats in the measures of the garment, figures in what they wear."""

from xml.etree import ElementTree

import numpy as np

from equifashion.garments.flat.raster import INSIDE, fit_to_canvas
from equifashion.garments.flat.sketch import FlatSketch
from equifashion.garments.on_figure.sketch import OnFigureSketch
from equifashion.garments.scene.render import painters_order
from equifashion.garments.scene.sketching import HANDS, sketch_markup
from equifashion.garments.scene.svg import document, paper
from equifashion.imaging.canvas import CANVAS_SIZE

_PAPER, _SHADE, _INK = "#ffffff", "#e6e6e6", "#1e181b"
_DECIMALS = 2


def flat_svg(sketch: FlatSketch, title: str) -> str:
    """A flat as SVG 1.1, upright, one path a line or piece of cloth, the topmost last.

    Args:
        sketch: any.
        title: of the drawing, e.g. the prompt.

    Returns:
        A document as large as the garment: its width and height are those of the canvas in millimetres at 1:1, its
        user units the canvas's pixels.
    """
    lines = sketch.lines_drawn
    place = fit_to_canvas(lines)
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


def figure_svg(sketch: OnFigureSketch, title: str) -> str | None:
    """A figure in what it wears as SVG, a white shape behind each line that hides others.

    Args:
        sketch: any.
        title: of the drawing, e.g. the prompt.

    Returns:
        A document of the canvas's size, its lines where the picture has them; None of joined sketches.
    """
    if sketch.scene is None:
        return None
    shapes, (scale, x, y) = painters_order(sketch.scene), sketch.fit
    body = sketch_markup(shapes, sketch.scene.pose, HANDS["clean"], np.random.default_rng(0))
    moved = f'<g transform="translate({x:.2f} {y:.2f}) scale({scale:.4f})">{body}</g>'
    return document(paper(_PAPER) + moved, title)


def _path(points: np.ndarray, closed: bool) -> str:
    corners = np.round(points, _DECIMALS)
    return "M" + " L".join(f"{x:g},{y:g}" for x, y in corners.tolist()) + (" Z" if closed else "")
