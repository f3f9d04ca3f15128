"""Other colours for a garment, its shape and shading held: nothing outside the garment changes.

The garment's own colours, the largest first, become the palette's; further ones stay, so that white stripes remain
white, but a darker shade of a colour goes with it. Shading is how much lighter or darker than its colour a pixel
is; it is kept as a ratio of lightness, as light on cloth works, and colour grain stays on top.
"""

import numpy as np
from scipy.ndimage import binary_fill_holes, distance_transform_edt
from skimage.color import lab2rgb

from equifashion.errors import InvalidInput
from equifashion.imaging.cutout import without_specks
from equifashion.imaging.palette import PaletteColour, dominant_colours, to_lab

PAPER = 241  # lighter than this in every channel is background
_WIDEST_EDGE = 16  # pixels over which a soft outline may fade into the white behind it
_OPAQUE = 0.97  # of the cloth's colour: from here on inwards nothing shines through
_NEAR_WHITE = 60.0  # RGB distance from white under which cloth and ground cannot be told apart
_SOFTNESS = 6.0  # Lab distance over which a pixel belongs to two colours
_GRAIN = 0.5  # of a pixel's own deviation from its colour in a* and b* that is kept
_GAIN = (0.1, 1.6)  # of shading between the old and the new colour, lest noise in black be enlarged
_NEUTRAL = 10.0  # chroma below which a colour has no hue
_SAME_HUE = 35.0  # degrees
_SAME_GREY = 35.0  # L*


def garment_area(image: np.ndarray) -> np.ndarray:
    """(H, W) bool: everything that is not the white around a garment; holes filled, specks left out."""
    return without_specks(binary_fill_holes(np.asarray((image < PAPER).any(axis=2))))


def recolor(image: np.ndarray, palette: np.ndarray, area: np.ndarray) -> np.ndarray:
    """A picture with a garment in other colours.

    Args:
        image: (H, W, 3) uint8 sRGB.
        palette: (K, 3) sRGB 0–255; the first is for the garment's largest colour, and so on.
        area: (H, W) bool, the garment; pixels outside stay bit for bit.

    Returns:
        (H, W, 3) uint8.

    Raises:
        InvalidInput: the area is empty.
    """
    if not area.any():
        raise InvalidInput("There is no garment in this picture to give other colours to.")
    depth = distance_transform_edt(area)
    core = depth > _edge_width(image, depth)
    own, wanted = _pairs(dominant_colours(image, core), to_lab(np.asarray(palette)))
    fresh = image.astype(np.float64)
    fresh[area] = _recoloured(to_lab(image[area]), own, wanted)
    # A soft outline is cloth fading into white: it takes the new colour of the cloth behind it, and fades alike.
    edge = area & ~core
    if edge.any():
        _, (rows, columns) = distance_transform_edt(~core, return_indices=True)
        behind = rows[edge], columns[edge]
        opacity = _opacity(image[edge], image[behind].astype(np.float64))
        fresh[edge] = opacity * fresh[behind] + (1.0 - opacity) * 255.0
    result = image.copy()
    result[area] = np.rint(fresh[area]).astype(np.uint8)
    return result


def _recoloured(lab: np.ndarray, own: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Lab colours (N, 3) of a garment with its own colours (C, 3) → sRGB 0–255 with the wanted ones (C, 3)."""
    distance = np.linalg.norm(lab[:, None] - own[None], axis=2)
    nearness = np.exp(-(distance - distance.min(axis=1, keepdims=True)) / _SOFTNESS)
    share = nearness / nearness.sum(axis=1, keepdims=True)  # (N, C)
    before, after = share @ own, share @ wanted
    gain = np.clip(after[:, :1] / np.maximum(before[:, :1], 1.0), *_GAIN)
    lightness = np.clip(after[:, :1] + gain * (lab[:, :1] - before[:, :1]), 0.0, 100.0)
    light = np.clip(lightness / np.maximum(after[:, :1], 1.0), 0.0, 1.5)
    tint = after[:, 1:] * light + _GRAIN * np.minimum(gain, 1.0) * (lab[:, 1:] - before[:, 1:] * light)
    return np.clip(lab2rgb(np.concatenate([lightness, tint], axis=1)), 0.0, 1.0) * 255.0


def _pairs(colours: list[PaletteColour], palette: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A garment's own Lab colours (C, 3) and what each becomes (C, 3); shades of earlier colours are left out."""
    own: list[np.ndarray] = []
    for colour in (np.array(colour.lab) for colour in colours):
        if not any(_is_shade(colour, other) for other in own[: len(palette)]):
            own.append(colour)
    wanted = [palette[place] if place < len(palette) else colour for place, colour in enumerate(own)]
    return np.array(own), np.array(wanted)


def _is_shade(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether two Lab colours can be one cloth in different light."""
    neutral = [np.hypot(*colour[1:]) < _NEUTRAL for colour in (first, second)]
    if any(neutral):
        return all(neutral) and abs(first[0] - second[0]) < _SAME_GREY
    angle = np.degrees(np.arctan2(first[2], first[1]) - np.arctan2(second[2], second[1]))
    return abs((angle + 180.0) % 360.0 - 180.0) < _SAME_HUE


def _edge_width(image: np.ndarray, depth: np.ndarray) -> float:
    """Pixels from the outline to where most of the cloth is opaque, 0–16, and less than the garment is deep."""
    deep = depth >= 0.5 * depth.max()
    cloth = lab2rgb(np.array([dominant_colours(image, deep)[0].lab])) * 255.0
    for width in range(1, min(_WIDEST_EDGE, int(depth.max()) - 1) + 1):
        ring = (depth > width - 1) & (depth <= width)
        if np.median(_opacity(image[ring], cloth)) >= _OPAQUE:
            return float(width - 1)
    return float(max(0, min(_WIDEST_EDGE, int(depth.max()) - 1)))


def _opacity(pixels: np.ndarray, cloth: np.ndarray) -> np.ndarray:
    """How much of each pixel (N, 3) is cloth rather than white, (N, 1) in [0, 1]; cloth (N, 3) or (1, 3)."""
    reach = 255.0 - cloth
    power = (reach**2).sum(axis=1, keepdims=True)
    share = ((255.0 - pixels) * reach).sum(axis=1, keepdims=True) / np.maximum(power, 1e-9)
    return np.where(power < _NEAR_WHITE**2, 1.0, np.clip(share, 0.0, 1.0))
