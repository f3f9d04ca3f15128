"""Skin of a natural colour: networks paint some of it like the clothes beside it."""

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import label

from equifashion.imaging.laying import lay_cloth
from equifashion.imaging.palette import to_lab

_FAR = 11.0  # Lab distance from every natural tone, lightness counted half
_BETWEEN = 4  # tones from one of the scale to the next
_SMALLEST = 24  # pixels of a limb


def natural_skin(image: np.ndarray, skin: np.ndarray, tones: Sequence[tuple[int, int, int]]) -> np.ndarray:
    """A picture whose limbs and faces of unnatural colours are of the tone of the others.

    Args:
        image: (H, W, 3) uint8 sRGB.
        skin: (H, W) bool, where it is bare.
        tones: sRGB of a scale of natural skin tones, from light to dark. Where nothing is natural, the one as light
            as what is there.

    Returns:
        (H, W, 3) uint8; ``image`` itself where all is natural.
    """
    scale = to_lab(np.array(tones, np.uint8))
    steps = np.linspace(0, len(scale) - 1, _BETWEEN * (len(scale) - 1) + 1)
    scale = np.stack([np.interp(steps, np.arange(len(scale)), each) for each in scale.T], axis=1)
    limbs, count = label(skin)
    found = [limbs == place for place in range(1, count + 1)]
    found = [limb for limb in found if limb.sum() >= _SMALLEST]
    seen = [np.median(to_lab(image[limb]), axis=0) for limb in found]
    away = [np.linalg.norm((scale - colour) * (0.5, 1.0, 1.0), axis=1) for colour in seen]
    odd = [each.min() > _FAR for each in away]
    if not any(odd):
        return image
    natural = [limb for limb, is_odd in zip(found, odd, strict=True) if not is_odd]
    if natural:
        tone = np.median(image[np.any(natural, axis=0)], axis=0)
    else:
        light = np.median([colour[0] for colour in seen])
        place = steps[np.argmin(np.abs(scale[:, 0] - light))]
        tone = [np.interp(place, np.arange(len(tones)), each) for each in np.array(tones, float).T]
    area = np.any([limb for limb, is_odd in zip(found, odd, strict=True) if is_odd], axis=0)
    return lay_cloth(image, np.broadcast_to(np.rint(tone).astype(np.uint8), image.shape), area)
