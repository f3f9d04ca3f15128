"""Sketches of photographs, in the hands that draw the croquis: even ink, rough pencil, sparse contours."""

from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy.ndimage import binary_erosion, gaussian_filter, label, map_coordinates
from skimage.feature import canny

from equifashion.errors import InvalidInput
from equifashion.garments.scene.sketching import HANDS

_INK = 0.6  # σ, pixels: of a line one pixel wide, drawn soft
_GAIN = 1.75  # brings such a line's middle to full ink
_FEATHERED = 3  # pixels at the rim of the matte whose edges are the outline's
_WOBBLE_SCALE = 9.0  # pixels over which a pencil strays to one side


@dataclass(frozen=True)
class _Eye:
    """What a hand sees inside a garment: σ of the edges in pixels, their thresholds, and the shortest line."""

    sigma: float
    low: float
    high: float
    shortest: int


_EYES = {
    "clean": _Eye(1.7, 0.05, 0.115, 18),
    "rough": _Eye(2.0, 0.045, 0.105, 20),
    "sparse": _Eye(2.8, 0.07, 0.16, 30),
}


def sketch_photograph(image: Image.Image, matte: np.ndarray, hand: str, random: np.random.Generator) -> Image.Image:
    """Draw a garment's outline and the lines inside it.

    Args:
        image: RGB, the garment on white.
        matte: (H, W) uint8, 255 inside the garment.
        hand: a key of ``HANDS``.
        random: the wobble and the paper.

    Returns:
        L, of the same size, dark lines on white.

    Raises:
        InvalidInput: an unknown hand.
    """
    if hand not in HANDS:
        raise InvalidInput(f"The sketching hand must be one of {sorted(HANDS)}; got {hand!r}.")
    mask = np.pad(matte > 127, 1)
    outline = (mask & ~binary_erosion(mask))[1:-1, 1:-1]
    inside = binary_erosion(mask, iterations=_FEATHERED)[1:-1, 1:-1]
    ink = np.maximum(_drawn(outline), _drawn(_lines(image, inside, _EYES[hand])))
    style = HANDS[hand]
    if style.wobble:
        passes = [_strayed(ink, style.wobble, random) for _ in range(style.passes)]
        ink = 1.0 - np.prod([1.0 - 0.8 * drawn for drawn in passes], axis=0)
    darkest = int(style.colour[1:3], 16)
    drawing = np.rint(255.0 - (255.0 - darkest) * ink).astype(np.uint8)
    return style.finish(Image.fromarray(drawing), random)


def _lines(image: Image.Image, inside: np.ndarray, eye: _Eye) -> np.ndarray:
    """Lines one pixel wide, (H, W) bool, short ones left out."""
    grey = np.asarray(image.convert("L"), np.float32) / 255.0
    edges = canny(grey, eye.sigma, eye.low, eye.high, mask=inside)
    pieces, _ = label(edges, np.ones((3, 3)))
    return edges & (np.bincount(pieces.ravel())[pieces] >= eye.shortest)


def _drawn(lines: np.ndarray) -> np.ndarray:
    """Ink in [0, 1] of lines one pixel wide."""
    return np.clip(_GAIN * gaussian_filter(lines.astype(np.float32), _INK), 0.0, 1.0)


def _strayed(ink: np.ndarray, wobble: float, random: np.random.Generator) -> np.ndarray:
    """The lines moved by smooth noise of ``wobble`` pixels."""
    field = np.stack([gaussian_filter(random.standard_normal(ink.shape), _WOBBLE_SCALE) for _ in range(2)])
    field *= 1.6 * wobble / field.std()
    return map_coordinates(ink, np.indices(ink.shape) + field, order=1, mode="nearest")
