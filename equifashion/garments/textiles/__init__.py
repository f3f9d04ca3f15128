"""Cloth: weaves and prints as tiling SVG patterns, in any palette, scaled to the body.

Knows neither bodies nor garments.
"""

from equifashion.garments.textiles.fabric import WEAVES, Fabric, Weave, motif, sheen
from equifashion.garments.textiles.palettes import contrasting, main_colours, partnered_fabric, random_fabric
from equifashion.garments.textiles.pattern import cloth, svg_pattern, swatch

__all__ = [
    "WEAVES",
    "Fabric",
    "Weave",
    "cloth",
    "contrasting",
    "main_colours",
    "motif",
    "partnered_fabric",
    "random_fabric",
    "sheen",
    "svg_pattern",
    "swatch",
]
