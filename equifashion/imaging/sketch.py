"""Line drawings: extract one from a picture, and bring any sketch to dark lines on white."""

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

_SHARPNESS = 14.0  # τ-free extended difference of Gaussians: slope of the soft threshold


def extract_lines(image: Image.Image | np.ndarray, detail: float = 0.5) -> Image.Image:
    """Dark lines on white from a picture, by an extended difference of Gaussians (Winnemöller 2012).

    Args:
        image: RGB, any size.
        detail: 0 keeps the strong contours only, 1 every fold.

    Returns:
        Greyscale picture of the same size.
    """
    grey = np.asarray(Image.fromarray(np.asarray(image)).convert("L"), dtype=np.float32) / 255.0
    sigma = 2.0 - 1.1 * detail
    edges = gaussian_filter(grey, sigma) - gaussian_filter(grey, 1.6 * sigma)
    threshold = 0.035 - 0.026 * detail
    # A line lies on the dark side of an edge, where the difference is negative.
    ink = np.clip((-edges - threshold) * _SHARPNESS * 3.0, 0.0, 1.0)
    return Image.fromarray(np.rint(255 * (1.0 - ink)).astype(np.uint8))
