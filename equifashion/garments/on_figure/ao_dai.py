"""The áo dài: a close bodice that parts at the waist into a front and a back panel, over trousers."""

import numpy as np

from equifashion.garments.figure.body import SIGN, T_WAIST, Body
from equifashion.garments.on_figure import folds
from equifashion.garments.on_figure.frame import Frame
from equifashion.garments.on_figure.outfit import Garment
from equifashion.garments.on_figure.tops import cloth, draw_dress_bodice
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import closed_path
from equifashion.garments.scene.geometry import bow_line, smooth_curve
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape

_ENDS = {"extra-short": 1.2, "short": 1.6, "medium": 2.05, "long": 2.45, "extra-long": 2.85}  # levels of the hem
_SLIT = 0.68  # level at which the sides part


def draw_ao_dai(garment: Garment, body: Body) -> list[Shape]:
    """Bodice, front panel, back panel and the diagonal fastening from the throat to the underarm."""
    frame, end, fill = Frame(body), _ENDS[garment.length], cloth(garment.fabric)
    random = np.random.default_rng(garment.seed)
    wide = {"straight": 0.86, "a-line": 0.98}.get(garment.silhouette, 0.9)
    front = _panel(frame, end, wide, 0.0, fill, random, layers.TOP, 0.0)
    back = _panel(frame, end - 0.03, wide + 0.16, 0.10, fill, random, layers.GARMENT_BACK + 0.2, 0.42)
    shapes = [back, front, *draw_dress_bodice(garment, body, T_WAIST + 0.04)]
    return [*shapes, _flap(frame, fill)] if garment.collar in ("mandarin collar", "crew neck") else shapes


def _panel(
    frame: Frame,
    end: float,
    wide: float,
    swing: float,
    fill: Fill,
    random: np.random.Generator,
    z: float,
    dark: float,
) -> Shape:
    """One long panel from the waist to the hem; ``swing`` heads lets it fly to one side."""
    unit, levels = frame.unit, np.linspace(T_WAIST, end, 12)
    hips = float(frame.half(0.88)) * wide
    grow = np.clip((levels - _SLIT) / (end - _SLIT), 0, 1)
    half = np.where(levels < _SLIT, frame.half(levels) + 0.02 * unit, np.minimum(frame.half(levels), hips))
    half = half * (1 + 0.12 * grow)
    centre = frame.level(levels)
    lean = float(frame.body.stance.turn + 0.02 * frame.body.stance.hips)
    centre = centre + (unit * (swing + 0.12 * lean) * grow**2)[:, None] * np.array([1.0, 0.0])
    centre[levels > 1.0, 0] = 0.5 * centre[levels > 1.0, 0] + 0.5 * centre[levels <= 1.0][-1, 0]
    right, left = (smooth_curve(centre + s * half[:, None] * frame.across_at(levels), 18) for s in (-1, 1))
    hem = bow_line(left[-1], right[-1], 0.06 * float(np.linalg.norm(left[-1] - right[-1])), 9)
    path = closed_path(np.stack([right[0], left[0]]), left, hem, right[::-1])
    drape = folds.hanging_folds(
        np.stack([right[0], left[0]]), hem[::-1], np.array([0.25, 0.6, 0.85]), unit, random, 0.8, (0.5, 0.85)
    )
    shades = (*folds.form_shade(right, left, unit, 0.8), *drape.shades, *((Shade(path, dark),) if dark else ()))
    contour = tuple(folds.line(e, 2 * folds.CONTOUR, "contour") for e in (right[2:], left[2:], hem))
    band = folds.line(hem - 0.07 * unit * frame.down, 0.45, "seam", 0.7)
    return Shape(Part.LOWER, path, fill, 0.0, (*drape.strokes, band, *contour), shades, z)


def _flap(frame: Frame, fill: Fill) -> Shape:
    """The overlap that fastens from the throat to the right underarm, with its snaps."""
    sign, unit = SIGN["right"], frame.unit
    points = smooth_curve(
        np.stack(
            [
                frame.chest(0.02 * sign, 0.08),
                frame.chest(0.22 * sign, 0.28),
                frame.on(0.24, 0.8 * sign),
                frame.on(0.3, 0.97 * sign),
            ]
        ),
        12,
    )
    edge = np.vstack([points, points[::-1] + 0.012 * unit * frame.down])
    return Shape(Part.BODICE, closed_path(edge), fill, 0.5, (), (), layers.TOP + 0.4)
