"""Cutting blocks of skirts, trousers and shorts."""

from dataclasses import dataclass

import numpy as np

from equifashion.garments.flat.hems import finished
from equifashion.garments.flat.raster import FOLD, SEAM, Line, both, curve, falling, piece, smooth, straight


@dataclass(frozen=True)
class SkirtCut:
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
class LegsCut:
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


def skirt_lines(cut: SkirtCut) -> list[Line]:
    """The lines of a skirt, from the lowest to the topmost."""
    side = falling(*cut.sides)
    (waist, top), (half, low) = cut.sides[0], cut.sides[-1]
    hem = finished(smooth((half, low), (0, low + cut.drop), (-half, low)), cut.hem, cut.sides)
    upper = smooth((-waist, top), (0, top + 1.2), (waist, top))
    cloth = piece(upper, side, hem.edge, (side * (-1.0, 1.0))[::-1])
    lines = [*hem.behind, cloth, Line(upper), Line(hem.edge), *both(Line(side)), *hem.lines]
    if cut.waistband:
        at = np.interp(cut.waistband, [y for _, y in cut.sides], [x for x, _ in cut.sides])
        lines.append(curve((-at, cut.waistband), (0, cut.waistband + 1.2), (at, cut.waistband), width=SEAM))
    for x in np.linspace(-0.85, 0.85, cut.folds) if cut.folds else ():
        end = low + cut.drop * (1 - x * x)
        lines.append(
            curve(
                (x * waist, cut.waistband + 1.2),
                (x * (0.6 * waist + 0.4 * half), 0.5 * low),
                (x * half, end),
                width=FOLD,
            )
        )
    if cut.wrap:
        lines.append(
            curve(
                (0.5 * waist, cut.waistband + 1),
                (0.3 * waist, 0.5 * low),
                (-0.1 * half, low + cut.drop),
                width=SEAM,
            )
        )
    return lines


def legs_lines(cut: LegsCut) -> list[Line]:
    """The lines of trousers or shorts, from the lowest to the topmost."""
    knee_at = cut.rise + 0.45 * (cut.length - cut.rise)
    middle = 0.5 * cut.hip + 0.45 * (cut.spread - 0.5 * cut.hip)
    foot = cut.spread + cut.hem / 2
    outer = falling(
        (cut.waist, 0), (cut.hip, 0.68 * cut.rise), (middle + cut.knee / 2, knee_at), (foot, cut.length)
    )
    inner_foot = (cut.spread - cut.hem / 2, cut.length + 0.8)
    inner = falling((0, cut.rise), (middle - cut.knee / 2, knee_at), inner_foot)
    upper = smooth((-cut.waist, 0), (0, 1.5), (cut.waist, 0))
    body = piece(upper, outer, inner[::-1], (inner * (-1.0, 1.0)), (outer * (-1.0, 1.0))[::-1])
    hem = straight((foot, cut.length), inner_foot)
    lines = [body, Line(upper), *both(Line(outer), Line(inner), hem)]
    band = cut.waistband
    at = np.interp(band, [0, 0.68 * cut.rise], [cut.waist, cut.hip])
    lines.append(curve((-at, band), (0, band + 1.5), (at, band), width=SEAM))
    if cut.fly:
        lines.append(straight((0, 1.5), (0, cut.rise), width=SEAM))
        lines.append(curve((2.5, band + 1.5), (2.6, 0.55 * cut.rise), (0, 0.8 * cut.rise), width=FOLD))
        lines += both(
            curve((0.5 * cut.waist, band + 1), (0.72 * cut.waist, band + 6), (0.98 * at + 1, band + 9), width=SEAM)
        )
    else:
        lines.append(straight((0, band), (0, cut.rise), width=FOLD))
        lines += both(curve((0.6, band), (2.0, band + 5), (1.6, band + 10), width=SEAM))
    if cut.cuffs:
        back = cut.cuffs
        wide = np.interp(cut.length - back, [knee_at, cut.length], [0, 1])
        out_x = middle + cut.knee / 2 + wide * (foot - middle - cut.knee / 2)
        in_x = middle - cut.knee / 2 + wide * (inner_foot[0] - middle + cut.knee / 2)
        lines += both(straight((out_x, cut.length - back), (in_x, cut.length + 0.8 - back), width=SEAM))
    if cut.creases:
        lines += both(
            curve((0.55 * cut.hip, 0.8 * cut.rise), (middle, knee_at), (cut.spread, cut.length), width=FOLD)
        )
    lines += both(curve((1.0, cut.rise - 1), (4.5, cut.rise + 1.5), (8, cut.rise + 1.0), width=FOLD))
    return lines
