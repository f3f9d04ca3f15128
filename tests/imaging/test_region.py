import numpy as np
from PIL import Image, ImageDraw

from equifashion.imaging.region import blend_region, region_area


def picture(seed: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(seed).integers(0, 256, (60, 40, 3), dtype=np.uint8))


def rectangle(size=(40, 60)) -> Image.Image:
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).rectangle((10, 10, 29, 39), fill=255)
    return mask


def test_outside_the_region_every_pixel_stays():
    old, new = picture(1), picture(2)
    found = np.asarray(blend_region(old, new, rectangle()))
    inside = region_area(rectangle(), old.size)
    assert (found[~inside] == np.asarray(old)[~inside]).all()
    assert (found[20:30, 18:22] == np.asarray(new)[20:30, 18:22]).all()  # deep inside it is the new picture


def test_the_region_fades_in():
    """Black into white: shares rise from the border inwards, and no step is larger than one pixel's."""
    black, white = Image.new("RGB", (40, 60)), Image.new("RGB", (40, 60), "white")
    row = np.asarray(blend_region(black, white, rectangle()))[25, :, 0].astype(int)
    assert row[9] == 0 and 0 < row[10] < row[11] < row[12] and row[17] == 255
    assert np.abs(np.diff(row)).max() <= np.ceil(255 / 7)


def test_a_region_that_reaches_the_edge_does_not_fade_there():
    black, white = Image.new("RGB", (40, 60)), Image.new("RGB", (40, 60), "white")
    everywhere = blend_region(black, white, Image.new("L", (4, 6), 255))
    assert (np.asarray(everywhere) == 255).all()


def test_masks_of_another_size_are_fitted():
    assert (region_area(rectangle((80, 120)), (40, 60)).sum()) > 0
    assert region_area(Image.new("L", (8, 12), 255), (40, 60)).all()
