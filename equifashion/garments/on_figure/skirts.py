"""Skirts and the skirts of dresses: eight silhouettes, five lengths, hung from any line on the torso."""

from dataclasses import dataclass

import numpy as np

from equifashion.garments.attributes.lengths import LENGTH_MEASURES
from equifashion.garments.figure.body import T_WAIST, Body
from equifashion.garments.on_figure import skirt_details
from equifashion.garments.on_figure.folds import (
    CONTOUR,
    Drape,
    cast_shade,
    flute_edge,
    fluted_folds,
    flutes,
    form_shade,
    gathers,
    hanging_folds,
    sheen_bands,
    spread,
)
from equifashion.garments.on_figure.hems import HemPieces, attach, finish_hem
from equifashion.garments.on_figure.lower_body import Hang, Panel, hang_panel
from equifashion.garments.on_figure.outfit import Garment
from equifashion.garments.on_figure.waist import draw_belt, draw_waistband
from equifashion.garments.scene.curves import closed_path
from equifashion.garments.scene.geometry import moving_average
from equifashion.garments.scene.layers import GARMENT_BACK, SKIRT, TOP
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape
from equifashion.garments.textiles import sheen

BAND = 0.17  # height of a waistband, heads


@dataclass(frozen=True)
class SkirtSilhouette:
    """A skirt's silhouette.

    Attributes:
        hang: how the sides leave the body.
        flutes: folds that reach the hem, for a hem two heads wide.
        flute_depth: heads between a flute's crest and valley.
        fold_depth: of the folds' shading, 0–2.
        gathers: length of the puckers at the waist, heads; 0 for none.
        slack: how far the hem may be drawn in.
        reach: of the length word's fraction: gowns go to the floor.
    """

    hang: Hang
    flutes: float
    flute_depth: float
    fold_depth: float
    gathers: float = 0.0
    slack: float = 0.1
    reach: float = 1.0


def _mermaid(depth: np.ndarray) -> np.ndarray:
    return 0.54 * np.maximum(depth - 2.4, 0.0) ** 1.1


def _gown(depth: np.ndarray) -> np.ndarray:
    return 0.9 * (1 - np.exp(-np.maximum(depth - 0.05, 0) / 0.7)) + 0.17 * depth


def _tulip(depth: np.ndarray) -> np.ndarray:
    return 0.24 * np.sin(np.pi * np.clip(depth / 2.6, 0, 1)) - 0.04 * depth


SILHOUETTES: dict[str, SkirtSilhouette] = {
    "pencil": SkirtSilhouette(
        Hang(0.03, lambda d: -0.035 * np.maximum(d - 0.9, 0), 0.55), 0.0, 0.0, 0.6, slack=0.03
    ),
    "straight": SkirtSilhouette(Hang(0.06, lambda d: 0.015 * d), 0.0, 0.0, 0.6, slack=0.08),
    "a-line": SkirtSilhouette(Hang(0.06, lambda d: 0.16 * d), 3.4, 0.07, 0.85, slack=0.14),
    "flared": SkirtSilhouette(Hang(0.07, lambda d: 0.31 * d**0.88), 5.0, 0.13, 1.1, slack=0.2),
    "circle": SkirtSilhouette(Hang(0.08, lambda d: 0.56 * d**0.8), 6.4, 0.2, 1.3, 0.35, slack=0.3),
    "mermaid": SkirtSilhouette(Hang(0.025, _mermaid, 0.8), 4.4, 0.16, 1.1, slack=0.2),
    "ball gown": SkirtSilhouette(Hang(0.1, _gown), 3.6, 0.14, 1.5, 0.7, slack=0.25, reach=1.06),
    "tulip": SkirtSilhouette(Hang(0.05, _tulip, 0.3), 0.0, 0.0, 0.7, 0.45, slack=0.03),
}


