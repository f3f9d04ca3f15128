"""Briefs with known answers: right answers, wrong answers, and what they score."""

import numpy as np
import pytest

from equifashion.evaluation.bootstrap import estimate
from equifashion.evaluation.drawn import draw_figures, two_garments
from equifashion.evaluation.evaluators import CATEGORY_NAMES, COLOUR_NAMES
from equifashion.evaluation.specs import BINDING, CATEGORY, COLOUR, LEAKAGE, LENGTH, SWATCH_CHOICES
from equifashion.evaluation.tasks import (
    SHUFFLES,
    all_words,
    length_task,
    next_of_round,
    outfit_task,
    pose_task,
    shuffled,
    spread_words,
    turned,
)
from equifashion.vocabulary import PHOTOGRAPH_LABELS

NAMES = ["red", "blue", "green", "black"]


def agreement(judged: list, asked: list) -> tuple:
    """The share, its interval, and the share with prompts shuffled."""
    found = estimate(COLOUR.statistic, COLOUR.compared(judged, asked))
    control = np.mean([COLOUR.compared(judged, other).mean() for other in shuffled(asked)])
    return found.value, found.low, found.high, float(control)


def test_full_agreement():
    asked = NAMES * 25
    share, low, high, control = agreement(asked, asked)
    assert (share, low, high) == (1.0, 1.0, 1.0)
    assert control == pytest.approx(0.25, abs=0.01)  # chance among four names


def test_no_agreement():
    asked = NAMES * 25
    share, low, high, control = agreement(turned(asked), asked)
    assert (share, low, high) == (0.0, 0.0, 0.0)
    assert control == pytest.approx(0.25, abs=0.01)


def test_the_interval_is_the_binomials():
    share, low, high, control = agreement(["red"] * 280 + ["blue"] * 120, ["red"] * 400)
    assert share == 0.7
    spread = 1.96 * (0.7 * 0.3 / 400) ** 0.5
    assert (low, high) == pytest.approx((0.7 - spread, 0.7 + spread), abs=0.01)
    assert control == pytest.approx(0.7)  # only one prompt: shuffling changes nothing


def test_random_judgements_agree_like_shuffled_prompts():
    rng = np.random.default_rng(1)
    _, low, high, control = agreement(rng.choice(NAMES, 1000).tolist(), rng.choice(NAMES, 1000).tolist())
    assert low < control < high
    assert control == pytest.approx(0.25, abs=0.02)


def test_the_seed_decides_the_shuffling():
    assert shuffled(NAMES, 3) == shuffled(NAMES, 3) != shuffled(NAMES, 4)
    assert len(shuffled(NAMES)) == SHUFFLES and all(sorted(other) == sorted(NAMES) for other in shuffled(NAMES))


def test_every_category_is_asked_for_in_every_colour():
    task = all_words(2, CATEGORY_NAMES, COLOUR_NAMES)
    asked = list(zip(task.targets[CATEGORY], task.targets[COLOUR], strict=True))
    assert len(asked) == 2 * len(set(asked)) == 2 * len(CATEGORY_NAMES) * len(COLOUR_NAMES)
    assert task.seeds == "1000–1001"
    for (category, colour), request in zip(asked, task.requests, strict=True):
        assert request.brief.prompt == f"{colour} {category}"


def test_fewer_words_are_spread_over_categories_and_colours():
    task = spread_words(40)
    assert len(task.requests) == 40 and set(task.targets[COLOUR]) == set(COLOUR_NAMES)
    assert len({request.key for request in task.requests}) == 40
    one = task.select(COLOUR)
    assert one.specs == (COLOUR,) and one.requests is task.requests


def test_the_control_of_a_length_is_the_opposite_word():
    both = [category for category in PHOTOGRAPH_LABELS if all(category.lengths)]
    task = length_task(1, both, COLOUR_NAMES)
    [opposite] = task.controls[LENGTH]
    for (category, word), (same, other) in zip(task.targets[LENGTH], opposite, strict=True):
        assert same is category and {word, other} == set(category.lengths)


def test_the_next_swatch_is_of_the_same_round():
    places = next_of_round(2 * SWATCH_CHOICES + 3)
    assert sorted(places) == list(range(len(places))) and (places != np.arange(len(places))).all()
    assert (places // SWATCH_CHOICES == np.arange(len(places)) // SWATCH_CHOICES).all()
    assert (places[0], places[SWATCH_CHOICES - 1]) == (1, 0)


def test_outfits_and_their_exchange_share_a_seed_and_a_draw():
    task = outfit_task(two_garments(8, COLOUR_NAMES))
    seeds = [request.seed for request in task.requests]
    assert seeds[::2] == seeds[1::2] and len(set(seeds)) == 4 and task.items_per_draw == 2
    for spec in (BINDING, LEAKAGE):
        [exchanged] = task.controls[spec]
        assert [pair[::-1] for pair in exchanged] == task.targets[spec]


def test_poses_are_asked_for_on_figures():
    drawn = draw_figures(4)
    task = pose_task(drawn)
    assert [request.brief.pose for request in task.requests] == [figure.pose for figure in drawn]
    assert all(request.brief.look == "figure" for request in task.requests)
    assert len({request.key for request in task.requests}) == len(drawn)
    assert all(answers == [figure.pose for figure in drawn] for answers in task.targets.values())
