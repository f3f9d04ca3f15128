import numpy as np
import pytest
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.imaging.palette import nearest_name, to_lab
from equifashion.studio.palettes import read_colour, read_colourways
from equifashion.vocabulary import COLOURS
from tests.support.drawn_garments import cutout, on_canvas


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("#aa00Bb", (170, 0, 187)),
        ("0af", (0, 170, 255)),
        ("navy", COLOURS["navy"]),
        ("  Off-White ", COLOURS["cream"]),
        ("đỏ", COLOURS["red"]),
        ("xanh lá cây", COLOURS["green"]),
        ((1, 2, 3), (1, 2, 3)),
        ([np.uint8(9), 8, 7], (9, 8, 7)),
    ],
)
def test_colours(given, read):
    assert read_colour(given) == read


@pytest.mark.parametrize("given", ["", "#12345", "reddish", (1, 2), (1, 2, 256), (0.5, 0, 0), None, 7])
def test_what_is_no_colour(given):
    with pytest.raises(InvalidInput, match=r"is no colour|must be three whole numbers"):
        read_colour(given)


def test_colourways():
    ways = read_colourways(["red", (1, 2, 3), ["navy", "#fff"], [(1, 2, 3), (4, 5, 6), (7, 8, 9)]])
    assert ways == [
        (COLOURS["red"],),
        ((1, 2, 3),),
        (COLOURS["navy"], (255, 255, 255)),
        ((1, 2, 3), (4, 5, 6), (7, 8, 9)),
    ]
    for wrong in ([], "red"):
        with pytest.raises(InvalidInput, match="palette must be a list of colours"):
            read_colourways(wrong)


def test_colours_picked_from_a_picture():
    image, _ = on_canvas(cutout("Dress", "red", second="navy"))
    ways = read_colourways(Image.fromarray(image[80:300, 100:156]))
    names = {nearest_name(tuple(to_lab(np.array(way[0]))), COLOURS) for way in ways}
    assert {"red", "navy"} <= names
