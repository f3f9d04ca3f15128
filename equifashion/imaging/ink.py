"""Ink over a wash: the lines of a drawing laid over what was painted along them, as fashion illustrators do."""

import numpy as np
from scipy.ndimage import find_objects, gaussian_filter

_INK = (30.0, 24.0, 27.0)  # sRGB
_DARK, _LIGHT = 54.0, 62.0  # brightness of cloth, 0–255: light lines up to the first, dark ones from the second on
_LIFT = 70.0  # how much brighter than dark cloth a light line is
_NEAR = 3 / 256  # of the width: standard deviation of what counts as the cloth around a line
_REACH = 4.0  # standard deviations


def inked(image: np.ndarray, lines: np.ndarray, skin: np.ndarray, strength: float) -> np.ndarray:
    """A picture of a figure with lines in ink: dark ones, and on dark cloth light ones, as with a white pen.

    Args:
        image: (H, W, 3) uint8 sRGB on white.
        lines: (H, W) uint8, dark on white.
        skin: (H, W) bool, where lines are dark always: light ones would draw another face.
        strength: of a full line, 0–1.

    Returns:
        (H, W, 3) uint8; where there is no line, bit for bit the picture.
    """
    drawn, near = lines < 255, _NEAR * image.shape[1]
    if not drawn.any():
        return image
    box = _around(drawn, round(_REACH * near))
    result = image.copy()
    result[box] = _inked(image[box].astype(np.float32), lines[box], skin[box], strength, near)
    return result


def _inked(painted: np.ndarray, lines: np.ndarray, skin: np.ndarray, strength: float, near: float) -> np.ndarray:
    """As ``inked``, of a piece of a picture, float32; where cloth is within ``near`` pixels."""
    cloth = gaussian_filter(painted, (near, near, 0), truncate=_REACH)
    dark = np.where(skin, 1.0, np.clip((cloth.mean(axis=2) - _DARK) / (_LIGHT - _DARK), 0.0, 1.0))[..., None]
    ink = dark * np.asarray(_INK, np.float32) + (1.0 - dark) * (cloth + _LIFT)
    share = strength * (1.0 - lines.astype(np.float32) / 255.0)[..., None]
    share *= np.maximum(np.abs(2.0 * dark - 1.0), 0.5)
    return np.rint(np.clip(painted + share * (ink - painted), 0.0, 255.0)).astype(np.uint8)


def _around(area: np.ndarray, margin: int) -> tuple[slice, slice]:
    """The bounds of an area (H, W) bool, so many pixels wider."""
    [box] = find_objects(area.astype(np.int8))
    rows, columns = (
        slice(max(0, side.start - margin), min(size, side.stop + margin))
        for side, size in zip(box, area.shape, strict=True)
    )
    return rows, columns
