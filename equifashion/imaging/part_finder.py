"""Where on a garment an attribute lives, found from its outline: what an edit may change, what a lock holds.

Geometry knows garments laid flat or hung up on white. A part segmenter can stand in its place: whatever has the
methods of ``RegionFinder``. Masks are (H, W) bool at the picture's size.
"""

from typing import Protocol

import numpy as np
from scipy.ndimage import binary_closing, binary_dilation, binary_opening
from skimage.morphology import convex_hull_image

from equifashion.errors import InvalidInput
from equifashion.imaging.cutout import without_specks
from equifashion.imaging.palette import dominant_colours, to_lab
from equifashion.imaging.recolor import garment_area
from equifashion.imaging.silhouette import measure_silhouette

LOCKS = ("collar", "sleeves", "hem", "print")

_AROUND = 0.05  # of the garment's height: room around a part, so that its outline lies inside
_COLLAR = (0.30, 0.20)  # half axes of the ellipse about the neck, in widths of the body and heights of the garment
_ARMHOLE = (0.36, 0.34)  # half-widths of the body beyond which, and height above which, a shoulder is sleeve
_BESIDE = 0.48  # of the body's width from its middle: farther out a sleeve may come to hang
_LENGTH_FROM = {"skirt": 0.35, "trousers": 0.35, "one-piece": 0.6}  # of the height: below it a length may change
_LENGTH_FROM_ELSE = 0.6
_HEM_BAND = (0.18, 0.06)  # of the garment's height, above and below its lower edge
_SIDE = 0.12  # of the body's width, to either side of lengths and hems
_PRINT_APART = 16.0  # Lab distance from the cloth's colour, lightness counted half, from which a pixel is print
_SMALLEST_PRINT = 0.005  # of the garment's area
_NO_SLEEVES = ("skirt", "trousers")


class RegionFinder(Protocol):
    """Finds regions of a garment in a picture, (H, W, 3) uint8."""

    def clothes(self, image: np.ndarray) -> np.ndarray:
        """All that is garment; nothing where there is none."""

    def edited(self, image: np.ndarray, attribute: str, kind: str = "") -> np.ndarray:
        """Where an attribute ``"A1"`` … ``"A5"`` may change; ``kind`` of the vocabulary, "" if unknown.

        Raises:
            InvalidInput: there is no garment, or its kind has no such attribute.
        """

    def part(self, image: np.ndarray, name: str) -> np.ndarray:
        """Where a part of ``LOCKS`` is.

        Raises:
            InvalidInput: an unknown part, or one that is not to be found.
        """


class OutlineRegions:
    """A ``RegionFinder`` that goes by the outline alone."""

    def clothes(self, image: np.ndarray) -> np.ndarray:
        return garment_area(image)

    def edited(self, image: np.ndarray, attribute: str, kind: str = "") -> np.ndarray:
        if kind in _NO_SLEEVES and attribute in ("A2", "A3", "A4"):
            raise InvalidInput(
                f"{kind.capitalize()} have no sleeves and no collar to change. Please choose length or hem, or "
                f"brush over the place."
            )
        found = _Outline(image)
        match attribute:
            case "A1":
                return found.below(_LENGTH_FROM.get(kind, _LENGTH_FROM_ELSE), image.shape[0])
            case "A2" | "A3":
                return found.sleeve_room()
            case "A4":
                return found.neck()
            case "A5":
                high, low = _HEM_BAND
                return found.below(1.0 - high, found.bottom + round(low * found.height))
        raise InvalidInput(f"Unknown attribute {attribute!r}; known are A1 to A5.")

    def part(self, image: np.ndarray, name: str) -> np.ndarray:
        if name not in LOCKS:
            raise InvalidInput(f"Unknown part {name!r}; known are {', '.join(LOCKS)}.")
        found = _Outline(image)
        match name:
            case "collar":
                return found.neck()
            case "sleeves":
                if not found.sleeves.any():
                    raise InvalidInput("No sleeves stand off from this garment's body. Please brush over them.")
                return found.grown(found.sleeves)
            case "hem":
                high, low = _HEM_BAND
                return found.below(1.0 - high, found.bottom + round(low * found.height))
        return found.printed(image)


class _Outline:
    """Measures of one garment in a picture."""

    def __init__(self, image: np.ndarray) -> None:
        area = garment_area(image)
        if not area.any():
            raise InvalidInput("There is no garment in this picture, so its parts cannot be found.")
        silhouette = measure_silhouette(area)
        self.area, self.body, self.sleeves = area, silhouette.body, silhouette.sleeves
        rows = np.flatnonzero(area.any(1))
        self.top, self.bottom = int(rows[0]), int(rows[-1]) + 1
        self.height = self.bottom - self.top
        body_rows = np.flatnonzero(self.body.any(1))
        self.width = float(np.median(self.body.sum(1)[body_rows]))
        columns = np.flatnonzero(self.body.any(0))
        self.middle = (columns[0] + columns[-1]) / 2
        self._y, self._x = np.indices(area.shape)

    def grown(self, mask: np.ndarray) -> np.ndarray:
        """A mask with room around it."""
        steps = max(1, round(_AROUND * self.height))
        return binary_dilation(mask, iterations=steps)

    def neck(self) -> np.ndarray:
        """An ellipse about the neckline, a little above the garment too."""
        wide, high = _COLLAR[0] * self.width, _COLLAR[1] * self.height
        centre = self.top + 0.3 * high
        return ((self._x - self.middle) / wide) ** 2 + ((self._y - centre) / high) ** 2 <= 1.0

    def sleeve_room(self) -> np.ndarray:
        """Sleeves, shoulders, and the ground beside the body where sleeves may come to hang."""
        off = np.abs(self._x - self.middle)
        height = self._y - self.top
        shoulder = (off > _ARMHOLE[0] * self.width) & (height < _ARMHOLE[1] * self.height) & self.area
        rows = (height >= -_AROUND * self.height) & (self._y < self.bottom)
        hull = convex_hull_image(self.body)  # smooth where an outline is ragged
        beside = (off > _BESIDE * self.width) & rows & ~hull
        return shoulder | beside | (self.grown(self.sleeves) & ~_core(hull))

    def below(self, share: float, end: int) -> np.ndarray:
        """From a share of the garment's height down to row ``end``, as broad as the body there; no sleeves."""
        start = self.top + round(share * self.height)
        columns = np.flatnonzero(self.body[start:].any(0))
        if len(columns) == 0:
            columns = np.flatnonzero(self.area.any(0))
        room = _SIDE * self.width
        inside = (self._x >= columns[0] - room) & (self._x <= columns[-1] + room)
        return inside & (self._y >= start) & (self._y < end) & ~binary_dilation(self.sleeves, iterations=2)

    def printed(self, image: np.ndarray) -> np.ndarray:
        """What stands out from the cloth's own colour, away from the outline."""
        core = _core(self.area)
        colours = dominant_colours(image, core if core.any() else self.area)
        away = to_lab(image) - np.array(colours[0].lab)
        apart = np.linalg.norm(away * (0.5, 1.0, 1.0), axis=2) > _PRINT_APART
        print_ = binary_closing(binary_opening(apart & core, iterations=1), iterations=6) & core
        if print_.sum() < _SMALLEST_PRINT * self.area.sum():
            raise InvalidInput("No print stands out from this garment's cloth. Please brush over it.")
        return binary_dilation(without_specks(print_), iterations=4)


def _core(mask: np.ndarray) -> np.ndarray:
    """A mask without its outermost pixels, where cloth fades into the ground."""
    return ~binary_dilation(~mask, iterations=6)
