"""A classifier of garment categories, fitted on held-out photographs."""

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from equifashion.datasets.garment_photos import PackedGarments
from equifashion.evaluation.features import Features
from equifashion.vocabulary import category_of_label


@dataclass(frozen=True)
class CategoryClassifier:
    """A classifier of EfficientNet-Lite0 features.

    Attributes:
        pipeline: a fitted scikit-learn pipeline on pooled features.
        ceiling: its cross-validated accuracy on the real photographs it was trained on, folds by turn.
        photographs: how many those were.
        recalls: the same accuracy for each category.
    """

    pipeline: Pipeline
    ceiling: float
    photographs: int
    recalls: dict[str, float]

    @classmethod
    def train(
        cls, garments: PackedGarments, categories: tuple[str, ...], features: Features
    ) -> "CategoryClassifier":
        """Fit on held-out photographs, which no generative model has seen."""
        named = [(int(i), category_of_label(garments.records[i].label).name) for i in garments.indices("test")]
        chosen = [(i, name) for i, name in named if name in categories]
        labels = np.array([name for _, name in chosen])
        x = features.pooled(np.stack([garments.images[i] for i, _ in chosen]))
        pipeline = make_pipeline(
            StandardScaler(), LogisticRegression(C=0.01, max_iter=2000, class_weight="balanced")
        )
        predicted = cross_val_predict(pipeline, x, labels, cv=5)
        recalls = {name: float((predicted[labels == name] == name).mean()) for name in np.unique(labels).tolist()}
        return cls(pipeline.fit(x, labels), float((predicted == labels).mean()), len(chosen), recalls)

    def names(self, pooled: np.ndarray) -> np.ndarray:
        """Category names for pooled features."""
        return self.pipeline.predict(pooled)

    def probabilities(self, pooled: np.ndarray) -> np.ndarray:
        """(N, categories); rows sum to 1."""
        return self.pipeline.predict_proba(pooled)
