"""Garments of one colour without patches, and insides in shade."""

import numpy as np
import pytest
from PIL import Image, ImageDraw
from skimage.color import lab2rgb

from equifashion.imaging.cleanup import clean_up, remove_strays
from equifashion.imaging.palette import colour_difference, to_lab

SIZE = (256, 384)
BODY, NECK, COLLAR = (40, 60, 216, 330), (100, 60, 156, 90), (160, 70, 190, 95)


def garment(colour: tuple[int, int, int], patch: tuple[int, int, int] = (250, 250, 250)) -> np.ndarray:
    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle(BODY, fill=colour, outline="black", width=2)
    draw.rectangle(COLLAR, fill=patch, outline="black", width=2)
    draw.rectangle(NECK, fill=(235, 235, 235), outline="black", width=2)
    return np.asarray(image)


def shown(outside_to: tuple[int, int, int, int] = BODY) -> tuple[np.ndarray, np.ndarray]:
    inside, outside = (Image.new("1", SIZE) for _ in range(2))
    ImageDraw.Draw(outside).rectangle(outside_to, fill=1)
    ImageDraw.Draw(outside).rectangle(NECK, fill=0)
    ImageDraw.Draw(inside).rectangle(NECK, fill=1)
    return np.asarray(outside), np.asarray(inside)


def middle(image: np.ndarray, box: tuple[int, int, int, int]) -> np.ndarray:
    left, top, right, bottom = box
    return to_lab(np.median(image[top + 10 : bottom - 9, left + 10 : right - 9].reshape(-1, 3), axis=0))


@pytest.mark.parametrize("colour", [(30, 40, 110), (200, 30, 40), (120, 90, 60), (20, 20, 20), (210, 170, 40)])
def test_a_white_collar_takes_the_colour_and_the_inside_lies_in_shade(colour):
    before = garment(colour)
    after = clean_up(before, *shown())
    cloth, collar, neck = to_lab(colour), middle(after, COLLAR), middle(after, NECK)
    assert np.hypot(*(collar - cloth)[1:]) < 9 and collar[0] - cloth[0] < 9
    assert neck[0] < cloth[0] + 3 < middle(before, NECK)[0]
    np.testing.assert_array_equal(after[200:300, 60:200], before[200:300, 60:200], "the rest stays")
    assert np.abs(after.astype(int) - before)[:58].max() == 0, "and so does the ground"


def test_drawn_lines_stay():
    before = garment((200, 30, 40))
    after = clean_up(before, *shown())
    left, top, right, _ = COLLAR
    assert to_lab(after[top, left + 5 : right - 4])[:, 0].max() < to_lab((200, 30, 40))[0] - 15


def test_patches_of_another_hue_are_dyed():
    before = garment((30, 40, 110), patch=(110, 40, 60))
    assert np.hypot(*(middle(before, COLLAR) - to_lab((30, 40, 110)))[1:]) > 30
    after = clean_up(before, *shown())
    assert np.hypot(*(middle(after, COLLAR) - to_lab((30, 40, 110)))[1:]) < 6


def test_light_and_shade_are_no_patches():
    lab = np.zeros((384, 256, 3))
    lab[...] = 45.0, 20.0, 15.0
    lab[..., 0] += 8 * np.sin(np.arange(256) / 9.0)  # folds
    image = np.rint(lab2rgb(lab) * 255).astype(np.uint8)
    outside = np.zeros((384, 256), bool)
    outside[60:330, 40:216] = True
    image[~outside] = 255
    assert np.abs(clean_up(image, outside, ~outside & False).astype(int) - image).max() <= 2


def test_white_clothes_stay_white():
    before = garment((240, 240, 238))
    after = clean_up(before, *shown())
    assert np.abs(after.astype(int) - before)[100:300, 60:200].max() == 0
    assert middle(after, NECK)[0] < 80, "one still sees that it is hollow"


def test_a_missed_colour_is_met_and_its_folds_stay():
    lab = np.zeros((384, 256, 3))
    lab[...] = 82.0, -25.0, 75.0  # lime
    lab[..., 0] += 6 * np.sin(np.arange(256) / 9.0)
    image = np.rint(lab2rgb(lab) * 255).astype(np.uint8)
    outside = np.zeros((384, 256), bool)
    outside[60:330, 40:216] = True
    image[~outside] = 255
    nowhere, yellow = ~outside & False, (236, 204, 80)
    after, kept = clean_up(image, outside, nowhere, yellow), clean_up(image, outside, nowhere)
    before, made = (colour_difference(middle(each, BODY), to_lab(yellow)) for each in (kept, after))
    assert made < 4 < 10 < before
    row = to_lab(after)[200, 60:200, 0]
    assert np.corrcoef(row, lab[200, 60:200, 0])[0, 1] > 0.98 and 8 < np.ptp(row) < 14


def test_without_cloth_nothing_changes():
    before, nowhere = garment((200, 30, 40)), np.zeros((384, 256), bool)
    assert clean_up(before, nowhere, nowhere) is before
    blank = np.full((384, 256, 3), 255, np.uint8)
    assert clean_up(blank, *shown()) is blank


def test_large_pictures_are_mended_alike():
    large = np.asarray(Image.fromarray(garment((200, 30, 40))).resize((512, 768), Image.Resampling.NEAREST))
    outside, inside = (np.repeat(np.repeat(each, 2, 0), 2, 1) for each in shown())
    after = np.asarray(Image.fromarray(clean_up(large, outside, inside)).resize(SIZE, Image.Resampling.BOX))
    near = clean_up(garment((200, 30, 40)), *shown())
    for box in (COLLAR, NECK):
        assert np.abs(middle(after, box) - middle(near, box)).max() < 4


def test_what_lies_beyond_a_garment_goes_and_what_is_near_it_stays():
    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle(BODY, fill=(120, 60, 160))
    draw.rectangle((216, 100, 219, 200), fill=(120, 60, 160))  # as far as networks miss a line
    draw.ellipse((150, 336, 250, 376), fill=(120, 60, 160))
    pixels, cloth = np.asarray(image), Image.new("1", SIZE)
    ImageDraw.Draw(cloth).rectangle(BODY, fill=1)
    cleared = remove_strays(pixels, np.asarray(cloth))
    assert np.array_equal(cleared[60:331, 40:220], pixels[60:331, 40:220])
    assert cleared[344:].min() == 255 and np.array_equal(remove_strays(pixels, np.asarray(cloth), 0.0), pixels)
