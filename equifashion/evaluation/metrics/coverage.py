"""Precision, recall, density and coverage: are designs within the real ones' reach, and all of it?"""

from equifashion.evaluation.designs import STAGES, Progress, unheard
from equifashion.evaluation.distances import neighbourhoods
from equifashion.evaluation.figures import Measure, Section, estimate_mean, found
from equifashion.evaluation.metrics.fidelity import FLAT
from equifashion.evaluation.study import Study

NEIGHBOURS = 5
REBUILT = "training photographs through the autoencoder"


def _measure(name: str, title: str, explained: str, remedy: str) -> Measure:
    return Measure(
        f"coverage.{name}",
        title,
        f"{explained} k = {NEIGHBOURS}, EfficientNet-Lite0 features.",
        "higher",
        0.08,
        remedy,
        reference="as many training photographs of the same categories",
        control=FLAT,
    )


MEASURES = (
    _measure(
        "precision",
        "Precision",
        "Share of designs as near to some held-out photograph as its 5th neighbour.",
        "Sharper, more photographic designs: autoencoder and refiner.",
    ),
    _measure(
        "density",
        "Density",
        "How many held-out photographs have a design within reach of their 5th neighbour, over k, on average.",
        "Sharper, more photographic designs: autoencoder and refiner.",
    ),
    _measure(
        "recall",
        "Recall",
        "Share of held-out photographs as near to some design as its 5th neighbour among designs.",
        "Patterns and details that no design shows yet: longer training, more data.",
    ),
    _measure(
        "coverage",
        "Coverage",
        "Share of held-out photographs with a design within reach of their 5th neighbour.",
        "Patterns and details that no design shows yet: longer training, more data.",
    ),
)


def measure(study: Study, on_step: Progress = unheard) -> Section:
    """The four numbers for drafts, finished designs, and what the autoencoder leaves of real photographs."""
    features, pool = study.pool_features(on_step), study.pool(on_step)
    real, flat = (neighbourhoods(features["real"], features[name], NEIGHBOURS) for name in ("alike", "flat"))
    figures = []
    sets = {stage: features[stage] for stage in STAGES}
    if study.weights.autoencoder is not None:
        sets[REBUILT] = study.features.pooled(study.weights.rebuild(pool.alike))
    for stage, made in sets.items():
        terms = neighbourhoods(features["real"], made, NEIGHBOURS)
        for each in MEASURES:
            name = each.key.split(".")[1]
            rows = getattr(terms, name)
            others = {"reference": getattr(real, name).mean(), "control": getattr(flat, name).mean()}
            figures.append(found(each, stage, estimate_mean(rows), len(rows), pool.seeds, **others))
    return Section(
        "Coverage: is all that real garments show within reach?",
        f"{len(pool.photographs)} designs and as many held-out photographs as neighbours in feature space. These "
        "numbers settle only from about a thousand pictures on: read them beside their ceilings, and beside "
        "training photographs that only went through the autoencoder, as every design does.",
        tuple(figures),
    )
