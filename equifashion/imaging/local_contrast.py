"""Clarity: folds and seams that a soft decoder blurs, brought out by local contrast, on a clean ground.

Unsharp masking of a broad radius: brightness alone, and within the garment, so that no halo surrounds it.
"""

import numpy as np
from scipy.ndimage import gaussian_filter

from equifashion.imaging.recolor import garment_area

_RADIUS = 5 / 256  # of the width: standard deviation
_GAIN = 0.5  # of how much brighter than its surroundings a place is, added


def enhance_local_contrast(image: np.ndarray) -> np.ndarray:
    """A picture on white, (H, W, 3) uint8 sRGB, with clear folds and seams; the ground around becomes white."""
    area = garment_area(image)
    radius = _RADIUS * image.shape[1]
    near = np.maximum(gaussian_filter(area.astype(np.float32), radius), 1e-3)
    brightness = image.mean(axis=2, dtype=np.float32) * area
    relief = np.where(area, _GAIN * (brightness - gaussian_filter(brightness, radius) / near), 0.0)
    clear = np.clip(image + relief[..., None], 0.0, 255.0)
    return np.where(area[..., None], np.rint(clear), 255).astype(np.uint8)
