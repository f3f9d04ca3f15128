"""How different two pictures look, without any model: colour differences on several scales."""

import numpy as np
from PIL import Image
from skimage.color import rgb2lab

_SCALES = (2, 8, 32)  # pixels that are averaged: texture, parts, the whole


def appearance(image: Image.Image | np.ndarray) -> list[np.ndarray]:
    """A picture's CIE Lab values averaged over blocks of 2, 8 and 32 pixels, (H/s, W/s, 3) each."""
    lab = rgb2lab(np.asarray(image))
    height, width = (side - side % _SCALES[-1] for side in lab.shape[:2])
    return [
        lab[:height, :width].reshape(height // side, side, width // side, side, 3).mean(axis=(1, 3))
        for side in _SCALES
    ]


def appearance_distance(first: list[np.ndarray], second: list[np.ndarray]) -> float:
    """Mean Lab distance (ΔE76) over the picture and the scales; 0 for equal pictures, and a metric."""
    means = [float(np.linalg.norm(a - b, axis=2).mean()) for a, b in zip(first, second, strict=True)]
    return sum(means) / len(means)


def picture_distance(first: Image.Image | np.ndarray, second: Image.Image | np.ndarray) -> float:
    """``appearance_distance`` of two pictures of one size."""
    return appearance_distance(appearance(first), appearance(second))
