"""Bodices: the cloth around the torso, from a neckline to any hem level, by fit.

Used by tops, dresses, one-pieces and outer layers; sleeves and collars are laid on it.
"""

from dataclasses import dataclass

import numpy as np

from equifashion.garments.figure.body import SIDES, SIGN, T_BUST, T_HIP, T_UNDERBUST, T_WAIST
from equifashion.garments.on_figure import folds
from equifashion.garments.on_figure.folds import Drape
from equifashion.garments.on_figure.frame import Frame
from equifashion.garments.on_figure.necklines import STRAPS, lay_neckline, slip_edge, strap_top
from equifashion.garments.on_figure.sleeves import armhole
from equifashion.garments.scene.curves import closed_path
from equifashion.garments.scene.geometry import bow_line, monotone_function, smooth_curve
from equifashion.garments.scene.layers import arm_place
from equifashion.garments.scene.scene import Fill, Part, Shape, Stroke


@dataclass(frozen=True)
class Fit:
    """Ease of a fit, in heads, and how closely it follows the waist.

    Attributes:
        underarm, bust, waist, hip: heads between body and cloth.
        hug: 1 follows the waist, 0 hangs straight from bust to hip.
    """

    underarm: float
    bust: float
    waist: float
    hip: float
    hug: float


FITS: dict[str, Fit] = {
    "fitted": Fit(0.0, 0.015, 0.02, 0.03, 1.0),
    "regular": Fit(0.02, 0.05, 0.07, 0.06, 0.6),
    "loose": Fit(0.06, 0.11, 0.15, 0.13, 0.2),
    "oversized": Fit(0.11, 0.19, 0.25, 0.22, 0.0),
}
SLEEVED = ("sleeves", "grown on")
LEVELS: dict[str, dict[str, float]] = {  # kind → A1 length → level of the hem, see ``Frame.level``
    "top": {"extra-short": 0.52, "short": 0.68, "medium": 0.93, "long": 1.17, "extra-long": 1.5},
    "outer": {"extra-short": 0.64, "short": 0.96, "medium": 1.45, "long": 1.98, "extra-long": 2.72},
}


@dataclass(frozen=True)
class Bodice:
    """A laid-out bodice, in canvas pixels.

    Attributes:
        frame: of the body it is on.
        fit: key of ``FITS``.
        neckline: from the right shoulder to the left, (N, 2).
        shoulders: side → shoulder seam from the neckline outwards (empty where there is none).
        armholes: side → from the shoulder down to the underarm, (M, 2).
        sides: side → from the underarm to the hem, (K, 2).
        end: hem level.
        extra: heads of ease on top of the fit's.
        flare: heads of ease added towards the hem.
        depth: torso t of the underarm.
        hem: from the figure's left to its right, (L, 2).
        hold: how it is held, see ``lay_bodice``.
    """

    frame: Frame
    fit: str
    neckline: np.ndarray
    shoulders: dict[str, np.ndarray]
    armholes: dict[str, np.ndarray]
    sides: dict[str, np.ndarray]
    end: float
    extra: float
    flare: float
    depth: float
    hem: np.ndarray
    hold: str = "sleeves"

    def outline(self, hem: np.ndarray | None = None) -> str:
        """Closed path of the whole piece; ``hem`` replaces its lower edge."""
        right = (self.sides["right"][::-1], self.armholes["right"][::-1], self.shoulders["right"][::-1])
        left = (self.shoulders["left"], self.armholes["left"], self.sides["left"])
        hem = self.hem if hem is None else hem
        return closed_path(*(edge for edge in (self.neckline, *left, hem, *right) if len(edge) > 1))


def ease_at(fit: str, v: np.ndarray, extra: float = 0.0, flare: float = 0.0, end: float = 1.0) -> np.ndarray:
    """Heads of ease at trunk levels."""
    f = FITS[fit]
    shape = monotone_function(
        (0.2, f.underarm), (T_BUST, f.bust), (T_WAIST, f.waist), (T_HIP, f.hip), (3.2, f.hip + 0.05)
    )
    return shape(v) + extra + flare * np.clip((v - T_WAIST) / max(end - T_WAIST, 0.2), 0, 1) ** 1.2


def half_width(
    frame: Frame, fit: str, v: np.ndarray, extra: float = 0.0, flare: float = 0.0, end: float = 1.0
) -> np.ndarray:
    """Half-width of the cloth at trunk levels, pixels."""
    v = np.asarray(v, float)
    body, hug = frame.half(v), FITS[fit].hug
    chord = np.interp(v, [T_BUST, T_HIP], frame.half(np.array([T_BUST, T_HIP])))
    hanging = np.where((v > T_BUST) & (v < T_HIP), np.maximum(body, chord), body)
    return hug * body + (1 - hug) * hanging + frame.unit * ease_at(fit, v, extra, flare, end)


