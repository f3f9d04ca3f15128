"""Washed cloth: paler where it is worn, along the middle of the legs, and darker at its seams."""

import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter
from skimage.color import lab2rgb

from equifashion.imaging.palette import to_lab

_PALER, _DARKER = 11.0, 5.0  # L*
_WORN = (0.3, 0.62)  # thigh and knee, shares of the height
_BROAD = 0.17  # of the height: standard deviation of either
_SMOOTH = 0.012  # of the height


def fade_denim(cloth: np.ndarray, area: np.ndarray, share: float = 1.0) -> np.ndarray:
    """Cloth by the metre as legs that are made of it wear it out.

    Args:
        cloth: (H, W, 3) uint8 sRGB.
        area: (H, W) bool, the garment.
        share: of the wear, 0–1.

    Returns:
        (H, W, 3) uint8; ``cloth`` itself where there is no garment.
    """
    rows = np.flatnonzero(area.any(axis=1))
    if not len(rows) or share <= 0.0:
        return cloth
    top, tall = rows[0], rows[-1] - rows[0] + 1
    depth = gaussian_filter(distance_transform_edt(area), _SMOOTH * tall)
    widest = np.maximum(depth.max(axis=1, keepdims=True), 1.0)  # of each row
    middle = np.clip(depth / widest, 0.0, 1.0) ** 2
    down = ((np.arange(len(area)) - top) / tall)[:, None]
    worn = sum(np.exp(-(((down - place) / _BROAD) ** 2) / 2) for place in _WORN)
    lab = to_lab(cloth)
    wear = share * (_PALER * np.clip(worn, 0.0, 1.0) * middle - _DARKER * (1.0 - middle) ** 4)
    lab[..., 0] = np.clip(lab[..., 0] + wear, 0.0, 100.0)
    lab[..., 1:] *= (1.0 - 0.015 * np.maximum(wear, 0.0))[..., None]
    return np.rint(np.clip(lab2rgb(lab), 0.0, 1.0) * 255.0).astype(np.uint8)
