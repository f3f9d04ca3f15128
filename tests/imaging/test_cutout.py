"""Garments taken out of drawn photographs, whose true outline is known."""

import io

import numpy as np
import pytest
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.imaging.cutout import cut_out
from equifashion.imaging.recolor import garment_area
from tests.support.drawn_garments import OUTLINES, cutout

LABELS = list(OUTLINES)


def photograph(garment: Image.Image, ground: Image.Image, at: tuple[int, int]) -> Image.Image:
    ground = ground.convert("RGBA")
    ground.alpha_composite(garment, at)
    return ground.convert("RGB")


def overlap(result: Image.Image, garment: Image.Image) -> float:
    """Intersection over union with the garment's true outline on the canvas."""
    wanted = np.asarray(cut_out(garment))  # by its alpha channel
    a, b = garment_area(np.asarray(result)), garment_area(wanted)
    return float((a & b).sum() / (a | b).sum())


def textured(size: tuple[int, int]) -> Image.Image:
    random = np.random.default_rng(1)
    wood = 90 + 25 * np.sin(np.arange(size[0]) / 4)[None, :, None] + random.normal(0, 12, (size[1], size[0], 1))
    return Image.fromarray(np.clip(wood * [1.0, 0.8, 0.5], 0, 255).astype(np.uint8))


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("ground", [(255, 255, 255), (200, 210, 190), (20, 20, 22)])
def test_on_an_even_ground(label, ground):
    garment = cutout(label, "red")
    picture = photograph(garment, Image.new("RGB", (400, 380), ground), (90, 60))
    result = cut_out(picture)
    assert result.size == (256, 384) and result.mode == "RGB"
    assert overlap(result, garment) > 0.93
    assert result.getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize("label", ["Dress", "Shirt"])
def test_on_a_textured_ground(label):
    garment = cutout(label, "light blue")
    assert overlap(cut_out(photograph(garment, textured((400, 380)), (120, 70))), garment) > 0.8


def test_a_brushed_mask_decides():
    garment = cutout("Pants", "brown")  # brown on brown: nothing else could tell them apart
    ground = Image.new("RGB", (300, 300), garment.getpixel((garment.width // 2, 10))[:3])
    picture = photograph(garment, ground, (60, 40))
    mask = Image.new("L", picture.size)
    mask.paste(garment.getchannel("A"), (60, 40))
    for given in (mask, np.asarray(mask), np.asarray(mask) > 127, mask.resize((150, 150))):
        assert overlap(cut_out(picture, given), garment) > 0.93
    with pytest.raises(InvalidInput, match="No garment could be told"):
        cut_out(ground)


def test_files_with_an_alpha_channel():
    garment = cutout("Hoodie", "white")  # white, so that only the alpha channel tells it from white
    buffer = io.BytesIO()
    garment.save(buffer, "PNG")
    result = np.asarray(cut_out(buffer.getvalue()))
    assert (np.asarray(cut_out(garment)) == result).all()
    rows = np.flatnonzero((result < 250).any(axis=(1, 2)))
    assert rows[-1] - rows[0] > 300  # as tall as the canvas allows


def test_a_large_photograph_is_scaled_down_first():
    garment = cutout("Dress", "green", size=(900, 1400))
    picture = photograph(garment, Image.new("RGB", (1600, 1700), "white"), (300, 100))
    assert overlap(cut_out(picture), garment) > 0.95


@pytest.mark.parametrize("picture", [Image.new("RGB", (200, 300), "white"), Image.new("RGB", (3, 3), "red")])
def test_pictures_without_a_garment(picture):
    with pytest.raises(InvalidInput, match="No garment could be told from the background"):
        cut_out(picture)


def test_what_is_no_picture(tmp_path):
    with pytest.raises(InvalidInput, match="not a readable PNG"):
        cut_out(b"<svg/>")
    with pytest.raises(InvalidInput, match="no file"):
        cut_out(tmp_path / "none.png")
    with pytest.raises(InvalidInput, match="mask must have two axes"):
        cut_out(cutout("Dress", "red"), np.zeros((3, 3, 3)))
