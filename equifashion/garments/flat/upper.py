"""Flats of what is worn on the upper body, and of dresses."""

from dataclasses import dataclass, replace

import numpy as np

from equifashion.garments.flat.hem_styles import Hem
from equifashion.garments.flat.hems import finish_hem
from equifashion.garments.flat.necklines import neckline_edge, neckline_lines
from equifashion.garments.flat.raster import FOLD, INSIDE, SEAM, Line, cloth_piece, curve, mirrored_pairs, polyline
from equifashion.garments.scene.geometry import monotone_curve, spline

_LONG = 40.0  # sleeves from here on reach the forearm, cm
_SHOULDER = 0.6  # of its width: what lies farther out is seen beside a sleeve that falls before
_FOLDED_BACK = 0.85  # of their width sides show where they hang
_BELOW_HEM = {"curved": 6.0, "cutaway": -9.0}  # where the fronts' middle ends, cm


@dataclass(frozen=True)
class UpperMeasures:
    """Measures of a top, a coat or a dress, laid flat with its arms spread, or hanging; cm, widths halved.

    Attributes:
        neck, shoulder: half widths of neck and shoulders.
        slope: how far the shoulders' ends lie below the neck's.
        armhole: depth of the armhole below the neck's ends.
        sides: (half width, depth) of the body from the underarm to the hem.
        collar: a key of ``COLLARS``.
        depth: of the front's middle below the neck's ends.
        sleeve: length; 0 for none.
        cuff: width of the sleeve's end.
        hang: angles of the two sleeves below the horizontal, degrees.
        bend: by how much they turn at the elbow, degrees, towards the body.
        hangs: whether it hangs from its shoulders: long sleeves fall before the sides, which fold back.
        fullness: how far a sleeve swells beyond its straight edge, at its head and above its end.
        straps: whether it hangs from straps.
        front: ``"closed"``, ``"buttons"``, ``"half"`` (buttons at the neck), ``"zip"`` or ``"open"``.
        pockets: ``"none"``, ``"chest"``, ``"flap"``, ``"kangaroo"`` or ``"slant"``.
        band: height of ribs at hem and cuffs; 0 for none.
        hem: a key of ``HEMS``, or ``"cutaway"``.
        waist_seam: depth of a seam at the waist; 0 for none.
        folds: how many folds fall from that seam.
        quilts: distance of the seams across a quilted one; 0 for none.
    """

    neck: float
    shoulder: float
    slope: float
    armhole: float
    sides: tuple[tuple[float, float], ...]
    collar: str = "crew neck"
    depth: float = 8.0
    sleeve: float = 0.0
    cuff: float = 10.0
    hang: tuple[float, float] = (60.0, 60.0)
    bend: tuple[float, float] = (0.0, 0.0)
    hangs: bool = False
    fullness: tuple[float, float] = (0.0, 0.0)
    straps: bool = False
    front: str = "closed"
    pockets: str = "none"
    band: float = 0.0
    hem: str = "straight"
    waist_seam: float = 0.0
    folds: int = 0
    quilts: float = 0.0


def upper_lines(measures: UpperMeasures) -> list[Line]:
    """The lines of a cut, from the lowest to the topmost."""
    before = _falls_before(measures)
    sleeves: list[Line] = []
    if measures.sleeve:
        sleeves = _sleeve(measures, measures.hang[0], measures.bend[0])
        sleeves += [line.mirrored() for line in _sleeve(measures, measures.hang[1], measures.bend[1])]
    behind: list[Line] = []
    if measures.hangs and measures.sleeve:
        unfolded = _side(measures)
        shoulder = (unfolded[:, 1] <= measures.armhole) & (unfolded[:, 0] >= _SHOULDER * measures.shoulder)
        behind = mirrored_pairs(
            cloth_piece(np.minimum(unfolded[shoulder], (measures.shoulder, measures.armhole)))
        )  # seen between a sleeve and what is folded back
        measures = replace(measures, sides=tuple((_FOLDED_BACK * half, low) for half, low in measures.sides))
    right = _side(measures)
    hem = _hem(measures)
    top = (
        _strap_edge(measures) if measures.straps else neckline_edge(measures.collar, measures.neck, measures.depth)
    )
    lines = [*([] if before else sleeves), *behind, *hem.behind]
    lines.append(cloth_piece(top, right, hem.edge, (right * (-1.0, 1.0))[::-1]))
    lines += [Line(hem.edge), *_edges(measures, right)]
    lines += [*_details(measures), *hem.lines]
    lines += sleeves if before else []
    if measures.straps:
        lines += [
            Line(top),
            *mirrored_pairs(polyline((0.52 * measures.shoulder, 0), (0.6 * measures.shoulder, 13))),
        ]
    else:
        lines += neckline_lines(
            measures.collar,
            measures.neck,
            measures.depth,
            _closing(measures),
            2.0 if measures.band or measures.front == "closed" else 0,
        )
    return lines


