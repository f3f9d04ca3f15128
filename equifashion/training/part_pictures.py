"""Pictures to learn garment parts from: drawn outfits made to look like garments photographed flat.

Drawings know their parts but show figures in clean lines; photographs show a garment alone and know its outline
and its kind. So drawn figures lose their body, their other garment, their lines and colours, and are scaled up to
the canvas; photographs say which parts are possible where. Pictures are half the canvas, (192, 128, 3) float32 in
[0, 1], on white.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter
from scipy.ndimage import label as connected

from equifashion.datasets.record import PART_NAMES
from equifashion.models.segmenter import SEEN_SIZE

BODY = tuple(PART_NAMES.index(name) for name in ("skin", "hair", "shoes"))
GARMENT = tuple(PART_NAMES.index(name) for name in ("collar", "bodice", "sleeves", "waist", "lower", "hem"))
_UPPER = tuple(PART_NAMES.index(name) for name in ("collar", "bodice", "sleeves"))
_LOWER = tuple(PART_NAMES.index(name) for name in ("waist", "lower"))
_HEM = PART_NAMES.index("hem")
_POSSIBLE = {
    "top": ("collar", "bodice", "sleeves", "hem"),
    "outer": ("collar", "bodice", "sleeves", "waist", "hem"),
    "skirt": ("waist", "lower", "hem"),
    "trousers": ("waist", "lower", "hem"),
}
_SLEEVELESS = ("tank top",)

_WITHOUT_BODY, _ALONE = 0.65, 0.55  # how often the body goes; how often of these one of two garments too
_FEWEST = 150  # pixels of half size that a garment standing alone must have
_SHIFT = 0.03  # of the canvas, either way
_NEW_CLOTH, _NEW_COLOURS, _BLURRED, _COARSE, _GRAINY = 0.35, 0.7, 0.5, 0.25, 0.4  # how often
_GREY = 0.3  # how often new colours are shades of grey


@dataclass(frozen=True)
class PartExample:
    """One picture to learn from.

    Attributes:
        pixels: (192, 128, 3) float32 in [0, 1].
        labels: (192, 128) int64 indices of ``PART_NAMES``; where parts are not known, 0 for ground and −1 for
            garment.
        possible: (P,) bool, the parts that unknown pixels may be.
    """

    pixels: np.ndarray
    labels: np.ndarray
    possible: np.ndarray


def possible_parts(category: str, kind: str) -> np.ndarray:
    """Which of ``PART_NAMES`` a garment may have, (P,) bool; any of a garment's where its kind is not known."""
    names = _POSSIBLE.get(kind, tuple(PART_NAMES[part] for part in GARMENT))
    without = ("sleeves",) if category in _SLEEVELESS else ()
    return np.array([name in names and name not in without for name in PART_NAMES])