def side_edge(
    frame: Frame, side: str, fit: str, start: float, end: float, extra: float = 0.0, flare: float = 0.0
) -> np.ndarray:
    """A side seam from level start to level end, (N, 2)."""
    v = np.linspace(start, end, max(8, int(14 * (end - start))))
    half = half_width(frame, fit, v, extra, flare, end)
    return frame.level(v) + SIGN[side] * half[:, None] * frame.across_at(v)


def lay_bodice(
    frame: Frame,
    fit: str,
    collar: str,
    end: float,
    depth: float = 0.25,
    hold: str = "sleeves",
    extra: float = 0.0,
    flare: float = 0.0,
    deepen: float = 1.0,
) -> Bodice:
    """Edges of a bodice.

    Args:
        frame: of the body.
        fit: key of ``FITS``.
        collar: A4 word; cuts the neckline.
        end: hem level.
        depth: torso t of the underarm.
        hold: ``"sleeves"`` (set into an armhole), ``"grown on"`` (other sleeves), a key of ``STRAPS``,
            ``"halter"``, ``"strapless"`` or ``"open"`` (cold shoulders).
        extra: heads of ease for layers over others.
        flare: heads of ease added at the hem.
        deepen: scales the neckline's depth.
    """
    sides = {s: side_edge(frame, s, fit, depth, end, extra, flare) for s in SIDES}
    low, tops = hem_edge(frame, fit, end, extra, flare), {}
    shoulders, holes = {}, {}
    if hold in ("spaghetti", "strapless"):
        neckline = slip_edge(frame, collar)
        for s, corner in (("right", neckline[0]), ("left", neckline[-1])):
            shoulders[s] = np.zeros((0, 2))
            holes[s] = bow_line(corner, sides[s][0], SIGN[s] * 0.04 * frame.unit)
    else:
        neckline = lay_neckline(frame, collar, deepen)
        tops = {"right": neckline[0], "left": neckline[-1]}
        for s in SIDES:
            shoulders[s], holes[s] = _shoulder_and_hole(frame, s, tops[s], sides[s][0], hold, extra)
    return Bodice(frame, fit, neckline, shoulders, holes, sides, end, extra, flare, depth, low, hold)


def _shoulder_and_hole(
    frame: Frame, side: str, neck: np.ndarray, underarm: np.ndarray, hold: str, extra: float
) -> tuple[np.ndarray, np.ndarray]:
    sign, unit = SIGN[side], frame.unit
    if hold == "halter":
        knot = neck + 0.35 * (underarm - neck) - sign * 0.17 * unit * frame.across
        return np.zeros((0, 2)), smooth_curve(
            np.stack([neck, knot, neck + 0.75 * (underarm - neck) - sign * 0.13 * unit * frame.across, underarm]), 9
        )
    outer = {"shoulder": 0.84, "tank": STRAPS["tank"][1], "open": 0.5}.get(hold, 0.9)
    share = float(
        np.linalg.norm(neck - frame.neck_side(side)) / np.linalg.norm(frame.tip(side) - frame.neck_side(side))
    )
    outer = max(outer, share + (0.05 if hold in SLEEVED else 0.12))
    seam = frame.shoulder_line(side, share, outer)
    seam[0] = neck
    if extra and hold in SLEEVED:
        seam = seam - extra * unit * np.linspace(0.15, 0.25, len(seam))[:, None] * frame.down
    if hold == "open":
        return seam, bow_line(seam[-1], underarm, sign * 0.12 * unit)
    if (
        hold == "grown on" or arm_place(frame.body.stance, side) == "behind"
    ):  # the sleeve covers it, or it the sleeve
        return seam, bow_line(seam[-1], underarm, -sign * 0.05 * unit)
    return seam, armhole(frame, side, underarm, seam[-1])


def hem_edge(
    frame: Frame, fit: str, end: float, extra: float = 0.0, flare: float = 0.0, start: float | None = None
) -> np.ndarray:
    """Lower edge at a level from the figure's left to its right, bowed as cloth round a body is."""
    half = half_width(frame, fit, np.array([end]), extra, flare, start or end)[0]
    middle, across = frame.level(end), frame.across_at(end)
    bow = 0.085 * half if end > T_UNDERBUST else 0.05 * half
    return bow_line(middle + half * across, middle - half * across, -bow, 11)


def draw_bodice(
    bodice: Bodice,
    fill: Fill,
    random: np.random.Generator,
    z: float,
    hem: np.ndarray | None = None,
    crisp: float = 1.0,
    part: Part = Part.BODICE,
) -> Shape:
    """The closed front as one shape with folds and shading.

    Args:
        bodice: laid out.
        fill: cloth.
        random: varies folds.
        z: painter's order.
        hem: replaces the lower edge, left to right of the figure.
        crisp: scales the number of folds; tailored cloth has few.
        part: label.
    """
    edge = bodice.hem if hem is None else hem
    drape = bodice_drape(bodice, random, crisp)
    return Shape(
        part, bodice.outline(hem), fill, 0.0, drape.strokes + bodice_contour(bodice, edge), drape.shades, z
    )


