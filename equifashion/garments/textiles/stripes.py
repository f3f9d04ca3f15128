"""Printed geometry: stripes and dots."""

import numpy as np

from equifashion.garments.textiles.tile import Tile, circle, copies, filled, grain, ground, packed


def _bars(bands: list[tuple[str, float]], colours: tuple[str, ...], upright: bool) -> Tile:
    """Stripes over a plain weave, upright or level."""
    across = sum(width for _, width in bands)
    along = 24.0
    width, height = (across, along) if upright else (along, across)
    body, start = ground(width, height, colours[0]), 0.0
    for colour, wide in bands:
        shape = f"M{start:g} -1v{along + 2:g}h{wide:g}v{-along - 2:g}Z"
        body += filled(shape if upright else f"M-1 {start:g}h{along + 2:g}v{wide:g}h{-along - 2:g}Z", colour)
        start += wide
    return Tile(width, height, body + grain(width, height))


def breton(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Level stripes on a wider ground, as on a sailor's shirt."""
    narrow = random.uniform(4.0, 6.5)
    return _bars([(colours[0], round(1.6 * narrow, 1)), (colours[1], round(narrow, 1))], colours, upright=False)


def pinstripe(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Thin upright lines."""
    gap = round(random.uniform(8.0, 14.0), 1)
    return _bars([(colours[0], gap), (colours[1], 1.8)], colours, upright=True)


def wide_stripe(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Awning stripes, as wide as their gaps."""
    wide = round(random.uniform(13.0, 20.0), 1)
    return _bars([(colours[0], wide), (colours[1], wide)], colours, upright=bool(random.random() < 0.5))


def multi(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """A rhythm of several colours and widths."""
    first, second, third = colours[:3]
    rhythm = [
        (first, 14), (second, 8), (first, 2.5), (third, 3), (first, 2.5), (second, 3), (first, 9), (third, 6),
        (second, 2),
    ]  # fmt: skip
    return _bars([(c, float(w)) for c, w in rhythm], colours, upright=bool(random.random() < 0.4))


def _dots(colours: tuple[str, ...], radius: float, gap: float) -> Tile:
    places = [*copies(0, 0, radius + 1, gap, gap), (gap / 2, gap / 2)]
    dots = filled("".join(circle(x, y, radius) for x, y in places), colours[1])
    return Tile(gap, gap, ground(gap, gap, colours[0]) + dots + grain(gap, gap))


def pin_dot(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Tiny dots, close together."""
    return _dots(colours, 1.7, 10.0)


def classic_dot(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Dots of a button's size."""
    return _dots(colours, 4.6, 24.0)


def coin_dot(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Large dots."""
    return _dots(colours, 9.5, 42.0)


def scattered_dot(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Dots of many sizes, strewn; some in the accent colour."""
    side = 96.0
    radii = [9.0] * 3 + [6.0] * 8 + [3.6] * 20 + [1.8] * 30
    inks = {colours[1]: "", colours[2]: ""}
    for i, (x, y, radius) in enumerate(packed(random, side, side, radii, 2.6)):
        paths = "".join(circle(*place, radius) for place in copies(x, y, radius, side, side))
        inks[colours[2 if i % 4 == 3 else 1]] += paths
    dots = "".join(filled(d, c) for c, d in inks.items())
    return Tile(side, side, ground(side, side, colours[0]) + dots + grain(side, side))