def without_body(image: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A figure's garments alone on white, image (H, W, 3) uint8 and labels (H, W)."""
    return _only(image, labels, np.isin(labels, GARMENT))


def one_garment(labels: np.ndarray, upper: bool) -> np.ndarray:
    """(H, W) bool: the garment of the upper or the lower body, with the hem that hangs from it.

    A piece of hem belongs to what lies above it.
    """
    own = np.isin(labels, _UPPER if upper else _LOWER)
    pieces, count = connected(labels == _HEM)
    above = np.zeros_like(labels)
    above[3:] = labels[:-3]
    for number in range(1, count + 1):
        over = above[pieces == number]
        ups, lows = np.isin(over, _UPPER).sum(), np.isin(over, _LOWER).sum()
        if (ups > lows) == upper:
            own |= pieces == number
    return own


def _only(image: np.ndarray, labels: np.ndarray, kept: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.where(kept[..., None], image, np.uint8(255)), np.where(kept, labels, 0)


def drawn_example(
    image: np.ndarray, labels: np.ndarray, cloth: np.ndarray, random: np.random.Generator
) -> PartExample:
    """A drawn figure, or a garment of it, varied.

    Args:
        image: (384, 256, 3) uint8.
        labels: (384, 256) uint8 of ``PART_NAMES``.
        cloth: (S, S, 3) uint8, another cloth that it may be given.
        random: of the variation.
    """
    worn = random.random() >= _WITHOUT_BODY
    if not worn:
        image, labels = without_body(image, labels)
        if random.random() < _ALONE:
            kept = one_garment(labels, upper=bool(random.random() < 0.5))
            if kept.sum() > 4 * _FEWEST:
                image, labels = _only(image, labels, kept)
    if random.random() < _NEW_CLOTH:
        image = _reclothed(image, np.isin(labels, GARMENT), cloth, random)
    if worn:
        matrix = _placed(random, random.uniform(0.75, 1.25), np.array(SEEN_SIZE) / 2)
    else:
        matrix = _on_canvas(labels[::2, ::2] > 0, random)
    pixels = _retaken(_warped(_halved(image), matrix, (255, 255, 255)), random)
    marks = _warped(Image.fromarray(np.ascontiguousarray(labels[::2, ::2])), matrix, 0)
    return PartExample(pixels, np.asarray(marks).astype(np.int64), np.zeros(len(PART_NAMES), bool))


def photographed_example(
    image: np.ndarray, matte: np.ndarray, possible: np.ndarray, random: np.random.Generator
) -> PartExample:
    """A photographed garment, varied: its outline is known, its parts are among the possible ones.

    Args:
        image: (384, 256, 3) uint8 on white.
        matte: (384, 256) uint8.
        possible: (P,) bool.
        random: of the variation.
    """
    matrix = _placed(random, random.uniform(0.8, 1.1), np.array(SEEN_SIZE) / 2)
    pixels = _retaken(_warped(_halved(image), matrix, (255, 255, 255)), random)
    area = Image.fromarray((matte[::2, ::2] > 127).astype(np.uint8))
    return PartExample(pixels, -np.asarray(_warped(area, matrix, 0)).astype(np.int64), possible)


def _halved(image: np.ndarray) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(image)).reduce(2)


def _reclothed(image: np.ndarray, area: np.ndarray, cloth: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Another cloth over the garments, under their shading, so that a seam is not always a line."""
    if not area.any():
        return image
    height, width = area.shape
    tiles = np.tile(cloth, (height // cloth.shape[0] + 1, width // cloth.shape[1] + 1, 1))[:height, :width]
    grey = Image.fromarray(np.ascontiguousarray(image)).convert("L")
    light = np.asarray(grey.filter(ImageFilter.GaussianBlur(random.uniform(0.6, 4.0))), np.float32)
    strength = random.uniform(0.2, 1.0)
    shade = np.clip(light / max(float(light[area].mean()), 1.0), 0.3, 1.4) ** strength
    fresh = np.clip(tiles * shade[..., None], 0.0, 255.0).astype(np.uint8)
    return np.where(area[..., None], fresh, image)


def _on_canvas(area: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Brings a garment to the middle, about as large as photographs show one."""
    rows, columns = np.flatnonzero(area.any(1)), np.flatnonzero(area.any(0))
    if not len(rows):
        return _placed(random, 1.0, np.array(SEEN_SIZE) / 2)
    size = np.array([rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1])
    middle = np.array([rows[0] + rows[-1] + 1, columns[0] + columns[-1] + 1]) / 2
    scale = float((np.array(SEEN_SIZE) / size).min()) * random.uniform(0.7, 0.98)
    return _placed(random, min(scale, 4.0), middle)


def _placed(random: np.random.Generator, scale: float, middle: np.ndarray) -> np.ndarray:
    """An affine map (2, 3) of (x, y) that brings ``middle`` (row, column) near the canvas's.

    ±15 % squeezed, ±12° turned, ±8 % sheared, half of the time mirrored.
    """
    angle = np.radians(random.uniform(-12, 12))
    squeeze, shear = random.uniform(0.87, 1.15), random.uniform(-0.08, 0.08)
    mirror = random.choice([-1.0, 1.0])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    linear = scale * turn @ np.array([[mirror * squeeze, shear], [0.0, 1.0 / squeeze]])
    offset = random.uniform(-_SHIFT, _SHIFT, 2) * np.array(SEEN_SIZE)
    target = np.array(SEEN_SIZE)[::-1] / 2 + offset[::-1]
    return np.column_stack([linear, target - linear @ middle[::-1]])


def _warped(picture: Image.Image, matrix: np.ndarray, ground: int | tuple[int, ...]) -> Image.Image:
    """A picture moved by an affine map; labels (mode L) take the nearest pixel's."""
    back = np.linalg.inv(np.vstack([matrix, [0.0, 0.0, 1.0]]))[:2]
    how = Image.Resampling.NEAREST if picture.mode == "L" else Image.Resampling.BILINEAR
    size = SEEN_SIZE[::-1]
    return picture.transform(size, Image.Transform.AFFINE, tuple(back.ravel()), how, fillcolor=ground)


def _retaken(picture: Image.Image, random: np.random.Generator) -> np.ndarray:
    """Softer or coarser, in other colours and contrast (white stays white), with grain; float32 in [0, 1]."""
    if random.random() < _BLURRED:
        picture = picture.filter(ImageFilter.GaussianBlur(random.uniform(0.3, 1.6)))
    if random.random() < _COARSE:
        factor = random.uniform(1.5, 3.0)
        coarse = picture.resize([round(side / factor) for side in picture.size], Image.Resampling.BOX)
        picture = coarse.resize(picture.size, Image.Resampling.BILINEAR)
    pixels = np.asarray(picture, np.float32) / 255.0
    if random.random() < _NEW_COLOURS:
        mix = np.eye(3) + random.normal(0.0, 0.25, (3, 3))
        if random.random() < _GREY:
            mix = mix @ np.full((3, 3), 1 / 3)
        ink = (1.0 - pixels) @ mix.astype(np.float32)
        pixels = 1.0 - np.clip(ink * np.float32(random.uniform(0.5, 1.3)), 0.0, 1.0)
        pixels = pixels ** np.float32(np.exp(random.uniform(-0.5, 0.5)))
    if random.random() < _GRAINY:
        pixels = pixels + random.normal(0.0, random.uniform(0.0, 0.04), pixels.shape)
    return np.clip(pixels, 0.0, 1.0).astype(np.float32)
