"""Skin in one tone."""

import numpy as np

from equifashion.imaging.skin_tone import even_skin

SKIN = np.zeros((60, 40), bool)
SKIN[5:20, 5:15] = SKIN[30:50, 5:15] = SKIN[30:50, 25:35] = True
TONES = ((246, 237, 228), (160, 126, 86), (41, 36, 32))


def figure(face, left, right) -> np.ndarray:
    image = np.full((60, 40, 3), 255, np.uint8)
    for rows, columns, colour in ((slice(5, 20), slice(5, 15), face), (slice(30, 50), slice(5, 15), left),
                                  (slice(30, 50), slice(25, 35), right)):  # fmt: skip
        image[rows, columns] = colour
    return image


def test_every_limb_gets_the_tone():
    image = figure((200, 170, 140), (90, 60, 50), (20, 150, 60))
    for tone in TONES:
        even = even_skin(image, SKIN, tone).astype(int)
        np.testing.assert_allclose(even[SKIN], np.broadcast_to(tone, (SKIN.sum(), 3)), atol=3)
        assert (even[~SKIN] == 255).all()


def test_a_patch_goes_and_light_and_shade_stay():
    image = figure(TONES[1], TONES[1], TONES[1])
    image[30:50, 25:30] -= 25  # a shade
    image[8:12, 8:12] = 200, 20, 40  # clothes' colour in the face
    even = even_skin(image, SKIN, TONES[1]).astype(int)
    assert even[40, 26].sum() < even[40, 33].sum() - 25
    assert np.abs(even[10, 10] - TONES[1]).max() < 40 < np.abs(image[10, 10].astype(int) - TONES[1]).max()


def test_no_skin_no_change():
    image = figure((0, 200, 0), (0, 200, 0), (0, 200, 0))
    assert even_skin(image, np.zeros_like(SKIN), TONES[1]) is image
