"""Cutting blocks of what is worn on the upper body, and of dresses."""

from dataclasses import dataclass, replace

import numpy as np

from equifashion.garments.flat.hems import Hem, finished
from equifashion.garments.flat.necklines import front_edge, neck_lines
from equifashion.garments.flat.raster import FOLD, INSIDE, SEAM, Line, both, curve, falling, piece, smooth, straight

_LONG = 40.0  # sleeves from here on reach the forearm, cm
_SHOULDER = 0.6  # of its width: what lies farther out is seen beside a sleeve that falls before
_FOLDED_BACK = 0.85  # of their width sides show where they hang
_BELOW_HEM = {"curved": 6.0, "cutaway": -9.0}  # where the fronts' middle ends, cm


@dataclass(frozen=True)
class UpperCut:
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


def upper_lines(cut: UpperCut) -> list[Line]:
    """The lines of a cut, from the lowest to the topmost."""
    before = _falls_before(cut)
    sleeves: list[Line] = []
    if cut.sleeve:
        sleeves = _sleeve(cut, cut.hang[0], cut.bend[0])
        sleeves += [line.mirrored() for line in _sleeve(cut, cut.hang[1], cut.bend[1])]
    behind: list[Line] = []
    if cut.hangs and cut.sleeve:
        unfolded = _side(cut)
        shoulder = (unfolded[:, 1] <= cut.armhole) & (unfolded[:, 0] >= _SHOULDER * cut.shoulder)
        behind = both(
            piece(np.minimum(unfolded[shoulder], (cut.shoulder, cut.armhole)))
        )  # seen between a sleeve and what is folded back
        cut = replace(cut, sides=tuple((_FOLDED_BACK * half, low) for half, low in cut.sides))
    right = _side(cut)
    hem = _hem(cut)
    top = _strap_edge(cut) if cut.straps else front_edge(cut.collar, cut.neck, cut.depth)
    lines = [*([] if before else sleeves), *behind, *hem.behind]
    lines.append(piece(top, right, hem.edge, (right * (-1.0, 1.0))[::-1]))
    lines += [Line(hem.edge), *_edges(cut, right)]
    lines += [*_details(cut), *hem.lines]
    lines += sleeves if before else []
    if cut.straps:
        lines += [Line(top), *both(straight((0.52 * cut.shoulder, 0), (0.6 * cut.shoulder, 13)))]
    else:
        lines += neck_lines(
            cut.collar, cut.neck, cut.depth, _closing(cut), 2.0 if cut.band or cut.front == "closed" else 0
        )
    return lines


def _closing(cut: UpperCut) -> float:
    return min(0.55 * cut.sides[-1][1], 44.0) if cut.collar == "notched lapel" else cut.depth


def _side(cut: UpperCut) -> np.ndarray:
    """From the neck along shoulder, armhole and side to the hem, (N, 2)."""
    underarm = (cut.sides[0][0], cut.armhole)
    side = falling(underarm, *cut.sides[1:])
    if cut.straps:
        return np.concatenate([[(0.6 * cut.shoulder, 13)], [underarm], side[1:]])
    shoulder = (cut.shoulder, cut.slope)
    inner = (0.96 * cut.shoulder, 0.55 * cut.armhole + 0.45 * cut.slope)
    low = (0.3 * inner[0] + 0.7 * underarm[0], 0.9 * cut.armhole)
    return np.concatenate([[(cut.neck, 0)], smooth(shoulder, inner, low, underarm), side[1:]])


def _edges(cut: UpperCut, right: np.ndarray) -> list[Line]:
    """Shoulders, armholes and sides as they are seen."""
    at = int(np.argmin(np.hypot(*(right - (cut.sides[0][0], cut.armhole)).T)))
    if cut.straps or not cut.sleeve:
        return both(Line(right))
    return both(Line(right[:2]), Line(right[1 : at + 1], FOLD), Line(right[at:]))


def _strap_edge(cut: UpperCut) -> np.ndarray:
    reach = 0.6 * cut.shoulder
    return smooth((-reach, 13), (-0.5 * reach, 15), (0, 17.5), (0.5 * reach, 15), (reach, 13))


def _hem(cut: UpperCut) -> Hem:
    half, low = cut.sides[-1]
    if cut.hem == "cutaway":
        right = smooth((half, low), (0.45 * half, low + 1), (2.5, low - 0.5), (0.2, low - 9))
        return Hem(np.concatenate([right, (right * (-1.0, 1.0))[::-1]]))
    return finished(smooth((half, low), (0, low + 1.0), (-half, low)), cut.hem, cut.sides)


