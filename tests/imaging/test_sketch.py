import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion.imaging.sketch import extract_lines


def square(paper: str = "white", fill: str = "black") -> Image.Image:
    image = Image.new("RGB", (120, 160), paper)
    ImageDraw.Draw(image).rectangle([40, 50, 80, 110], fill=fill)
    return image


def ink(image: Image.Image) -> np.ndarray:
    """(H, W) in [0, 1]."""
    return 1.0 - np.asarray(image, dtype=float) / 255.0


@pytest.mark.parametrize("detail", [0.0, 0.5, 1.0])
def test_lines_follow_the_edges(detail):
    lines = extract_lines(square(), detail)
    assert lines.mode == "L" and lines.size == (120, 160)
    found = ink(lines)
    assert found[48:53, 45:75].max(axis=0).min() > 0.9  # the whole upper edge
    assert found[70:90, 55:65].max() == 0  # nothing inside
    assert found[:35].max() == found[125:].max() == 0  # nothing far away


@pytest.mark.parametrize("shade", [0, 90, 255])
def test_an_even_picture_has_no_lines(shade):
    assert ink(extract_lines(Image.new("RGB", (50, 60), (shade,) * 3))).max() == 0


def test_lines_lie_on_the_dark_side():
    found = ink(extract_lines(square()))
    assert found[80, 40:44].max() > 0.9 and found[80, 33:37].max() == 0


def test_detail_brings_weak_folds():
    image = square("white", (205, 205, 205))
    ImageDraw.Draw(image).line([60, 55, 60, 105], fill=(180, 180, 180), width=1)
    amounts = [ink(extract_lines(image, detail))[60:100, 50:70].sum() for detail in (0.0, 0.5, 1.0)]
    assert amounts[0] < amounts[2] and amounts == sorted(amounts) and amounts[2] > 0


def test_arrays_and_pictures_give_the_same():
    image = square(fill="red")
    assert extract_lines(image).tobytes() == extract_lines(np.asarray(image)).tobytes()


def test_a_mirrored_picture_has_mirrored_lines():
    image = square()
    mirrored = extract_lines(image.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    assert np.array_equal(np.asarray(mirrored), np.asarray(extract_lines(image))[:, ::-1])
