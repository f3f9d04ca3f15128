import numpy as np
import pytest

from equifashion.evaluation.metrics.adherence import length_word, pattern_word
from equifashion.vocabulary import PHOTOGRAPH_LABELS
from tests.support.drawn_garments import cutout, on_canvas

LABELS = {known.name: known for known in PHOTOGRAPH_LABELS}
BLANK = np.full((384, 256, 3), 255, np.uint8)


@pytest.mark.parametrize(("size", "word"), [((220, 160), "mini"), ((150, 200), ""), ((110, 250), "maxi")])
def test_lengths_of_drawn_dresses(size, word):
    image, _ = on_canvas(cutout("Dress", "red", size))
    assert length_word(image, LABELS["dress"]) == word


def test_specks_do_not_lengthen_a_dress():
    image = on_canvas(cutout("Dress", "red", (220, 160)))[0].copy()
    image[2:6, 100:104] = image[380:383, 100:104] = 0
    assert length_word(image, LABELS["dress"]) == "mini"


@pytest.mark.parametrize(("second", "word"), [({}, "plain"), ({"second": "white", "stripes": True}, "striped")])
def test_patterns_of_drawn_garments(second, word):
    image, _ = on_canvas(cutout("Dress", "navy", (180, 240), **second))
    assert pattern_word(image, LABELS["dress"]) == word


def test_noise_looks_printed():
    rng = np.random.default_rng(0)
    image = BLANK.copy()
    image[60:320, 40:220] = np.kron(rng.integers(0, 2, (52, 36, 3)) * 200 + 20, np.ones((5, 5, 1)))
    assert pattern_word(image, LABELS["shirt"]) == "printed"


def test_a_blank_picture_has_neither():
    assert length_word(BLANK, LABELS["dress"]) == pattern_word(BLANK, LABELS["dress"]) == ""
