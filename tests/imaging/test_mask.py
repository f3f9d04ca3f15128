import numpy as np
import pytest
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.imaging.mask import blend_inside, mask_to_area, mask_to_image, read_mask, seam


@pytest.fixture
def pictures() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    return tuple(random.integers(0, 256, (60, 40, 3), dtype=np.uint8) for _ in range(2))


@pytest.fixture
def region() -> np.ndarray:
    region = np.zeros((60, 40), bool)
    region[10:40, 5:35] = True
    return region


@pytest.mark.parametrize("feather", [0, 1, 6, 100])
def test_no_pixel_outside_changes(pictures, region, feather):
    original, edited = pictures
    result = blend_inside(original, edited, region, feather)
    assert (result[~region] == original[~region]).all()
    assert result.dtype == np.uint8 and (result[region] != original[region]).any()


def test_deep_inside_the_edit_shows_whole(pictures, region):
    original, edited = pictures
    result = blend_inside(original, edited, region, feather=5)
    assert (result[16:34, 11:29] == edited[16:34, 11:29]).all()
    assert (blend_inside(original, edited, region, 0)[region] == edited[region]).all()


def test_nothing_and_everything(pictures, region):
    original, edited = pictures
    assert (blend_inside(original, edited, np.zeros_like(region), 3) == original).all()
    assert (blend_inside(original, edited, np.ones_like(region), 3) == edited).all()


def test_the_seam_rises_inwards_from_the_edge(region):
    share = seam(region, 4)
    np.testing.assert_allclose(share[25, 5:11], [0.2, 0.4, 0.6, 0.8, 1.0, 1.0])
    assert share[25, 4] == 0


def test_a_region_does_not_fade_at_the_edge_of_the_picture():
    region = np.zeros((60, 40), bool)
    region[:, 20:] = True
    share = seam(region, 4)
    np.testing.assert_allclose(share[0, 19:26], [0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.0])
    assert (share[:, -1] == 1).all() and seam(np.ones((8, 8), bool), 4).min() == 1


def test_what_is_refused(pictures, region):
    original, edited = pictures
    with pytest.raises(InvalidInput, match="of one size"):
        blend_inside(original, edited[:-1], region)
    with pytest.raises(InvalidInput, match="of one size"):
        blend_inside(original, edited, region[:-1])
    with pytest.raises(InvalidInput, match="feather must be 0 pixels or more; got -1"):
        blend_inside(original, edited, region, -1)
    with pytest.raises(InvalidInput, match="must have two axes"):
        read_mask(np.zeros((4, 4, 3), bool), (4, 4))


def test_masks_of_any_kind_and_size_are_read(region, tmp_path):
    grey = np.where(region, 200, 100).astype(np.uint8)
    mask_to_image(region).save(tmp_path / "mask.png")
    for mask in (region, grey, mask_to_image(region), tmp_path / "mask.png"):
        assert (read_mask(mask, (40, 60)) == region).all()
    assert (mask_to_area(mask_to_image(region.repeat(2, 0).repeat(2, 1)), (40, 60)) == region).all()
    assert mask_to_area(Image.new("L", (8, 12), 255), (40, 60)).all()
