"""Attributes of drawn garments: each must rise where it is meant to, on garments that differ in it."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion.training.attributes import ATTRIBUTES, measure_attributes
from tests.support.drawn_garments import cutout, on_canvas


def drawn(**shape: float) -> np.ndarray:
    """A T-shaped garment on white: its height, half-width, sleeve length, hem and colour."""
    s = {"height": 240, "half": 40, "sleeve": 40, "hem": 40, "stripes": 0} | shape
    image = Image.new("RGB", (256, 384), "white")
    draw = ImageDraw.Draw(image)
    colour = shape.get("colour", (150, 60, 60))
    top = 60
    body = [(128 - s["half"], top), (128 + s["half"], top), (128 + s["half"], top + 0.7 * s["height"]),
            (128 + s["hem"], top + s["height"]), (128 - s["hem"], top + s["height"]),
            (128 - s["half"], top + 0.7 * s["height"])]  # fmt: skip
    draw.polygon(body, fill=colour)
    for side in (-1, 1):
        x = 128 + side * s["half"]
        far = x + side * 0.7 * s["sleeve"], top + 0.7 * s["sleeve"]
        draw.line([(x - side * 8, top + 10), far], fill=colour, width=22)
    if s["stripes"]:
        for y in range(top + 20, top + int(s["height"]) - 10, 12):
            draw.line([(128 - s["half"] + 4, y), (128 + s["half"] - 4, y)], fill=(240, 220, 220), width=5)
    return np.asarray(image)


PAIRS = {  # attribute → what has less of it, what has more of it
    "long": ({"height": 180}, {"height": 290}),
    "wide": ({"half": 30, "hem": 30}, {"half": 55, "hem": 55}),
    "sleeves": ({"sleeve": 35}, {"sleeve": 80}),
    "flared": ({"hem": 40}, {"hem": 80}),
    "light": ({"colour": (60, 60, 60)}, {"colour": (190, 190, 190)}),
    "saturated": ({"colour": (130, 110, 110)}, {"colour": (200, 30, 30)}),
    "warm": ({"colour": (40, 60, 180)}, {"colour": (220, 120, 40)}),
    "graphic": ({"stripes": 0}, {"stripes": 1}),
}


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_each_attribute_rises_with_what_it_is_named_after(attribute):
    less, more = (measure_attributes(drawn(**shape)) for shape in PAIRS[attribute])
    place = ATTRIBUTES.index(attribute)
    assert more[place] > less[place] * (1.1 if less[place] > 0 else 0.9)


def test_colours_leave_the_outline_alone():
    red, blue = (measure_attributes(drawn(colour=colour)) for colour in ((180, 40, 40), (40, 40, 180)))
    np.testing.assert_allclose(red[:4], blue[:4])


def test_pictures_without_a_garment():
    assert np.isnan(measure_attributes(np.full((384, 256, 3), 255, np.uint8))).all()
    speck = np.full((384, 256, 3), 255, np.uint8)
    speck[100:110, 100:110] = 0
    assert np.isnan(measure_attributes(speck)).all()


def test_outlines_of_the_drawn_cutouts():
    dress, trousers = (measure_attributes(on_canvas(cutout(label, "red"))[0]) for label in ("Dress", "Pants"))
    assert dress[ATTRIBUTES.index("flared")] > trousers[ATTRIBUTES.index("flared")]
