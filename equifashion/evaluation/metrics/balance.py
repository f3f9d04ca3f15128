"""Whom the average hides: accuracy by category and by colour, and for children's garments."""

import numpy as np

from equifashion.design import DesignBrief
from equifashion.evaluation.bootstrap import estimate
from equifashion.evaluation.context import EvaluationContext
from equifashion.evaluation.designs import STAGES, Request
from equifashion.evaluation.metric import MetricResult, MetricSpec, Section, not_measured, result
from equifashion.evaluation.specs import CATEGORY, COLOUR
from equifashion.evaluation.tasks import WORD_SEED, word_prompts, word_task
from equifashion.evaluation.weights import NO_FIGURES

_REMEDY = "More photographs of the weakest group, or drawing it more often in training."


def _worst(name: str, ceiling: str) -> MetricSpec:
    explained = f"Accuracy for the {name} that is met least often."
    return MetricSpec(
        f"balance.{name}_worst", f"Weakest {name}", explained, "higher", 0.15, _REMEDY, reference=ceiling
    )


def _spread(name: str, floor: str) -> MetricSpec:
    explained = f"Accuracy of the best-met {name} less that of the worst."
    title = f"Gap between {name} groups"
    return MetricSpec(f"balance.{name}_spread", title, explained, "lower", 0.2, _REMEDY, reference=floor)


_CLASSIFIER = "the classifier on held-out photographs, five folds"
CATEGORY_WORST, CATEGORY_SPREAD = _worst("category", _CLASSIFIER), _spread("category", _CLASSIFIER)
COLOUR_WORST, COLOUR_SPREAD = _worst("colour", ""), _spread("colour", "")
KIDS = MetricSpec(
    "balance.kids",
    "“kids” against adult words",
    "Category accuracy with “kids” in the prompt less that without it, same words and seeds; negative: children's "
    "lose.",
    "higher",
    0.15,
    "More photographs of children's garments.",
)
PEOPLE = MetricSpec(
    "balance.people",
    "Body shapes, skin tones, presentations",
    "Accuracy gap between groups of figures.",
    "lower",
    0.1,
    "Figures balanced by construction in the drawn data.",
)


def measure(context: EvaluationContext) -> Section:
    """Gaps between groups, for drafts and finished designs."""
    size, classifier = context.size, context.evaluators.classifier
    assert classifier is not None
    recalls = np.array([classifier.recalls.get(name, np.nan) for name in size.categories])
    results: list[MetricResult] = []
    weakest: dict[str, str] = {}
    for stage in STAGES:
        for asked, groups, pair, real in (
            (CATEGORY, size.categories, (CATEGORY_WORST, CATEGORY_SPREAD), recalls),
            (COLOUR, size.colours, (COLOUR_WORST, COLOUR_SPREAD), None),
        ):
            hits, answers = context.word_scores[stage][asked.key], np.array(context.words.targets[asked])
            right = np.stack([hits[answers == group] for group in groups])
            shares = right.mean(axis=1)
            weakest[asked.key] = f"{groups[int(shares.argmin())]} ({shares.min():.2f})"  # of the last stage
            results += gaps(pair, stage, right, real, context.words.seeds)
    results += _kids(context)
    can_draw = context.evaluators.weights.pose_learned
    reason = "Not measured: the classifier of garments cannot tell groups of figures." if can_draw else NO_FIGURES
    results.append(not_measured(PEOPLE, reason))
    return Section(
        "Balance: is someone worse served?",
        "The same designs as under adherence, group by group. Of the finished ones, the weakest category is "
        f"{weakest[CATEGORY.key]}, the weakest colour {weakest[COLOUR.key]}. Minima of few pictures come out low "
        "by chance.",
        tuple(results),
    )


def gaps(
    pair: tuple[MetricSpec, MetricSpec], stage: str, right: np.ndarray, real: np.ndarray | None, seeds: str
) -> list[MetricResult]:
    """Worst group and spread from (groups, pictures) of hits; each group is resampled by itself."""
    results = []
    for spec, statistic in zip(pair, (np.min, np.ptp), strict=True):
        estimated = estimate(lambda *groups, of=statistic: of([group.mean() for group in groups]), *right)
        reference = None if real is None or np.isnan(real).any() else float(statistic(real))
        results.append(result(spec, stage, estimated, right.size, seeds, reference))
    return results


def _kids(context: EvaluationContext) -> list[MetricResult]:
    asked = word_prompts(1, context.size.categories, context.size.colours)
    chosen = np.sort(np.random.default_rng(1).permutation(len(asked))[: context.size.kids])
    prompts = [asked[i] for i in chosen]
    requests = [
        Request(DesignBrief(f"kids {colour} {category}", look="flat"), WORD_SEED) for category, colour in prompts
    ]
    small = word_task(prompts, requests).select(CATEGORY)
    made = context.make(requests).by_stage
    results = []
    for stage in STAGES:
        adult = context.word_scores[stage][CATEGORY.key][chosen]
        gap = small.scores(context.evaluators, made[stage])[CATEGORY.key] - adult
        results.append(result(KIDS, stage, estimate(np.mean, gap), len(prompts), str(WORD_SEED)))
    return results
