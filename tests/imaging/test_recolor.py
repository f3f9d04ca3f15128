"""Other colours on drawn garments, whose true outline and colours are known."""

import numpy as np
import pytest
from scipy.ndimage import binary_erosion, gaussian_filter

from equifashion.errors import InvalidInput
from equifashion.imaging.palette import colour_difference, to_lab
from equifashion.imaging.recolor import garment_area, recolor
from equifashion.vocabulary import COLOURS
from tests.support.drawn_garments import cutout, on_canvas


def shaded(image: np.ndarray, area: np.ndarray) -> np.ndarray:
    """Folds: every column a little lighter or darker."""
    light = 1.0 + 0.15 * np.sin(np.arange(image.shape[1]) / 7.0)[None, :, None]
    return np.where(area[..., None], np.clip(image * light, 0, 235), image).astype(np.uint8)


def blurred(image: np.ndarray) -> np.ndarray:
    return gaussian_filter(image.astype(float), (4, 4, 0)).astype(np.uint8)


@pytest.mark.parametrize("new", ["blue", "yellow", "black", "white", "magenta"])
@pytest.mark.parametrize(("label", "old"), [("Dress", "red"), ("Pants", "navy"), ("Shirt", "grey")])
def test_the_colour_is_the_one_asked_for(label, old, new):
    image, _ = on_canvas(cutout(label, old))
    area = garment_area(image)
    result = recolor(image, np.array([COLOURS[new]]), area)
    assert (result[~area] == image[~area]).all()
    seen = np.median(to_lab(result[area]), axis=0)
    assert colour_difference(seen, to_lab(np.array(COLOURS[new]))) < 4


def test_shading_is_kept():
    image, _ = on_canvas(cutout("Dress", "red"))
    area = garment_area(image)
    folds = shaded(image, area)
    result = recolor(folds, np.array([COLOURS["blue"]]), area)
    inside = binary_erosion(area, iterations=4)
    before, after = to_lab(folds[inside])[:, 0], to_lab(result[inside])[:, 0]
    assert np.corrcoef(before, after)[0, 1] > 0.97
    plain = recolor(image, np.array([COLOURS["blue"]]), area)  # control: no folds in, no folds out
    assert to_lab(plain[inside])[:, 0].std() < 0.5 * after.std()


@pytest.mark.parametrize("new", ["blue", "black", "yellow"])
def test_the_outline_stays_where_it_is(new):
    image, _ = on_canvas(cutout("Shirt", "burgundy"))
    for picture in (image, blurred(image)):
        area = garment_area(picture)
        result = recolor(picture, np.array([COLOURS[new]]), area)
        assert (result[~area] == picture[~area]).all()
        # A soft outline fades as before: darkness relative to the cloth's own, pixel by pixel.
        share = [
            (255.0 - p[area].mean(axis=1)) / np.percentile(255.0 - p[area].mean(axis=1), 90)
            for p in (picture, result)
        ]
        assert np.abs(share[0] - share[1]).mean() < 0.06


def test_a_soft_outline_keeps_no_rim_of_the_old_colour():
    image = blurred(on_canvas(cutout("Dress", "red"))[0])
    area = garment_area(image)
    result = recolor(image, np.array([COLOURS["green"]]), area).astype(int)
    red, green = result[area][:, 0], result[area][:, 1]
    assert (red > green + 25).mean() < 0.01


def test_further_colours_stay_or_take_the_palettes():
    image, _ = on_canvas(cutout("Shirt", "navy", second="white", stripes=True))
    area = garment_area(image)
    lab = to_lab(image)
    white = area & (lab[..., 0] > 85)
    one = recolor(image, np.array([COLOURS["red"]]), area)
    assert np.abs(one[white].astype(int) - image[white]).mean() < 6
    both = recolor(image, np.array([COLOURS["yellow"], COLOURS["green"]]), area)
    kinds = {
        name: (np.linalg.norm(to_lab(both[area]) - to_lab(np.array(COLOURS[name])), axis=1) < 15).mean()
        for name in ("yellow", "green")
    }
    assert min(kinds.values()) > 0.3 and sum(kinds.values()) > 0.75  # the rest lies between two stripes


def test_the_same_colour_changes_little():
    image, _ = on_canvas(cutout("Hoodie", "teal"))
    area = garment_area(image)
    result = recolor(image, np.array([COLOURS["teal"]]), area)
    assert np.abs(result.astype(int) - image).mean() < 1.5


def test_only_the_given_area_changes():
    image, _ = on_canvas(cutout("Dress", "red"))
    area = np.zeros(image.shape[:2], bool)
    area[100:160, 100:150] = True
    result = recolor(image, np.array([COLOURS["blue"]]), area)
    assert (result[~area] == image[~area]).all() and (result[area] != image[area]).any()
    with pytest.raises(InvalidInput, match="no garment in this picture"):
        recolor(image, np.array([[0, 0, 0]]), np.zeros_like(area))


def test_areas_of_a_few_pixels():
    image, _ = on_canvas(cutout("Dress", "red"))
    for size in (1, 2, 3, 5):
        area = np.zeros(image.shape[:2], bool)
        area[200 : 200 + size, 120 : 120 + size] = True
        assert (recolor(image, np.array([[0, 0, 200]]), area)[area][:, 2] > 100).all()
