"""Outer layers: jackets and coats, closed or open over what is worn under them; cardigans and waistcoats likewise.

A closed layer is one bodice; an open one is two fronts that hang from the shoulders, with the inside of its back
behind the figure.
"""

from dataclasses import dataclass, replace

import numpy as np

from equifashion.garments.attributes.collars import COLLAR_SHAPES
from equifashion.garments.attributes.sleeves import SLEEVE_SHAPES
from equifashion.garments.figure.body import SIDES, SIGN, T_BUST, T_WAIST, Body
from equifashion.garments.on_figure import collars, folds
from equifashion.garments.on_figure.bodice import LEVELS, Bodice, bodice_drape, draw_bodice, lay_bodice
from equifashion.garments.on_figure.frame import Frame
from equifashion.garments.on_figure.hems import attach, finish_hem
from equifashion.garments.on_figure.outer_details import CUFFS, draw_details, quilted_sleeves
from equifashion.garments.on_figure.outfit import Garment
from equifashion.garments.on_figure.tops import cloth, draw_sleeves, hemmed, ribbing
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import closed_path
from equifashion.garments.scene.geometry import monotone_function, smooth_curve
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape


@dataclass(frozen=True)
class OuterStyle:
    """What a category of outer layer has besides its attributes; measures in heads.

    Attributes:
        deep: how far below the pit of the neck its lapels meet.
        extra: ease over what is worn under it.
        flare: ease added at the hem of knee-length ones.
        crisp: scales the number of folds.
        parted: how far an open front parts at the waist, as a share of the half-width.
    """

    deep: float = 0.95
    extra: float = 0.05
    flare: float = 0.05
    crisp: float = 0.7
    parted: float = 0.42


STYLES: dict[str, OuterStyle] = {
    "blazer": OuterStyle(1.12, 0.045, 0.05, 0.55),
    "bomber jacket": OuterStyle(0.8, 0.09, 0.0, 1.1),
    "denim jacket": OuterStyle(0.8, 0.05, 0.0, 0.5),
    "leather jacket": OuterStyle(0.62, 0.045, 0.0, 0.7),
    "puffer jacket": OuterStyle(0.8, 0.15, 0.02, 0.0, 0.36),
    "coat": OuterStyle(1.02, 0.08, 0.2, 0.6),
    "trench coat": OuterStyle(0.72, 0.07, 0.26, 0.7),
    "parka": OuterStyle(0.8, 0.12, 0.08, 0.9),
    "kimono jacket": OuterStyle(1.2, 0.06, 0.12, 1.0, 0.55),
    "cardigan": OuterStyle(1.05, 0.04, 0.02, 1.0),
    "waistcoat": OuterStyle(0.95, 0.035, 0.0, 0.4),
}
_OVER = 0.25  # z of an outer layer's sleeves over inner sleeves


def draw_outer(garment: Garment, body: Body) -> list[Shape]:
    """An outer layer other than a cape.

    Args:
        garment: a category of ``STYLES``; ``opened`` shows what is under it.
        body: who wears it.
    """
    style, random, z = STYLES[garment.category], np.random.default_rng(garment.seed), layers.OUTER
    bodice = _lay(garment, Frame(body), style)
    if garment.opened:
        fronts, rest, edges = _open(bodice, garment, style, random, z)
    else:
        bodice, pieces = hemmed(bodice, garment, random, z)
        front = draw_bodice(bodice, cloth(garment.fabric), random, z, None, style.crisp)
        fronts = [replace(front, strokes=front.strokes + pieces.strokes, shades=front.shades + pieces.shades)]
        rest, edges = list(pieces.shapes), {}
    extra = draw_details(bodice, garment, edges, style.deep, z)
    fronts = [replace(f, strokes=f.strokes + extra.strokes, shades=f.shades + extra.shades) for f in fronts]
    sleeves = draw_sleeves(garment, bodice, random, _OVER, CUFFS.get(garment.category, ""))
    if garment.category == "puffer jacket":
        sleeves = quilted_sleeves(sleeves, garment, bodice)
    return [*rest, *fronts, *extra.shapes, *sleeves, *_collar(garment, bodice, style, z, edges)]


def _lay(garment: Garment, frame: Frame, style: OuterStyle) -> Bodice:
    kind = "outer" if garment.kind == "outer" else "top"
    end, depth, hold = LEVELS[kind][garment.length], 0.27, "shoulder"
    if garment.sleeve_length not in (None, "sleeveless") and garment.sleeve_type:
        cut = SLEEVE_SHAPES[garment.sleeve_type]
        depth, hold = cut.depth + 0.02, "sleeves" if cut.seam == "armhole" else "grown on"
    depth += {"fitted": 0.0, "regular": 0.01, "loose": 0.03, "oversized": 0.06}[garment.silhouette]
    flare = style.flare * float(np.clip((end - 0.9) / 1.1, 0.0, 1.0))
    flare += 0.1 if garment.hem == "flared" else 0.0
    collar = garment.collar or "V-neck"
    deepen = {"notched lapel": style.deep / 0.95, "V-neck": style.deep / 0.66}.get(collar, 1.0)
    return lay_bodice(
        frame, garment.silhouette, collar, end, min(depth, end - 0.1), hold, style.extra, flare, deepen
    )


