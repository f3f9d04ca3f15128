"""Do the words decide? Category and colour of designs against their prompts, with shuffled prompts as control."""

from dataclasses import dataclass

import numpy as np

from equifashion.design import DesignBrief
from equifashion.evaluation.judge import CategoryJudge, Features, judged_colour
from equifashion.pipeline import Studio

CATEGORY_NAMES = (
    "t-shirt", "sweater", "shirt", "hoodie", "blazer", "jacket", "dress", "skirt", "trousers", "shorts",
)  # fmt: skip
COLOUR_NAMES = ("black", "white", "grey", "red", "blue", "green", "yellow", "pink")
_BOOTSTRAPS = 1000


@dataclass(frozen=True)
class Agreement:
    """How often judge and prompt agree: the share, its 95 % bootstrap interval, and with prompts shuffled."""

    share: float
    low: float
    high: float
    shuffled: float


@dataclass(frozen=True)
class ControlResult:
    """Control by words, for one kind of picture (drafts or finished designs).

    Attributes:
        category, colour: agreements.
        images: (N, 384, 256, 3) uint8, in the order of ``prompts``.
        prompts: (category, colour) of each.
    """

    category: Agreement
    colour: Agreement
    images: np.ndarray
    prompts: list[tuple[str, str]]


def measure_control(
    studio: Studio, judge: CategoryJudge, features: Features, seeds: int
) -> dict[str, ControlResult]:
    """Drafts and finished designs for every category and colour.

    Args:
        studio: what is judged.
        judge: category classifier on held-out photographs.
        features: its features.
        seeds: designs for each of the 80 prompts.
    """
    prompts, drafts, finished = [], [], []
    for seed in range(seeds):
        for category in CATEGORY_NAMES:
            for colour in COLOUR_NAMES:
                idea = studio.explore(DesignBrief(f"{colour} {category}"), 1, 1000 + seed)[0]
                prompts.append((category, colour))
                drafts.append(np.asarray(idea.image))
                finished.append(np.asarray(studio.finish(idea).image))
    return {
        name: _judge(np.stack(images), prompts, judge, features)
        for name, images in (("draft", drafts), ("finished", finished))
    }


def _judge(
    images: np.ndarray, prompts: list[tuple[str, str]], judge: CategoryJudge, features: Features
) -> ControlResult:
    categories = judge.names(features.pooled(images))
    colours = np.array([judged_colour(image, COLOUR_NAMES) for image in images])
    asked = np.array(prompts)
    return ControlResult(agreement(categories, asked[:, 0]), agreement(colours, asked[:, 1]), images, prompts)


def agreement(judged: np.ndarray, asked: np.ndarray, seed: int = 0) -> Agreement:
    """Agreement of two lists of names, and of the first with the second shuffled."""
    random = np.random.default_rng(seed)
    right = judged == asked
    draws = [right[random.integers(0, len(right), len(right))].mean() for _ in range(_BOOTSTRAPS)]
    shuffled = [(judged == random.permutation(asked)).mean() for _ in range(_BOOTSTRAPS)]
    low, high = np.quantile(draws, [0.025, 0.975])
    return Agreement(float(right.mean()), float(low), float(high), float(np.mean(shuffled)))
