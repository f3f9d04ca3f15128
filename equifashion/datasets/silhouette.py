"""What a garment's outline and its label tell: how long body and sleeves are, and rough part masks."""

import numpy as np
from scipy.ndimage import binary_dilation, maximum_filter1d

from equifashion.datasets.record import PART_NAMES
from equifashion.imaging.silhouette import Silhouette
from equifashion.vocabulary import GARMENT_LENGTHS, SLEEVE_LENGTHS

_HEM_BELOW = 0.6  # of the garment's height: columns that end higher end in an armhole or at the crotch
_NEIGHBOURS = 0.12  # of the garment's width: columns to either side that a hem is compared with
_EDGE = 0.035  # of the garment's height: hem, waistband and collar are marked this broad

# Limits between neighbouring lengths, found on sorted contact sheets of the training photographs.
_SLEEVE_LIMITS = (0.33, 0.57, 0.7, 0.86)  # reach in widths of the body
_SLEEVES = tuple(SLEEVE_LENGTHS)
_NEEDED_REACH = {"Outwear": 0.57, "Shirt": 0.33}  # below it, sleeves may hang close to the body: nothing decides
_SLEEVES_OF = {  # label → what its sleeves can be
    "T-Shirt": ("short", "elbow-length"),
    "Polo": ("short", "elbow-length"),
    "Undershirt": ("sleeveless",),
    "Longsleeve": ("three-quarter", "long"),
    "Hoodie": ("long",),
    "Blazer": ("long",),
    "Outwear": ("three-quarter", "long"),
    "Top": ("sleeveless", "short"),
    "Shirt": _SLEEVES[1:],
    "Blouse": _SLEEVES,
    "Dress": _SLEEVES,
}
_UNSEEN = {"Longsleeve": "long", "T-Shirt": "short", "Polo": "short"}  # where no sleeve stands off from the body
_LENGTH_LIMITS = {  # kind → height of the body over its width; of trousers, over the width of the hips
    "top": (1.02, 1.2, 1.62, 1.9),
    "outer": (1.1, 1.5, 1.8, 2.3),
    "dress": (1.25, 1.75, 2.15, 2.6),
    "skirt": (0.65, 0.95, 1.25, 1.6),
    "trousers": (1.1, 1.45, 1.75, 1.95),
}
_LENGTHS = tuple(GARMENT_LENGTHS)
_LENGTHS_OF = {"Shorts": ("extra-short", "short", "medium"), "Pants": ("long", "extra-long")}


def sleeve_length(silhouette: Silhouette, label: str) -> str:
    """A2 word for a photograph's label, or "" where the garment has no sleeves or nothing decides.

    The outline measures, the label permits: of the lengths it permits the nearest is taken.
    """
    permitted = _SLEEVES_OF.get(label, ())
    if len(permitted) < 2 or silhouette.reach <= _NEEDED_REACH.get(label, 0.0):
        return permitted[0] if len(permitted) == 1 else _UNSEEN.get(label, "")
    measured = int(np.searchsorted(_SLEEVE_LIMITS, silhouette.reach))
    return min(permitted, key=lambda word: abs(_SLEEVES.index(word) - measured))


def garment_length(silhouette: Silhouette, label: str, kind: str) -> str:
    """A1 word for a photograph's label and kind of garment."""
    ratio = silhouette.hip_ratio if kind == "trousers" else silhouette.ratio
    measured = int(np.searchsorted(_LENGTH_LIMITS[kind], ratio))
    return min(_LENGTHS_OF.get(label, _LENGTHS), key=lambda word: abs(_LENGTHS.index(word) - measured))


def part_masks(silhouette: Silhouette, kind: str, sleeved: bool = True) -> np.ndarray:
    """Part labels, (H, W) uint8 of ``PART_NAMES``, as far as an outline shows them.

    Sleeves, and the body as bodice or lower part; a dress is divided at its narrowest height. The lower edge is
    marked as hem, the upper edge of skirts and trousers as waist.

    Args:
        silhouette: of the garment.
        kind: of the vocabulary.
        sleeved: whether what sticks out are sleeves; else it belongs to the body.
    """
    lower = kind in ("skirt", "trousers")
    sleeves = silhouette.sleeves & (sleeved and not lower)
    body = (silhouette.body | silhouette.sleeves) & ~sleeves
    rows = np.flatnonzero(body.any(1))
    top, height = rows[0], rows[-1] - rows[0] + 1
    parts = np.zeros(body.shape, np.uint8)
    parts[body] = PART_NAMES.index("lower" if lower else "bodice")
    if kind == "dress":
        waistline = _waistline(body, top, height)
        parts[waistline:][body[waistline:]] = PART_NAMES.index("lower")
    band = max(1, round(_EDGE * height))
    parts[_lower_edge(body, band, top + round(_HEM_BELOW * height))] = PART_NAMES.index("hem")
    if lower:
        parts[top : top + band][body[top : top + band]] = PART_NAMES.index("waist")
    parts[sleeves] = PART_NAMES.index("sleeves")
    return parts


def _waistline(body: np.ndarray, top: int, height: int) -> int:
    """Row of the narrowest place between a third and six tenths of a dress."""
    start = top + round(0.3 * height)
    widths = body[start : top + round(0.6 * height)].sum(1)
    return start + int(np.argmin(widths)) if len(widths) else start


def _lower_edge(body: np.ndarray, band: int, below: int) -> np.ndarray:
    """Pixels of the body within ``band`` rows of its lower edge, as far as it lies below a row.

    A column that ends well above its neighbours ends at the inside of a leg or sleeve, not at a hem.
    """
    last = np.where(body.any(0), body.shape[0] - 1 - body[::-1].argmax(0), 0)
    lowest = maximum_filter1d(last, 2 * max(1, round(_NEIGHBOURS * body.any(0).sum())) + 1)
    columns = np.flatnonzero(body.any(0) & (last > below) & (last >= lowest - 2 * band))
    edge = np.zeros_like(body)
    edge[last[columns], columns] = True
    return binary_dilation(edge, np.ones((2 * band + 1, 1), bool)) & body
