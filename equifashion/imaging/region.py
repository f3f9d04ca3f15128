"""Put a redrawn region back into a picture: outside it every pixel stays bit for bit."""

import numpy as np
from PIL import Image
from scipy.ndimage import distance_transform_edt

_FEATHER = 6.0  # pixels inside the region over which the new picture fades in


def blend_region(picture: Image.Image, redrawn: Image.Image, mask: Image.Image) -> Image.Image:
    """A picture with a region taken from another.

    Args:
        picture: RGB, kept outside the region.
        redrawn: RGB of the same size.
        mask: greyscale of any size, above 127 where the region is.

    Returns:
        RGB; the region fades in over its outermost pixels, so that no seam shows.
    """
    inside = region_area(mask, picture.size)
    if inside.all():  # no border to fade in from
        return redrawn.convert("RGB")
    depth = distance_transform_edt(np.pad(inside, 1, mode="edge"))[1:-1, 1:-1]
    share = np.clip(depth / (_FEATHER + 1.0), 0.0, 1.0)[..., None]
    old, new = (np.asarray(image.convert("RGB"), dtype=np.float64) for image in (picture, redrawn))
    blended = np.rint(share * new + (1.0 - share) * old).astype(np.uint8)
    return Image.fromarray(np.where(inside[..., None], blended, np.asarray(picture.convert("RGB"))))


def region_area(mask: Image.Image, size: tuple[int, int]) -> np.ndarray:
    """(H, W) bool of a mask, fitted to a picture of ``size`` (width, height)."""
    return np.asarray(mask.convert("L").resize(size, Image.Resampling.NEAREST)) > 127
