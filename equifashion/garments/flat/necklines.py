"""Necklines, collars and hoods of flats."""

import numpy as np

from equifashion.garments.flat.raster import (
    INSIDE,
    OUTLINE,
    SEAM,
    Line,
    cloth_piece,
    curve,
    mirrored_pairs,
    polyline,
)
from equifashion.garments.scene.geometry import spline


def neckline_edge(collar: str, neck: float, depth: float) -> np.ndarray:
    """The front's edge from one shoulder to the other, (N, 2).

    Args:
        collar: a key of ``COLLARS``.
        neck: half the neck's width, cm.
        depth: of the front's middle below the shoulders' ends, cm.
    """
    match collar:
        case "V-neck" | "notched lapel":
            half = spline((-neck, 0), (-0.55 * neck, 0.42 * depth), (0, depth))
        case "square neck":
            half = np.array([(-neck, 0), (-0.93 * neck, depth), (0, depth)])
        case "sweetheart":
            half = spline((-neck, 0), (-0.75 * neck, 0.62 * depth), (-0.4 * neck, 0.72 * depth), (0, depth))
        case _:
            return spline(
                (-neck, 0), (-0.72 * neck, 0.68 * depth), (0, depth), (0.72 * neck, 0.68 * depth), (neck, 0)
            )
    return np.concatenate([half, (half * (-1.0, 1.0))[-2::-1]])


def neckline_lines(collar: str, neck: float, depth: float, closing: float, rib: float) -> list[Line]:
    """What stands or lies around a neck.

    Args:
        collar: a key of ``COLLARS``.
        neck, depth: as in ``neckline_edge``.
        closing: how far below the shoulders' ends the fronts meet, cm; for lapels and open collars.
        rib: width of the neckline's own band, cm; 0 for none.
    """
    back = curve((-neck, 0), (0, 1.8), (neck, 0))
    front = neckline_edge(collar, neck, depth)
    inside = cloth_piece(front, back.points[::-1], seen=INSIDE)
    match collar:
        case "shirt collar":
            return _shirt_collar(neck, max(depth, 5.0))
        case "Peter Pan collar":
            return [inside, back, *mirrored_pairs(_rounded_leaf(neck, depth))]
        case "mandarin collar":
            hem = spline((-0.9 * neck, -4), (0, -2.6), (0.9 * neck, -4))
            return [cloth_piece(hem, np.array([(neck, 0), (0, depth), (-neck, 0)]), seen=INSIDE),
                    *mirrored_pairs(cloth_piece(spline((0.4, depth), (0.72 * neck, 0.6 * depth), (neck, 0)),
                                spline((0.9 * neck, -4), (0.6 * neck, -2.5 + 0.3 * depth), (1.6, depth - 3.5)),
                                width=OUTLINE)),
                    Line(hem)]  # fmt: skip
        case "turtleneck":
            return _turtleneck(neck, depth, 8.0 + depth / 2)
        case "hood":
            return _hood(neck, max(depth, 6.0))
        case "notched lapel":
            return _lapels(neck, closing)
    lines = [inside, back, Line(front)]
    if rib and collar in ("crew neck", "V-neck", "scoop neck", "boat neck"):
        lines.append(Line(neckline_edge(collar, neck + rib, depth + rib)[2:-2], SEAM))
    return lines


def _shirt_collar(neck: float, depth: float) -> list[Line]:
    stand = cloth_piece(spline((-neck, 0), (-0.8 * neck, -4.2), (0, -5.2), (0.8 * neck, -4.2), (neck, 0)),
                  spline((neck, 0), (0, depth), (-neck, 0)), width=OUTLINE, seen=INSIDE)  # fmt: skip
    leaf = cloth_piece(np.array([(0.3, depth - 1), (0.45 * neck, depth + 4.5), (neck + 1.8, 2.2)]),
                 spline((neck + 1.8, 2.2), (neck + 0.2, -2), (0.8 * neck, -4.2)),
                 spline((0.8 * neck, -4.2), (0.55 * neck, 0.2), (0.3, depth - 1)), width=OUTLINE)  # fmt: skip
    inside = curve((-0.55 * neck, -0.5), (0, 0.8), (0.55 * neck, -0.5), width=SEAM)
    return [stand, inside, *mirrored_pairs(leaf)]


def _rounded_leaf(neck: float, depth: float) -> Line:
    edge = spline((0, depth), (0.72 * neck, 0.68 * depth), (neck, 0))
    hem = spline(
        (neck, 0), (neck + 4, 3), (neck, depth + 2), (0.5 * neck, depth + 5.5), (0.4, depth + 3), (0, depth)
    )
    return cloth_piece(edge, hem[1:], width=OUTLINE)


def _turtleneck(neck: float, depth: float, height: float) -> list[Line]:
    tube = cloth_piece(np.array([(-neck, 1), (-0.82 * neck, -height)]),
                 spline((-0.82 * neck, -height), (0, 1 - height), (0.82 * neck, -height)),
                 spline((neck, 1), (0, max(4.0, depth + 0.5)), (-neck, 1)),
                 width=OUTLINE)  # fmt: skip
    return [
        tube,
        curve((-0.95 * neck, -0.35 * height), (0, 2.2 - 0.35 * height), (0.95 * neck, -0.35 * height), width=SEAM),
    ]


def _hood(neck: float, depth: float) -> list[Line]:
    right = spline((neck + 3.5, 2), (neck + 5.5, -10), (neck + 2.5, -24), (0, -31))
    hood = cloth_piece(
        right, (right * (-1.0, 1.0))[::-1], spline((-neck - 3.5, 2), (0, depth + 5), (neck + 3.5, 2)), width=OUTLINE
    )
    side = spline((0, depth + 2), (0.8 * neck, -3), (0.86 * neck, -14), (0, -23))
    opening = cloth_piece(side, (side * (-1.0, 1.0))[::-1], width=OUTLINE, seen=INSIDE)
    back = curve((-0.7 * neck, 0), (0, 2.2), (0.7 * neck, 0), width=SEAM)
    return [hood, opening, back]


def _lapels(neck: float, closing: float) -> list[Line]:
    notch = 0.3 * closing
    band = cloth_piece(spline((-neck - 1, 0.5), (-0.6 * neck, -3.2), (0, -4), (0.6 * neck, -3.2), (neck + 1, 0.5)),
                 np.array([(0.35 * neck, 6), (-0.35 * neck, 6)]), width=OUTLINE)  # fmt: skip
    inside = cloth_piece(
        np.array([(-0.62 * neck, -1), (0, 0.4), (0.62 * neck, -1), (0, closing)]), width=SEAM, seen=INSIDE
    )
    collar = (0.62 * neck, -1.5), (neck + 1, 0.5), (neck + 3.2, notch - 1), (neck + 0.8, notch + 0.6)
    tip = (neck + 4.6, notch + 1.4)
    leaf = cloth_piece(np.array(collar), spline(tip, (0.75 * neck, 0.72 * closing), (0, closing)), width=OUTLINE)
    gorge = polyline((0.56 * neck, notch - 1.5), (neck + 0.8, notch + 0.6), width=SEAM)
    return [band, inside, *mirrored_pairs(leaf, gorge)]
