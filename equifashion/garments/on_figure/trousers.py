"""Trousers, shorts and the legs of one-pieces: seven silhouettes, five lengths, one half for each leg.

The halves meet in the seam that runs from the waist through the crotch; the leg that lies in front is drawn last.
"""

from dataclasses import dataclass, replace

import numpy as np

from equifashion.garments.attributes.lengths import LENGTH_MEASURES
from equifashion.garments.figure.body import T_HIP, T_WAIST, Body
from equifashion.garments.on_figure.folds import (
    CONTOUR,
    Drape,
    along,
    bend_of,
    cast_shade,
    crease,
    form_shade,
    hanging_folds,
    joint_folds,
    radiating_folds,
    sheen_bands,
    spread,
    stacked_folds,
    wrapped_folds,
)
from equifashion.garments.on_figure.hems import attach, finish_hem
from equifashion.garments.on_figure.lower_body import (
    SIDES,
    drape_fractions,
    drape_leg,
    floor,
    hem_line,
    waist_line,
)
from equifashion.garments.on_figure.outfit import Garment
from equifashion.garments.on_figure.trouser_details import Half, draw_details, waistband
from equifashion.garments.on_figure.waist import draw_belt
from equifashion.garments.scene.curves import Tube, closed_path, path, sample
from equifashion.garments.scene.geometry import moving_average
from equifashion.garments.scene.layers import SKIRT, TOP, TROUSERS
from equifashion.garments.scene.scene import Fill, Part, Shape, Stroke
from equifashion.garments.textiles import sheen

BAND = 0.16  # height of a waistband, heads


@dataclass(frozen=True)
class LegSilhouette:
    """A trouser leg's silhouette.

    Attributes:
        outer, inner: heads between leg and cloth at hip, thigh, knee, calf and hem of a full-length leg.
        cling: 1 follows the shin, 0 falls from the knee.
        crotch: how low it hangs, heads below the body's.
        slack: how far the hem may be drawn in.
    """

    outer: tuple[float, float, float, float, float]
    inner: tuple[float, float, float, float, float]
    cling: float = 1.0
    crotch: float = 0.05
    slack: float = 0.08

    def ease(self, inner: bool, fractions: np.ndarray, fall: float = 1.0) -> np.ndarray:
        """Heads of ease at fractions of the leg; short legs reach their hem's width sooner, but less of it."""
        sooner = 1 + 0.7 * max(0.93 / fall - 1, 0.0)
        widths = np.interp(sooner * fractions, [0.0, 0.25, 0.5, 0.75, 1.0], self.inner if inner else self.outer)
        return widths * np.interp(fall, [0.2, 0.5, 0.8], [0.55, 0.75, 1.0])


SILHOUETTES: dict[str, LegSilhouette] = {
    "skinny": LegSilhouette((0.015, 0.015, 0.015, 0.015, 0.02), (0.02, 0.015, 0.015, 0.015, 0.02), slack=0.02),
    "slim": LegSilhouette((0.025, 0.035, 0.045, 0.045, 0.075), (0.03, 0.035, 0.045, 0.045, 0.075), 0.95),
    "straight": LegSilhouette((0.035, 0.06, 0.11, 0.12, 0.19), (0.05, 0.07, 0.1, 0.11, 0.17), 0.9, slack=0.12),
    "wide": LegSilhouette((0.05, 0.13, 0.3, 0.42, 0.55), (0.05, 0.12, 0.2, 0.26, 0.32), 0.6, slack=0.2),
    "flared": LegSilhouette((0.02, 0.025, 0.04, 0.14, 0.42), (0.03, 0.025, 0.04, 0.12, 0.34), 0.85, slack=0.15),
    "tapered": LegSilhouette((0.09, 0.13, 0.12, 0.07, 0.045), (0.06, 0.11, 0.1, 0.06, 0.04), 0.95, slack=0.06),
    "harem": LegSilhouette((0.12, 0.3, 0.42, 0.36, 0.1), (0.1, 0.25, 0.3, 0.25, 0.08), 0.8, 1.25, 0.2),
}


