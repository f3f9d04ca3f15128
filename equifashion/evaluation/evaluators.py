"""The models that look at pictures: a classifier, ImageNet features, the weights' own image–text model."""

from dataclasses import dataclass

import numpy as np

from equifashion.evaluation.classifier import CategoryClassifier
from equifashion.evaluation.features import Features
from equifashion.evaluation.weights import Weights

CATEGORY_NAMES = (
    "t-shirt", "sweater", "shirt", "hoodie", "blazer", "jacket", "dress", "skirt", "trousers", "shorts",
)  # fmt: skip
COLOUR_NAMES = ("black", "white", "grey", "red", "blue", "green", "yellow", "pink")


@dataclass(frozen=True)
class Evaluators:
    """Everything that a metric may look with.

    Attributes:
        features: EfficientNet-Lite0; training uses Lite1, so no model is judged by what it was fitted to.
        weights: of the preset, with its image–text model and autoencoder.
        classifier: of categories; None where there are no photographs to fit it on.
        colours: names that a dominant colour is matched with.
    """

    features: Features
    weights: Weights
    classifier: CategoryClassifier | None = None
    colours: tuple[str, ...] = COLOUR_NAMES

    def categories(self, images: np.ndarray) -> np.ndarray:
        """The classifier's names for pictures, (N,)."""
        assert self.classifier is not None
        return self.classifier.names(self.features.pooled(images))
