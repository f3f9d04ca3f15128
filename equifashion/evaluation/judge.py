"""Outside judges of pictures: a category classifier on real photographs, the measured dominant colour.

Features come from EfficientNet-Lite0; training uses Lite1, so no model is judged by what it was fitted to.
"""

from dataclasses import dataclass

import numpy as np
import torch
from scipy.ndimage import binary_fill_holes
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from equifashion.data.garments import PackedGarments
from equifashion.design.vocabulary import COLOURS, category_of_label
from equifashion.imaging.palette import dominant_colours, nearest_name
from equifashion.training.perceptual import ImageNetFeatures, perceptual_distance

_PAPER = 241  # lighter than this in every channel is background


class Features:
    """ImageNet features of uint8 pictures (N, 384, 256, 3)."""

    def __init__(self) -> None:
        self.network = ImageNetFeatures("lite0").eval()

    @torch.no_grad()
    def pooled(self, images: np.ndarray) -> np.ndarray:
        """(N, 1280) float32."""
        return np.concatenate([self.network.pooled(_pixels(part)).numpy() for part in _parts(images)])

    @torch.no_grad()
    def pairwise_distance(self, images: np.ndarray) -> float:
        """Mean perceptual distance over all pairs of a few pictures."""
        maps = [self.network(_pixels(image[None])) for image in images]
        distances = [
            float(perceptual_distance(maps[i], maps[j])) for i in range(len(maps)) for j in range(i + 1, len(maps))
        ]
        return float(np.mean(distances))


def _parts(images: np.ndarray) -> list[np.ndarray]:
    return [images[i : i + 32] for i in range(0, len(images), 32)]


def _pixels(images: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(images.astype(np.float32) / 127.5 - 1.0).permute(0, 3, 1, 2)


@dataclass(frozen=True)
class CategoryJudge:
    """A classifier of garment categories.

    Attributes:
        classifier: a fitted scikit-learn pipeline on pooled features.
        ceiling: its cross-validated accuracy on the real photographs it was trained on, folds by turn.
        photographs: how many those were.
    """

    classifier: object
    ceiling: float
    photographs: int

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
        return cls(classifier.fit(x, labels), float((predicted == labels).mean()), len(chosen))

    def names(self, pooled: np.ndarray) -> np.ndarray:
        """Category names for pooled features."""
        return self.classifier.predict(pooled)


def garment_mask(image: np.ndarray) -> np.ndarray:
    """(H, W) bool: everything that is not the white around the garment; holes filled."""
    return binary_fill_holes((image < _PAPER).any(axis=2))


def judged_colour(image: np.ndarray, names: tuple[str, ...]) -> str:
    """Which of some colour names fits a picture's dominant colour; "" when the picture is blank."""
    palette = dominant_colours(image, garment_mask(image))
    return nearest_name(palette[0].lab, {name: COLOURS[name] for name in names}) if palette else ""
