"""A graphic on the chest of a garment."""

import numpy as np
from PIL import Image

from equifashion.garments.prints import Graphic, printed
from equifashion.imaging.fabric_overlay import overlay_cloth

_CENTER = 0.42  # of the garment's height, from its top to the middle of the print
_SIZE = 0.48  # of the garment's height
_TRIM = 0.02  # of the garment's rows at either end that do not count to its height


def apply_placement_print(pixels: np.ndarray, area: np.ndarray, design: Graphic) -> np.ndarray:
    """Print a graphic on the garment in an area; its light and folds stay.

    Args:
        pixels: (H, W, 3) uint8.
        area: (H, W) bool.
        design: what to print.
    """
    rows, columns = np.nonzero(area)
    if not len(rows):
        return pixels
    top, bottom = np.quantile(rows, (_TRIM, 1.0 - _TRIM))
    side = max(2, round(_SIZE * (bottom - top)))
    corner = round(float(np.median(columns)) - side / 2), round(top + _CENTER * (bottom - top) - side / 2)
    sheet = Image.new("RGBA", pixels.shape[1::-1])
    sheet.paste(printed(design).resize((side, side), Image.Resampling.LANCZOS), corner)
    ink = np.asarray(sheet)
    overlaid = overlay_cloth(pixels, ink[..., :3], area & (ink[..., 3] > 0), edge=0.0)
    share = ink[..., 3:] / 255.0
    return np.rint(share * overlaid + (1.0 - share) * pixels).astype(np.uint8)
