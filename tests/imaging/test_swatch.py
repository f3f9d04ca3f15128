import numpy as np
import pytest
from PIL import Image

from equifashion.imaging.swatch import SWATCH_SIDE, cut_swatch, swatch_pixels


def red_on_white(mask: np.ndarray) -> np.ndarray:
    return np.where(mask[..., None], np.uint8((200, 20, 30)), np.uint8((255, 255, 255)))


@pytest.mark.parametrize("seed", range(5))
def test_swatches_come_from_inside(seed):
    rows, columns = np.mgrid[:384, :256]
    mask = (rows - 200) ** 2 + (columns - 120) ** 2 < 90**2
    swatch = cut_swatch(red_on_white(mask), mask, np.random.default_rng(seed))
    assert swatch.shape == (SWATCH_SIDE, SWATCH_SIDE, 3) == (64, 64, 3) and swatch.dtype == np.uint8
    assert (swatch == (200, 20, 30)).all()


def test_a_roomy_garment_is_cut_without_scaling():
    image = np.random.default_rng(0).integers(0, 256, (160, 140, 3), dtype=np.uint8)
    swatch = cut_swatch(image, np.ones((160, 140), bool), np.random.default_rng(1))
    windows = np.lib.stride_tricks.sliding_window_view(image[..., 0], (64, 64))
    assert (windows == swatch[..., 0]).all(axis=(2, 3)).sum() == 1


@pytest.mark.parametrize("width", [1, 2, 3, 9, 30])
def test_narrow_garments(width):
    mask = np.zeros((384, 256), bool)
    mask[50:300, 100 : 100 + width] = True
    swatch = cut_swatch(red_on_white(mask), mask, np.random.default_rng(0))
    assert swatch.shape == (64, 64, 3)
    if width >= 9:
        assert (swatch == (200, 20, 30)).all()


def test_garments_at_the_border():
    mask = np.zeros((384, 256), bool)
    mask[:40, :40] = True
    assert (cut_swatch(red_on_white(mask), mask, np.random.default_rng(0)) == (200, 20, 30)).all()


def test_the_generator_decides_where():
    image = np.random.default_rng(0).integers(0, 256, (384, 256, 3), dtype=np.uint8)
    mask = np.ones((384, 256), bool)
    cuts = [cut_swatch(image, mask, np.random.default_rng(seed)).tobytes() for seed in (1, 1, 2)]
    assert cuts[0] == cuts[1] != cuts[2]


def test_uploaded_swatches_keep_their_centre():
    picture = Image.new("RGB", (200, 80), "blue")
    picture.paste("red", (60, 0, 140, 80))  # the centre square
    assert (swatch_pixels(picture) == (255, 0, 0)).all()
    assert (swatch_pixels(picture.rotate(90, expand=True)) == (255, 0, 0)).all()


def test_any_mode_and_size_becomes_64_rgb():
    for mode, size in (("L", (64, 64)), ("RGB", (16, 300)), ("P", (500, 90)), ("RGBA", (1, 1))):
        found = swatch_pixels(Image.new(mode, size))
        assert found.shape == (64, 64, 3) and found.dtype == np.uint8
