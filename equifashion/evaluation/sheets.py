"""Contact sheets of pictures."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

_MARK = (200, 32, 46)
_INK = (60, 60, 64)
_TEXT, _GAP = 15, 8  # pixels: height of the words, space around them


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


def labelled_sheet(
    images: np.ndarray, rows: Sequence[str], columns: Sequence[str], scale: float = 0.5
) -> Image.Image:
    """Pictures (R, C, H, W, 3) uint8 on white, a word above each column and before each row."""
    font = ImageFont.load_default(_TEXT)
    tiles = contact_sheet(images.reshape(-1, *images.shape[2:]), len(columns), scale)
    left = round(max(font.getlength(row) for row in rows)) + 2 * _GAP
    top = _TEXT + 2 * _GAP
    sheet = Image.new("RGB", (left + tiles.width, top + tiles.height), "white")
    sheet.paste(tiles, (left, top))
    drawing = ImageDraw.Draw(sheet)
    for number, word in enumerate(columns):
        middle = left + (number + 0.5) * tiles.width / len(columns)
        drawing.text((middle, top - _GAP), word, font=font, fill=_INK, anchor="ms")
    for number, word in enumerate(rows):
        middle = top + (number + 0.5) * tiles.height / len(rows)
        drawing.text((left - _GAP, middle), word, font=font, fill=_INK, anchor="rm")
    return sheet
