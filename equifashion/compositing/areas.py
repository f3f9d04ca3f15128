"""Areas of a sketch at a picture's size."""

import numpy as np
from PIL import Image


def resize_area(area: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """An area (h, w), bool or uint8, at a picture's size (width, height), by nearest neighbour."""
    return np.asarray(Image.fromarray(area).resize(size, Image.Resampling.NEAREST))
