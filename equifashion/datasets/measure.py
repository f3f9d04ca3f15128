"""What a garment photograph shows, measured: colours, pattern kind, proportions."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import binary_erosion, gaussian_filter, sobel
from skimage.color import rgb2lab

from equifashion.imaging.palette import dominant_colours, nearest_name
from equifashion.vocabulary import COLOURS, PhotographLabel

_INSIDE = 8  # pixels eroded off the matte before measuring
_SECOND_COLOUR = 0.2  # share from which a second colour is named
# Limits found by looking at sorted contact sheets of the training photographs. What lies between them is
# left unnamed: folds, seams and small logos look like weak patterns.
_PLAIN_CONTRAST, _PLAIN_CHROMA = 9.0, 1.8
_PRINTED_CONTRAST, _PRINTED_CHROMA = 24.0, 3.5
_STRIPED_CONTRAST, _STRIPED_AGREEMENT = 14.0, 0.78


@dataclass(frozen=True)
class Measurements:
    """Measured attributes of one garment.

    Attributes:
        colours: one or two colour names, the larger first.
        pattern: ``plain``, ``striped``, ``printed``, or "" when the photograph does not decide it.
        length: the category's word for a short or long one, or "".
        contrast: mean local contrast of lightness, in grey levels.
        chroma: mean local contrast of CIE a*, b*.
        agreement: how far strong edges share one direction, in [0, 1].
    """

    colours: tuple[str, ...]
    pattern: str
    length: str
    contrast: float
    chroma: float
    agreement: float


def measure_garment(image: np.ndarray, matte: np.ndarray, category: PhotographLabel) -> Measurements:
    """Measure a photograph on the canvas.

    Args:
        image: (384, 256, 3) uint8 on white.
        matte: (384, 256) uint8.
        category: decides the length words.
    """
    mask = matte > 128
    inside = binary_erosion(mask, iterations=_INSIDE)
    if inside.sum() < 400:
        inside = mask
    palette = dominant_colours(image, inside)
    names: list[str] = []
    for colour in palette[:2]:
        name = nearest_name(colour.lab, COLOURS)
        if name not in names and (not names or colour.share >= _SECOND_COLOUR):
            names.append(name)
    contrast, chroma, agreement = _texture(image, inside)
    pattern = ""
    if contrast > _STRIPED_CONTRAST and agreement > _STRIPED_AGREEMENT:
        pattern = "striped"
    elif contrast > _PRINTED_CONTRAST or chroma > _PRINTED_CHROMA:
        pattern = "printed"
    elif contrast < _PLAIN_CONTRAST and chroma < _PLAIN_CHROMA:
        pattern = "plain"
    return Measurements(tuple(names), pattern, measured_length(mask, category), contrast, chroma, agreement)


def measured_length(mask: np.ndarray, category: PhotographLabel) -> str:
    """The category's word for a silhouette (H, W) bool that is short or long for its width, or ""."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    ratio = (rows[-1] - rows[0] + 1) / (columns[-1] - columns[0] + 1)
    short, long = category.lengths
    return short if ratio < category.short_below else long if ratio > category.long_above else ""


def _texture(image: np.ndarray, inside: np.ndarray) -> tuple[float, float, float]:
    """Local contrast of lightness and of chroma, and the agreement of strong edges on one direction."""
    weight = inside.astype(np.float32)
    room = np.maximum(gaussian_filter(weight, 6.0), 1e-3)

    def local_contrast(channel: np.ndarray) -> np.ndarray:
        # Normalised convolution keeps the white background out of the local mean.
        return np.abs(channel - gaussian_filter(channel * weight, 6.0) / room)

    grey = image.astype(np.float32).mean(axis=2)
    lab = rgb2lab(image).astype(np.float32)
    contrast = float(local_contrast(grey)[inside].mean())
    chroma = float((local_contrast(lab[..., 1]) + local_contrast(lab[..., 2]))[inside].mean())
    smooth = gaussian_filter(grey, 1.0)
    gx, gy = sobel(smooth, axis=1), sobel(smooth, axis=0)
    strength = np.hypot(gx, gy) * weight
    strength = np.where(strength > np.quantile(strength[inside], 0.7), strength, 0.0)
    agreement = float(np.abs((strength * np.exp(2j * np.arctan2(gy, gx))).sum()) / (strength.sum() + 1e-6))
    return contrast, chroma, agreement
