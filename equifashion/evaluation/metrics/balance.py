"""Whom the average hides: accuracy by category and by colour, and for children's garments."""

import numpy as np

from equifashion.design import DesignBrief
from equifashion.evaluation.control import CATEGORY_NAMES, COLOUR_NAMES, FIRST_SEED, control_prompts, judge_control
from equifashion.evaluation.designs import STAGES, Progress, Request, unheard
from equifashion.evaluation.figures import DRAWS, Figure, Measure, Section, estimate_mean, found, interval, missing
from equifashion.evaluation.study import Study
from equifashion.evaluation.weights import NO_FIGURES

_REMEDY = "More photographs of the weakest group, or drawing it more often in training."


def _worst(name: str, ceiling: str) -> Measure:
    return Measure(
        f"balance.{name}_worst",
        f"Weakest {name}",
        f"Accuracy for the {name} that is met least often.",
        "higher",
        0.15,
        _REMEDY,
        reference=ceiling,
    )


def _spread(name: str, floor: str) -> Measure:
    return Measure(
        f"balance.{name}_spread",
        f"Gap between {name} groups",
        f"Accuracy of the best-met {name} less that of the worst.",
        "lower",
        0.2,
        _REMEDY,
        reference=floor,
    )


_JUDGED = "the judge on held-out photographs, five folds"
CATEGORY_WORST, CATEGORY_SPREAD = _worst("category", _JUDGED), _spread("category", _JUDGED)
COLOUR_WORST, COLOUR_SPREAD = _worst("colour", ""), _spread("colour", "")
KIDS = Measure(
    "balance.kids",
    "“kids” against adult words",
    "Category accuracy with “kids” in the prompt less that without it, same words and seeds; negative: "
    "children's lose.",
    "higher",
    0.15,
    "More photographs of children's garments.",
)
PEOPLE = Measure(
    "balance.people",
    "Body shapes, skin tones, presentations",
    "Accuracy gap between groups of figures.",
    "lower",
    0.1,
    "Figures balanced by construction in the drawn data.",
)


def measure(study: Study, on_step: Progress = unheard) -> Section:
    """Gaps between groups, for drafts and finished designs."""
    control = study.control(on_step)
    seeds = study.effort.control_seeds
    named = f"{FIRST_SEED}–{FIRST_SEED + seeds - 1}" if seeds > 1 else str(FIRST_SEED)
    figures: list[Figure] = []
    weakest = {}
    for stage in STAGES:
        asked = np.array(control[stage].prompts)
        for column, groups, judged, pair in (
            (0, CATEGORY_NAMES, control[stage].categories, (CATEGORY_WORST, CATEGORY_SPREAD)),
            (1, COLOUR_NAMES, control[stage].colours, (COLOUR_WORST, COLOUR_SPREAD)),
        ):
            right = np.stack([(judged == asked[:, column])[asked[:, column] == group] for group in groups])
            shares = right.mean(axis=1)
            if stage == "finished":
                weakest[column] = f"{groups[int(shares.argmin())]} ({shares.min():.2f})"
            real = np.array([study.judge.recalls.get(group, np.nan) for group in groups]) if column == 0 else None
            figures += _gaps(pair, stage, right, real, named)
    figures += _kids(study, on_step)
    reason = (
        NO_FIGURES
        if not study.weights.pose_learned
        else "Not measured: the judge of garments cannot tell figures' groups apart."
    )
    figures.append(missing(PEOPLE, reason))
    return Section(
        "Balance: is someone worse served?",
        f"The same designs as under adherence, group by group. Of the finished ones, the weakest category is "
        f"{weakest[0]}, the weakest colour {weakest[1]}. Minima of few pictures come out low by chance.",
        tuple(figures),
    )


def _gaps(
    pair: tuple[Measure, Measure], stage: str, right: np.ndarray, real: np.ndarray | None, seeds: str
) -> list[Figure]:
    """Worst group and spread from (groups, pictures) of hits; each group is resampled by itself."""
    random = np.random.default_rng(0)
    groups, each = right.shape
    drawn = np.stack(
        [np.take_along_axis(right, random.integers(0, each, (groups, each)), 1).mean(1) for _ in range(DRAWS)]
    )
    figures = []
    for measure, statistic in zip(pair, (np.min, np.ptp), strict=True):
        estimated = interval(float(statistic(right.mean(1))), [float(v) for v in statistic(drawn, axis=1)])
        others = {} if real is None or np.isnan(real).any() else {"reference": float(statistic(real))}
        figures.append(found(measure, stage, estimated, right.size, seeds, **others))
    return figures


def _kids(study: Study, on_step: Progress) -> list[Figure]:
    asked = control_prompts(1)
    chosen = np.sort(np.random.default_rng(1).permutation(len(asked))[: study.effort.kids])
    prompts = [asked[i] for i in chosen]
    requests = [
        Request(DesignBrief(f"kids {colour} {category}", look="flat"), FIRST_SEED) for category, colour in prompts
    ]
    small = judge_control(study.maker.make(requests, on_step), prompts, study.judge, study.features)
    figures = []
    for stage in STAGES:
        wanted = np.array(prompts)[:, 0]
        adult = study.control(on_step)[stage].categories[chosen] == wanted
        gap = (small[stage].categories == wanted).astype(float) - adult
        figures.append(found(KIDS, stage, estimate_mean(gap), len(prompts), str(FIRST_SEED)))
    return figures
