"""Skin of natural tones."""

import numpy as np

from equifashion.blocks import SKIN_TONES as TONES
from equifashion.imaging.complexion import natural_skin

SKIN = np.zeros((60, 40), bool)
SKIN[5:20, 5:15] = SKIN[30:50, 5:15] = SKIN[30:50, 25:35] = True


def figure(face, left, right) -> np.ndarray:
    image = np.full((60, 40, 3), 255, np.uint8)
    for rows, columns, colour in ((slice(5, 20), slice(5, 15), face), (slice(30, 50), slice(5, 15), left),
                                  (slice(30, 50), slice(25, 35), right)):  # fmt: skip
        image[rows, columns] = colour
    return image


def test_natural_skin_of_any_tone_stays_as_it_is():
    for tone in TONES:
        image = figure(tone, tone, np.array(tone) * 0.9)
        assert natural_skin(image, SKIN, TONES) is image


def test_a_limb_of_the_colour_of_clothes_takes_the_tone_of_the_others():
    brown = TONES[5]
    image = figure(brown, brown, (20, 150, 60))
    image[30:50, 28:30] -= 15  # a shade
    mended = natural_skin(image, SKIN, TONES).astype(int)
    assert (mended[~SKIN] == 255).all() and (mended[5:20, 5:15] == brown).all()
    np.testing.assert_allclose(np.median(mended[33:47, 31:33], axis=(0, 1)), brown, atol=4)
    assert mended[40, 28].sum() < mended[40, 32].sum(), "its shade stays"


def test_where_nothing_is_natural_the_tone_is_as_light_as_what_is_there():
    means = []
    for colour in ((60, 10, 90), (170, 120, 255)):
        mended = natural_skin(figure(colour, colour, colour), SKIN, TONES)[8:17, 8:12].mean(axis=(0, 1))
        assert mended[0] > mended[1] > mended[2], "redder than green, greener than blue"
        means.append(mended.mean())
    assert means[0] < 100 < means[1]


def test_no_skin_no_change():
    image = figure((0, 200, 0), (0, 200, 0), (0, 200, 0))
    assert natural_skin(image, np.zeros_like(SKIN), TONES) is image
