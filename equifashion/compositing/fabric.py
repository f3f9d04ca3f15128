"""Fabric: the swatch, or the cloth and colours that the words name, laid over each garment.

A swatch covers the garment that the brief names first. Named cloth covers a garment where it is clear which one is
meant: the one that lies flat, a dress, a coat, or the only one of its half of a figure.
"""

from collections.abc import Iterator

import numpy as np
from PIL import Image
from scipy.ndimage import label

from equifashion.compositing.areas import resize_area
from equifashion.compositing.fabric_selection import (
    prompt_garments,
    select_color,
    select_fabric,
    select_print,
    tile_fabric,
)
from equifashion.compositing.placement_print import apply_placement_print
from equifashion.compositing.render_plan import FabricPlan, Presentation, RenderPlan
from equifashion.imaging.denim_fade import fade_denim
from equifashion.imaging.fabric_overlay import overlay_cloth, overlay_fabric
from equifashion.imaging.palette import colour_difference, to_lab
from equifashion.imaging.recolor import garment_area
from equifashion.models.part_finder import PartRegions
from equifashion.prompts.figure_text import LOWER
from equifashion.vocabulary import COLOURS

_FLAT_RELIEF = 1.5  # strength of light and lines on patterned cloth that lies flat; 1 on figures
_MISSED_DELTA_E = 10.0  # ΔE00 between a garment's middle colour and the named one, from which it was missed
_UNEVEN_DELTA_E = 25.0  # ΔE00 that no more than a fifth of the garment may exceed by light and shade alone
_UNEVEN_QUANTILE = 0.8
_PIXEL_STEP = 7  # every seventh pixel is looked at
_WHOLE_KINDS, _COAT_KINDS = ("dress", "one-piece"), ("outer", "top")
_GarmentArea = tuple[np.ndarray, int | None]  # (H, W) bool, and the number of the garment there if it is clear


class FabricOverlay:
    """Lays cloth over the garments of a picture.

    Args:
        parts: tells clothes from skin on figures without a sketch; None leaves all figures as they are.
    """

    def __init__(self, parts: PartRegions | None) -> None:
        self._parts = parts

    def __call__(self, image: Image.Image, plan: RenderPlan) -> Image.Image:
        fabrics = plan.fabrics
        named = any(garment.weave or (plan.is_figure and garment.colour) for garment in fabrics.garments)
        if fabrics.swatch is None and not named:
            return image
        before = pixels = np.asarray(image)
        for order, (area, place) in enumerate(self._areas(pixels, plan)):
            if order == 0 and fabrics.swatch is not None:
                pixels = overlay_fabric(pixels, fabrics.swatch, area, fabrics.swatch_weight)
            elif place is not None and place < len(fabrics.garments):
                pixels = apply_named_fabric(pixels, area, fabrics, place, on_figure=plan.is_figure)
        return image if pixels is before else Image.fromarray(pixels)

    def _areas(self, pixels: np.ndarray, plan: RenderPlan) -> Iterator[_GarmentArea]:
        """Where each garment is, the brief's first one first."""
        size = pixels.shape[1], pixels.shape[0]
        if plan.is_figure:
            if self._parts is None:
                return
            if plan.on_figure is not None:
                yield from ((area, place) for place, area in enumerate(plan.on_figure.areas(size)))
            else:
                yield from find_garments(pixels, plan.fabrics, self._parts)
        elif plan.presentation is Presentation.FLAT_DRAWING and plan.flat is not None and plan.flat.cloth.any():
            yield resize_area(plan.flat.cloth, size) > 0, 0
        else:
            yield garment_area(pixels), 0


def apply_named_fabric(
    pixels: np.ndarray, area: np.ndarray, fabrics: FabricPlan, place: int, *, on_figure: bool
) -> np.ndarray:
    """A picture with an area in the cloth that a garment's words name; unchanged where they name none.

    Args:
        pixels: (H, W, 3) uint8.
        area: (H, W) bool.
        fabrics: of the picture.
        place: number of the garment.
        on_figure: whether a figure wears it, which also gets the plain colour that is named.
    """
    garment = fabrics.garments[place]
    if place < fabrics.prompt_count:
        if design := select_print(fabrics.source_prompt, place, fabrics.seed):
            return apply_placement_print(pixels, area, design)
        if fabric := select_fabric(fabrics.source_prompt, place, fabrics.seed):
            cloth = tile_fabric(fabric, on_figure)
            if fabric.weave == "denim" and garment.kind == "trousers":
                cloth = fade_denim(cloth, area)
            return overlay_cloth(pixels, cloth, area, relief=1.0 if on_figure else _FLAT_RELIEF)
    if not on_figure or fabrics.recolor == "never" or not garment.colour or not area.any():
        return pixels
    if fabrics.recolor == "missed" and not misses_color(pixels[area][::_PIXEL_STEP], garment.colour):
        return pixels
    return overlay_cloth(pixels, np.full_like(pixels, select_color(garment.colour, fabrics.seed)), area)


def misses_color(pixels: np.ndarray, color: str) -> bool:
    """Whether cloth (N, 3) is of another colour than the one named, all of it or too much of it."""
    drawn, wanted = to_lab(pixels), to_lab(COLOURS[color])
    differences = colour_difference(drawn, np.broadcast_to(wanted, drawn.shape))
    uneven = np.quantile(differences, _UNEVEN_QUANTILE) > _UNEVEN_DELTA_E
    return bool(uneven or colour_difference(np.median(drawn, axis=0), wanted) >= _MISSED_DELTA_E)


def find_garments(pixels: np.ndarray, fabrics: FabricPlan, parts: PartRegions) -> Iterator[_GarmentArea]:
    """The areas of a figure's clothes as the segmenter sees them, that of the first garment first."""
    garments = prompt_garments(fabrics.prompt)
    lower = [place for place, garment in enumerate(garments) if garment.kind in LOWER]
    if fabrics.split is None:
        coats = [place for place, garment in enumerate(garments) if garment.kind in _COAT_KINDS]
        if len(coats) == 1 and len(lower) <= 1 and len(garments) == len(coats) + len(lower):
            coat = _largest_part(parts.clothes(pixels, without=("lower",)))  # a trouser hem may lie apart from it
            found = [(coat, coats[0]), *((parts.clothes(pixels) & ~coat, place) for place in lower)]
            yield from sorted(found, key=lambda pair: pair[1])
            return
        whole = len(garments) == 1 and garments[0].kind in _WHOLE_KINDS
        yield parts.clothes(pixels), 0 if whole else None
        return
    clothes, first_half = parts.clothes(pixels), fabrics.split.first_half(pixels.shape[1::-1])
    lower_first = fabrics.split.lower_first
    for half, is_lower in ((first_half, lower_first), (~first_half, not lower_first)):
        there = lower if is_lower else [place for place in range(len(garments)) if place not in lower]
        yield clothes & half, there[0] if len(there) == 1 else None


def _largest_part(area: np.ndarray) -> np.ndarray:
    """The largest connected part of an area, (H, W) bool."""
    labels, count = label(area)
    return labels == np.bincount(labels.ravel())[1:].argmax() + 1 if count else area
