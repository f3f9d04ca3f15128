"""A fabric laid over a garment in a picture: its pattern and colours, the garment's own light and folds.

Networks follow a swatch's colour and the kind of its pattern; which flowers are on it, a designer sees only when
the very cloth is shown. So cloth is made by the metre from the swatch, and shaded by how much lighter or darker
than the garment's middle tone each place of the drawing is.
"""

from functools import lru_cache

import numpy as np
from PIL import Image
from scipy.ndimage import binary_dilation, distance_transform_edt, find_objects, gaussian_filter
from skimage.color import lab2rgb

from equifashion.imaging.palette import to_lab
from equifashion.imaging.quilting import quilt
from equifashion.imaging.swatch import swatch_pixels

_FOLDS = 2.0  # pixels: standard deviation below which lightness is the cloth's own, above which it is light
_LIGHT = (0.6, 1.2)  # of shading; more would burn or drown the pattern
_SOFTER = 0.7  # exponent of shading: networks that drew the pattern themselves left some of it in the light
_BLACK = 8.0  # L* added to both sides of the shading's ratio, lest noise in black be enlarged
_LINES = 0.5  # of drawn lines and grain that stay on top
_DARKEST, _LIGHTEST = -25.0, 12.0  # L* of a line
_WHITEST = 95.0  # L* of white cloth, which is to be seen on white
_AROUND = 9  # pixels around an area: as far as smoothing reaches
_PHOTOGRAPHED = 12.0  # pixels: light on the swatch itself is broader than this
_EVENED = 0.8  # of that light, taken away
_CORE = 3  # pixels from the outline inwards
_EDGE = 2.0  # pixels over which the fabric begins
_GROUND, _CLOTH = 14.0, 40.0  # levels below white: up to the first a pixel is ground; so many more, cloth alone


def overlay_fabric(image: np.ndarray, swatch: Image.Image, area: np.ndarray, share: float = 1.0) -> np.ndarray:
    """A picture whose garment is made of a fabric.

    Args:
        image: (H, W, 3) uint8 sRGB on white.
        swatch: of the fabric, as a brief holds it.
        area: (H, W) bool, the garment; pixels outside stay bit for bit.
        share: of the fabric, 0–1; the rest is the garment's own colours.

    Returns:
        (H, W, 3) uint8; ``image`` itself where there is no garment.
    """
    if not area.any() or share <= 0.0:
        return image
    return overlay_cloth(image, _cloth(swatch_pixels(swatch).tobytes(), *area.shape), area, share)


def overlay_cloth(
    image: np.ndarray,
    cloth: np.ndarray,
    area: np.ndarray,
    share: float = 1.0,
    edge: float = _EDGE,
    relief: float = 1.0,
) -> np.ndarray:
    """As ``overlay_fabric``, of cloth by the metre: evenly lit, (H, W, 3) uint8, as large as the picture.

    It begins over so many pixels at the ``edge`` of the area. ``relief`` deepens light and lines: a busy pattern
    drowns them.
    """
    if not area.any() or share <= 0.0:
        return image
    [box] = find_objects(binary_dilation(area, iterations=_AROUND).astype(np.int8))
    result = image.copy()
    result[box] = _laid(image[box], cloth[box], area[box], share, edge, relief)
    return result


def _laid(
    image: np.ndarray, cloth: np.ndarray, area: np.ndarray, share: float, edge: float, relief: float
) -> np.ndarray:
    """As ``overlay_cloth``, cropped to the area and what its light is measured in."""
    cloth, own = to_lab(cloth[area]), to_lab(image[area])  # (N, 3)
    depth = distance_transform_edt(area)
    core = depth > _CORE if (depth > _CORE).any() else area
    light, lines = _light(own[:, 0], area, core, relief)
    bright = np.minimum(cloth[:, 0] * light, _WHITEST) + lines
    tint = np.minimum(light, 1.1)[:, None] * cloth[:, 1:]
    laid = np.concatenate([np.minimum(bright, _WHITEST)[:, None], tint], axis=1)
    mixed = own + share * (laid - own)
    mixed[:, 0] = mixed[:, 0].clip(0.0, 100.0)
    fresh = np.clip(lab2rgb(mixed), 0.0, 1.0) * 255.0
    # An outline fades into white as it did, and into skin over two pixels.
    opacity = np.clip((255.0 - image.min(axis=2) - _GROUND) / _CLOTH, 0.0, 1.0)
    opacity = np.where(core, 1.0, opacity)[area][:, None]
    begun = np.minimum(depth / max(edge, 1e-3), 1.0)[area][:, None]
    result = image.copy()
    result[area] = np.rint(begun * (opacity * fresh + (1.0 - opacity) * 255.0) + (1.0 - begun) * image[area])
    return result


def _light(
    lightness: np.ndarray, area: np.ndarray, core: np.ndarray, relief: float
) -> tuple[np.ndarray, np.ndarray]:
    """Shading of a garment as a factor, and its drawn lines in L*, both (N,) as the lightness of its area is."""
    inside, shown = area.astype(np.float64), np.zeros(area.shape)
    shown[area] = lightness
    smooth = gaussian_filter(shown, _FOLDS) / np.maximum(gaussian_filter(inside, _FOLDS), 1e-3)
    middle, smooth = np.median(smooth[core]), smooth[area]
    light = np.clip(((smooth + _BLACK) / (middle + _BLACK)) ** _SOFTER, *_LIGHT) ** relief
    return light, relief * _LINES * np.clip(lightness - smooth, _DARKEST, _LIGHTEST)


@lru_cache(maxsize=16)
def _cloth(swatch: bytes, height: int, width: int) -> np.ndarray:
    """Cloth by the metre, evenly lit, (height, width, 3) uint8."""
    side = int((len(swatch) // 3) ** 0.5)
    lab = to_lab(np.frombuffer(swatch, np.uint8).reshape(side, side, 3))
    light = gaussian_filter(lab[..., 0], _PHOTOGRAPHED, mode="reflect")
    lab[..., 0] = np.clip(lab[..., 0] + _EVENED * (light.mean() - light), 0.0, 100.0)
    even = np.clip(lab2rgb(lab), 0.0, 1.0) * 255.0
    return np.rint(quilt(even, height, width)).clip(0, 255).astype(np.uint8)
