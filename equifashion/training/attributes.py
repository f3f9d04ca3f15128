"""What a picture of a garment on white measures: its outline, its light and its colours, as plain numbers.

Pictures are (384, 256, 3) uint8. Measured at half size: directions need thousands of pictures, not fine lines.
"""

import numpy as np
from scipy.ndimage import binary_erosion, gaussian_filter, label
from skimage.color import rgb2lab

from equifashion.imaging.recolor import garment_area
from equifashion.imaging.silhouette import measure_silhouette

ATTRIBUTES = ("long", "wide", "sleeves", "flared", "light", "saturated", "warm", "graphic")

_SMALLEST = 0.02  # of the picture; less is no garment
_WARM = np.deg2rad(60.0)  # hue angle in a*, b* that is called warm; blue lies opposite
_HEM = 0.12  # of the garment's height, at its lower end
_INSIDE = 3  # half-size pixels taken off the outline before texture is measured
_SMOOTH = 4.0  # half-size pixels; what is coarser than this is shading, not texture


def measure_attributes(image: np.ndarray) -> np.ndarray:
    """One number for each of ``ATTRIBUTES``, (8,); all NaN where no garment is seen.

    long: height, of the canvas. wide: median width, of the canvas. sleeves: their reach in widths of the body.
    flared: width of the hem over the median width. light: mean L*. saturated: mean chroma. warm: mean of a* and b*
    towards orange, away from blue. graphic: mean deviation of L* from its neighbourhood.
    """
    height, width = image.shape[:2]
    half = image.reshape(height // 2, 2, width // 2, 2, 3).mean(axis=(1, 3))
    pieces, count = label(garment_area(np.rint(half).astype(np.uint8)))
    if count == 0:
        return np.full(len(ATTRIBUTES), np.nan)
    sizes = np.bincount(pieces.ravel())[1:]
    garment = pieces == 1 + int(sizes.argmax())
    if garment.mean() < _SMALLEST:
        return np.full(len(ATTRIBUTES), np.nan)
    rows = np.flatnonzero(garment.any(1))
    tall = rows[-1] - rows[0] + 1
    widths = garment.sum(1)[rows[0] : rows[-1] + 1]
    hem = widths[-max(1, round(_HEM * tall)) :].max()
    lab = rgb2lab(half / 255.0)
    inside = binary_erosion(garment, iterations=_INSIDE)
    inside = inside if inside.any() else garment
    colours = lab[inside]
    return np.array(
        [
            tall / garment.shape[0],
            np.median(widths) / garment.shape[1],
            measure_silhouette(garment).reach,
            hem / np.median(widths),
            colours[:, 0].mean(),
            np.hypot(colours[:, 1], colours[:, 2]).mean(),
            (np.cos(_WARM) * colours[:, 1] + np.sin(_WARM) * colours[:, 2]).mean(),
            _texture(lab[..., 0], inside),
        ]
    )


def _texture(lightness: np.ndarray, inside: np.ndarray) -> float:
    """Mean deviation from the neighbourhood inside; normalised convolution keeps the white ground out."""
    weight = inside.astype(np.float64)
    around = gaussian_filter(lightness * weight, _SMOOTH) / np.maximum(gaussian_filter(weight, _SMOOTH), 1e-3)
    return float(np.abs(lightness - around)[inside].mean())
