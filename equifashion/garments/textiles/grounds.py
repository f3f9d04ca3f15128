"""Cloth in one dye, told by its structure: plain weave, twill, denim, satin.

The relief is slight and balanced, so that the mean colour stays that of the dye.
"""

import numpy as np

from equifashion.garments.textiles.tile import Tile, ground, lined, threads
from equifashion.garments.textiles.tones import mix, relief, tone


def plain(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Plain weave with a few slubs."""
    side, colour = 60.0, colours[0]
    dark, light = relief(colour, 5.0)
    body = ground(side, side, colour) + threads(side, side, colour, pitch=2.5, depth=4.0)
    for ink in (dark, light):
        slubs = ""
        for _ in range(9):
            x, y = random.random(2) * side
            length = random.uniform(5, 14)
            slubs += f"M{x:.1f} {y:.1f}h{length:.1f}M{x - side:.1f} {y:.1f}h{length:.1f}"
        body += lined(slubs, ink, 0.7, 0.55)
    return Tile(side, side, body)


def _diagonals(side: float, pitch: float, shift: float = 0.0, steep: int = 1) -> str:
    """Lines that climb ``steep`` times the tile's height over its width; ``side`` is a multiple of ``pitch``."""
    count = round(side / pitch)
    return "".join(
        f"M{-1:g} {i * pitch + shift + steep:g}L{side + 1:g} {i * pitch + shift - steep * (side + 1):g}"
        for i in range(count * (steep + 1))
    )


def twill(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Steep diagonal ridges."""
    side, colour = 40.0, colours[0]
    dark, light = relief(colour, 6.0)
    body = ground(side, side, colour)
    body += lined(_diagonals(side, 5.0), dark, 1.0, 0.6, "butt")
    body += lined(_diagonals(side, 5.0, 2.5), light, 1.0, 0.6, "butt")
    return Tile(side, side, body)


def denim(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Dyed warp on a pale weft: twill with pale flecks and uneven, streaked yarn."""
    side, colour = 80.0, colours[0]
    dark, light = relief(colour, 8.0)
    pale = mix(colour, "#f4f1ea", 0.5)
    body = ground(side, side, tone(colour, -1.0)) + lined(_diagonals(side, 4.0), dark, 1.2, 0.6, "butt")
    for ink, count in ((dark, 16), (light, 12)):
        streaks = ""
        for _ in range(count):
            x, y, length = random.random() * side, random.random() * side, random.uniform(15, 45)
            streaks += "".join(f"M{x:.1f} {y + dy:.1f}v{length:.1f}" for dy in (-side, 0))
        body += lined(streaks, ink, 1.3, 0.35)
    for width, opacity in ((0.6, 0.55), (0.9, 0.3)):
        flecks = ""
        for _ in range(210):  # in the hollows between the ridges, where the weft shows
            x, k, length = random.random() * side, random.integers(20), random.uniform(0.5, 1.6)
            flecks += f"M{x:.1f} {(k * 4.0 + 2.0 - x) % side:.1f}l{length:.1f} {-length:.1f}"
        body += lined(flecks, pale, width, opacity, "butt")
    return Tile(side, side, body)


def satin(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Smooth, lustrous cloth: soft bands of light along the bias."""
    side, colour = 190.0, colours[0]
    dark, light = relief(colour, 6.0)
    stops = ((0, colour), (0.16, dark), (0.3, colour), (0.42, light), (0.52, colour), (0.64, dark), (0.8, light))
    gradient = "".join(f'<stop offset="{o}" stop-color="{c}"/>' for o, c in (*stops, (1, colour)))
    body = (
        f'<linearGradient id="@-sheen" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="{side / 2:g}" '
        f'y2="{side / 2:g}" spreadMethod="repeat">{gradient}</linearGradient>'
        f'<rect x="-1" y="-1" width="{side + 2:g}" height="{side + 2:g}" fill="url(#@-sheen)"/>'
    )
    return Tile(side, side, body)
