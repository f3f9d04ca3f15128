"""Cloth that is one colour where a drawing says it is: patches taken out, insides in shade.

Networks leave places between close lines, such as plackets, collars and hoods, the white of the paper, and colour
some of dark cloth as it never was.
"""

import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter
from skimage.color import lab2rgb

from equifashion.imaging.palette import to_lab
from equifashion.imaging.recolour import garment_area

_PATCH = 2.5 / 256  # of the width: standard deviation; what is finer is grain and drawn lines, and stays
_PALE = 12.0, 22.0  # L* above the garment's: light on its folds up to the first, from the second on a patch
_STRAY = 9.0, 18.0  # distance from the garment's a* and b*, likewise
_LEFT = 6.0  # L* above the garment's that a pale patch keeps
_SHADE = 0.74  # of the garment's lightness inside
_SHADED = 0.85  # of the way there
_RIM = 0.008  # of the width: cloth fades into the ground here, and stays as it is


def mended(image: np.ndarray, outside: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """A picture whose garment has no patches of other colours, and is seen to be hollow.

    Args:
        image: (H, W, 3) uint8 sRGB on white, of one garment in one colour.
        outside, inside: (H, W) bool, where the outside and the inside of its cloth should show.

    Returns:
        (H, W, 3) uint8; pixels of neither, and of the ground that shows through, stay bit for bit.
    """
    area = garment_area(image) & (outside | inside)
    width = image.shape[1]
    depth = distance_transform_edt(area)
    core = (depth > _RIM * width) & outside
    if not core.any():
        return image
    lab = to_lab(image)
    ground = np.median(lab[core], axis=0)
    low = np.stack([_blurred(lab[..., each], area, _PATCH * width) for each in range(3)], axis=2)
    away = low - ground
    pale = _beyond(away[..., 0], *_PALE)
    stray = np.maximum(pale, _beyond(np.hypot(away[..., 1], away[..., 2]), *_STRAY))
    wanted = low.copy()
    wanted[..., 0] -= pale * (away[..., 0] - _LEFT)
    wanted[..., 1:] -= stray[..., None] * away[..., 1:]
    hollow = _SHADED * gaussian_filter((inside & area).astype(np.float64), 0.5 * _PATCH * width)[..., None]
    wanted += hollow * (ground * (_SHADE, 1.0, 1.0) - wanted)
    begun = np.clip(depth / (_RIM * width), 0.0, 1.0)[..., None]
    fresh = lab + begun * (wanted - low)
    fresh[..., 0] = fresh[..., 0].clip(0.0, 100.0)
    changed = area & (np.abs(fresh - lab).max(axis=2) > 0.5)
    result = image.copy()
    result[changed] = np.rint(np.clip(lab2rgb(fresh[changed]), 0.0, 1.0) * 255.0)
    return result


def _beyond(values: np.ndarray, first: float, second: float) -> np.ndarray:
    """0 up to the first bound, 1 from the second on."""
    return np.clip((values - first) / (second - first), 0.0, 1.0)


def _blurred(values: np.ndarray, area: np.ndarray, deviation: float) -> np.ndarray:
    """The mean of what lies near, within the area, (H, W)."""
    weight = gaussian_filter(area.astype(np.float64), deviation)
    return gaussian_filter(values * area, deviation) / np.maximum(weight, 1e-3)
