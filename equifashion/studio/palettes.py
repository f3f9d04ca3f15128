"""Colours as a designer gives them: hexadecimal, by name, as numbers, or picked out of a picture."""

import re
from collections.abc import Sequence
from typing import TypeGuard, cast

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
            return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
        if name := _names().get(colour.strip().casefold()):
            return COLOURS[name]
        raise InvalidInput(f"{colour!r} is no colour: give '#rrggbb' or one of {', '.join(COLOURS)}.")
    if not (_is_numbers(colour) and all(0 <= value <= 255 for value in colour)):
        raise InvalidInput(f"A colour must be three whole numbers from 0 to 255; got {colour!r}.")
    red, green, blue = (int(value) for value in colour)
    return red, green, blue


def read_colourways(palette: Sequence[Colourway] | Image.Image) -> list[tuple[tuple[int, int, int], ...]]:
    """Colourways from what a designer gave.

    Args:
        palette: one entry for each colourway; or a picture, each of whose dominant colours becomes a colourway.

    Raises:
        InvalidInput: empty, or a colour cannot be read.
    """
    if isinstance(palette, Image.Image):
        pixels = np.asarray(pixels_only(palette))
        return [(colour.rgb,) for colour in dominant_colours(pixels, np.ones(pixels.shape[:2], bool))]
    if isinstance(palette, str) or not palette:
        raise InvalidInput(f"A palette must be a list of colours; got {palette!r}.")
    return [_read_colourway(way) for way in palette]


def _read_colourway(way: Colourway) -> tuple[tuple[int, int, int], ...]:
    if isinstance(way, str) or _is_numbers(way):
        return (read_colour(way),)
    return tuple(read_colour(cast(Colour, one)) for one in way)


def _is_numbers(colour: object) -> TypeGuard[tuple[int, int, int]]:
    """Whether it is three whole numbers of any size."""
    if isinstance(colour, str) or not isinstance(colour, Sequence):
        return False
    return len(colour) == 3 and all(isinstance(value, int | np.integer) for value in colour)


def _names() -> dict[str, str]:
    """Every English and Vietnamese wording of a colour → its name."""
    found: dict[str, str] = {}
    for name, term in COLOUR_TERMS.items():
        for wording in (name, term.vi, *term.synonyms, *term.vi_synonyms):
            found.setdefault(wording.casefold(), name)
    return found
