"""Cloth that is one colour where a drawing says it is: patches taken out, insides in shade.

Networks leave places between close lines, such as plackets, collars and hoods, the white of the paper, and colour
some of dark cloth as it never was.
"""

import numpy as np
from PIL import Image, ImageFilter
from scipy.ndimage import distance_transform_edt, find_objects, gaussian_filter
from skimage.color import lab2rgb, rgb2lab

from equifashion.imaging.palette import colour_difference, to_lab
from equifashion.imaging.recolor import garment_area

_WIDE = 128  # pixels of a picture that patches are looked for in
_PATCH = 1.25  # of its pixels: standard deviation; what is finer is grain and drawn lines, and stays
_PALE = 12.0, 22.0  # L* above the garment's: light on its folds up to the first, from the second on a patch
_DEEP = 8.0, 18.0  # L* below the garment's, likewise, of a wash that lines are drawn over
_STRAY = 9.0, 18.0  # distance from the garment's a* and b*, likewise
_STRAY_WASH = 4.0, 10.0  # likewise, of a wash
_LEFT = 3.0  # L* above the garment's that a pale patch keeps, or below it a deep one
_SHADE = 0.76  # of the garment's lightness and colour inside
_SHADED = 0.85  # of the way there
_RIM = 0.008  # of the width: cloth fades into the ground here, and stays as it is
_YELLOWEST = 1.7  # b* of L* + 16; at 200 / 116 no blue light is left
_NEAR = 2.5  # ΔE00 from a dye that is left
_BEYOND = 4.0 / 256  # of the width: standard deviation of the blur that tells how far cloth is
_GONE = 1.0, 13.0  # blurred cloth, 0–255: none up to the first, all from the second on; 10 and 7 pixels away at 256
_CHANGED = 0.5  # in Lab; less is not seen


def clean_up(
    image: np.ndarray,
    outside: np.ndarray,
    inside: np.ndarray | None = None,
    dye: tuple[int, int, int] | None = None,
    filled: bool = False,
) -> np.ndarray:
    """A picture whose garment has no patches of other colours, and is seen to be hollow.

    Args:
        image: (H, W, 3) uint8 sRGB on white, of one garment in one colour.
        outside, inside: (H, W) bool, where the outside and the inside of its cloth should show; None for nowhere.
        dye: sRGB that the garment was to have, and is brought near to; None keeps its own.
        filled: whether it is a wash that lines will be drawn over: it reaches to the edge of where it should show,
            also where the ground shows through, and has no deep shade.

    Returns:
        (H, W, 3) uint8; pixels of neither stay bit for bit, and unless ``filled`` the ground that shows through.
    """
    inside = np.zeros_like(outside) if inside is None else inside
    area = outside | inside
    area = area if filled else area & garment_area(image)
    if not (area & outside).any():
        return image
    [box] = find_objects(area.astype(np.int8))
    result = image.copy()
    result[box] = _mended(image[box], area[box], inside[box], dye, image.shape[1], filled)
    return result


def remove_strays(image: np.ndarray, cloth: np.ndarray, strength: float = 1.0) -> np.ndarray:
    """A picture without what was drawn well beyond a garment.

    Args:
        image: (H, W, 3) uint8 sRGB on white.
        cloth: (H, W) bool, where the garment should be; networks keep within a few pixels of it.
        strength: 0–1, how much of a stray is taken away.

    Returns:
        (H, W, 3) uint8; near the garment bit for bit the picture.
    """
    blurred = Image.fromarray(cloth).convert("L").filter(ImageFilter.GaussianBlur(_BEYOND * image.shape[1]))
    gone = strength * (1.0 - _share(np.asarray(blurred).astype(np.float32), *_GONE))
    strays = (gone > 0) & (image < 255).any(axis=2)
    result = image.copy()
    result[strays] = np.rint(image[strays] + gone[strays, None] * (255.0 - image[strays]))
    return result


def _mended(
    image: np.ndarray,
    area: np.ndarray,
    inside: np.ndarray,
    dye: tuple[int, int, int] | None,
    width: int,
    filled: bool,
) -> np.ndarray:
    """As ``clean_up``, cropped to the garment, of a picture so many pixels wide."""
    depth = distance_transform_edt(np.pad(area, 1))[1:-1, 1:-1]
    finer = max(1, round(width / _WIDE))  # patches are as well seen in a smaller picture
    small = image[::finer, ::finer]
    shown, hollow, core = (each[::finer, ::finer] for each in (area, inside & area, depth > _RIM * width))
    core = core & ~hollow
    if not core.any() and filled:
        core = shown & ~hollow
    if not core.any():
        return image
    lab = rgb2lab(small.astype(np.float32) / 255.0)
    cloth = np.median(lab[core], axis=0)
    near = np.maximum(gaussian_filter(shown.astype(np.float32), _PATCH), 1e-3)
    light, *hue = (gaussian_filter((lab[..., each] - cloth[each]) * shown, _PATCH) / near for each in range(3))
    pale = _share(light, *_PALE)
    deep = _share(-light, *_DEEP) if filled else np.zeros_like(pale)
    stray = np.maximum(np.maximum(pale, deep), _share(np.hypot(*hue), *(_STRAY_WASH if filled else _STRAY)))
    shift = np.stack([-pale * (light - _LEFT) - deep * (light + _LEFT), -stray * hue[0], -stray * hue[1]], axis=2)
    shade = (_SHADE - 1.0) * cloth - np.stack([light, *hue], axis=2)
    share = _SHADED * gaussian_filter(hollow.astype(np.float32), _PATCH / 2)[..., None]
    shift = (1.0 - share) * shift + share * shade + _missed(cloth, dye)
    share = area if filled else np.minimum(depth / (_RIM * width), 1.0)
    return _shifted(image, shift.astype(np.float32), area, share)


def _missed(cloth: np.ndarray, dye: tuple[int, int, int] | None) -> np.ndarray:
    """From a garment's colour, Lab (3,), towards the one that it was to have, as far as is told from afar."""
    if dye is None:
        return np.zeros(3)
    wanted = to_lab(dye)
    away = float(colour_difference(cloth.astype(float), wanted))
    return max(0.0, 1.0 - _NEAR / max(away, 1e-6)) * (wanted - cloth)


def _shifted(image: np.ndarray, shift: np.ndarray, area: np.ndarray, share: np.ndarray) -> np.ndarray:
    """A picture with its Lab colours shifted: by that of a smaller picture (h, w, 3), times a share (H, W)."""
    height, width = area.shape
    channels = [Image.fromarray(each).resize((width, height)) for each in np.moveaxis(shift, 2, 0)]
    full = np.stack([np.asarray(channel) for channel in channels], axis=2)
    full *= (share * area)[..., None]
    changed = np.abs(full).max(axis=2) > _CHANGED
    fresh = rgb2lab(image[changed].astype(np.float32) / 255.0) + full[changed]
    fresh[:, 0] = fresh[:, 0].clip(0.0, 100.0)
    fresh[:, 2] = np.minimum(fresh[:, 2], _YELLOWEST * (fresh[:, 0] + 16.0))
    result = image.copy()
    result[changed] = np.rint(np.clip(lab2rgb(fresh), 0.0, 1.0) * 255.0)
    return result


def _share(values: np.ndarray, first: float, second: float) -> np.ndarray:
    """0 up to the first bound, 1 from the second on."""
    return np.clip((values - first) / (second - first), 0.0, 1.0)
