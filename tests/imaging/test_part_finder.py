import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.imaging.part_finder import LOCKS, OutlineRegions
from tests.support.drawn_garments import cutout, on_canvas

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
    found = {attribute: FINDER.edited(pixels, attribute, "top") for attribute in ("A1", "A2", "A4", "A5")}
    sleeves = area.copy()
    sleeves[:, 256 // 4 : 3 * 256 // 4] = False
    assert share(found["A2"], sleeves) > 0.8 and share(found["A1"], sleeves) < 0.1
    assert found["A4"][top + 3, 128] and not found["A4"][(top + bottom) // 2].any()
    assert found["A1"][bottom - 3, 128] and found["A1"][-1, 128], "down to where a longer garment would end"
    assert found["A5"].sum() < found["A1"].sum()
    assert not (found["A5"] & found["A4"]).any()


def test_sleeve_length_and_sleeve_type_share_a_region(shirt):
    assert (FINDER.edited(shirt[0], "A2") == FINDER.edited(shirt[0], "A3")).all()


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
        FINDER.edited(trousers, "A2", "trousers")
    with pytest.raises(InvalidInput, match="no garment in this picture"):
        FINDER.edited(np.full((384, 256, 3), 255, np.uint8), "A1")
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
