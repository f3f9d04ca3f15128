"""Clear folds on a clean ground."""

import numpy as np
from skimage.color import lab2rgb

from equifashion.imaging.local_contrast import enhance_local_contrast
from equifashion.imaging.palette import to_lab


def folded() -> tuple[np.ndarray, np.ndarray]:
    lab = np.zeros((384, 256, 3))
    lab[...] = 50.0, 30.0, 10.0
    lab[..., 0] += 5 * np.sin(np.arange(256) / 2.5)
    image = np.rint(lab2rgb(lab) * 255).astype(np.uint8)
    cloth = np.zeros((384, 256), bool)
    cloth[60:330, 40:216] = True
    image[~cloth] = 252
    return image, cloth


def test_folds_are_deeper_and_the_colour_stays():
    before, _ = folded()
    after = enhance_local_contrast(before)
    first, second = (to_lab(each)[100:300, 60:200] for each in (before, after))
    assert 1.25 * np.ptp(first[..., 0]) < np.ptp(second[..., 0]) < 2 * np.ptp(first[..., 0])
    np.testing.assert_allclose(np.median(first, axis=(0, 1)), np.median(second, axis=(0, 1)), atol=1.5)


def test_the_ground_is_white_and_no_halo_surrounds_the_garment():
    before, cloth = folded()
    after = enhance_local_contrast(before)
    assert (after[~cloth] == 255).all()
    edge, middle = (to_lab(after[200])[part, 0].mean() for part in (slice(40, 56), slice(104, 151)))
    assert abs(edge - middle) < 3, "what is next to white is no darker for it"


def test_a_blank_picture_stays_blank():
    assert (enhance_local_contrast(np.full((384, 256, 3), 250, np.uint8)) == 255).all()


def test_large_pictures_alike():
    before, _ = folded()
    large = enhance_local_contrast(np.repeat(np.repeat(before, 2, 0), 2, 1))[::2, ::2]
    assert np.abs(large.astype(int) - enhance_local_contrast(before))[100:300, 60:200].mean() < 4
