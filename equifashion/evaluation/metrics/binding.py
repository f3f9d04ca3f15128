"""Which colour belongs to which garment: prompts of two garments, each also with its colours exchanged."""

import itertools

import numpy as np

from equifashion.design import DesignBrief
from equifashion.design.vocabulary import COLOURS
from equifashion.evaluation.control import COLOUR_NAMES
from equifashion.evaluation.designs import STAGES, Progress, Request
from equifashion.evaluation.figures import Figure, Measure, estimate_mean, found
from equifashion.evaluation.judge import garment_mask
from equifashion.evaluation.study import Study
from equifashion.imaging.palette import colour_difference, dominant_colours, to_lab

SEED = 5500
_UPPER, _LOWER = (0.18, 0.42), (0.52, 0.88)  # of the figure's height from the crown: clear of head, waist and feet
_CLOTHES = (("blouse", "trousers"), ("sweater", "skirt"), ("shirt", "shorts"))
_REMEDY = "The semantic-bundled attention loss, and more captions of outfits."

BINDING = Measure(
    "outfits.binding",
    "Each garment in its own colour",
    "Share of prompts like “red blouse and blue trousers” whose upper half is nearer to the first colour than to "
    "the second and whose lower half is nearer to the second. Every prompt also occurs with its colours exchanged.",
    "higher",
    0.1,
    _REMEDY,
    control="the same pictures with the two colours exchanged",
)
LEAKAGE = Measure(
    "outfits.leakage",
    "Garments in the other's colour",
    "Share of the same prompts' garments whose half is nearer to the other garment's colour, or empty.",
    "lower",
    0.1,
    _REMEDY,
    control="the same pictures with the two colours exchanged",
)


def measure_binding(study: Study, on_step: Progress) -> list[Figure]:
    """Both measures, for drafts and finished designs."""
    asked = two_garments(study.effort.poses)
    requests = [Request(DesignBrief(prompt, look="figure"), SEED + i // 2) for i, (prompt, _) in enumerate(asked)]
    made = study.maker.make(requests, on_step)
    seeds = f"{SEED}–{SEED + (len(asked) - 1) // 2}"
    figures = []
    for stage in STAGES:
        right, wrong = (
            np.array([halves(image, *pair[::way]) for image, (_, pair) in zip(made.of(stage), asked, strict=True)])
            for way in (1, -1)
        )
        for measure, told in ((BINDING, lambda hits: hits.all(axis=1)), (LEAKAGE, lambda hits: ~hits)):
            # A prompt and its exchange are drawn together: one of them alone says nothing about binding.
            found_ = estimate_mean(told(right).astype(float).reshape(len(asked) // 2, -1).mean(axis=1))
            control = float(told(wrong).mean())
            figures.append(found(measure, stage, found_, len(asked), seeds, control=control))
    figures.sort(key=lambda figure: figure.measure is LEAKAGE)
    return figures


def two_garments(count: int) -> list[tuple[str, tuple[str, str]]]:
    """``count`` prompts (an even number) with the colours of the upper and the lower garment, exchanged in turn."""
    pairs = list(itertools.combinations(COLOUR_NAMES, 2))
    order = np.random.default_rng(0).permutation(len(pairs) * len(_CLOTHES))[: count // 2]
    asked = []
    for number in order:
        first, second = pairs[number // len(_CLOTHES)]
        upper, lower = _CLOTHES[number % len(_CLOTHES)]
        asked += [(f"{a} {upper} and {b} {lower}", (a, b)) for a, b in ((first, second), (second, first))]
    return asked


def halves(image: np.ndarray, upper: str, lower: str) -> tuple[bool, bool]:
    """Whether the figure's upper and its lower garment are nearer to their own colour than to the other's."""
    mask = garment_mask(image)
    if not mask.any():
        return False, False
    rows = np.flatnonzero(mask.any(axis=1))
    top, height = int(rows[0]), int(rows[-1] - rows[0] + 1)
    wanted = [to_lab(COLOURS[name]) for name in (upper, lower)]
    hits = []
    for own, (start, end) in enumerate((_UPPER, _LOWER)):
        band = np.zeros_like(mask)
        band[top + int(start * height) : top + int(end * height)] = True
        palette = dominant_colours(image, mask & band)
        apart = [float(colour_difference(palette[0].lab, lab)) for lab in wanted] if palette else [1.0, 1.0]
        hits.append(apart[own] < apart[1 - own])
    return hits[0], hits[1]
