"""Fabric → a seamlessly tiling SVG pattern, and a swatch or metres of it."""

from functools import lru_cache

import numpy as np
from PIL import Image

from equifashion.garments.textiles import animals, checks, florals, grounds, hides, knits, ornate, stripes
from equifashion.garments.textiles.fabric import WEAVES, Fabric, motif
from equifashion.garments.textiles.tile import Painter, Tile
from equifashion.garments.textiles.tones import completed
from equifashion.imaging.raster import rasterise

TILE_UNITS = 100  # tiles are drawn in hundredths of a head length
SWATCH_HEADS = 1.6  # side of a swatch, head lengths
_SWATCH_OVERSAMPLING = 1.5  # drawn without, fine twills vanish; with 2, it takes twice as long and looks the same

PAINTERS: dict[str, Painter] = {  # motif → what draws its tile
    "plain": grounds.plain,
    "twill": grounds.twill,
    "denim": grounds.denim,
    "stockinette": knits.stockinette,
    "cable": knits.cable,
    "fine rib": knits.fine_rib,
    "wide rib": knits.wide_rib,
    "satin": grounds.satin,
    "tartan": checks.tartan,
    "windowpane": checks.windowpane,
    "houndstooth": checks.houndstooth,
    "glen check": checks.glen_check,
    "gingham": checks.gingham,
    "breton": stripes.breton,
    "pinstripe": stripes.pinstripe,
    "wide": stripes.wide_stripe,
    "multi": stripes.multi,
    "pin dot": stripes.pin_dot,
    "classic dot": stripes.classic_dot,
    "coin dot": stripes.coin_dot,
    "scattered dot": stripes.scattered_dot,
    "ditsy": florals.ditsy,
    "blooms": florals.blooms,
    "botanical": florals.botanical,
    "meadow": florals.meadow,
    "leopard": animals.leopard,
    "zebra": animals.zebra,
    "snake": animals.snake,
    "tiger": animals.tiger,
    "lace": ornate.lace,
    "damask": ornate.damask,
    "sequins": ornate.sequins,
    "grain": hides.leather_grain,
    "crocodile": hides.crocodile,
}


@lru_cache(maxsize=64)
def tile(fabric: Fabric) -> Tile:
    """One repeat of the fabric, in hundredths of a head length (before its scale)."""
    colours = completed(fabric.colours, WEAVES[fabric.weave].colours)
    return PAINTERS[motif(fabric)](colours, np.random.default_rng(fabric.seed))


def svg_pattern(fabric: Fabric, identifier: str, unit: float, angle: float = 0.0) -> str:
    """The fabric as a self-contained SVG ``<pattern>`` element.

    Args:
        fabric: what to draw.
        identifier: the element's id; fill with ``url(#identifier)``.
        unit: one head length in user units (canvas pixels).
        angle: degrees the cloth is turned by, clockwise.

    Returns:
        The element, patternUnits ``userSpaceOnUse``. Its size is a few dozen paths at most, however rich.
    """
    factor = unit / TILE_UNITS * fabric.scale
    repeat = tile(fabric)
    return (
        f'<pattern id="{identifier}" patternUnits="userSpaceOnUse" width="{repeat.width:g}" '
        f'height="{repeat.height:g}" patternTransform="rotate({angle:.2f}) scale({factor:.5f})">'
        f"{repeat.body.replace('@', identifier)}</pattern>"
    )


def swatch(fabric: Fabric, side: int = 128) -> Image.Image:
    """A flat square of the cloth, ``SWATCH_HEADS`` head lengths wide, RGB, ``side`` pixels."""
    return cloth(fabric, (side, side), side / SWATCH_HEADS)


def cloth(fabric: Fabric, size: tuple[int, int], unit: float) -> Image.Image:
    """Cloth by the metre, RGB.

    Args:
        fabric: what to draw.
        size: (width, height), pixels.
        unit: one head length, pixels.
    """
    width, height = (round(_SWATCH_OVERSAMPLING * side) for side in size)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f"<defs>{svg_pattern(fabric, 'cloth', _SWATCH_OVERSAMPLING * unit)}</defs>"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
        f'<rect width="{width}" height="{height}" fill="url(#cloth)"/></svg>'
    )
    return rasterise(svg).convert("RGB").resize(size, Image.Resampling.LANCZOS)
