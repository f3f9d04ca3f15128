"""Capes: one bell of cloth from the shoulders over the arms."""

import numpy as np

from equifashion.garments.figure.body import SIDES, SIGN, Body
from equifashion.garments.on_figure import collars, folds
from equifashion.garments.on_figure.bodice import LEVELS, Bodice
from equifashion.garments.on_figure.closures import buttons, front_line
from equifashion.garments.on_figure.frame import Frame
from equifashion.garments.on_figure.hems import attach, finish_hem
from equifashion.garments.on_figure.necklines import lay_neckline
from equifashion.garments.on_figure.outfit import Garment
from equifashion.garments.on_figure.tops import button_colour, cloth
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import closed_path
from equifashion.garments.scene.geometry import bow_line, smooth_curve
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape

_FLARES = {"fitted": 0.08, "regular": 0.15, "loose": 0.24, "oversized": 0.32}  # heads added per level


def draw_cape(garment: Garment, body: Body) -> list[Shape]:
    """A cape, its collar and the inside of its back; lifted arms come out from under it."""
    frame, random = Frame(body), np.random.default_rng(garment.seed)
    end, unit, z = LEVELS["outer"][garment.length], body.unit, _layer(body)
    collar = garment.collar or "crew neck"
    neckline = lay_neckline(frame, collar)
    sides = {side: _side(frame, side, end, _FLARES[garment.silhouette]) for side in SIDES}
    fill = cloth(garment.fabric)
    parting = 0.16 if garment.opened else 0.03
    fronts, rest = [], []
    whole = bow_line(
        sides["left"][-1],
        sides["right"][-1],
        -0.09 * float(np.linalg.norm(sides["left"][-1] - sides["right"][-1])),
        21,
    )
    for side in SIDES:
        sign, seam = SIGN[side], sides[side]
        neck = neckline[: len(neckline) // 2 + 1] if side == "right" else neckline[len(neckline) // 2 :][::-1]
        half = whole[::-1] if side == "right" else whole
        share = 0.5 - 0.5 * parting * float(frame.half(end)) / max(
            float(np.linalg.norm(half[0] - half[-1])) / 2, 1e-9
        )
        foot = folds.along(half, share)
        edge = smooth_curve(
            np.stack([neck[-1], 0.5 * (neck[-1] + foot) + sign * 0.3 * parting * unit * frame.across, foot]), 16
        )
        hem = np.vstack([half[: int(share * (len(half) - 1)) + 1], foot])
        canvas = (seam, edge, hem) if side == "right" else (edge, seam, hem[::-1])
        drop = float(np.linalg.norm(seam[-1] - seam[0]))
        pieces = finish_hem(
            canvas[2], garment.hem, garment.fabric, body, random, sides=canvas[:2], drop=drop, slack=0.05, z=z,
            trim=garment.trim,
        )  # fmt: skip
        first, second = attach(canvas[0], canvas[1], pieces, 0.5 * drop)
        seam, edge = (first, second) if side == "right" else (second, first)
        hem = pieces.edge if side == "right" else pieces.edge[::-1]
        path = closed_path(neck[::-1], frame.shoulder_line(side, 0.05, 0.95), seam, hem, edge[::-1])
        left, right = (seam, edge) if side == "right" else (edge, seam)
        top = np.stack([frame.on(0.12, sign * 1.05), frame.on(0.12, sign * 0.2)])
        low = hem if side == "right" else hem[::-1]
        drape = folds.hanging_folds(
            top if side == "right" else top[::-1], low, np.array([0.2, 0.5, 0.8]), unit, random, 1.1, (0.5, 0.85)
        )
        arm = _arm_fold(frame, side, seam)
        contour = tuple(
            folds.line(e, 2 * folds.CONTOUR, "contour")
            for e in (seam, hem, edge, frame.shoulder_line(side, 0.05, 0.95))
        )
        shades = (*folds.form_shade(left, right, unit, 0.7), *drape.shades, *arm.shades, *pieces.shades)
        strokes = (*drape.strokes, *arm.strokes, *pieces.strokes, *contour)
        fronts.append(Shape(Part.BODICE, path, fill, 0.0, strokes, shades, z))
        rest += [shape for shape in pieces.shapes if shape.z > layers.GARMENT_BACK]
    rest.append(_inside(frame, sides, whole, fill))
    bodice = Bodice(
        frame, "loose", neckline, {s: frame.shoulder_line(s) for s in SIDES}, {}, sides, end, 0.05, 0.0, 0.25, whole
    )
    spread = 0.06 if garment.opened else 0.0
    worn = collars.Worn(0.5 + z - layers.CAPE, spread=spread)
    shapes = [*rest, *fronts, *collars.draw_collar(collar, bodice, fill, fill, z, worn)]
    if not garment.opened:
        spot = buttons(frame, np.array([0.09, 0.2]), 0.0, button_colour(garment), 0.05)
        line = (folds.line(front_line(frame, 0.06, min(end, 1.4), 0.05), 0.7, "seam"),)
        shapes.append(
            Shape(
                Part.BODICE,
                fronts[1].outline,
                fill,
                0.0,
                (*fronts[1].strokes, *line, *spot),
                fronts[1].shades,
                z + 0.05,
            )
        )
    return shapes


def _layer(body: Body) -> float:
    """Over the arms: over those in front of the torso too, where there are any."""
    return layers.HAND_FRONT + 0.5 if any(body.stance.front_arms) else layers.CAPE


def _side(frame: Frame, side: str, end: float, flare: float) -> np.ndarray:
    """The outer edge: over the shoulder's round, outside a hanging arm, and out to the hem."""
    sign, unit, arm = SIGN[side], frame.unit, frame.body.arms[side]
    tip = frame.shoulder(side, 0.95)
    joint = frame.body.joints[f"{side} shoulder"]
    levels = np.linspace(0.2, end, 10)
    reach = frame.half(levels) + unit * (0.28 + flare * levels)
    across = frame.across_at(levels)
    edge = frame.level(levels) + sign * reach[:, None] * across
    elbows = arm.at(np.linspace(0.1, 0.62, 8)) + sign * (arm.half_at(0.3) + 0.1 * unit) * frame.across
    lowered = arm.at(0.5)[1] > joint[1] + 0.75 * unit
    if lowered:
        out = np.array([max((p - frame.level(v)) @ across[i] * sign for p in elbows) for i, v in enumerate(levels)])
        edge = edge + sign * np.maximum(out - reach, 0.0)[:, None] * across * _swing(levels)[:, None]
    reach, up = arm.half_at(0.0) + 0.12 * unit, -frame.down
    round_off = [
        joint + reach * (a * sign * frame.across + b * up) for a, b in ((0.6, 0.62), (0.95, 0.25), (1.05, -0.2))
    ]
    tip = tip + 0.05 * unit * up
    return smooth_curve(np.vstack([tip, *round_off, edge[1:]]), 24)


def _swing(levels: np.ndarray) -> np.ndarray:
    """How far cloth that an arm holds off stays off: all of it at the elbow, less and less below."""
    return np.interp(levels, [0.0, 0.5, 0.9, 3.0], [0.0, 1.0, 0.9, 0.35])


def _arm_fold(frame: Frame, side: str, seam: np.ndarray) -> folds.Drape:
    """The fold where the cloth falls off the arm."""
    arm, sign = frame.body.arms[side], SIGN[side]
    start = arm.at(0.12) - sign * arm.half_at(0.12) * frame.across
    far = seam[-4] - sign * 0.3 * frame.unit * frame.across
    return folds.crease(bow_line(start, start + 0.8 * (far - start), 0.04 * frame.unit), frame.unit, 0.9)


def _inside(frame: Frame, sides: dict[str, np.ndarray], hem: np.ndarray, fill: Fill) -> Shape:
    path = closed_path(sides["left"], hem, sides["right"][::-1])
    return Shape(Part.BODICE, path, fill, 0.8, (), (Shade(path, 0.5),), layers.GARMENT_BACK)
