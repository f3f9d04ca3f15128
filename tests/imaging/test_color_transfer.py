import numpy as np
from PIL import Image

from equifashion.imaging.color_transfer import garment_swatch, match_cloth_color
from equifashion.imaging.palette import to_lab
from tests.support.drawn_garments import cutout, on_canvas


def test_the_cloth_of_a_region_takes_the_garments_colour_and_the_ground_stays():
    original, matte = on_canvas(cutout("Dress", "red"))
    cloth = matte > 250
    fresh = original.copy()
    fresh[cloth] = np.clip(fresh[cloth] * 0.7 + 40, 0, 255).astype(np.uint8)
    region = np.zeros(cloth.shape, bool)
    region[200:] = True
    matched = match_cloth_color(fresh, original, region)
    inside = cloth & region
    wanted = np.median(to_lab(original[cloth]), axis=0)
    before, after = (np.linalg.norm(np.median(to_lab(x[inside]), axis=0) - wanted) for x in (fresh, matched))
    assert before > 8 and after < 1.5
    assert (matched[~region] == fresh[~region]).all()
    assert (matched[matte == 0] == fresh[matte == 0]).all()


def test_another_cloth_and_no_cloth_stay():
    red, _ = on_canvas(cutout("Dress", "red"))
    blue, _ = on_canvas(cutout("Dress", "blue"))
    everywhere = np.ones(red.shape[:2], bool)
    assert (match_cloth_color(blue, red, everywhere) == blue).all()
    white = np.full_like(red, 255)
    assert (match_cloth_color(white, red, everywhere) == white).all()


def test_a_swatch_is_cut_from_the_garment():
    pixels, _ = on_canvas(cutout("Dress", "green"))
    swatch = np.asarray(garment_swatch(Image.fromarray(pixels)))
    assert swatch.shape == (64, 64, 3) and (swatch < 241).any(axis=2).all()
    assert garment_swatch(Image.new("RGB", (256, 384), "white")) is None
