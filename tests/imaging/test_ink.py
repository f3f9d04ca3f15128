"""Ink over a wash."""

import numpy as np

from equifashion.imaging.ink import inked

NOTHING = np.zeros((64, 48), bool)


def drawn(colour) -> tuple[np.ndarray, np.ndarray]:
    """A picture of one colour, and a line across it."""
    lines = np.full((64, 48), 255, np.uint8)
    lines[30:32] = 20
    return np.full((64, 48, 3), colour, np.uint8), lines


def test_lines_are_dark_on_light_cloth_and_light_on_dark():
    for colour, darker in (
        ((240, 235, 230), True),
        ((200, 30, 40), True),
        ((20, 20, 24), False),
        ((38, 42, 74), False),
    ):
        image, lines = drawn(colour)
        result = inked(image, lines, NOTHING, 0.8).astype(int)
        change = result[31].mean() - image[31].mean()
        assert change < -30 if darker else change > 15
        assert (result[:30] == image[:30]).all() and (result[32:] == image[32:]).all(), "the wash stays"


def test_lines_on_skin_are_dark_always():
    image, lines = drawn((58, 49, 42))
    assert (inked(image, lines, ~NOTHING, 0.8)[31].mean(axis=1) < image[31].mean(axis=1) - 10).all()
    assert (inked(image, lines, NOTHING, 0.8)[31].mean(axis=1) > image[31].mean(axis=1)).all()


def test_no_lines_change_nothing():
    image, lines = drawn((200, 30, 40))
    assert (inked(image, np.full_like(lines, 255), NOTHING, 0.8) == image).all()
