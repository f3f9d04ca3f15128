"""Checked cloth, woven from coloured yarns: tartan, gingham, windowpane, houndstooth, glen check.

Warp and weft have the same row of bands. The warp lies over the weft along the diagonals of a twill, as in real
cloth, so that crossings mix their colours: finely in a tartan, as teeth where the twill is as wide as the bands.
"""

import numpy as np

from equifashion.garments.textiles.tile import Tile, filled, grain, ground, lined
from equifashion.garments.textiles.tones import lab_of, mix, tone

Bands = list[tuple[str, float]]  # (colour, width), in order over one repeat

_SETTS = (  # half a symmetric tartan: (colour's place in the palette, width); the ends are pivots
    ((0, 40), (1, 4), (0, 4), (1, 14), (2, 2.5), (1, 6)),
    ((0, 24), (2, 2), (0, 6), (1, 13), (3, 3), (1, 6)),
    ((1, 22), (0, 12), (3, 3), (0, 5), (2, 2), (0, 10)),
    ((0, 36), (1, 9), (3, 3), (1, 5), (2, 2), (1, 4)),
)


def _woven(bands: Bands, pitch: float, even: float = 0.0) -> Tile:
    """Cloth with the same bands in warp and weft.

    Args:
        bands: their widths sum to a multiple of ``pitch``.
        pitch: between the twill's diagonals.
        even: opacity of the warp where the twill hides it; 0 for crisp teeth, ⅓ for a soft half-and-half mix.
    """
    side = sum(width for _, width in bands)
    weft: dict[str, str] = {}
    under: dict[str, str] = {}
    over: dict[str, str] = {}
    start = 0.0
    for colour, width in bands:
        weft[colour] = weft.get(colour, "") + f"M-1 {start:g}H{side + 1:g}v{width:g}H-1Z"
        under[colour] = under.get(colour, "") + f"M{start:g} -1V{side + 1:g}h{width:g}V-1Z"
        first = start % pitch - np.ceil(width / pitch + 1) * pitch
        over[colour] = over.get(colour, "") + "".join(
            f"M{start:g} {y:g}l{width:g} {width:g}v{pitch / 2:g}l{-width:g} {-width:g}Z"
            for y in np.arange(first, side + pitch, pitch)
        )
        start += width
    body = ground(side, side, bands[0][0]) + "".join(filled(d, c) for c, d in weft.items())
    if even:
        body += "".join(filled(d, c, even) for c, d in under.items())
    body += "".join(filled(d, c, 0.5 if even else 1.0) for c, d in over.items())
    return Tile(side, side, body)


def _fine(bands: Bands, pitch: float) -> Tile:
    """A fine twill, widened a little so that the repeat is a whole number of diagonals."""
    side = sum(width for _, width in bands)
    stretch = np.ceil(side / pitch) * pitch / side
    return _woven([(colour, width * stretch) for colour, width in bands], pitch, even=1 / 3)


def tartan(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """A symmetric sett of four colours."""
    main = colours[0]
    palette = (*colours[:3], tone(main, 40 if lab_of(main)[0] < 45 else -34, 0.7))
    half = [(palette[i], float(w)) for i, w in _SETTS[random.integers(len(_SETTS))]]
    return _fine(half + half[-2:0:-1], 3.0)


def gingham(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Even squares of the main colour, the second and their mix."""
    wide = random.choice([8.0, 11.0, 15.0])
    main, second = colours[:2]
    body = ground(2 * wide, 2 * wide, second) + filled(f"M0 0h{wide:g}v{wide:g}h{-wide:g}Z", main)
    between = mix(main, second, 0.42)
    body += filled(f"M{wide:g} 0h{wide:g}v{wide:g}h{-wide:g}ZM0 {wide:g}h{wide:g}v{wide:g}h{-wide:g}Z", between)
    return Tile(2 * wide, 2 * wide, body + grain(2 * wide, 2 * wide, strength=2.0))


def windowpane(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Thin double lines that cross on a plain ground."""
    side, main, line = 48.0, colours[0], colours[1]
    body = ground(side, side, main)
    for width, place, ink in ((3.0, 24.0, line), (1.3, 29.5, colours[2])):
        cross = f"M{place:g} 0V{side:g}M0 {place:g}H{side:g}"
        body += lined(cross, ink, width, 1.0, "butt")
    return Tile(side, side, body + grain(side, side))


def houndstooth(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Broken checks with teeth: bands as wide as the twill."""
    wide = random.choice([5.0, 7.0, 10.0])
    return _woven([(colours[0], wide), (colours[1], wide)], wide)


def glen_check(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Prince of Wales: fields of small teeth and of fine lines, under a pale windowpane."""
    main, second = colours[:2]
    near = mix(main, second, 0.88)  # yarns close enough to read as one cloth
    large, small = [(near, 4.0), (main, 4.0)] * 4, [(near, 2.0), (main, 2.0)] * 6
    tile = _woven(large + small, 4.0)
    side = tile.width
    pane = f"M{side - 12:g} 0V{side:g}M0 {side - 12:g}H{side:g}"
    return Tile(side, side, tile.body + lined(pane, colours[2], 1.6, 0.75, "butt"))
