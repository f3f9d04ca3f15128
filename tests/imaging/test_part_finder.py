import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.imaging.part_finder import LOCKS, OutlineRegions
from equifashion.vocabulary import Attribute
from tests.support.drawn_garments import cutout, on_canvas

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

FINDER = OutlineRegions()


@pytest.fixture(scope="module")
def shirt() -> tuple[np.ndarray, np.ndarray]:
    pixels, matte = on_canvas(cutout("Shirt", "blue"))
    return pixels, matte > 127


def share(region: np.ndarray, area: np.ndarray) -> float:
    return float((region & area).sum() / area.sum())


def test_each_attribute_has_its_place(shirt):
    pixels, area = shirt
    height = np.flatnonzero(area.any(1))
    top, bottom = height[0], height[-1]
    found = {
        attribute: FINDER.edited(pixels, attribute, "top") for attribute in (LENGTH, SLEEVE_LENGTH, COLLAR, HEM)
    }
    sleeves = area.copy()
    sleeves[:, 256 // 4 : 3 * 256 // 4] = False
    assert share(found[SLEEVE_LENGTH], sleeves) > 0.8 and share(found[LENGTH], sleeves) < 0.1
    assert found[COLLAR][top + 3, 128] and not found[COLLAR][(top + bottom) // 2].any()
    assert found[LENGTH][bottom - 3, 128] and found[LENGTH][-1, 128], "down to where a longer garment would end"
    assert found[HEM].sum() < found[LENGTH].sum()
    assert not (found[HEM] & found[COLLAR]).any()


def test_sleeve_length_and_sleeve_type_share_a_region(shirt):
    assert (FINDER.edited(shirt[0], SLEEVE_LENGTH) == FINDER.edited(shirt[0], SLEEVE_TYPE)).all()


def test_parts_to_lock(shirt):
    pixels, area = shirt
    for name in ("collar", "sleeves", "hem"):
        assert 0.01 < share(FINDER.part(pixels, name), area) < 0.5, name


def test_a_print_stands_out_from_the_cloth(shirt):
    pixels, _ = shirt
    with pytest.raises(InvalidInput, match="No print stands out"):
        FINDER.part(pixels, "print")
    printed = pixels.copy()
    printed[150:200, 110:150] = (250, 220, 30)
    found = FINDER.part(printed, "print")
    assert found[155:195, 115:145].all() and found.sum() < 3 * 50 * 40


def test_what_is_not_there_is_refused():
    trousers, _ = on_canvas(cutout("Pants", "black"))
    with pytest.raises(InvalidInput, match="Trousers have no sleeves"):
        FINDER.edited(trousers, SLEEVE_LENGTH, "trousers")
    with pytest.raises(InvalidInput, match="no garment in this picture"):
        FINDER.edited(np.full((384, 256, 3), 255, np.uint8), LENGTH)
    with pytest.raises(InvalidInput, match=f"Unknown part 'pocket'; known are {', '.join(LOCKS)}"):
        FINDER.part(trousers, "pocket")
    with pytest.raises(InvalidInput, match="Unknown attribute 'A9'"):
        FINDER.edited(trousers, "A9")


def test_a_piece_that_lies_apart_is_no_sleeve():
    picture = np.full((384, 256, 3), 255, np.uint8)
    picture[80:300, 90:170] = (40, 60, 160)
    picture[120:200, 20:45] = (40, 60, 160)
    with pytest.raises(InvalidInput, match="No sleeves stand off"):
        FINDER.part(picture, "sleeves")
    assert FINDER.part(picture, "hem")[290:298, 100:160].all()
