import numpy as np
import pytest

from equifashion.datasets.garment_photos import pack_garments
from equifashion.evaluation.control import COLOUR_NAMES
from equifashion.evaluation.judge import CategoryJudge, Features, colour_errors, garment_mask, judged_colour
from tests.support.drawn_garments import cutout, on_canvas


@pytest.fixture(scope="module")
def features() -> Features:
    return Features()


@pytest.mark.parametrize("label", ["Dress", "Shirt", "Pants"])
@pytest.mark.parametrize("colour", [name for name in COLOUR_NAMES if name != "white"])
def test_colours_of_drawn_garments(label, colour):
    image, _ = on_canvas(cutout(label, colour))
    assert judged_colour(image, COLOUR_NAMES) == colour


def test_a_white_garment_on_white():
    image, matte = on_canvas(cutout("Dress", "white"))
    assert (garment_mask(image) == (matte > 128)).mean() > 0.98
    assert judged_colour(image, COLOUR_NAMES) == "white"


def test_the_larger_colour_counts():
    assert judged_colour(on_canvas(cutout("Pants", "blue", second="yellow"))[0], COLOUR_NAMES) == "blue"


def test_colours_without_a_name_get_the_nearest():
    assert judged_colour(on_canvas(cutout("Dress", "burgundy"))[0], ("green", "red", "white")) == "red"


def test_a_blank_picture_has_no_colour():
    assert judged_colour(np.full((384, 256, 3), 250, np.uint8), COLOUR_NAMES) == ""


@pytest.mark.parametrize("colour", ["red", "navy", "mint"])
def test_colour_errors(colour):
    image, _ = on_canvas(cutout("Dress", colour))
    errors = colour_errors(image, (colour, "black", "white"))
    assert errors[0] < 3 and errors[1:].min() > 10
    assert (colour_errors(np.full((384, 256, 3), 255, np.uint8), ("red", "blue")) == 100).all()


def test_holes_belong_to_the_garment():
    image = np.full((60, 40, 3), 255, np.uint8)
    image[10:50, 5:35] = 90
    image[20:30, 10:20] = 255  # a white print
    mask = garment_mask(image)
    assert mask[10:50, 5:35].all() and mask.sum() == 40 * 30


def test_features(features):
    images = np.stack([on_canvas(cutout("Dress", c))[0] for c in ("red", "blue")])
    pooled = features.pooled(images)
    assert pooled.shape == (2, 1280) and pooled.dtype == np.float32
    assert np.allclose(features.pooled(images[1:])[0], pooled[1], atol=1e-4)


def test_pairwise_distance(features):
    red, blue, trousers = (
        on_canvas(cutout(*garment))[0] for garment in (("Dress", "red"), ("Dress", "blue"), ("Pants", "red"))
    )
    assert features.pairwise_distance(np.stack([red, red])) == 0
    first = features.pairwise_distance(np.stack([red, trousers]))
    second = features.pairwise_distance(np.stack([red, blue]))
    third = features.pairwise_distance(np.stack([blue, trousers]))
    assert min(first, second, third) > 0
    together = features.pairwise_distance(np.stack([red, trousers, blue]))
    assert together == pytest.approx((first + second + third) / 3, rel=1e-4)


def test_the_category_judge_knows_drawn_garments(features, garments_folder, tmp_path):
    garments = pack_garments(garments_folder, tmp_path)
    judge = CategoryJudge.train(garments, ("dress", "trousers"), features)
    assert judge.photographs == 12 and judge.ceiling == 1.0
    unseen = np.stack([on_canvas(cutout(label, "green", (110, 240)))[0] for label in ("Pants", "Dress")])
    assert judge.names(features.pooled(unseen)).tolist() == ["trousers", "dress"]
    assert judge.recalls == {"dress": 1.0, "trousers": 1.0}
    probabilities = judge.probabilities(features.pooled(unseen))
    assert probabilities.shape == (2, 2) and np.allclose(probabilities.sum(axis=1), 1.0)
    assert (probabilities.max(axis=1) > 0.5).all()
