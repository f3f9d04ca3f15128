"""Regions of a picture: read from masks, shown as masks, and edits confined to them.

Pictures are (H, W, 3) uint8, regions (H, W) bool, true where change is allowed.
"""

import numpy as np
from PIL import Image
from scipy.ndimage import distance_transform_edt

from equifashion.errors import InvalidInput
from equifashion.imaging.io import PictureSource, open_image

Mask = PictureSource | np.ndarray


def read_mask(mask: Mask, size: tuple[int, int]) -> np.ndarray:
    """A brushed mask, light on dark, at a picture's size (width, height): (H, W) bool.

    Raises:
        InvalidInput: it cannot be read.
    """
    if isinstance(mask, np.ndarray):
        if mask.ndim != 2:
            raise InvalidInput(f"The mask must have two axes; got shape {mask.shape}.")
        mask = mask_to_image(mask > (0 if mask.dtype == bool else 127))
    grey = open_image(mask, what="mask").convert("L").resize(size, Image.Resampling.BILINEAR)
    return np.asarray(grey) > 127


def mask_to_image(region: np.ndarray) -> Image.Image:
    """A region as a picture of 0 and 255."""
    return Image.fromarray(region.astype(np.uint8) * 255)


def mask_to_area(mask: Image.Image, size: tuple[int, int]) -> np.ndarray:
    """The region of a mask that ``mask_to_image`` made, fitted to a picture of ``size`` (width, height)."""
    return np.asarray(mask.convert("L").resize(size, Image.Resampling.NEAREST)) > 127


def seam(region: np.ndarray, feather: float) -> np.ndarray:
    """How much of an edit shows, (H, W) in [0, 1]: 0 outside, rising to 1 over ``feather`` pixels inside."""
    if feather == 0 or region.all():
        return region.astype(np.float64)
    # The first pixel inside is at distance 1; it already shows a little of the edit.
    return np.clip(distance_transform_edt(region) / (feather + 1.0), 0.0, 1.0)


def blend_inside(original: np.ndarray, edited: np.ndarray, region: np.ndarray, feather: float = 6.0) -> np.ndarray:
    """The edit inside the region, the original outside it bit for bit.

    Args:
        original, edited: pictures of one size.
        region: where change is allowed.
        feather: width of the seam in pixels, ≥ 0; it lies inside the region alone.

    Raises:
        InvalidInput: sizes differ, or the feather is negative.
    """
    if original.shape != edited.shape or original.shape[:2] != region.shape:
        raise InvalidInput(
            f"Original, edit and region must be of one size; got {original.shape}, {edited.shape}, {region.shape}."
        )
    if not feather >= 0:
        raise InvalidInput(f"The feather must be 0 pixels or more; got {feather!r}.")
    share = seam(region, feather)[..., None]
    blended = np.rint(original + share * (edited.astype(np.float64) - original)).astype(np.uint8)
    return np.where(share > 0, blended, original)
