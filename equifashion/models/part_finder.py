"""Regions of a garment as the part segmenter sees them, for pictures with or without a figure."""

import numpy as np
from PIL import Image
from scipy.ndimage import binary_dilation

from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.cutout import without_specks
from equifashion.imaging.part_finder import OutlineRegions, RegionFinder
from equifashion.imaging.recolor import PAPER, garment_area
from equifashion.models.pixels import images_to_tensor
from equifashion.models.segmenter import PartSegmenter

_BODY = ("skin", "hair", "shoes")
_ROOM = 0.02  # of the canvas's height: room around a part, so that its outline lies inside
_OUTLINE = 2  # pixels by which a label may miss it
_SMALLEST = 60  # pixels of the canvas, below which a part is not seen
_ATTRIBUTES = {"A2": "sleeves", "A3": "sleeves", "A4": "collar"}  # what must lie inside an edit's region


class PartRegions:
    """A ``RegionFinder`` that looks for parts, and gives the outline's geometry a garment without its figure.

    Collar, sleeves and hem to lock are where the segmenter sees them. Where it sees none, and for prints, which it
    does not know, the outline decides: ``sees`` tells which of the two it was. Edits need room beyond a part (a
    longer sleeve ends where there is none yet), which the outline gives; what is seen of the part is added.

    Args:
        model: the segmenter, on any device.
        outline: what decides where the segmenter sees nothing.
    """

    def __init__(self, model: PartSegmenter, outline: RegionFinder | None = None) -> None:
        self.model = model
        self.outline = outline or OutlineRegions()

    def labels(self, image: np.ndarray) -> np.ndarray:
        """(H, W, 3) uint8 → the part of each pixel, (H, W) uint8 indices of the model's names."""
        small = Image.fromarray(image).resize(CANVAS_SIZE, Image.Resampling.BOX)
        weight = next(self.model.parameters())
        pixels = images_to_tensor(small)[None].to(weight.device, weight.dtype)
        found = Image.fromarray(self.model.label(pixels)[0].byte().cpu().numpy())
        return np.asarray(found.resize(image.shape[1::-1], Image.Resampling.NEAREST))

    def sees(self, image: np.ndarray, name: str) -> bool:
        """Whether the segmenter sees a part in a picture, (H, W, 3) uint8."""
        return self._seen(self.labels(image), name) is not None

    def clothes(self, image: np.ndarray, without: tuple[str, ...] = ()) -> np.ndarray:
        """As ``RegionFinder.clothes``, without the parts of some names."""
        labels = self.labels(image)
        body = self._body(labels) | self._named(labels, without)
        garment = (labels > 0) & ~body
        if not body.any() or not garment.any():
            return garment_area(image)
        # Labels are coarse at the outline, where what is no paper decides; holes show the ground behind a figure.
        return garment | (binary_dilation(garment, iterations=_OUTLINE) & ~body & (image < PAPER).any(axis=2))

    def edited(self, image: np.ndarray, attribute: str, kind: str = "") -> np.ndarray:
        labels = self.labels(image)
        region = self.outline.edited(self._without_figure(image, labels), attribute, kind)
        part = self._seen(labels, _ATTRIBUTES.get(attribute, ""))
        return region if part is None else region | part

    def part(self, image: np.ndarray, name: str) -> np.ndarray:
        labels = self.labels(image)
        part = self._seen(labels, name)
        return self.outline.part(self._without_figure(image, labels), name) if part is None else part

    def _seen(self, labels: np.ndarray, name: str) -> np.ndarray | None:
        """A part with room around it, (H, W) bool, or None."""
        if name not in self.model.config.names:
            return None
        part = without_specks(labels == self.model.config.names.index(name))
        scale = labels.shape[0] / CANVAS_SIZE[1]
        if part.sum() < _SMALLEST * scale**2:
            return None
        return binary_dilation(part, iterations=max(1, round(_ROOM * labels.shape[0])))

    def _without_figure(self, image: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """A picture with skin, hair and shoes made ground; itself, if nothing else were left."""
        body = self._body(labels)
        if not body.any() or (labels[~body] == 0).all():
            return image
        return np.where(body[..., None], np.uint8(255), image)

    def _body(self, labels: np.ndarray) -> np.ndarray:
        return self._named(labels, _BODY)

    def _named(self, labels: np.ndarray, wanted: tuple[str, ...]) -> np.ndarray:
        names = self.model.config.names
        return np.isin(labels, [names.index(name) for name in wanted if name in names])
