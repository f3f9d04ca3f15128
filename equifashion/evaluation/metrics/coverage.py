"""Precision, recall, density and coverage: are designs within the real ones' reach, and all of it?"""

from equifashion.evaluation.bootstrap import estimate
from equifashion.evaluation.context import EvaluationContext
from equifashion.evaluation.designs import STAGES
from equifashion.evaluation.metric import Section, result
from equifashion.evaluation.specs import COVERAGE, DENSITY, PRECISION, RECALL

REBUILT = "training photographs through the autoencoder"


def measure(context: EvaluationContext) -> Section:
    """The four numbers for drafts, finished designs, and what the autoencoder leaves of real photographs."""
    features, pool, evaluators = context.pool_features, context.pool, context.evaluators
    sets = {stage: features[stage] for stage in STAGES}
    if evaluators.weights.autoencoder is not None:
        sets[REBUILT] = evaluators.features.pooled(evaluators.weights.rebuild(pool.matched))
    results = []
    for spec in (PRECISION, DENSITY, RECALL, COVERAGE):
        reference, control = (
            spec.compared(features[name], features["real"]).mean() for name in ("matched", "flat")
        )
        for stage, made in sets.items():
            values = spec.compared(made, features["real"])
            results.append(
                result(spec, stage, estimate(spec.statistic, values), len(values), pool.seeds, reference, control)
            )
    return Section(
        "Coverage: is all that real garments show within reach?",
        f"{len(pool.photographs)} designs and as many held-out photographs as neighbours in feature space. These "
        "numbers settle only from about a thousand pictures on: read them beside their ceilings, and beside "
        "training photographs that only went through the autoencoder, as every design does.",
        tuple(results),
    )
