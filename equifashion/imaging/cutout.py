"""Take a garment out of a photograph and lay it on the canvas as the models know garments: on white.

Everything works offline: an alpha channel if there is one, a brushed mask if one is given, else the ground is
found by its even colour, else by GrabCut (Rother et al. 2004) from OpenCV.
"""

import io

import numpy as np
from PIL import Image
from scipy.ndimage import binary_fill_holes, label
from skimage.color import rgb2lab

from equifashion.errors import InvalidInput
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.io import PictureSource, open_image, read_content

_WORKING_SIDE = 640  # pixels; larger photographs are looked at scaled down
_EVEN = 9.0  # Lab distance within which a pixel is of the ground's colour
_EVEN_SHARE = 0.85  # of the border pixels that must be, for the ground to count as even
_SMALLEST = 0.01  # of the picture that a garment must fill
_LARGEST = 0.985  # above it nothing was cut away
_SPECK = 0.02  # of the largest piece; smaller pieces are dropped
_GRABCUT_INSET, _GRABCUT_ROUNDS = 0.04, 5
_MARGIN = 12  # pixels around a garment on the canvas


def cut_out(source: PictureSource, mask: PictureSource | np.ndarray | None = None) -> Image.Image:
    """A garment on the white canvas.

    Args:
        source: photograph (PNG, JPEG, WEBP or PIL picture).
        mask: where the garment is, light on dark, in the photograph's proportions; None looks for it.

    Returns:
        RGB picture of 256×384: the garment centred, as large as the margin allows.

    Raises:
        InvalidInput: unreadable, or no garment can be told from the ground.
    """
    if not isinstance(source, bytes | Image.Image):
        source = read_content(source, "picture")
    image = open_image(source, what="picture")
    image.thumbnail((_WORKING_SIDE, _WORKING_SIDE), Image.Resampling.LANCZOS)
    matte = _brushed(mask, image.size) if mask is not None else _alpha(source, image.size)
    if matte is None:
        matte = _found(np.asarray(image))
    share = (matte > 127).mean()
    if not _SMALLEST <= share <= (1.0 if mask is not None else _LARGEST):
        raise InvalidInput(
            "No garment could be told from the background. Please photograph it on a plain ground that differs "
            "from it, or brush over the garment."
        )
    return _on_white(image, matte)


def _brushed(mask: PictureSource | np.ndarray, size: tuple[int, int]) -> np.ndarray:
    if isinstance(mask, np.ndarray):
        if mask.ndim != 2:
            raise InvalidInput(f"The mask must have two axes; got shape {mask.shape}.")
        mask = Image.fromarray((mask > (0 if mask.dtype == bool else 127)).astype(np.uint8) * 255)
    grey = open_image(mask, what="mask").convert("L").resize(size, Image.Resampling.BILINEAR)
    return np.asarray(grey)


def _alpha(source: bytes | Image.Image, size: tuple[int, int]) -> np.ndarray | None:
    """An alpha channel that hides something, (H, W) uint8; ``open_image`` has admitted the source before."""
    image = source if isinstance(source, Image.Image) else Image.open(io.BytesIO(source))
    if not image.has_transparency_data:
        return None
    alpha = image.convert("RGBA").getchannel("A")
    if np.asarray(alpha).min() > 127:
        return None
    return np.asarray(alpha.resize(size, Image.Resampling.LANCZOS))


def _found(pixels: np.ndarray) -> np.ndarray:
    """Matte of what is not ground, (H, W) uint8 of 0 and 255."""
    lab = rgb2lab(pixels)
    edge = np.concatenate([lab[0], lab[-1], lab[:, 0], lab[:, -1]])
    near = np.linalg.norm(lab - np.median(edge, axis=0), axis=2) < _EVEN
    border = np.concatenate([near[0], near[-1], near[:, 0], near[:, -1]])
    if border.mean() >= _EVEN_SHARE:
        pieces, _ = label(near)
        outer = np.unique(np.concatenate([pieces[0], pieces[-1], pieces[:, 0], pieces[:, -1]]))
        garment = ~np.isin(pieces, outer[outer > 0])
    else:
        garment = _grabcut(pixels)
    return without_specks(garment).astype(np.uint8) * 255


def _grabcut(pixels: np.ndarray) -> np.ndarray:
    import cv2

    height, width = pixels.shape[:2]
    inset = max(1, round(_GRABCUT_INSET * min(height, width)))
    kinds = np.zeros((height, width), np.uint8)
    models = np.zeros((2, 1, 65))
    box = (inset, inset, width - 2 * inset, height - 2 * inset)
    turned = np.ascontiguousarray(pixels[..., ::-1])
    cv2.grabCut(turned, kinds, box, models[0], models[1], _GRABCUT_ROUNDS, cv2.GC_INIT_WITH_RECT)
    return binary_fill_holes((kinds == cv2.GC_FGD) | (kinds == cv2.GC_PR_FGD))


def without_specks(garment: np.ndarray) -> np.ndarray:
    """A mask, (H, W) bool, without pieces below 2 % of its largest one."""
    pieces, count = label(garment)
    if count == 0:
        return garment
    sizes = np.bincount(pieces.ravel())
    sizes[0] = 0
    return np.isin(pieces, np.flatnonzero(sizes >= max(1, _SPECK * sizes.max())))


def _on_white(image: Image.Image, matte: np.ndarray) -> Image.Image:
    cutout = image.convert("RGBA")
    cutout.putalpha(Image.fromarray(matte))
    rows, columns = np.flatnonzero((matte > 32).any(1)), np.flatnonzero((matte > 32).any(0))
    cutout = cutout.crop((int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1))
    room = tuple(side - 2 * _MARGIN for side in CANVAS_SIZE)
    scale = min(room[0] / cutout.width, room[1] / cutout.height)
    size = max(1, round(cutout.width * scale)), max(1, round(cutout.height * scale))
    # Premultiplied alpha keeps the hidden background colour out of the edges.
    cutout = cutout.convert("RGBa").resize(size, Image.Resampling.LANCZOS).convert("RGBA")
    canvas = Image.new("RGBA", CANVAS_SIZE, "white")
    corner = tuple((side - own) // 2 for side, own in zip(CANVAS_SIZE, size, strict=True))
    canvas.alpha_composite(cutout, corner)
    return canvas.convert("RGB")
