"""Are designs copies of training photographs? Nearest neighbours of designs against those of unseen photographs."""

import numpy as np
from PIL import Image

from equifashion.evaluation.designs import STAGES, Progress, unheard
from equifashion.evaluation.figures import Measure, Plate, PlateRow, Section, estimate, estimate_mean, found
from equifashion.evaluation.study import Study

_SHOWN = 6
_BATCH = 256
RATIO = Measure(
    "memorisation.distance_ratio",
    "Distance to the nearest training photograph",
    "Median cosine distance (EfficientNet-Lite0 at half size) of designs to their nearest training photograph, "
    "over that of held-out photographs to theirs. Well below 1 would be copying; soft designs lie above 1 "
    "because they are far from any photograph.",
    "higher",
    0.1,
    "More data and augmentation; fewer rounds over the same photographs.",
    reference="1: designs are as new as held-out photographs",
)
CLOSE = Measure(
    "memorisation.close",
    "Designs nearer than almost all unseen photographs",
    "Share of designs nearer to a training photograph than the nearest 5 % of held-out photographs are.",
    "lower",
    0.05,
    "More data and augmentation; fewer rounds over the same photographs.",
    reference="0.05 by definition",
)


def measure(study: Study, on_step: Progress = unheard) -> Section:
    """Nearest-neighbour distances, and the closest pairs as pictures."""
    pool = study.pool(on_step)
    garments = study.photographs.garments
    trained = garments.indices("train")
    bank = []
    for start in range(0, len(trained), _BATCH):
        part = trained[start : start + _BATCH]
        bank.append(study.features.pooled(np.asarray(garments.images[part]), halved=True))
        on_step(min(start + _BATCH, len(trained)), len(trained))
    bank = _unit(np.concatenate(bank))
    real, _ = _nearest(study.features.pooled(pool.real, halved=True), bank)
    limit = float(np.quantile(real, 0.05))
    figures, plates = [], []
    for stage in STAGES:
        images = pool.made.of(stage)
        distances, places = _nearest(study.features.pooled(images, halved=True), bank)
        ratio = estimate(lambda a, b: float(np.median(a) / np.median(b)), distances, real)
        figures.append(found(RATIO, stage, ratio, len(images), pool.seeds, reference=1.0))
        close = estimate_mean((distances < limit).astype(float))
        figures.append(found(CLOSE, stage, close, len(images), pool.seeds, reference=0.05))
        if stage == "finished":
            plates.append(_closest(pool, images, distances, garments.images, trained[places]))
    return Section(
        "Memorisation: are these new designs?",
        f"Each of {len(pool.photographs)} designs against all {len(trained)} photographs that were trained on; "
        "held-out photographs against the same ones tell how near strangers come.",
        tuple(figures),
        tuple(plates),
    )


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _nearest(rows: np.ndarray, bank: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cosine distance to, and place of, the nearest of the bank's unit rows."""
    distances = 1.0 - _unit(rows) @ bank.T
    places = distances.argmin(axis=1)
    return distances[np.arange(len(rows)), places], places


def _closest(
    pool, images: np.ndarray, distances: np.ndarray, photographs: np.ndarray, nearest: np.ndarray
) -> Plate:
    order = np.argsort(distances)[:_SHOWN]
    rows = tuple(
        PlateRow(
            f"“{pool.photographs[i].prompt}”, distance {distances[i]:.2f}",
            (Image.fromarray(images[i]), Image.fromarray(np.asarray(photographs[nearest[i]]))),
        )
        for i in order
    )
    return Plate(
        "The closest pairs",
        "The finished designs that lie nearest to a training photograph.",
        ("design", "nearest training photograph"),
        rows,
    )
