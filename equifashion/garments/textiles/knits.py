"""Knitted cloth: stockinette, cables and ribs, told by a relief in tones of one dye."""

import numpy as np

from equifashion.garments.textiles.tile import Tile, filled, ground, lined, quadratic_path
from equifashion.garments.textiles.tones import relief, tone


def _loops(columns: int, rows: int, wide: float, high: float, lean: int) -> str:
    """One leg of every stitch of a stockinette: slanted drops."""
    drop = np.array([[0.05, -0.1], [0.36, -0.02], [0.5, 0.42], [0.46, 0.98], [0.16, 0.72], [0.02, 0.3]])
    if lean > 0:
        drop = drop * [-1, 1] + [1, 0]
    return "".join(
        quadratic_path(np.add(drop, (i, j)) * [wide, high]) for i in range(columns) for j in range(-1, rows + 1)
    )


def stockinette(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Columns of V-shaped stitches."""
    columns, rows, wide, high = 6, 8, 8.0, 6.0
    dark, _ = relief(colours[0], 8.0)
    body = ground(columns * wide, rows * high, dark)
    body += filled(_loops(columns, rows, wide, high, -1), tone(colours[0], 3.5))
    body += filled(_loops(columns, rows, wide, high, 1), tone(colours[0], 0.5))
    return Tile(columns * wide, rows * high, body)


def cable(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Two strands that twist around each other, between columns of purl."""
    wide, high, colour = 48.0, 44.0, colours[0]
    dark, _ = relief(colour, 9.0)
    body = ground(wide, high, tone(colour, -1.5))
    purl = "".join(f"M{x:g} {y:g}q2 -1.7 4 0" for x in (0.5, 5.5, 38.5, 43.5) for y in np.arange(1.0, high, 3.0))
    body += lined(purl, dark, 0.9, 0.7) + lined("M11 0V44M37 0V44", dark, 1.2, 0.6)
    t = np.linspace(0, 1, 9)
    for lean in (1, -1):  # the strands that climb to the right lie under those that climb to the left
        outlines, stitches = "", ""
        for start in (-0.5, 0.0, 0.5, 1.0):
            x = wide / 2 - lean * 5.6 * np.cos(np.pi * t)
            spine = np.stack([x, (start + 0.62 * t - 0.06) * high], 1)
            outlines += quadratic_path(spine, closed=False)
            along = np.gradient(spine, axis=0)
            across = along[:, ::-1] * [1, -1] / np.linalg.norm(along, axis=1)[:, None]
            for k in np.linspace(0.1, 0.9, 9):
                c, n = (np.array([np.interp(k, t, v[:, i]) for i in range(2)]) for v in (spine, across))
                v = c + np.stack([-4.2 * n, 0 * n, 4.2 * n]) + [[0, -1.6], [0, 1.0], [0, -1.6]]
                stitches += "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in v)
        body += lined(outlines, tone(colour, -13), 12.4, 0.8, "butt") + lined(outlines, tone(colour, 3), 10.6)
        body += lined(stitches, dark, 0.6, 0.6)
    return Tile(wide, high, body)


def _rib(colour: str, wide: float, ridge: float) -> Tile:
    high = 24.0
    dark, light = relief(colour, 9.0)
    stops = ((0, dark), (0.18, colour), (0.45, light), (0.75, colour), (1, dark))
    gradient = "".join(f'<stop offset="{o}" stop-color="{c}"/>' for o, c in stops)
    body = (
        f'<linearGradient id="@-rib" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="{wide:g}" y2="0">{gradient}'
        f'</linearGradient><rect x="-1" y="-1" width="{wide + 2:g}" height="{high + 2:g}" fill="url(#@-rib)"/>'
    )
    stitches = "".join(
        f"M{wide * (0.5 - ridge):.1f} {y:g}L{wide / 2:.1f} {y + 2.2:g}L{wide * (0.5 + ridge):.1f} {y:g}"
        for y in np.arange(-3, high, 3.0)
    )
    return Tile(wide, high, body + lined(stitches, dark, 0.6, 0.45))


def fine_rib(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Narrow vertical ribs."""
    return _rib(colours[0], 7.0, 0.32)


def wide_rib(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Broad vertical ribs."""
    return _rib(colours[0], 12.0, 0.34)
