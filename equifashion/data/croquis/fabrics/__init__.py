"""Cloth: weaves and prints as tiling SVG patterns, in any palette, scaled to the body.

Imports the vocabulary's colour names, ``imaging`` and ``raster``; knows neither bodies nor garments.
"""

from equifashion.data.croquis.fabrics.fabric import WEAVES, Fabric, Weave, motif, sheen
from equifashion.data.croquis.fabrics.palettes import main_colours, random_fabric
from equifashion.data.croquis.fabrics.pattern import svg_pattern, swatch

__all__ = [
    "WEAVES",
    "Fabric",
    "Weave",
    "main_colours",
    "motif",
    "random_fabric",
    "sheen",
    "svg_pattern",
    "swatch",
]
