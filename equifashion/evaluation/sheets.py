"""Contact sheets of pictures."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

_MARK = (200, 32, 46)


def contact_sheet(
    images: np.ndarray, columns: int, scale: float = 1.0, marked: Sequence[bool] | np.ndarray = ()
) -> Image.Image:
    """Pictures (N, H, W, 3) uint8 side by side on white; ``marked`` ones carry a red corner."""
    height, width = (round(side * scale) for side in images.shape[1:3])
    rows = -(-len(images) // columns)
    sheet = Image.new("RGB", (columns * width, rows * height), "white")
    drawing = ImageDraw.Draw(sheet)
    for number, image in enumerate(images):
        left, top = number % columns * width, number // columns * height
        tile = Image.fromarray(image).resize((width, height), Image.Resampling.LANCZOS)
        sheet.paste(tile, (left, top))
        if number < len(marked) and marked[number]:
            side = max(4, width // 7)
            drawing.polygon([(left, top), (left + side, top), (left, top + side)], fill=_MARK)
    return sheet
