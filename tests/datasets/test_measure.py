import numpy as np
import pytest

from equifashion.datasets.measure import Measurements, measure_garment
from equifashion.vocabulary import COLOURS, category_of_label
from tests.support.drawn_garments import cutout, on_canvas


def measured(label: str, *arguments, **options) -> Measurements:
    return measure_garment(*on_canvas(cutout(label, *arguments, **options)), category_of_label(label))


@pytest.mark.parametrize("colour", list(COLOURS))
def test_every_colour_is_named(colour):
    found = measured("Dress", colour)
    assert found.colours == (colour,) and found.pattern == "plain"


@pytest.mark.parametrize("label", ["Dress", "Shirt", "Pants", "Hoodie"])
def test_the_outline_does_not_make_a_pattern(label):
    assert measured(label, "blue").pattern == "plain"


@pytest.mark.parametrize(("first", "second"), [("red", "white"), ("navy", "yellow")])
def test_stripes(first, second):
    found = measured("Dress", first, second=second, stripes=True)
    assert found.pattern == "striped" and found.agreement > 0.9
    assert set(found.colours) == {first, second}


def test_two_colours_come_largest_first():
    found = measured("Pants", "red", second="green")
    assert found.colours == ("red", "green") and found.pattern != "striped"


def test_a_small_second_colour_is_not_named():
    image, matte = on_canvas(cutout("Dress", "red"))
    image = image.copy()
    image[200:230, 100:140] = COLOURS["yellow"]
    assert measure_garment(image, matte, category_of_label("Dress")).colours == ("red",)


def test_prints():
    image, matte = on_canvas(cutout("Dress", "white"))
    blots = np.random.default_rng(0).integers(0, 2, (48, 32), dtype=bool).repeat(8, 0).repeat(8, 1)
    printed = np.where((blots & (matte > 128))[..., None], np.uint8((188, 38, 44)), image)
    found = measure_garment(printed, matte, category_of_label("Dress"))
    assert found.pattern == "printed" and found.agreement < 0.78


def test_the_white_around_a_garment_is_not_one_of_its_colours():
    assert "white" not in measured("Hoodie", "black").colours


@pytest.mark.parametrize(
    ("label", "size", "word"),
    [
        ("Dress", (200, 200), "mini"),
        ("Dress", (150, 190), ""),
        ("Dress", (100, 220), "maxi"),
        ("Pants", (150, 170), "wide-leg"),
        ("Pants", (90, 220), "slim"),
        ("Shirt", (90, 220), ""),
    ],
)
def test_proportions(label, size, word):
    assert measured(label, "blue", size).length == word


def test_measuring_is_repeatable():
    assert measured("Shirt", "teal", second="pink") == measured("Shirt", "teal", second="pink")


def test_a_thread_of_a_garment_can_be_measured():
    image = np.full((384, 256, 3), 255, np.uint8)
    matte = np.zeros((384, 256), np.uint8)
    image[100:200, 120:124], matte[100:200, 120:124] = COLOURS["red"], 255
    assert measure_garment(image, matte, category_of_label("Dress")).colours == ("red",)
