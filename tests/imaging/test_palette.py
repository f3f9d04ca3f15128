import numpy as np
import pytest

from equifashion.imaging.palette import colour_difference, dominant_colours, nearest_name, to_lab
from equifashion.vocabulary import COLOURS


def picture(*parts: tuple[tuple[int, int, int], int]) -> np.ndarray:
    """Columns of colours, each so many pixels wide."""
    row = np.concatenate([np.tile(np.uint8(rgb), (width, 1)) for rgb, width in parts])
    return np.tile(row, (40, 1, 1))


def everywhere(image: np.ndarray) -> np.ndarray:
    return np.ones(image.shape[:2], bool)


def test_lab_of_known_colours():
    # Reference values of sRGB's primaries in CIE Lab, D65.
    assert to_lab((255, 255, 255)) == pytest.approx((100, 0, 0), abs=0.02)
    assert to_lab((0, 0, 0)) == pytest.approx((0, 0, 0), abs=0.02)
    assert to_lab((255, 0, 0)) == pytest.approx((53.24, 80.09, 67.20), abs=0.05)
    assert to_lab((0, 0, 255)) == pytest.approx((32.30, 79.19, -107.86), abs=0.05)
    assert to_lab(np.zeros((2, 3, 3))).shape == (2, 3, 3)


def test_differences_follow_ciede2000():
    # Pairs 1, 7 and 17 of Sharma, Wu & Dalal 2005, table 1.
    first = np.array([[50, 2.6772, -79.7751], [50, 0, 0], [50, 2.5, 0]])
    second = np.array([[50, 0, -82.7485], [50, -1, 2], [73, 25, -18]])
    assert colour_difference(first, second) == pytest.approx([2.0425, 2.3669, 27.1492], abs=1e-3)
    assert colour_difference(second, first) == pytest.approx(colour_difference(first, second))
    assert colour_difference(first, first) == pytest.approx([0, 0, 0])


def test_lightness_can_count_less():
    dark, light = (40.0, 10.0, 10.0), (60.0, 10.0, 10.0)
    assert colour_difference(dark, light, kl=2.0) == pytest.approx(colour_difference(dark, light) / 2, rel=1e-6)


@pytest.mark.parametrize("name", list(COLOURS))
def test_one_colour(name):
    [found] = dominant_colours(image := picture((COLOURS[name], 50)), everywhere(image))
    assert found.rgb == COLOURS[name] and found.share == 1.0
    assert found.lab == pytest.approx(tuple(to_lab(COLOURS[name])), abs=1e-6)
    assert nearest_name(found.lab, COLOURS) == name


def test_shares_of_two_colours():
    image = picture((COLOURS["red"], 70), (COLOURS["navy"], 30))
    first, second = dominant_colours(image, everywhere(image))
    assert (first.rgb, second.rgb) == (COLOURS["red"], COLOURS["navy"])
    assert first.share == pytest.approx(0.7, abs=0.04) and first.share + second.share == pytest.approx(1)


def test_only_what_the_mask_shows():
    image = picture((COLOURS["red"], 70), (COLOURS["navy"], 30))
    mask = everywhere(image)
    mask[:, :70] = False
    [found] = dominant_colours(image, mask)
    assert found.rgb == COLOURS["navy"]
    assert dominant_colours(image, np.zeros_like(mask)) == []


def test_folds_do_not_make_a_second_colour():
    shade = np.linspace(0.75, 1.0, 60)[None, :, None]
    image = np.tile(np.rint(np.array(COLOURS["blue"]) * shade), (40, 1, 1)).astype(np.uint8)
    [found] = dominant_colours(image, everywhere(image))
    assert nearest_name(found.lab, COLOURS) == "blue"


def test_the_same_seed_gives_the_same_palette():
    image = np.random.default_rng(0).integers(0, 256, (60, 60, 3), dtype=np.uint8)
    assert dominant_colours(image, everywhere(image), 4) == dominant_colours(image, everywhere(image), 4)
    found = dominant_colours(image, everywhere(image))
    assert 1 <= len(found) <= 5 and sum(c.share for c in found) == pytest.approx(1)
    assert [c.share for c in found] == sorted((c.share for c in found), reverse=True)


def test_a_single_pixel():
    image = picture(((1, 2, 3), 1))[:1]
    assert [c.rgb for c in dominant_colours(image, everywhere(image))] == [(1, 2, 3)]