def _sleeve(cut: UpperCut, hang: float, bend: float) -> list[Line]:
    arm, across = _directions(hang)
    forearm, across_end = _directions(hang + bend)
    head, underarm = np.array([cut.shoulder, cut.slope]), np.array([cut.sides[0][0], cut.armhole])
    hidden = [underarm * (0.5, 1.0), head * (0.5, 1.0) + (0, 6)]  # beneath the body
    if _falls_before(cut):  # the armhole's seam runs on behind the sleeve
        underarm, hidden = head + np.array([-0.12, 0.7]) * (cut.shoulder, cut.armhole - cut.slope), []
    swell, gather = cut.fullness
    bent = head + 0.5 * cut.sleeve * arm
    end = bent + 0.5 * cut.sleeve * forearm
    inner_end = end + cut.cuff * across_end
    elbow = bent - (0.6 + 0.4 * swell + 0.4 * gather) * across
    near = head + 0.16 * cut.sleeve * arm - (0.8 + swell) * across
    above = bent + 0.36 * cut.sleeve * forearm - (0.2 + gather) * across_end
    outer = smooth(head, near, elbow, above, end)
    inner_elbow = (inner_end + underarm + bent - (head + end) / 2) / 2 - 0.2 * across
    inner_above = inner_end + 0.32 * (inner_elbow - inner_end) + gather * across_end
    inner = smooth(inner_end, inner_above, inner_elbow, underarm)
    cloth = piece(outer, inner, np.reshape(hidden, (-1, 2)))
    lines = [cloth, Line(outer), Line(inner), straight(end, inner_end)]
    if cut.band:
        back = cut.band / cut.sleeve
        lines.append(straight(end + back * (head - end), inner_end + back * (underarm - inner_end), width=SEAM))
    if cut.sleeve > _LONG:  # folds at the elbow
        fold = head + 0.46 * cut.sleeve * arm + 0.3 * cut.cuff * across
        lines.append(curve(fold, fold + 3 * arm + 2.5 * across, fold + 4 * arm + 6 * across, width=FOLD))
    for share in np.arange(cut.quilts, 0.92 * cut.sleeve, cut.quilts) / cut.sleeve if cut.quilts else ():
        lines.append(straight(_at(outer, share), _at(inner, 1 - share), width=FOLD))
    return lines


def _falls_before(cut: UpperCut) -> bool:
    """Whether the sleeves of a cut hang before its body."""
    return cut.hangs and cut.sleeve > _LONG


def _directions(hang: float) -> tuple[np.ndarray, np.ndarray]:
    """Along a sleeve and across it, towards the body."""
    angle = np.radians(hang)
    return np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])


def _at(points: np.ndarray, share: float) -> np.ndarray:
    """The point of a line (N, 2) after a share of its points."""
    return points[round(share * (len(points) - 1))]


def _details(cut: UpperCut) -> list[Line]:
    half, low = cut.sides[-1]
    lines = [*_front(cut, low + _BELOW_HEM.get(cut.hem, 0.5)), *_pockets(cut, half, low)]
    for y in np.arange(cut.depth + cut.quilts, low - 3, cut.quilts) if cut.quilts else ():
        at = np.interp(y, [0, *(y for _, y in cut.sides)], [cut.shoulder, *(x for x, _ in cut.sides)])
        lines += both(curve((1.5, y + 0.6), (0.5 * at, y + 1.0), (0.97 * at, y), width=FOLD))
    if cut.band:
        top = low - cut.band
        lines.append(curve((-half, top), (0, top + 0.8), (half, top), width=SEAM))
    if cut.waist_seam:
        seam = cut.waist_seam
        at = np.interp(seam, [y for _, y in cut.sides], [x for x, _ in cut.sides])
        lines.append(curve((-at, seam), (0, seam + 1), (at, seam), width=SEAM))
        for x in np.linspace(-0.8, 0.8, cut.folds):
            lines.append(straight((x * at, seam + 1), (x * (0.35 * at + 0.65 * half), low - 2), width=FOLD))
    return lines


def _front(cut: UpperCut, bottom: float) -> list[Line]:
    start = _closing(cut)
    tailored = cut.collar == "notched lapel"
    match cut.front:
        case "buttons" if tailored:
            edge = straight((0.2, start), (0.2, bottom), width=SEAM)
            return [edge, *(_button(-1.2, y) for y in np.linspace(start + 3, bottom - 7, 2))]
        case "buttons":
            edges = [straight((x, start), (x, bottom), width=SEAM) for x in (-1.6, 1.6)]
            return edges + [_button(0, y) for y in np.linspace(start + 3, bottom - 7, 6)]
        case "half":
            end = start + 12
            placket = straight((-1.5, start), (-1.5, end), (1.5, end), (1.5, start), width=SEAM)
            return [placket, _button(0, start + 4), _button(0, start + 9)]
        case "zip":
            return both(straight((0.7, start - 1), (0.7, bottom), width=SEAM))
        case "open":
            edge = curve((1.2, start - 1), (2.6, (start + bottom) / 2), (4.2, bottom))
            between = piece(edge.points, (edge.points * (-1.0, 1.0))[::-1], seen=INSIDE)
            return [between, *both(edge)]
    return []


def _pockets(cut: UpperCut, wide: float, low: float) -> list[Line]:
    match cut.pockets:
        case "chest":
            return [straight((7, 20), (7, 30), (12, 32), (17, 30), (17, 20), (7, 20), width=SEAM)]
        case "flap":
            y, inner, outer = 0.72 * low, 0.38 * wide, 0.82 * wide
            corners = (inner, y), (outer, y - 1), (outer + 0.3, y + 4), (inner + 0.3, y + 5), (inner, y)
            return both(straight(*corners, width=SEAM))
        case "kangaroo":
            top, bottom = 0.66 * low, low - max(cut.band, 3.0)
            right = np.array([(0.68 * wide, bottom), (0.68 * wide, (top + bottom) / 2), (0.4 * wide, top)])
            return [Line(np.concatenate([right, (right * (-1.0, 1.0))[::-1]]), SEAM)]
        case "slant":
            return both(straight((0.5 * wide, 0.66 * low), (0.78 * wide, 0.66 * low + 13), width=SEAM))
    return []


def _button(x: float, y: float) -> Line:
    turn = np.linspace(0, 2 * np.pi, 9)
    return Line(np.stack([x + 0.7 * np.cos(turn), y + 0.7 * np.sin(turn)], axis=1), SEAM)