def _closing(measures: UpperMeasures) -> float:
    return min(0.55 * measures.sides[-1][1], 44.0) if measures.collar == "notched lapel" else measures.depth


def _side(measures: UpperMeasures) -> np.ndarray:
    """From the neck along shoulder, armhole and side to the hem, (N, 2)."""
    underarm = (measures.sides[0][0], measures.armhole)
    side = monotone_curve(underarm, *measures.sides[1:])
    if measures.straps:
        return np.concatenate([[(0.6 * measures.shoulder, 13)], [underarm], side[1:]])
    shoulder = (measures.shoulder, measures.slope)
    inner = (0.96 * measures.shoulder, 0.55 * measures.armhole + 0.45 * measures.slope)
    low = (0.3 * inner[0] + 0.7 * underarm[0], 0.9 * measures.armhole)
    return np.concatenate([[(measures.neck, 0)], spline(shoulder, inner, low, underarm), side[1:]])


def _edges(measures: UpperMeasures, right: np.ndarray) -> list[Line]:
    """Shoulders, armholes and sides as they are seen."""
    at = int(np.argmin(np.hypot(*(right - (measures.sides[0][0], measures.armhole)).T)))
    if measures.straps or not measures.sleeve:
        return mirrored_pairs(Line(right))
    return mirrored_pairs(Line(right[:2]), Line(right[1 : at + 1], FOLD), Line(right[at:]))


def _strap_edge(measures: UpperMeasures) -> np.ndarray:
    reach = 0.6 * measures.shoulder
    return spline((-reach, 13), (-0.5 * reach, 15), (0, 17.5), (0.5 * reach, 15), (reach, 13))


def _hem(measures: UpperMeasures) -> Hem:
    half, low = measures.sides[-1]
    if measures.hem == "cutaway":
        right = spline((half, low), (0.45 * half, low + 1), (2.5, low - 0.5), (0.2, low - 9))
        return Hem(np.concatenate([right, (right * (-1.0, 1.0))[::-1]]))
    return finish_hem(spline((half, low), (0, low + 1.0), (-half, low)), measures.hem, measures.sides)


def _sleeve(measures: UpperMeasures, hang: float, bend: float) -> list[Line]:
    arm, across = _directions(hang)
    forearm, across_end = _directions(hang + bend)
    head, underarm = (
        np.array([measures.shoulder, measures.slope]),
        np.array([measures.sides[0][0], measures.armhole]),
    )
    hidden = [underarm * (0.5, 1.0), head * (0.5, 1.0) + (0, 6)]  # beneath the body
    if _falls_before(measures):  # the armhole's seam runs on behind the sleeve
        underarm, hidden = (
            head + np.array([-0.12, 0.7]) * (measures.shoulder, measures.armhole - measures.slope),
            [],
        )
    swell, gather = measures.fullness
    bent = head + 0.5 * measures.sleeve * arm
    end = bent + 0.5 * measures.sleeve * forearm
    inner_end = end + measures.cuff * across_end
    elbow = bent - (0.6 + 0.4 * swell + 0.4 * gather) * across
    near = head + 0.16 * measures.sleeve * arm - (0.8 + swell) * across
    above = bent + 0.36 * measures.sleeve * forearm - (0.2 + gather) * across_end
    outer = spline(head, near, elbow, above, end)
    inner_elbow = (inner_end + underarm + bent - (head + end) / 2) / 2 - 0.2 * across
    inner_above = inner_end + 0.32 * (inner_elbow - inner_end) + gather * across_end
    inner = spline(inner_end, inner_above, inner_elbow, underarm)
    cloth = cloth_piece(outer, inner, np.reshape(hidden, (-1, 2)))
    lines = [cloth, Line(outer), Line(inner), polyline(end, inner_end)]
    if measures.band:
        back = measures.band / measures.sleeve
        lines.append(polyline(end + back * (head - end), inner_end + back * (underarm - inner_end), width=SEAM))
    if measures.sleeve > _LONG:  # folds at the elbow
        fold = head + 0.46 * measures.sleeve * arm + 0.3 * measures.cuff * across
        lines.append(curve(fold, fold + 3 * arm + 2.5 * across, fold + 4 * arm + 6 * across, width=FOLD))
    for share in (
        np.arange(measures.quilts, 0.92 * measures.sleeve, measures.quilts) / measures.sleeve
        if measures.quilts
        else ()
    ):
        lines.append(polyline(_at(outer, share), _at(inner, 1 - share), width=FOLD))
    return lines


