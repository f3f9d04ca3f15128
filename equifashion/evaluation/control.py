"""Do the words decide? Category and colour of designs against their prompts, with shuffled prompts as control."""

from dataclasses import dataclass

import numpy as np

from equifashion.design import DesignBrief
from equifashion.evaluation.designs import STAGES, Maker, Pictures, Progress, Request, unheard
from equifashion.evaluation.figures import DRAWS
from equifashion.evaluation.judge import CategoryJudge, Features, judged_colour
from equifashion.studio import Studio

CATEGORY_NAMES = (
    "t-shirt", "sweater", "shirt", "hoodie", "blazer", "jacket", "dress", "skirt", "trousers", "shorts",
)  # fmt: skip
COLOUR_NAMES = ("black", "white", "grey", "red", "blue", "green", "yellow", "pink")
FIRST_SEED = 1000


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
        categories, colours: what the judges saw in each, (N,).
    """

    category: Agreement
    colour: Agreement
    images: np.ndarray
    prompts: list[tuple[str, str]]
    categories: np.ndarray
    colours: np.ndarray


def control_prompts(seeds: int) -> list[tuple[str, str]]:
    """(category, colour) of every design, all 80 for each seed in turn."""
    return [(category, colour) for _ in range(seeds) for category in CATEGORY_NAMES for colour in COLOUR_NAMES]


def control_requests(seeds: int, look: str = "flat") -> list[Request]:
    """The designs that control is measured on, in the order of ``control_prompts``; seeds 1000, 1001, …"""
    prompts = control_prompts(seeds)
    each = len(prompts) // seeds
    return [
        Request(DesignBrief(f"{colour} {category}", look=look), FIRST_SEED + number // each)
        for number, (category, colour) in enumerate(prompts)
    ]


def spread_requests(count: int) -> tuple[list[tuple[str, str]], list[Request]]:
    """Some of the designs that control is measured on, spread over categories and colours: prompts, requests."""
    seeds = -(-count // (len(CATEGORY_NAMES) * len(COLOUR_NAMES)))
    prompts, requests = control_prompts(seeds), control_requests(seeds)
    chosen = np.sort(np.random.default_rng(0).permutation(len(prompts))[:count])
    return [prompts[i] for i in chosen], [requests[i] for i in chosen]


def measure_control(
    studio: Studio, judge: CategoryJudge, features: Features, seeds: int, on_step: Progress = unheard
) -> dict[str, ControlResult]:
    """Drafts and finished designs for every category and colour.

    Args:
        studio: what is judged.
        judge: category classifier on held-out photographs.
        features: its features.
        seeds: designs for each of the 80 prompts.
        on_step: hears of each design.
    """
    pictures = Maker(studio).make(control_requests(seeds), on_step)
    return judge_control(pictures, control_prompts(seeds), judge, features)


def judge_control(
    pictures: Pictures, prompts: list[tuple[str, str]], judge: CategoryJudge, features: Features
) -> dict[str, ControlResult]:
    """What the judges say of pictures that were made for (category, colour) prompts, by stage."""
    return {stage: judge_pictures(pictures.of(stage), prompts, judge, features) for stage in STAGES}


def judge_pictures(
    images: np.ndarray, prompts: list[tuple[str, str]], judge: CategoryJudge, features: Features
) -> ControlResult:
    """What the judges say of pictures (N, H, W, 3) that were made for as many (category, colour) prompts."""
    asked, categories = np.array(prompts), judge.names(features.pooled(images))
    colours = np.array([judged_colour(image, COLOUR_NAMES) for image in images])
    return ControlResult(
        agreement(categories, asked[:, 0]), agreement(colours, asked[:, 1]), images, prompts, categories, colours
    )


def agreement(judged: np.ndarray, asked: np.ndarray, seed: int = 0) -> Agreement:
    """Agreement of two lists of names, and of the first with the second shuffled."""
    random = np.random.default_rng(seed)
    right = judged == asked
    draws = [right[random.integers(0, len(right), len(right))].mean() for _ in range(DRAWS)]
    shuffled = [(judged == random.permutation(asked)).mean() for _ in range(DRAWS)]
    low, high = np.quantile(draws, [0.025, 0.975])
    return Agreement(float(right.mean()), float(low), float(high), float(np.mean(shuffled)))
