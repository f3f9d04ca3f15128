"""Recolouring: another palette for a garment, its shape and shading held."""

from collections.abc import Sequence

import numpy as np
from PIL import Image

from equifashion.compositing.render_plan import RGB
from equifashion.imaging.mask import mask_to_area
from equifashion.imaging.recolor import garment_area, recolor


def apply_palette(image: Image.Image, palette: Sequence[RGB], mask: Image.Image | None) -> Image.Image:
    """A picture in other colours.

    Args:
        image: any size.
        palette: 1–5 sRGB colours, the one with the largest share first.
        mask: where the garment is, light on dark; None takes everything but the white ground.
    """
    pixels = np.asarray(image.convert("RGB"))
    area = garment_area(pixels) if mask is None else mask_to_area(mask, image.size)
    return Image.fromarray(recolor(pixels, np.array(palette), area))
