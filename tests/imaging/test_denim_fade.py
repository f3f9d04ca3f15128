"""Washed denim."""

import numpy as np

from equifashion.imaging.denim_fade import fade_denim
from equifashion.imaging.palette import to_lab


def legs() -> np.ndarray:
    area = np.zeros((384, 256), bool)
    area[40:120, 60:196] = True
    area[120:350, 60:120] = area[120:350, 136:196] = True
    return area


def test_the_middle_of_the_legs_is_paler_than_their_seams_and_hems():
    cloth = np.full((384, 256, 3), (70, 100, 150), np.uint8)
    lightness = to_lab(fade_denim(cloth, legs()))[..., 0]
    thigh, seam, hem = lightness[155, 90], lightness[155, 61], lightness[345, 90]
    assert thigh > seam + 5 and thigh > hem + 3
    np.testing.assert_allclose(lightness[legs()][::97], lightness[:, ::-1][legs()][::97], atol=0.6)


def test_less_wear_and_none():
    cloth = np.full((384, 256, 3), (70, 100, 150), np.uint8)
    some, all_of_it = (to_lab(fade_denim(cloth, legs(), share))[155, 90, 0] for share in (0.4, 1.0))
    assert to_lab(cloth)[155, 90, 0] < some < all_of_it
    assert fade_denim(cloth, legs(), 0.0) is cloth
    assert fade_denim(cloth, np.zeros((384, 256), bool)) is cloth