def bodice_contour(bodice: Bodice, hem: np.ndarray) -> tuple[Stroke, ...]:
    """The drawn edges of a bodice. Clipped to the piece, a line shows half its width."""
    edges = [bodice.neckline, hem, *bodice.sides.values(), *(e for e in bodice.shoulders.values() if len(e) > 1)]
    edges += [] if bodice.hold in SLEEVED else list(bodice.armholes.values())
    widths = [1.2] + [2 * folds.CONTOUR] * (len(edges) - 1)
    return tuple(folds.line(edge, width, "contour") for edge, width in zip(edges, widths, strict=True))


def bodice_drape(bodice: Bodice, random: np.random.Generator, crisp: float = 1.0) -> Drape:
    """Folds and shading of the torso's cloth: roundness, bust, waist, pull lines from the underarms."""
    frame, unit = bodice.frame, bodice.frame.unit
    left, right = bodice.sides["right"], bodice.sides["left"]  # as seen on the canvas
    if left[0] @ frame.across > right[0] @ frame.across:
        left, right = right, left
    drape = Drape((), folds.form_shade(left, right, unit, 0.9))
    if bodice.depth < 0.45:
        drape += _bust(bodice)
    for side in SIDES:
        sign = SIGN[side]
        reach = np.array([0.36, 0.26]) * crisp
        drape += folds.radiating_folds(bodice.sides[side][0], -sign * np.array([52.0, 22.0]), reach, unit, 0.5)
    if bodice.end > T_WAIST and bodice.depth < 0.6:
        drape += _waist_folds(bodice, random, crisp)
    if bodice.fit in ("loose", "oversized") or bodice.flare > 0.1 or bodice.end > 1.3:
        high = np.stack([frame.on(T_BUST, s) for s in (0.8, 0.0, -0.8)])
        count = round(crisp * (4 if bodice.end > 1.2 else 3))
        at = folds.spread(count, random, 0.3, 0.12)
        drape += folds.hanging_folds(high, bodice.hem, at, unit, random, 0.8, (0.35, 0.7))
    return drape


def _bust(bodice: Bodice) -> Drape:
    """Soft shadow under the bust, or under the chest of masculine figures."""
    frame, unit = bodice.frame, bodice.frame.unit
    feminine = {"feminine": 1.0, "androgynous": 0.55, "masculine": 0.3}[frame.body.figure.presentation]
    if bodice.end < T_UNDERBUST:
        return Drape()
    strength = 0.13 * feminine * {"fitted": 1.3, "regular": 1.0, "loose": 0.7, "oversized": 0.4}[bodice.fit]
    shades = []
    for share in (-0.46, 0.42):
        middle = frame.on(T_BUST + 0.055, share)
        a = middle - 0.24 * unit * frame.across
        b = middle + 0.24 * unit * frame.across
        shades.append(folds.band_shade(bow_line(a, b, 0.09 * unit), 0.11 * unit, strength, 0.06 * unit, frame.down))
    return Drape((), tuple(shades))


def _waist_folds(bodice: Bodice, random: np.random.Generator, crisp: float) -> Drape:
    """Creases that cross the waist from the sides, deeper on the side the torso leans to."""
    frame, unit, drape = bodice.frame, bodice.frame.unit, Drape()
    lean = frame.body.stance.torso + 0.5 * frame.body.stance.hips
    for side in SIDES:
        sign = SIGN[side]
        count = round(crisp * (2 if sign * lean <= 2 else 3))
        for k in range(count):
            v = T_WAIST + 0.07 * (k - (count - 1) / 2) + 0.015 * random.normal()
            if v > bodice.end - 0.04:
                continue
            half = half_width(frame, bodice.fit, np.array([v]), bodice.extra, bodice.flare, bodice.end)[0]
            start = frame.level(v) + sign * half * frame.across_at(v)
            size = unit * random.uniform(0.22, 0.42)
            end = start - sign * size * frame.across + random.uniform(-0.02, 0.14) * unit * frame.down
            drape += folds.crease(bow_line(start, end, sign * 0.10 * size), unit, 0.6, light=k == 0)
    return drape


def straps(frame: Frame, collar: str, neckline: np.ndarray, width: float = 0.035) -> dict[str, np.ndarray]:
    """Outlines of thin straps from a slip's top edge over the shoulders: side → closed (N, 2)."""
    result = {}
    for side, corner in (("right", neckline[0]), ("left", neckline[-1])):
        corner = strap_top(frame, collar, side) if collar not in ("scoop neck",) else corner
        top = frame.shoulder(side, STRAPS["spaghetti"][0]) - 0.03 * frame.unit * frame.down
        line = bow_line(corner, top, -SIGN[side] * 0.02 * frame.unit, 7)
        along = np.gradient(line, axis=0)
        across = np.stack([-along[:, 1], along[:, 0]], 1) / np.linalg.norm(along, axis=1, keepdims=True)
        half = 0.5 * width * frame.unit
        result[side] = np.vstack([line + half * across, (line - half * across)[::-1]])
    return result