def draw_skirt(garment: Garment, body: Body, start_t: float = T_WAIST) -> list[Shape]:
    """A skirt, or the skirt of a dress, hung from the torso at ``start_t``.

    Args:
        garment: ``silhouette`` is one of ``SILHOUETTES``, ``length`` of ``LENGTH_MEASURES``.
        body: who wears it.
        start_t: where it begins on the torso's tube; below the bust for an empire line.

    Returns:
        Its shapes: the inside of its back, the front, details, hem, and a skirt's waistband.
    """
    shape, random = SILHOUETTES[garment.silhouette], np.random.default_rng(garment.seed)
    dress = garment.kind != "skirt"
    top_t = start_t if dress else start_t + 0.92 * BAND * body.unit / body.torso.length
    panel = hang_panel(body, top_t, LENGTH_MEASURES[garment.length].skirt_reach * shape.reach, shape.hang)
    width = float(np.linalg.norm(panel.hem[-1] - panel.hem[0])) / body.unit
    valleys = flutes(round(shape.flutes * (0.35 + 0.33 * width)), random)
    edge, ends = flute_edge(panel.hem, valleys, shape.flute_depth * body.unit * min(1.0, 0.3 + panel.height / 170))
    pieces = _hem(garment, body, panel, edge, shape, random)
    left, right = attach(panel.left, panel.right, pieces, 0.5 * panel.height)
    finished = Panel(panel.top, left, right, pieces.edge)
    drape = _drape(garment, body, shape, panel, edge, ends, random)
    front = Shape(
        Part.LOWER,
        finished.outline(),
        Fill(garment.fabric.colours[0], garment.fabric),
        CONTOUR,
        (*drape.strokes, *pieces.strokes),
        (*form_shade(left, right, body.unit, 1.0), *drape.shades, *pieces.shades),
        TOP if dress else SKIRT,
    )
    inside = _inside(garment, finished, pieces.edge if pieces.back is None else pieces.back, body)
    fronts = skirt_details.draw_details(garment, body, front, panel, random)
    return [inside, *fronts, *pieces.shapes, *([] if dress else _waist(garment, body, start_t, random))]


def _hem(
    garment: Garment,
    body: Body,
    panel: Panel,
    edge: np.ndarray,
    shape: SkirtSilhouette,
    random: np.random.Generator,
) -> HemPieces:
    return finish_hem(
        edge,
        garment.hem,
        garment.fabric,
        body,
        random,
        sides=(panel.left, panel.right),
        drop=panel.height,
        slack=shape.slack,
        z=SKIRT if garment.kind == "skirt" else TOP,
        behind=GARMENT_BACK,
        trim=garment.trim,
    )


def _waist(garment: Garment, body: Body, t: float, random: np.random.Generator) -> list[Shape]:
    """The waistband, and the belt worn on it."""
    band = draw_waistband(body, garment.fabric, random, skirt_details.waistband(garment), t, BAND)
    if not garment.belted:
        return band
    style = "tie" if garment.category == "wrap skirt" else "buckle"
    middle = t + 0.5 * BAND * body.unit / body.torso.length
    return [*band, *draw_belt(body, garment.trim or "#5a3a28", middle, style, 0.13, SKIRT + 0.4)]


def _drape(
    garment: Garment,
    body: Body,
    shape: SkirtSilhouette,
    panel: Panel,
    edge: np.ndarray,
    ends: np.ndarray,
    random: np.random.Generator,
) -> Drape:
    """Hanging folds, gathers at the waist, the waistband's shadow and the cloth's lights."""
    unit = body.unit
    drape = fluted_folds(panel.top, edge, ends, unit, random, shape.fold_depth)
    if body.stance.seated:
        drape += skirt_details.lap(body, panel, random)
    if not len(ends):
        drape += hanging_folds(panel.top, edge, spread(2, random, 0.5), unit, random, shape.fold_depth, (0.3, 0.6))
    if shape.gathers:
        drape += gathers(panel.top, np.array([0.0, 1.0]), unit, random, length=shape.gathers, fan=0.45)
    lights = sheen_bands(panel.top, edge, spread(3, random), 0.16 * unit, 0.5 * sheen(garment.fabric), random)
    return drape + Drape((), (cast_shade(panel.top, 0.14 * unit), *lights))


def _inside(garment: Garment, finished: Panel, back: np.ndarray, body: Body) -> Shape:
    """The inside of the skirt's back, seen between the flutes of the front and through slits."""
    u = np.linspace(-1, 1, len(back))
    bow = 0.03 * np.linalg.norm(back[-1] - back[0]) * (1 - u**2) + 0.02 * body.unit
    edge = moving_average(back, 9) - bow[:, None] * [0.0, 1.0]
    n = len(finished.left) // 4
    outline = closed_path(finished.left[n:-2], edge, finished.right[::-1][2:-n])
    dark = Shade(outline, 0.5, 0.0)
    return Shape(
        Part.LOWER, outline, Fill(garment.fabric.colours[0], garment.fabric), 0.6, (), (dark,), GARMENT_BACK
    )