def _falls_before(measures: UpperMeasures) -> bool:
    """Whether the sleeves of a cut hang before its body."""
    return measures.hangs and measures.sleeve > _LONG


def _directions(hang: float) -> tuple[np.ndarray, np.ndarray]:
    """Along a sleeve and across it, towards the body."""
    angle = np.radians(hang)
    return np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])


def _at(points: np.ndarray, share: float) -> np.ndarray:
    """The point of a line (N, 2) after a share of its points."""
    return points[round(share * (len(points) - 1))]


def _details(measures: UpperMeasures) -> list[Line]:
    half, low = measures.sides[-1]
    lines = [*_front(measures, low + _BELOW_HEM.get(measures.hem, 0.5)), *_pockets(measures, half, low)]
    for y in np.arange(measures.depth + measures.quilts, low - 3, measures.quilts) if measures.quilts else ():
        at = np.interp(
            y, [0, *(y for _, y in measures.sides)], [measures.shoulder, *(x for x, _ in measures.sides)]
        )
        lines += mirrored_pairs(curve((1.5, y + 0.6), (0.5 * at, y + 1.0), (0.97 * at, y), width=FOLD))
    if measures.band:
        top = low - measures.band
        lines.append(curve((-half, top), (0, top + 0.8), (half, top), width=SEAM))
    if measures.waist_seam:
        seam = measures.waist_seam
        at = np.interp(seam, [y for _, y in measures.sides], [x for x, _ in measures.sides])
        lines.append(curve((-at, seam), (0, seam + 1), (at, seam), width=SEAM))
        for x in np.linspace(-0.8, 0.8, measures.folds):
            lines.append(polyline((x * at, seam + 1), (x * (0.35 * at + 0.65 * half), low - 2), width=FOLD))
    return lines


def _front(measures: UpperMeasures, bottom: float) -> list[Line]:
    start = _closing(measures)
    tailored = measures.collar == "notched lapel"
    match measures.front:
        case "buttons" if tailored:
            edge = polyline((0.2, start), (0.2, bottom), width=SEAM)
            return [edge, *(_button(-1.2, y) for y in np.linspace(start + 3, bottom - 7, 2))]
        case "buttons":
            edges = [polyline((x, start), (x, bottom), width=SEAM) for x in (-1.6, 1.6)]
            return edges + [_button(0, y) for y in np.linspace(start + 3, bottom - 7, 6)]
        case "half":
            end = start + 12
            placket = polyline((-1.5, start), (-1.5, end), (1.5, end), (1.5, start), width=SEAM)
            return [placket, _button(0, start + 4), _button(0, start + 9)]
        case "zip":
            return mirrored_pairs(polyline((0.7, start - 1), (0.7, bottom), width=SEAM))
        case "open":
            edge = curve((1.2, start - 1), (2.6, (start + bottom) / 2), (4.2, bottom))
            between = cloth_piece(edge.points, (edge.points * (-1.0, 1.0))[::-1], seen=INSIDE)
            return [between, *mirrored_pairs(edge)]
    return []


def _pockets(measures: UpperMeasures, wide: float, low: float) -> list[Line]:
    match measures.pockets:
        case "chest":
            return [polyline((7, 20), (7, 30), (12, 32), (17, 30), (17, 20), (7, 20), width=SEAM)]
        case "flap":
            y, inner, outer = 0.72 * low, 0.38 * wide, 0.82 * wide
            corners = (inner, y), (outer, y - 1), (outer + 0.3, y + 4), (inner + 0.3, y + 5), (inner, y)
            return mirrored_pairs(polyline(*corners, width=SEAM))
        case "kangaroo":
            top, bottom = 0.66 * low, low - max(measures.band, 3.0)
            right = np.array([(0.68 * wide, bottom), (0.68 * wide, (top + bottom) / 2), (0.4 * wide, top)])
            return [Line(np.concatenate([right, (right * (-1.0, 1.0))[::-1]]), SEAM)]
        case "slant":
            return mirrored_pairs(polyline((0.5 * wide, 0.66 * low), (0.78 * wide, 0.66 * low + 13), width=SEAM))
    return []


def _button(x: float, y: float) -> Line:
    turn = np.linspace(0, 2 * np.pi, 9)
    return Line(np.stack([x + 0.7 * np.cos(turn), y + 0.7 * np.sin(turn)], axis=1), SEAM)
