"""Colours as a designer gives them: hexadecimal, by name, as numbers, or picked out of a picture."""

import re
from collections.abc import Sequence

import numpy as np
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.imaging.io import pixels_only
from equifashion.imaging.palette import dominant_colours
from equifashion.vocabulary import COLOUR_TERMS, COLOURS

Colour = str | tuple[int, int, int]
Colourway = Colour | Sequence[Colour]  # one colour for all of a garment, or one for each of its own colours

_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def read_colour(colour: Colour) -> tuple[int, int, int]:
    """A colour as sRGB 0–255.

    Args:
        colour: "#a0b", "#aa00bb", a name or synonym of the vocabulary (English or Vietnamese), or three numbers.

    Raises:
        InvalidInput: it is none of these.
    """
    if isinstance(colour, str):
        if found := _HEX.fullmatch(colour.strip()):
            digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
            return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))
        if name := _names().get(colour.strip().casefold()):
            return COLOURS[name]
        raise InvalidInput(f"{colour!r} is no colour: give '#rrggbb' or one of {', '.join(COLOURS)}.")
    values = tuple(colour) if isinstance(colour, Sequence) else ()
    if len(values) != 3 or not all(isinstance(v, int | np.integer) and 0 <= v <= 255 for v in values):
        raise InvalidInput(f"A colour must be three whole numbers from 0 to 255; got {colour!r}.")
    return tuple(int(value) for value in values)


def read_colourways(palette: Sequence[Colourway] | Image.Image) -> list[tuple[tuple[int, int, int], ...]]:
    """Colourways from what a designer gave.

    Args:
        palette: one entry a colourway; or a picture, whose dominant colours become one colourway each.

    Raises:
        InvalidInput: empty, or a colour cannot be read.
    """
    if isinstance(palette, Image.Image):
        pixels = np.asarray(pixels_only(palette))
        return [(colour.rgb,) for colour in dominant_colours(pixels, np.ones(pixels.shape[:2], bool))]
    if isinstance(palette, str) or not palette:
        raise InvalidInput(f"A palette must be a list of colours; got {palette!r}.")
    return [
        (read_colour(way),) if isinstance(way, str) or _is_colour(way) else tuple(read_colour(one) for one in way)
        for way in palette
    ]


def _is_colour(way: object) -> bool:
    return len(way) == 3 and all(isinstance(value, int | np.integer) for value in way)


def _names() -> dict[str, str]:
    """Every English and Vietnamese wording of a colour → its name."""
    found = {}
    for name, term in COLOUR_TERMS.items():
        for wording in (name, term.vi, *term.synonyms, *term.vi_synonyms):
            found.setdefault(wording.casefold(), name)
    return found