def front_edge(bodice: Bodice, side: str, style: OuterStyle) -> np.ndarray:
    """The inner edge of one open front, (N, 2), from the shoulder seam down to the hem."""
    frame, sign = bodice.frame, SIGN[side]
    share = monotone_function(
        (0.0, 0.22), (T_BUST, 0.3), (T_WAIST, style.parted), (max(bodice.end, 0.7), style.parted + 0.08)
    )
    v = np.linspace(0.06, bodice.end, 14)
    lean = 0.05 * (1 if side == "left" else -1)  # no two fronts hang alike
    points = frame.on(v, sign * (share(v) + lean * np.clip(v, 0, 1)), bodice.extra * frame.unit)
    neck = bodice.neckline[0 if side == "right" else -1]
    return smooth_curve(np.vstack([neck, points]), 24)


def _open(
    bodice: Bodice, garment: Garment, style: OuterStyle, random: np.random.Generator, z: float
) -> tuple[list[Shape], list[Shape], dict[str, np.ndarray]]:
    """Both fronts; the inside of the back and the hems' pieces; the fronts' inner edges by side."""
    fill, unit = cloth(garment.fabric), bodice.frame.unit
    fronts, rest, edges = [], [_inside(bodice, fill)], {}
    drape = bodice_drape(bodice, random, style.crisp)
    for side in SIDES:
        edge = front_edge(bodice, side, style)
        hem = bodice.hem[::-1] if side == "right" else bodice.hem  # from the side seam inwards
        corner = max(2, int(np.linalg.norm(hem - edge[-1], axis=1).argmin()))
        hem = hem[: corner + 1]
        edge = smooth_curve(np.vstack([edge[:-3], hem[-1]]), 24)
        seam = bodice.sides[side]
        canvas = (seam, edge, hem) if side == "right" else (edge, seam, hem[::-1])
        drop = float(np.linalg.norm(seam[-1] - seam[0]))
        pieces = finish_hem(
            canvas[2], garment.hem, garment.fabric, bodice.frame.body, random,
            sides=canvas[:2], drop=drop, slack=0.06, z=z, trim=garment.trim,
        )  # fmt: skip
        first, second = attach(canvas[0], canvas[1], pieces, min(0.6 * drop, 0.6 * unit))
        seam, edge = (first, second) if side == "right" else (second, first)
        hem = pieces.edge if side == "right" else pieces.edge[::-1]
        edges[side] = edge
        path = closed_path(bodice.shoulders[side], bodice.armholes[side], seam, hem, edge[::-1])
        fold = folds.band_shade(edge, 0.14 * unit, 0.2, 0.06 * unit, SIGN[side] * bodice.frame.across)
        lines = tuple(e for e in (edge, seam, hem, bodice.shoulders[side]) if len(e) > 1)
        contour = tuple(folds.line(line, 2 * folds.CONTOUR, "contour") for line in lines)
        fronts.append(
            Shape(Part.BODICE, path, fill, 0.0, (*drape.strokes, *pieces.strokes, *contour),
                  (*drape.shades, *pieces.shades, fold), z)
        )  # fmt: skip
        rest += [shape for shape in pieces.shapes if shape.z > layers.GARMENT_BACK]
    return fronts, rest, edges


def _inside(bodice: Bodice, fill: Fill) -> Shape:
    """The inside of the back, behind the figure."""
    lift = 0.06 * float(np.linalg.norm(bodice.hem[0] - bodice.hem[-1]))
    up = np.sin(np.linspace(0, np.pi, len(bodice.hem)))[:, None] * lift * bodice.frame.down
    path = bodice.outline(bodice.hem - 1.4 * up)
    return Shape(Part.BODICE, path, fill, 0.8, (), (Shade(path, 0.5),), layers.GARMENT_BACK)


def _collar(
    garment: Garment, bodice: Bodice, style: OuterStyle, z: float, edges: dict[str, np.ndarray]
) -> list[Shape]:
    if not garment.collar:
        return []
    spread = 0.13 if garment.opened else 0.0
    ribbed = garment.category in ("bomber jacket", "cardigan")
    trim = ribbing(garment.fabric) if ribbed else cloth(garment.fabric)
    if edges and COLLAR_SHAPES[garment.collar].binding:
        return [_band(edges[side], side, bodice, trim, z) for side in SIDES]
    colour = garment.trim if garment.collar == "hood" else None
    worn = collars.Worn(0.5, style.deep, spread, colour)
    return collars.draw_collar(garment.collar, bodice, cloth(garment.fabric), trim, z, worn)


def _band(edge: np.ndarray, side: str, bodice: Bodice, fill: Fill, z: float) -> Shape:
    """The binding of a collarless front worn open: from the shoulder down to the waist."""
    frame = bodice.frame
    upper = edge[: 2 * len(edge) // 3]
    outer = upper + np.linspace(0.07, 0.11, len(upper))[:, None] * SIGN[side] * frame.unit * frame.across
    strokes = (folds.line(outer, 0.6, "seam"),)
    return Shape(Part.COLLAR, closed_path(upper, outer[::-1]), fill, 0.7, strokes, (), z + 0.2)
