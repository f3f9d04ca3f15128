"""Tones of a dye: lighter, darker and mixed colours of cloth. Colours are #rrggbb."""

from functools import lru_cache

import numpy as np

from equifashion.imaging.palette import to_lab

_XYZ_TO_RGB = np.array(
    [[3.2406255, -0.9689307, 0.0557101], [-1.5372080, 1.8757561, -0.2040211], [-0.4986286, 0.0415175, 1.0569959]]
)
_APART = 22.0  # L* between a colour and the tone derived from it, so that a motif stands off its ground


def rgb_of(colour: str) -> tuple[int, int, int]:
    """sRGB 0–255 of #rrggbb."""
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def lab_of(colour: str) -> np.ndarray:
    """CIE Lab, (3,), of #rrggbb."""
    return to_lab(rgb_of(colour))


def hex_of(lab: np.ndarray) -> str:
    """#rrggbb of a CIE Lab colour (3,); one outside sRGB gives up chroma, not hue or lightness, until it fits."""
    for chroma in np.linspace(1.0, 0.0, 21):
        linear = _linear_rgb(np.array([lab[0], chroma * lab[1], chroma * lab[2]]))
        if linear.min() >= -1e-3 and linear.max() <= 1.001:
            break
    linear = np.clip(linear, 0.0, 1.0)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{v:02x}" for v in np.round(255 * encoded).astype(int))


def _linear_rgb(lab: np.ndarray) -> np.ndarray:
    """Linear sRGB (3,) of a CIE Lab colour (D65), not clipped (IEC 61966-2-1)."""
    y = (lab[0] + 16) / 116
    f = np.array([y + lab[1] / 500, y, y - lab[2] / 200])
    xyz = np.array([0.95047, 1.0, 1.08883]) * np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29))
    return xyz @ _XYZ_TO_RGB


@lru_cache(maxsize=4096)
def tone(colour: str, lightness: float, chroma: float = 1.0) -> str:
    """The colour with L* moved by ``lightness`` and its chroma multiplied by ``chroma``."""
    lab = lab_of(colour)
    return hex_of(np.array([np.clip(lab[0] + lightness, 3, 98), chroma * lab[1], chroma * lab[2]]))


def mix(first: str, second: str, amount: float) -> str:
    """The way from the first colour to the second, in sRGB: 0 the first, 1 the second."""
    a, b = np.array(rgb_of(first)), np.array(rgb_of(second))
    return "#" + "".join(f"{v:02x}" for v in np.round(a + amount * (b - a)).astype(int))


def relief(colour: str, depth: float) -> tuple[str, str]:
    """(dark, light) tones that leave the mean colour alone when both cover the same area.

    Close to black and white, where one of them has no room, the other stays as near.
    """
    lightness = lab_of(colour)[0]
    depth = min(depth, lightness - 3, 99 - lightness)
    return tone(colour, -depth), tone(colour, depth)


def completed(colours: tuple[str, ...], count: int) -> tuple[str, ...]:
    """The colours, with tones of the first added until there are ``count``."""
    main = colours[0]
    away = 1.0 if lab_of(main)[0] < 55 else -1.0
    derived = [tone(main, away * _APART * (1 + 0.7 * i), 0.85) for i in range(count)]
    return (colours + tuple(derived))[: max(count, len(colours))]
