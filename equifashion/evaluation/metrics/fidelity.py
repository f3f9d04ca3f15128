"""How far designs as a set are from real photographs, each distance beside the real-against-real one."""

from collections.abc import Mapping

import numpy as np

from equifashion.errors import MissingWeights
from equifashion.evaluation.bootstrap import RESAMPLES, estimate
from equifashion.evaluation.context import EvaluationContext
from equifashion.evaluation.designs import STAGES
from equifashion.evaluation.distances import class_score, estimate_frechet, estimate_kernel
from equifashion.evaluation.features import Features, InceptionFeatures, LargerFeatures
from equifashion.evaluation.metric import MetricResult, MetricSpec, Section, not_measured, result
from equifashion.evaluation.specs import FLAT

REBUILT = "photographs through the autoencoder"
_FRECHET, _KERNEL = "Fréchet distance", "Kernel distance (unbiased squared MMD, cubic kernel)"


def _distance(key: str, title: str, space: str, formula: str) -> MetricSpec:
    return MetricSpec(
        f"fidelity.{key}",
        title,
        f"{formula} of {space} features, between designs for the prompts of held-out photographs and these "
        "photographs.",
        "lower",
        0.15,
        "Longer training of the autoencoder's decoder and the refiner: soft surfaces are most of this distance.",
        reference="as many training photographs of the same categories, against the same held-out ones",
        control=FLAT,
        relative=True,
        unit="distance",
    )


FRECHET = {
    Features.name: _distance("frechet.lite0", "Fréchet distance, Lite0", Features.name, _FRECHET),
    LargerFeatures.name: _distance("frechet.lite2", "Fréchet distance, Lite2", LargerFeatures.name, _FRECHET),
    InceptionFeatures.name: _distance("fid", "FID", InceptionFeatures.name, _FRECHET),
}
KERNEL = {
    Features.name: _distance("kernel.lite0", "Kernel distance, Lite0", Features.name, _KERNEL),
    LargerFeatures.name: _distance("kernel.lite2", "Kernel distance, Lite2", LargerFeatures.name, _KERNEL),
    InceptionFeatures.name: _distance("kid", "KID", InceptionFeatures.name, _KERNEL),
}
CLASS_SCORE = MetricSpec(
    "fidelity.class_score",
    "Clear and varied categories",
    "The Inception score's formula with the category classifier's probabilities: high when each picture is clearly "
    "one category and all categories occur. One domain, so only its ratio to real photographs means something.",
    "higher",
    0.3,
    "Whatever makes categories recognisable: see adherence.",
    reference="as many training photographs, which the classifier has not seen",
    unit="score",
)


def measure(context: EvaluationContext) -> Section:
    """Distances in every feature space that can be had, and the class score."""
    pool, sets, features = context.pool, context.pool.sets, context.pool_features
    if context.rebuilt is not None:
        sets[REBUILT] = context.rebuilt
        features = features | {REBUILT: context.evaluators.features.pooled(context.rebuilt)}
    results = _distances(Features.name, features, pool.seeds)
    larger = LargerFeatures()
    results += _distances(larger.name, {name: larger.pooled(images) for name, images in sets.items()}, pool.seeds)
    try:
        inception = InceptionFeatures()
    except MissingWeights as error:
        reason = f"Not measured: {error} No other distance here is a FID or KID."
        results += [not_measured(table[InceptionFeatures.name], reason) for table in (FRECHET, KERNEL)]
    else:
        seen = {name: inception.pooled(images) for name, images in sets.items()}
        results += _distances(inception.name, seen, pool.seeds)
    classifier = context.evaluators.classifier
    assert classifier is not None
    real = class_score(classifier.probabilities(features["matched"]))
    for stage in STAGES:
        scores = classifier.probabilities(features[stage])
        estimated = estimate(class_score, scores, resamples=RESAMPLES // 4)
        results.append(result(CLASS_SCORE, stage, estimated, len(scores), pool.seeds, real))
    return Section(
        "Fidelity: do the designs look like photographs of garments?",
        f"{len(pool.photographs)} designs for the prompts of held-out photographs, against these photographs. "
        "Small sets lie apart by chance alone, so each distance stands beside that of as many real photographs, "
        "and beside that of flat silhouettes in the right colours. Training used another network of the same "
        "family (Lite1), which may flatter these spaces.",
        tuple(results),
    )


def _distances(space: str, features: Mapping[str, np.ndarray], seeds: str) -> list[MetricResult]:
    """Both distances to the held-out photographs, for every set."""
    results, real = [], features["real"]
    for spec, distance in ((FRECHET[space], estimate_frechet), (KERNEL[space], estimate_kernel)):
        floor, flat = (distance(features[name], real).value for name in ("matched", "flat"))
        results += [
            result(spec, stage, distance(rows, real), len(rows), seeds, floor, flat)
            for stage, rows in features.items()
            if stage not in ("real", "matched", "flat")
        ]
    return results
