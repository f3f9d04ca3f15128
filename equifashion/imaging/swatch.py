"""Fabric swatches: cut one from inside a garment, or bring an uploaded one to size."""

import numpy as np
from PIL import Image
from scipy.ndimage import distance_transform_cdt

SWATCH_SIDE = 64  # pixels; what the swatch encoder reads


def cut_swatch(
    image: np.ndarray, mask: np.ndarray, random: np.random.Generator, side: int = SWATCH_SIDE
) -> np.ndarray:
    """A square of fabric from inside a garment.

    Args:
        image: (H, W, 3) uint8.
        mask: (H, W) bool, the garment.
        random: decides where, among the places with the most room.
        side: pixels; a smaller square is enlarged.

    Returns:
        (side, side, 3) uint8.
    """
    # The chessboard distance is half the side of the largest square around a pixel.
    room = distance_transform_cdt(np.pad(mask, 1), metric="chessboard")[1:-1, 1:-1]
    radius = int(min(room.max(), side))
    places = np.argwhere(room >= max(1, round(0.8 * radius)))
    y, x = places[random.integers(len(places))]
    half = max(1, min(int(room[y, x]) - 1, side // 2))
    square = image[max(0, y - half) : y + half, max(0, x - half) : x + half]
    return swatch_pixels(Image.fromarray(np.ascontiguousarray(square)), side)


def swatch_pixels(image: Image.Image, side: int = SWATCH_SIDE) -> np.ndarray:
    """Centre square of a picture, scaled to (side, side, 3) uint8."""
    shorter = min(image.size)
    left, top = (image.width - shorter) // 2, (image.height - shorter) // 2
    square = image.convert("RGB").crop((left, top, left + shorter, top + shorter))
    return np.asarray(square.resize((side, side), Image.Resampling.LANCZOS))
