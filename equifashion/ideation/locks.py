"""Locks: of an edited picture, only a chosen region is let through; outside it no pixel changes.

Pictures are (H, W, 3) uint8, masks (H, W), true where change is allowed.
"""

import numpy as np
from scipy.ndimage import distance_transform_edt

from equifashion.errors import InvalidInput


def seam(mask: np.ndarray, feather: float) -> np.ndarray:
    """How much of the edit shows, (H, W) in [0, 1]: 0 outside, rising to 1 over ``feather`` pixels inside."""
    inside = np.asarray(mask) > (0 if np.asarray(mask).dtype == bool else 127)
    if feather == 0 or inside.all():
        return inside.astype(np.float64)
    # The first pixel inside is at distance 1; it already shows a little of the edit.
    return np.clip(distance_transform_edt(inside) / (feather + 1.0), 0.0, 1.0)


def locked(original: np.ndarray, edited: np.ndarray, mask: np.ndarray, feather: float = 6.0) -> np.ndarray:
    """The edit inside the mask, the original outside it bit for bit.

    Args:
        original, edited: pictures of one size.
        mask: bool, or uint8 with more than 127 for true: where change is allowed.
        feather: width of the seam in pixels, ≥ 0; it lies inside the mask alone.

    Raises:
        InvalidInput: sizes differ, or the feather is negative.
    """
    if original.shape != edited.shape or original.shape[:2] != np.shape(mask):
        raise InvalidInput(
            f"Original, edit and mask must be of one size; got {original.shape}, {edited.shape}, {np.shape(mask)}."
        )
    if not feather >= 0:
        raise InvalidInput(f"The feather must be 0 pixels or more; got {feather!r}.")
    share = seam(mask, feather)[..., None]
    blended = np.rint(original + share * (edited.astype(np.float64) - original)).astype(np.uint8)
    return np.where(share > 0, blended, original)
