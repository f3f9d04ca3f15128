"""Colours of a garment: dominant colours, their names, and colour differences as people see them.

CIE Lab (D65) through scikit-image; differences are CIEDE2000.
"""

from dataclasses import dataclass

import numpy as np
from scipy.cluster.vq import kmeans2
from skimage.color import deltaE_ciede2000, rgb2lab

_SAMPLES = 1500  # pixels looked at
_CLUSTERS = 5
_MERGE_BELOW = 14.0  # ΔE00 under which two clusters are one colour in different light


@dataclass(frozen=True)
class PaletteColour:
    """One dominant colour: sRGB 0–255, CIE Lab, and its share of the garment in [0, 1]."""

    rgb: tuple[int, int, int]
    lab: tuple[float, float, float]
    share: float


def dominant_colours(image: np.ndarray, mask: np.ndarray, seed: int = 0) -> list[PaletteColour]:
    """Dominant colours inside a mask, largest share first.

    Args:
        image: (H, W, 3) uint8 sRGB.
        mask: (H, W) bool.
        seed: of the pixel sample and the clustering.

    Returns:
        1–5 colours whose shares sum to 1; empty when the mask holds no pixel.
    """
    pixels = image[mask]
    if len(pixels) == 0:
        return []
    random = np.random.default_rng(seed)
    pixels = pixels[random.choice(len(pixels), min(_SAMPLES, len(pixels)), replace=False)]
    lab = rgb2lab(pixels[None] / 255.0)[0]
    count = min(_CLUSTERS, len(np.unique(pixels, axis=0)))
    _, labels = kmeans2(lab, count, minit="++", seed=random, iter=12)
    groups = [lab[labels == k] for k in range(count) if (labels == k).any()]
    groups = _merge(sorted(groups, key=len, reverse=True))
    colours = []
    for group in groups:
        # The brighter half: folds and shadows darken a colour but do not rename it.
        lit = group[group[:, 0] >= np.median(group[:, 0])]
        centre = np.median(lit, axis=0)
        nearest = pixels[np.argmin(((lab - centre) ** 2).sum(1))]
        red, green, blue = (int(v) for v in nearest)
        lightness, a, b = (float(v) for v in centre)
        colours.append(PaletteColour((red, green, blue), (lightness, a, b), len(group) / len(lab)))
    return colours


def _merge(groups: list[np.ndarray]) -> list[np.ndarray]:
    """Join clusters closer than ``_MERGE_BELOW``, lightness counted half (shading)."""
    merged: list[np.ndarray] = []
    for group in groups:
        for i, other in enumerate(merged):
            if colour_difference(np.median(group, axis=0), np.median(other, axis=0), kl=2.0) < _MERGE_BELOW:
                merged[i] = np.concatenate([other, group])
                break
        else:
            merged.append(group)
    return sorted(merged, key=len, reverse=True)


def colour_difference(first: np.ndarray, second: np.ndarray, kl: float = 1.0) -> np.ndarray:
    """CIEDE2000 difference of Lab colours (…, 3); ``kl`` > 1 makes lightness count less."""
    return deltaE_ciede2000(np.asarray(first, float), np.asarray(second, float), kL=kl)


def to_lab(rgb: tuple[int, int, int] | np.ndarray) -> np.ndarray:
    """sRGB 0–255 (…, 3) → CIE Lab (…, 3)."""
    return rgb2lab(np.asarray(rgb, float) / 255.0)


def nearest_name(lab: np.ndarray | tuple[float, float, float], names: dict[str, tuple[int, int, int]]) -> str:
    """The name whose colour differs least from a Lab colour."""
    prototypes = to_lab(np.array(list(names.values())))
    return list(names)[int(np.argmin(colour_difference(np.broadcast_to(lab, prototypes.shape), prototypes)))]
