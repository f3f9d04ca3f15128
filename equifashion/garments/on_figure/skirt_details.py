"""What makes one skirt differ from the next beside its silhouette: pleats, wraps, darts, petals, buttons."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from equifashion.garments.figure.body import Body
from equifashion.garments.on_figure.folds import WHITE, Drape, along, cast_shade, crease, line, tapered
from equifashion.garments.on_figure.lower_body import Panel
from equifashion.garments.on_figure.outfit import Garment
from equifashion.garments.scene.curves import path, polyline
from equifashion.garments.scene.scene import Shade, Shape

_WAISTBANDS = {"pleated skirt": "buttoned", "circle skirt": "elastic", "pencil skirt": "plain"}


def waistband(garment: Garment) -> str:
    """The waistband style (of ``waist.WAISTBANDS``) that a skirt is made with."""
    if garment.fabric.weave == "denim":
        return "jeans"
    return _WAISTBANDS.get(garment.category, "plain")


def lap(body: Body, panel: Panel, random: np.random.Generator) -> Drape:
    """Cloth over a seated figure's thighs: creases at the hips, lit knees, the shadow where it falls from them."""
    unit, drape = body.unit, Drape()
    for side, edge, sign in (("right", panel.left, 1.0), ("left", panel.right, -1.0)):
        hip, knee = body.joints[f"{side} hip"], body.joints[f"{side} knee"]
        root = edge[int(np.argmin(np.abs(edge[:, 1] - hip[1])))]
        s = np.linspace(0, 1, 6)[:, None]
        for rise, length in ((-0.06, 0.62), (0.1, 0.42)):
            reach = length * unit * random.uniform(0.8, 1.1)
            points = root + s * reach * np.array([sign, 0.28]) + np.array([0.0, rise * unit])
            drape += crease(points, unit, 0.6, light=False)
        if panel.hem[:, 1].max() > knee[1] + 0.2 * unit:
            across = unit * np.array([[-0.3, 0.1], [-0.12, -0.02], [0.12, -0.02], [0.3, 0.1]])
            fall = knee + unit * np.array([[0.12, 0.1], [0.16, 0.5], [0.13, 0.95]])
            lit = Shade(
                path(np.vstack([knee + across, (knee + 1.6 * across - [0, 0.16 * unit])[::-1]]), True),
                0.13,
                2.5,
                WHITE,
            )
            drape += Drape((), (lit, cast_shade(knee + across + [0, 0.08 * unit], 0.3 * unit, 0.2)))
            drape += crease(fall, unit, 0.7)
    return drape


def draw_details(
    garment: Garment, body: Body, front: Shape, panel: Panel, random: np.random.Generator
) -> list[Shape]:
    """The skirt's front with its category's details drawn on it, and whatever lies over it."""
    draw = _DETAILS.get(garment.category, _SILHOUETTES.get(garment.silhouette))
    return [front] if draw is None else draw(body, front, panel, random)


def _with(front: Shape, drape: Drape) -> Shape:
    return replace(front, strokes=(*front.strokes, *drape.strokes), shades=(*front.shades, *drape.shades))


def _pleats(body: Body, front: Shape, panel: Panel, random: np.random.Generator) -> list[Shape]:
    """Knife pleats from waist to hem, each a line with a sharp shadow beside it."""
    width = float(np.linalg.norm(panel.hem[-1] - panel.hem[0]))
    count = int(np.clip(width / (0.2 * body.unit), 8, 22))
    u = 0.5 - 0.5 * np.cos(np.pi * (0.1 + 0.8 * np.arange(1, count) / count))
    u = (u - u.min()) / (u.max() - u.min()) * 0.92 + 0.04
    drape = Drape()
    for at in u:
        points = np.stack([along(panel.top, at), along(panel.hem, at) + np.array([0.0, 0.1 * body.unit])])
        span = 0.4 * width / count * np.array([1.0, 0.0])
        wedge = np.vstack([points, points[1:] + span, points[:1] + 0.35 * span])
        drape += Drape((line(points, 0.55),), (Shade(polyline(wedge, True), 0.26, 0.0),))
    return [_with(replace(front, strokes=()), drape)]


def _wrap(body: Body, front: Shape, panel: Panel, random: np.random.Generator) -> list[Shape]:
    """An overlapping front whose free edge runs from the waist across to the hem in a curve."""
    start, end = along(panel.top, 0.86), along(panel.hem, 0.3)
    s = np.linspace(0, 1, 12)[:, None]
    edge = start + s * (end - start) + np.sin(np.pi * s) * 0.1 * np.linalg.norm(end - start) * np.array([1.0, 0.1])
    folds = Drape()
    for k, reach in enumerate((0.34, 0.52, 0.44)):
        a = along(panel.top, 0.84 - 0.05 * k)
        b = along(panel.left, 0.3 + 0.22 * k)
        folds += crease(a + np.linspace(0.03, reach + 0.2, 6)[:, None] * (b - a), body.unit, 0.7, light=False)
    under = cast_shade(edge, -0.16 * body.unit, 0.35, (-1.0, -0.2))
    return [_with(front, Drape((line(edge, 1.0, "contour"), *folds.strokes), (under, *folds.shades)))]


def _petals(body: Body, front: Shape, panel: Panel, random: np.random.Generator) -> list[Shape]:
    """Two panels that cross in front like petals."""
    s = np.linspace(0, 1, 10)[:, None]
    strokes, shades = [], []
    for start_u, end_u, bow in ((0.8, 0.34, 0.16), (0.2, 0.6, -0.16)):
        a, b = along(panel.top, start_u), along(panel.hem, end_u)
        curve = a + s * (b - a) + np.sin(np.pi * s) * bow * np.linalg.norm(b - a) * np.array([1.0, 0.0])
        strokes.append(line(curve if start_u > 0.5 else curve[8:], 0.9, "contour"))
        if start_u > 0.5:
            shades.append(cast_shade(curve, 0.16 * body.unit, 0.3, (1.0, 0.2)))
    return [_with(front, Drape(tuple(strokes), tuple(shades)))]


def _darts(body: Body, front: Shape, panel: Panel, random: np.random.Generator) -> list[Shape]:
    """Waist darts, and cross creases at the top of the thighs."""
    unit = body.unit
    darts = [
        tapered(np.stack([along(panel.top, u), along(panel.top, u) + unit * np.array([lean, 0.6])]), 0.6, "seam")
        for u, lean in ((0.27, 0.03), (0.73, -0.03))
    ]
    drape = Drape(tuple(darts))
    for sign, edge, at in ((1, panel.left, 0.42), (-1, panel.right, 0.46)):
        root = along(edge, at)
        points = root + unit * np.linspace(0, 1, 6)[:, None] * np.array([0.48 * sign, 0.12])
        drape += crease(points, unit, 0.5, light=False)
    return [_with(front, drape)]


_DETAILS: dict[str, Callable[..., list[Shape]]] = {
    "pleated skirt": _pleats,
    "wrap skirt": _wrap,
    "wrap dress": _wrap,
}
_SILHOUETTES: dict[str, Callable[..., list[Shape]]] = {"pencil": _darts, "tulip": _petals}
