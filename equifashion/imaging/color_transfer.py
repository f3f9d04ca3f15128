"""The cloth of a garment in a picture: a swatch of it, and its colour given to what is made to join it."""

import warnings

import numpy as np
from PIL import Image
from scipy.ndimage import binary_erosion
from skimage.color import lab2rgb

from equifashion.imaging.palette import to_lab
from equifashion.imaging.recolor import garment_area
from equifashion.imaging.swatch import cut_swatch

_EDGE = 8  # pixels of a soft outline
_GROUND, _CLOTH = 14.0, 40.0  # levels below white: up to the first a pixel is ground; so many more, cloth alone
_FEWEST = 64  # pixels of cloth that a colour can be taken from
_ANOTHER = 35.0  # Lab distance


def garment_swatch(image: Image.Image) -> Image.Image | None:
    """A square of a garment's own cloth, or None where no square fits into it."""
    pixels = np.asarray(image.convert("RGB"))
    area = garment_area(pixels)
    swatch = cut_swatch(pixels, area, np.random.default_rng(0)) if area.any() else None
    return None if swatch is None else Image.fromarray(swatch)


def garment_color(image: Image.Image) -> tuple[int, int, int] | None:
    """The colour in the middle of a garment's, sRGB, or None where there is no garment."""
    pixels = np.asarray(image.convert("RGB"))
    area = garment_area(pixels)
    return tuple(np.rint(np.median(pixels[area], axis=0)).astype(int).tolist()) if area.any() else None


def match_cloth_color(
    fresh: np.ndarray, original: np.ndarray, region: np.ndarray, known: np.ndarray | None = None
) -> np.ndarray:
    """A picture whose cloth inside a region has the original garment's colour in the middle.

    Median Lab of the cloth is moved, after Reinhard et al. 2001, in proportion to how little of the white ground
    shows in a pixel; shading and grain stay. What differs by more than shading does is another cloth, and stays.

    Args:
        fresh, original: (H, W, 3) uint8 sRGB.
        region: (H, W) bool.
        known: (H, W) bool, where the original's cloth is looked at if it shows enough there; None for everywhere.

    Returns:
        (H, W, 3) uint8; ``fresh`` itself where either has no cloth darker than white.
    """
    wanted, found = _opacity(original) >= 1.0, (_opacity(fresh) >= 1.0) & region
    if known is not None and (wanted & known).sum() >= _FEWEST:
        wanted &= known
    if wanted.any():
        wanted &= binary_erosion(wanted, iterations=_EDGE) | ~binary_erosion(wanted, iterations=_EDGE).any()
    if min(wanted.sum(), found.sum()) < _FEWEST:
        return fresh
    lab = to_lab(fresh)
    shift = np.median(to_lab(original[wanted]), axis=0) - np.median(lab[found], axis=0)
    if np.linalg.norm(shift) > _ANOTHER:
        return fresh
    moved = lab[region] + _opacity(fresh)[region][:, None] * shift
    result = fresh.copy()
    result[region] = np.rint(np.clip(_to_rgb(moved), 0.0, 1.0) * 255.0).astype(np.uint8)
    return result


def _opacity(image: np.ndarray) -> np.ndarray:
    """How far each pixel is from the white ground, (H, W) in [0, 1]."""
    return np.clip((255.0 - image.min(axis=2) - _GROUND) / _CLOTH, 0.0, 1.0)


def _to_rgb(lab: np.ndarray) -> np.ndarray:
    with warnings.catch_warnings():  # colours outside sRGB are clipped, as meant
        warnings.simplefilter("ignore", UserWarning)
        return lab2rgb(lab)
