import numpy as np
import pytest

from equifashion.imaging.difference import picture_distance
from tests.support.drawn_garments import cutout, on_canvas


def picture(label: str, colour: str) -> np.ndarray:
    return on_canvas(cutout(label, colour))[0]


def test_it_is_a_metric():
    a, b, c = picture("Dress", "red"), picture("Dress", "coral"), picture("Pants", "blue")
    assert picture_distance(a, a) == 0
    assert picture_distance(a, b) == picture_distance(b, a) > 0
    assert picture_distance(a, c) <= picture_distance(a, b) + picture_distance(b, c)


def test_likeness_comes_before_unlikeness():
    red = picture("Dress", "red")
    assert picture_distance(red, picture("Dress", "coral")) < picture_distance(red, picture("Dress", "blue"))
    assert picture_distance(red, picture("Dress", "blue")) < picture_distance(red, picture("Pants", "blue"))


def test_black_against_white():
    black, white = (np.full((384, 256, 3), value, np.uint8) for value in (0, 255))
    assert picture_distance(black, white) == pytest.approx(100.0, abs=0.1)


def test_grain_counts_less_than_an_even_change_of_the_same_size():
    base = picture("Dress", "grey").astype(int)
    garment = (base < 241).any(axis=2)
    signs = np.random.default_rng(0).choice([-1, 1], base.shape[:2])
    grain, shade = (np.where(garment[..., None], base + 25 * s, base) for s in (signs[..., None], -1))
    distances = [picture_distance(base.astype(np.uint8), other.astype(np.uint8)) for other in (grain, shade)]
    assert distances[0] < 0.5 * distances[1]
