import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.ideation.locks import locked, seam


@pytest.fixture
def pictures() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    return tuple(random.integers(0, 256, (60, 40, 3), dtype=np.uint8) for _ in range(2))


@pytest.fixture
def mask() -> np.ndarray:
    mask = np.zeros((60, 40), bool)
    mask[10:40, 5:35] = True
    return mask


@pytest.mark.parametrize("feather", [0, 1, 6, 100])
def test_no_pixel_outside_changes(pictures, mask, feather):
    original, edited = pictures
    result = locked(original, edited, mask, feather)
    assert (result[~mask] == original[~mask]).all()
    assert result.dtype == np.uint8 and (result[mask] != original[mask]).any()


def test_deep_inside_the_edit_shows_whole(pictures, mask):
    original, edited = pictures
    result = locked(original, edited, mask, feather=5)
    assert (result[16:34, 11:29] == edited[16:34, 11:29]).all()
    assert (locked(original, edited, mask, 0)[mask] == edited[mask]).all()


def test_the_seam_rises_inwards_from_the_edge(mask):
    share = seam(mask, 4)
    np.testing.assert_allclose(share[25, 5:11], [0.2, 0.4, 0.6, 0.8, 1.0, 1.0])
    assert share[25, 4] == 0 and seam(np.ones((8, 8), bool), 4).min() == 1.0


def test_masks_of_grey_levels(pictures, mask):
    original, edited = pictures
    grey = np.where(mask, 200, 100).astype(np.uint8)
    assert (locked(original, edited, grey, 3) == locked(original, edited, mask, 3)).all()
    assert (locked(original, edited, np.zeros_like(mask), 3) == original).all()
    assert (locked(original, edited, np.ones_like(mask), 3) == edited).all()


def test_what_is_refused(pictures, mask):
    original, edited = pictures
    with pytest.raises(InvalidInput, match="of one size"):
        locked(original, edited[:-1], mask)
    with pytest.raises(InvalidInput, match="of one size"):
        locked(original, edited, mask[:-1])
    with pytest.raises(InvalidInput, match="feather must be 0 pixels or more; got -1"):
        locked(original, edited, mask, -1)