def draw_trousers(garment: Garment, body: Body, start_t: float = T_WAIST) -> list[Shape]:
    """Trousers, shorts, or the legs of a one-piece, from the torso at ``start_t`` down.

    Args:
        garment: ``silhouette`` is one of ``SILHOUETTES``, ``length`` of ``LENGTH_MEASURES``.
        body: who wears it.
        start_t: where they begin on the torso's tube.

    Returns:
        Both halves, hems and details, and the waistband of trousers.
    """
    random = np.random.default_rng(garment.seed)
    one_piece = garment.kind == "one-piece"
    z = TOP if one_piece else TROUSERS
    front = body.stance.front_leg
    shapes: list[Shape] = []
    for order, side in enumerate(sorted(SIDES.values(), key=lambda name: name == front)):
        half = _half(garment, body, side, start_t, side == front)
        shapes += _draw_half(garment, body, half, z + 0.3 * order, random)
    style = waistband(garment)
    if style:
        shapes += style(garment, body, random, start_t, BAND, TOP + 0.2 if one_piece else SKIRT + 0.2)
    if garment.belted and not one_piece:
        middle = start_t + 0.5 * BAND * body.unit / body.torso.length
        shapes += draw_belt(body, garment.trim or "#4a3024", middle, "buckle", 0.12, SKIRT + 0.4)
    return shapes


def _half(garment: Garment, body: Body, side: str, start_t: float, in_front: bool) -> Half:
    """The edges of one half, from waist and crotch to the hem."""
    shape, fall, unit = SILHOUETTES[garment.silhouette], LENGTH_MEASURES[garment.length].trousers_reach, body.unit
    sign = -1 if side == "right" else 1
    fractions = drape_fractions(fall)
    leg = drape_leg(body, side, fall, shape.cling)
    outer_tube = Tube(leg.centre, leg.half + unit * shape.ease(False, fractions, fall))
    inner_tube = Tube(leg.centre, leg.half + unit * shape.ease(True, fractions, fall))
    hip_t = np.linspace(start_t, T_HIP, 10)
    ease = unit * np.interp(hip_t, [start_t, T_HIP], [0.01, shape.outer[0]])
    torso = body.torso.at(hip_t) + sign * (body.torso.half_at(hip_t) + ease)[:, None] * body.torso.normal(hip_t)
    outer = sample(np.vstack([torso, outer_tube.side(sign, min(0.14 / fall, 0.8), 1.0, 0.0, 36)]), 56)
    rounded = np.clip(np.linspace(2.2, 0.0, 56) * fall, 0, 1)[:, None]  # only over the hip
    outer = rounded * moving_average(outer, 7) + (1 - rounded) * moving_average(outer, 3, 1)
    waist = waist_line(body, start_t, 0.01 * unit)
    middle = centre_front(body, start_t)
    low = min(shape.crotch, 1.3 * fall)
    crotch = body.joints["crotch"] + low * unit * _down(body)
    start = float(np.clip((0.16 + 0.24 * low) / fall, 0.05, 0.85))
    inside = inner_tube.side(-sign, start, 1.0, 0.0, 36)
    if low < 0.5:
        inside = moving_average(sample(np.vstack([crotch, inside]), 44), 5)
    else:  # the cloth sags between the legs
        inside = moving_average(sample(np.vstack([crotch, 0.3 * crotch + 0.7 * inside[6], inside[9:]]), 44), 7)
    outer[-1, 1], inside[-1, 1] = min(outer[-1, 1], floor(body) + 2), min(inside[-1, 1], floor(body) + 2)
    outer[0] = waist[0] if sign < 0 else waist[-1]
    top = waist[waist[:, 0] <= middle[0]] if sign < 0 else waist[waist[:, 0] >= middle[0]]
    return Half(side, sign, outer, inside, crotch, middle, top, leg, fall, in_front)


def _down(body: Body) -> np.ndarray:
    normal = body.torso.normal(0.8)
    return np.array([-normal[1], normal[0]])


def centre_front(body: Body, t: float) -> np.ndarray:
    """Where the centre front crosses the torso at t; it moves across as the figure turns."""
    line = waist_line(body, t)
    return along(line, 0.5 + 0.19 * body.stance.turn)


def _draw_half(garment: Garment, body: Body, half: Half, z: float, random: np.random.Generator) -> list[Shape]:
    shape, unit = SILHOUETTES[garment.silhouette], body.unit
    left, right = (half.outer, half.inner) if half.sign < 0 else (half.inner, half.outer)
    edge = hem_line(body, left[-1], right[-1], 25)
    drop = float(np.linalg.norm(half.outer[-1] - half.outer[0])) * (1.0 if half.fall > 0.5 else 0.7)
    pieces = finish_hem(
        edge,
        garment.hem,
        garment.fabric,
        body,
        random,
        sides=(left, right),
        drop=drop,
        slack=shape.slack,
        z=z,
        behind=z - 15.0,
        trim=garment.trim,
    )
    left, right = attach(left, right, pieces, min(0.45 * drop, 1.6 * unit))
    outer, inner = (left, right) if half.sign < 0 else (right, left)
    half = replace(half, outer=outer, inner=inner)
    drape = _drape(garment, body, half, edge, random)
    contours = tuple(Stroke(path(line), 2 * CONTOUR, "contour") for line in (outer, inner, pieces.edge))
    details = draw_details(garment, body, half, random)
    cloth = Shape(
        Part.LOWER,
        _outline(half, pieces.edge, unit),
        Fill(garment.fabric.colours[0], garment.fabric),
        0.0,
        (*drape.strokes, *pieces.strokes, *details.strokes, *contours),
        (*drape.shades, *details.shades, *pieces.shades),
        z,
    )
    hems = tuple(replace(shape, z=z + 0.1 if shape.z > z else shape.z) for shape in pieces.shapes)
    return [cloth, *hems, *details.shapes(z + 0.15)]


