import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import binary_dilation, binary_erosion

from equifashion.datasets.photograph_sketch import sketch_photograph
from equifashion.errors import InvalidInput
from equifashion.garments.scene.sketching import HANDS
from tests.support.drawn_garments import cutout, on_canvas

IMAGE, MATTE = on_canvas(cutout("Dress", "red", second="white", stripes=True))


def drawn(hand: str, seed: int = 0) -> np.ndarray:
    return np.asarray(sketch_photograph(Image.fromarray(IMAGE), MATTE, hand, np.random.default_rng(seed)))


@pytest.mark.parametrize("hand", HANDS)
def test_the_outline_is_drawn_all_round_and_nothing_beside_it(hand):
    lines = drawn(hand) < 160
    mask = MATTE > 127
    rim = mask & ~binary_erosion(mask)
    assert binary_dilation(lines, iterations=4)[rim].mean() > 0.97
    assert not lines[~binary_dilation(mask, iterations=5)].any()


def test_clean_hands_draw_more_than_sparse_ones():
    image, matte = on_canvas(cutout("Dress", "grey"))
    image = image.copy()
    for row in range(0, 384, 14):  # seams: thin and not very dark
        image[row : row + 2] = np.where(matte[row : row + 2, :, None] > 127, 80, image[row : row + 2])
    inside = binary_erosion(matte > 127, iterations=8)
    clean, sparse = (
        (np.asarray(sketch_photograph(Image.fromarray(image), matte, hand, np.random.default_rng(0))) < 128)[inside]
        for hand in ("clean", "sparse")
    )
    assert clean.mean() > 0.02 and clean.sum() > 3 * sparse.sum()


def test_cloth_without_pattern_stays_empty():
    image, matte = on_canvas(cutout("Dress", "blue"))
    sketch = np.asarray(sketch_photograph(Image.fromarray(image), matte, "clean", np.random.default_rng(0)))
    assert (sketch[binary_erosion(matte > 127, iterations=6)] > 200).mean() > 0.99


def test_a_pencil_strays_and_ink_does_not():
    assert np.array_equal(drawn("clean", 1), drawn("clean", 2))
    assert not np.array_equal(drawn("rough", 1), drawn("rough", 2))
    assert np.array_equal(drawn("rough", 1), drawn("rough", 1))


def test_an_unknown_hand():
    with pytest.raises(InvalidInput, match=r"must be one of .*got 'shaky'"):
        drawn("shaky")
