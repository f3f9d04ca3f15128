"""Flats of skirts, trousers and shorts."""

from dataclasses import dataclass

import numpy as np

from equifashion.garments.flat.hems import finish_hem
from equifashion.garments.flat.raster import FOLD, SEAM, Line, cloth_piece, curve, mirrored_pairs, polyline
from equifashion.garments.scene.geometry import monotone_curve, spline


@dataclass(frozen=True)
class SkirtMeasures:
    """Measures of a skirt; cm, widths halved.

    Attributes:
        sides: (half width, depth) from the waist to the hem.
        waistband: its height; 0 for none.
        drop: how far the hem's middle hangs below its ends.
        folds: how many folds fall from the waist.
        wrap: whether one front laps over the other.
        hem: a key of ``HEMS``.
    """

    sides: tuple[tuple[float, float], ...]
    waistband: float = 4.0
    drop: float = 2.0
    folds: int = 0
    wrap: bool = False
    hem: str = "straight"


@dataclass(frozen=True)
class LegsMeasures:
    """Measures of trousers or shorts; cm.

    Attributes:
        waist, hip: half widths.
        rise: from the waist to the crotch.
        length: from the waist to the hems.
        knee, hem: widths of a leg.
        spread: of the legs' middles from the garment's at the hem.
        waistband: its height.
        fly: whether the front has a fly and slanted pockets; drawstrings otherwise.
        cuffs: height of the bands at the hems; 0 for none.
        creases: whether each leg is creased.
    """

    waist: float
    hip: float
    rise: float
    length: float
    knee: float
    hem: float
    spread: float
    waistband: float = 4.0
    fly: bool = True
    cuffs: float = 0.0
    creases: bool = False


def skirt_lines(measures: SkirtMeasures) -> list[Line]:
    """The lines of a skirt, from the lowest to the topmost."""
    side = monotone_curve(*measures.sides)
    (waist, top), (half, low) = measures.sides[0], measures.sides[-1]
    hem = finish_hem(spline((half, low), (0, low + measures.drop), (-half, low)), measures.hem, measures.sides)
    upper = spline((-waist, top), (0, top + 1.2), (waist, top))
    cloth = cloth_piece(upper, side, hem.edge, (side * (-1.0, 1.0))[::-1])
    lines = [*hem.behind, cloth, Line(upper), Line(hem.edge), *mirrored_pairs(Line(side)), *hem.lines]
    if measures.waistband:
        at = np.interp(measures.waistband, [y for _, y in measures.sides], [x for x, _ in measures.sides])
        lines.append(
            curve((-at, measures.waistband), (0, measures.waistband + 1.2), (at, measures.waistband), width=SEAM)
        )
    for x in np.linspace(-0.85, 0.85, measures.folds) if measures.folds else ():
        end = low + measures.drop * (1 - x * x)
        lines.append(
            curve(
                (x * waist, measures.waistband + 1.2),
                (x * (0.6 * waist + 0.4 * half), 0.5 * low),
                (x * half, end),
                width=FOLD,
            )
        )
    if measures.wrap:
        lines.append(
            curve(
                (0.5 * waist, measures.waistband + 1),
                (0.3 * waist, 0.5 * low),
                (-0.1 * half, low + measures.drop),
                width=SEAM,
            )
        )
    return lines


def legs_lines(measures: LegsMeasures) -> list[Line]:
    """The lines of trousers or shorts, from the lowest to the topmost."""
    knee_at = measures.rise + 0.45 * (measures.length - measures.rise)
    middle = 0.5 * measures.hip + 0.45 * (measures.spread - 0.5 * measures.hip)
    foot = measures.spread + measures.hem / 2
    outer = monotone_curve(
        (measures.waist, 0),
        (measures.hip, 0.68 * measures.rise),
        (middle + measures.knee / 2, knee_at),
        (foot, measures.length),
    )
    inner_foot = (measures.spread - measures.hem / 2, measures.length + 0.8)
    inner = monotone_curve((0, measures.rise), (middle - measures.knee / 2, knee_at), inner_foot)
    upper = spline((-measures.waist, 0), (0, 1.5), (measures.waist, 0))
    body = cloth_piece(upper, outer, inner[::-1], (inner * (-1.0, 1.0)), (outer * (-1.0, 1.0))[::-1])
    hem = polyline((foot, measures.length), inner_foot)
    lines = [body, Line(upper), *mirrored_pairs(Line(outer), Line(inner), hem)]
    band = measures.waistband
    at = np.interp(band, [0, 0.68 * measures.rise], [measures.waist, measures.hip])
    lines.append(curve((-at, band), (0, band + 1.5), (at, band), width=SEAM))
    if measures.fly:
        lines.append(polyline((0, 1.5), (0, measures.rise), width=SEAM))
        lines.append(curve((2.5, band + 1.5), (2.6, 0.55 * measures.rise), (0, 0.8 * measures.rise), width=FOLD))
        lines += mirrored_pairs(
            curve(
                (0.5 * measures.waist, band + 1),
                (0.72 * measures.waist, band + 6),
                (0.98 * at + 1, band + 9),
                width=SEAM,
            )
        )
    else:
        lines.append(polyline((0, band), (0, measures.rise), width=FOLD))
        lines += mirrored_pairs(curve((0.6, band), (2.0, band + 5), (1.6, band + 10), width=SEAM))
    if measures.cuffs:
        back = measures.cuffs
        wide = np.interp(measures.length - back, [knee_at, measures.length], [0, 1])
        out_x = middle + measures.knee / 2 + wide * (foot - middle - measures.knee / 2)
        in_x = middle - measures.knee / 2 + wide * (inner_foot[0] - middle + measures.knee / 2)
        lines += mirrored_pairs(
            polyline((out_x, measures.length - back), (in_x, measures.length + 0.8 - back), width=SEAM)
        )
    if measures.creases:
        lines += mirrored_pairs(
            curve(
                (0.55 * measures.hip, 0.8 * measures.rise),
                (middle, knee_at),
                (measures.spread, measures.length),
                width=FOLD,
            )
        )
    lines += mirrored_pairs(
        curve((1.0, measures.rise - 1), (4.5, measures.rise + 1.5), (8, measures.rise + 1.0), width=FOLD)
    )
    return lines
