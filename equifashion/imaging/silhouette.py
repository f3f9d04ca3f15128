"""A garment's outline: its body and its sleeves, and how long both are in widths of the body."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import center_of_mass, distance_transform_edt, label

_OPENING = 0.6  # of the body's half-width: limbs thinner than this are no part of the body
_SMALLEST_SLEEVE = 0.008  # of the garment's area
_BESIDE = 0.55  # of the body's half-width: sleeves lie farther out, hoods and hangers do not
_LOWEST = 0.8  # of the garment's height: below it lie flared hems
_TOUCHING = 1.5  # pixels from the body
_HIPS = (0.12, 0.22)  # heights, from the top, between which hips are measured; hangers' clips lie above


@dataclass(frozen=True)
class Silhouette:
    """Measured on a garment laid flat or hung up.

    Attributes:
        reach: from shoulder to end of a sleeve, in widths of the body; 0 where none stands off from it.
        ratio: height of the body over its width.
        hip_ratio: height over the width of the hips, for trousers.
        body: (H, W) bool, the garment without its sleeves.
        sleeves: (H, W) bool.
    """

    reach: float
    ratio: float
    hip_ratio: float
    body: np.ndarray
    sleeves: np.ndarray


def measure_silhouette(mask: np.ndarray) -> Silhouette:
    """Split a garment's mask, (H, W) bool, into body and sleeves."""
    depth = distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
    radius = _OPENING * depth.max()
    body = (distance_transform_edt(depth < radius) <= radius) & mask  # morphological opening by a disc
    rows, columns = np.flatnonzero(body.any(1)), np.flatnonzero(body.any(0))
    width = float(np.median(body.sum(1)[rows]))
    middle = (columns[0] + columns[-1]) / 2
    all_rows = np.flatnonzero(mask.any(1))
    height = all_rows[-1] - all_rows[0] + 1
    away = distance_transform_edt(~body)
    sleeves, reaches = np.zeros_like(mask), [0.0, 0.0]
    pieces, count = label(mask & ~body)
    for number in range(1, count + 1):
        piece = pieces == number
        y, x = center_of_mass(piece)
        low = y > all_rows[0] + _LOWEST * height
        if piece.sum() < _SMALLEST_SLEEVE * mask.sum() or low or abs(x - middle) < _BESIDE * width / 2:
            continue
        joints = np.argwhere(piece & (away < _TOUCHING))
        if len(joints) == 0:  # lies apart, as what an arm in front cuts off
            continue
        sleeves |= piece
        joint = joints[0]  # where it leaves the body, at the shoulder
        reach = float(np.linalg.norm(np.argwhere(piece) - joint, axis=1).max()) / width
        reaches[int(x > middle)] = max(reaches[int(x > middle)], reach)
    seen = [reach for reach in reaches if reach]
    hips = mask[all_rows[0] + round(_HIPS[0] * height) : all_rows[0] + round(_HIPS[1] * height) + 1].sum(1)
    return Silhouette(
        reach=sum(seen) / len(seen) if seen else 0.0,
        ratio=(rows[-1] - rows[0] + 1) / width,
        hip_ratio=height / max(float(np.median(hips)), 1.0),
        body=mask & ~sleeves,
        sleeves=sleeves,
    )
