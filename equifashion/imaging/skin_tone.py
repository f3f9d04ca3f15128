"""Skin in one tone: networks paint some of it like the clothes beside it, and faces coarsely."""

import numpy as np
from scipy.ndimage import find_objects, gaussian_filter, label
from skimage.color import lab2rgb

from equifashion.imaging.palette import to_lab

_SOFT = 1 / 100  # of the width: standard deviation; of what is finer, lines that are drawn over it tell
_SHADE = 0.6  # of light and shade that stay
_DARKEST, _LIGHTEST = -10.0, 8.0  # L* of them, around the tone
_HUE = 0.1  # of deviations in a* and b* that stay


def even_skin(image: np.ndarray, skin: np.ndarray, tone: tuple[int, int, int]) -> np.ndarray:
    """A picture of a figure whose skin is of one tone, soft, with light and shade.

    Args:
        image: (H, W, 3) uint8 sRGB.
        skin: (H, W) bool, where it is bare.
        tone: sRGB.

    Returns:
        (H, W, 3) uint8; pixels elsewhere stay bit for bit.
    """
    if not skin.any():
        return image
    [box] = find_objects(skin.astype(np.int8))
    area, result = skin[box], image.copy()
    lab = to_lab(_softened(image[box], area, _SOFT * image.shape[1]))
    wanted, (limbs, count) = to_lab(tone), label(area)
    for limb in (limbs == place for place in range(1, count + 1)):
        off = lab[limb] - np.median(lab[limb], axis=0)
        lab[limb] = wanted + off * (_SHADE, _HUE, _HUE)
        lab[limb, 0] = lab[limb, 0].clip(wanted[0] + _DARKEST, wanted[0] + _LIGHTEST)
    lab[..., 0] = lab[..., 0].clip(0.0, 100.0)
    result[box][area] = np.rint(np.clip(lab2rgb(lab[area]), 0.0, 1.0) * 255.0)
    return result


def _softened(image: np.ndarray, area: np.ndarray, radius: float) -> np.ndarray:
    """An area (H, W) bool of a picture, blurred within itself; the rest is of no meaning."""
    inside, blur = area[..., None].astype(np.float32), (radius, radius, 0)
    return gaussian_filter(image * inside, blur) / np.maximum(gaussian_filter(inside, blur), 1e-3)
