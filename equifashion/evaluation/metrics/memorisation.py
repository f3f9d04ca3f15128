"""Are designs copies of training photographs? Nearest neighbours of designs against those of unseen photographs."""

import numpy as np
from PIL import Image

from equifashion.evaluation.bootstrap import estimate
from equifashion.evaluation.context import EvaluationContext
from equifashion.evaluation.metric import ImageGrid, ImageRow, MetricSpec, Section, result

_SHOWN = 6
_BATCH = 256
_REMEDY = "More data and augmentation; fewer rounds over the same photographs."
RATIO = MetricSpec(
    "memorisation.distance_ratio",
    "Distance to the nearest training photograph",
    "Median cosine distance (EfficientNet-Lite0 at half size) of designs to their nearest training photograph, "
    "over that of held-out photographs to theirs. Well below 1 would be copying; soft designs lie above 1 because "
    "they are far from any photograph.",
    "higher",
    0.1,
    _REMEDY,
    reference="1: designs are as new as held-out photographs",
    unit="ratio",
)
CLOSE = MetricSpec(
    "memorisation.close",
    "Designs nearer than almost all unseen photographs",
    "Share of designs nearer to a training photograph than the nearest 5 % of held-out photographs are.",
    "lower",
    0.05,
    _REMEDY,
    reference="0.05 by definition",
)


def measure(context: EvaluationContext) -> Section:
    """Nearest-neighbour distances, and the closest pairs as pictures."""
    pool, garments, features = context.pool, context.photographs.garments, context.evaluators.features
    trained = garments.indices("train")
    rows = []
    for start in range(0, len(trained), _BATCH):
        part = trained[start : start + _BATCH]
        rows.append(features.pooled(np.asarray(garments.images[part]), halved=True))
        context.on_step(min(start + _BATCH, len(trained)), len(trained))
    bank = _unit(np.concatenate(rows))
    real, _ = _nearest(features.pooled(pool.real, halved=True), bank)
    limit = float(np.quantile(real, 0.05))
    results, nearest = [], {}
    for stage, images in pool.made.by_stage.items():
        distances, places = nearest[stage] = _nearest(features.pooled(images, halved=True), bank)
        ratio = estimate(lambda a, b: float(np.median(a) / np.median(b)), distances, real)
        close = estimate(np.mean, (distances < limit).astype(float))
        for spec, estimated, reference in ((RATIO, ratio, 1.0), (CLOSE, close, 0.05)):
            results.append(result(spec, stage, estimated, len(images), pool.seeds, reference))
    distances, places = nearest["finished"]
    closest = tuple(
        ImageRow(
            f"“{pool.photographs[i].prompt}”, distance {distances[i]:.2f}",
            (Image.fromarray(pool.made.finished[i]), Image.fromarray(garments.images[trained[places[i]]])),
        )
        for i in np.argsort(distances)[:_SHOWN]
    )
    return Section(
        "Memorisation: are these new designs?",
        f"Each of {len(pool.photographs)} designs against all {len(trained)} photographs that were trained on; "
        "held-out photographs against the same ones tell how near strangers come.",
        tuple(results),
        (
            ImageGrid(
                "The closest pairs",
                "The finished designs that lie nearest to a training photograph.",
                ("design", "nearest training photograph"),
                closest,
            ),
        ),
    )


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _nearest(rows: np.ndarray, bank: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cosine distance to, and place of, the nearest of the bank's unit rows."""
    distances = 1.0 - _unit(rows) @ bank.T
    places = distances.argmin(axis=1)
    return distances[np.arange(len(rows)), places], places
