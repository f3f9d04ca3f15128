import numpy as np
import pytest

from equifashion.datasets.garment_photos import pack_garments
from equifashion.evaluation.classifier import CategoryClassifier
from equifashion.evaluation.features import Features
from tests.support.drawn_garments import cutout, on_canvas


@pytest.fixture(scope="module")
def features() -> Features:
    return Features()


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


def test_the_classifier_knows_drawn_garments(features, garments_folder, tmp_path):
    garments = pack_garments(garments_folder, tmp_path)
    classifier = CategoryClassifier.train(garments, ("dress", "trousers"), features)
    assert classifier.photographs == 12 and classifier.ceiling == 1.0
    unseen = np.stack([on_canvas(cutout(label, "green", (110, 240)))[0] for label in ("Pants", "Dress")])
    assert classifier.names(features.pooled(unseen)).tolist() == ["trousers", "dress"]
    assert classifier.recalls == {"dress": 1.0, "trousers": 1.0}
    probabilities = classifier.probabilities(features.pooled(unseen))
    assert probabilities.shape == (2, 2) and np.allclose(probabilities.sum(axis=1), 1.0)
    assert (probabilities.max(axis=1) > 0.5).all()