def _outline(half: Half, edge: np.ndarray, unit: float) -> str:
    """Closed path; the half behind reaches past the centre seam so that no gap opens there."""
    past = (0.02 if half.in_front else 0.14) * unit * half.sign * np.array([-1.0, 0.0])
    seam = np.stack([half.crotch + past, half.middle + past])
    seam = sample(seam, 8)
    hem = edge if half.sign < 0 else edge[::-1]  # from the outer to the inner edge
    top = half.top if half.sign > 0 else half.top[::-1]  # from the centre outwards
    return closed_path(half.outer, hem, half.inner[::-1], seam, top)


def _drape(garment: Garment, body: Body, half: Half, edge: np.ndarray, random: np.random.Generator) -> Drape:
    """Roundness of the leg and the folds of its cut at crotch, knee and ankle."""
    unit, shape = body.unit, SILHOUETTES[garment.silhouette]
    inner = np.vstack([_spaced(half.middle, half.crotch), half.inner])
    left, right = (half.outer, inner) if half.sign < 0 else (inner, half.outer)
    fade = (0.0, 0.45) if half.sign < 0 else (0.45, 0.0)
    drape = Drape((), form_shade(left, right, unit, 1.15, fade))
    drape += _crotch_folds(half, unit, random)
    ease = unit * float(shape.ease(False, np.array([0.5]))[0])
    if half.fall > 0.55:
        drape += _leg_folds(garment, body, half, edge, ease, random)
    top = np.stack([half.outer[6], half.middle]) if half.sign < 0 else np.stack([half.middle, half.outer[6]])
    lights = sheen_bands(top, edge, np.array([0.35]), 0.12 * unit, 0.5 * sheen(garment.fabric), random)
    under_top = cast_shade(half.top if half.top[0, 0] < half.top[-1, 0] else half.top[::-1], 0.2 * unit)
    return drape + Drape((), (*lights, under_top))


def _spaced(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    return start + np.linspace(0, 1, 8)[:-1, None] * (end - start)


def _crotch_folds(half: Half, unit: float, random: np.random.Generator) -> Drape:
    """Pulls from the crotch up to the hip, and one down the inner thigh."""
    angles = half.sign * np.array([112.0, 84.0, 58.0]) + random.uniform(-6, 6, 3)
    return radiating_folds(
        half.crotch, angles, np.array([0.34, 0.42, 0.3]) * random.uniform(0.8, 1.2, 3), unit, 0.5
    )


def _leg_folds(
    garment: Garment, body: Body, half: Half, edge: np.ndarray, ease: float, random: np.random.Generator
) -> Drape:
    """Compression at the knee; below it hanging folds on wide legs, slack and a break on narrow ones."""
    unit = body.unit
    knee = 0.5 / half.fall
    tube, drape = half.leg, Drape()
    loose = garment.silhouette in ("wide", "flared", "harem")
    bend = abs(bend_of(tube, knee))
    strength = 0.6 if garment.silhouette == "skinny" else 1.0
    drape += joint_folds(tube, knee, unit, random, 0.5 * ease, 0.0 if loose and bend < 15 else strength)
    if loose:
        left, right = (half.outer, half.inner) if half.sign < 0 else (half.inner, half.outer)
        top = np.stack([left[len(left) // 3], right[len(right) // 4]])
        drape += hanging_folds(top, edge, spread(3, random, 0.4), unit, random, 0.9, (0.45, 0.85))
    elif bend < 25:
        drape += wrapped_folds(tube, 0.6 * knee, 0.9 * knee, unit, random, 0.5 * ease, 1)
    if half.fall > 0.85:
        breaks = {"extra-long": 3, "long": 1}.get(garment.length, 0) + (garment.silhouette == "tapered")
        if not loose:
            drape += stacked_folds(tube, 0.8, 0.97, unit, random, 0.6 * ease, breaks)
        else:
            root = along(edge, 0.35)
            drape += crease(np.stack([root, root + unit * np.array([0.1 * half.sign, -0.7])]), unit, 0.7)
    return drape
