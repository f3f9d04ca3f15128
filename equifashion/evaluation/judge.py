"""Outside judges of pictures: a category classifier on real photographs, the measured dominant colour.

Features come from EfficientNet-Lite0; training uses Lite1, so no model is judged by what it was fitted to.
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import binary_fill_holes
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from equifashion.datasets.garment_photos import PackedGarments
from equifashion.evaluation.features import Features
from equifashion.imaging.palette import colour_difference, dominant_colours, nearest_name, to_lab
from equifashion.vocabulary import COLOURS, category_of_label

__all__ = ["CategoryJudge", "Features", "colour_errors", "garment_mask", "judged_colour"]

_PAPER = 241  # lighter than this in every channel is background
NO_COLOUR = 100.0  # ΔE00 charged to a blank picture: black to white


@dataclass(frozen=True)
class CategoryJudge:
    """A classifier of garment categories.

    Attributes:
        classifier: a fitted scikit-learn pipeline on pooled features.
        ceiling: its cross-validated accuracy on the real photographs it was trained on, folds by turn.
        photographs: how many those were.
        recalls: the same accuracy for each category.
    """

    classifier: object
    ceiling: float
    photographs: int
    recalls: dict[str, float]

    @classmethod
    def train(cls, garments: PackedGarments, categories: tuple[str, ...], features: Features) -> "CategoryJudge":
        """Fit on held-out photographs, which no generative model has seen."""
        chosen = [
            int(i)
            for i in garments.indices("test")
            if category_of_label(garments.records[i].label).name in categories
        ]
        labels = np.array([category_of_label(garments.records[i].label).name for i in chosen])
        x = features.pooled(np.stack([garments.images[i] for i in chosen]))
        classifier = make_pipeline(
            StandardScaler(), LogisticRegression(C=0.01, max_iter=2000, class_weight="balanced")
        )
        predicted = cross_val_predict(classifier, x, labels, cv=5)
        recalls = {name: float((predicted[labels == name] == name).mean()) for name in np.unique(labels).tolist()}
        return cls(classifier.fit(x, labels), float((predicted == labels).mean()), len(chosen), recalls)

    def names(self, pooled: np.ndarray) -> np.ndarray:
        """Category names for pooled features."""
        return self.classifier.predict(pooled)

    def probabilities(self, pooled: np.ndarray) -> np.ndarray:
        """(N, categories); rows sum to 1."""
        return self.classifier.predict_proba(pooled)


def garment_mask(image: np.ndarray) -> np.ndarray:
    """(H, W) bool: everything that is not the white around the garment; holes filled."""
    return binary_fill_holes((image < _PAPER).any(axis=2))


def judged_colour(image: np.ndarray, names: tuple[str, ...]) -> str:
    """Which of some colour names fits a picture's dominant colour; "" when the picture is blank."""
    palette = dominant_colours(image, garment_mask(image))
    return nearest_name(palette[0].lab, {name: COLOURS[name] for name in names}) if palette else ""


def colour_errors(image: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """CIEDE2000 from a picture's dominant colour to each named one, (len(names),); 100 when it is blank."""
    palette = dominant_colours(image, garment_mask(image))
    if not palette:
        return np.full(len(names), NO_COLOUR)
    named = to_lab(np.array([COLOURS[name] for name in names]))
    return colour_difference(np.broadcast_to(palette[0].lab, named.shape), named)
