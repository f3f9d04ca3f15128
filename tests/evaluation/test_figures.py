import dataclasses

import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.evaluation.figures import (
    Estimate,
    Figure,
    Measure,
    estimate,
    estimate_mean,
    found,
    interval,
    missing,
)

HIGHER = Measure("a.b", "Title", "How.", "higher", 0.1, "More data.", reference="photographs", control="shuffled")
LOWER = dataclasses.replace(HIGHER, better="lower")


def figure(measure: Measure, value: float, **others: float) -> Figure:
    return found(measure, "finished", Estimate(value, value, value), 10, "1", **others)


@pytest.mark.parametrize(
    ("measure", "value", "others", "expected"),
    [
        (HIGHER, 0.5, {"reference": 0.9, "control": 0.1}, 0.5),
        (HIGHER, 0.1, {"reference": 0.9, "control": 0.1}, 0.0),
        (HIGHER, 0.45, {"reference": 0.9}, 0.5),
        (LOWER, 40.0, {"reference": 10.0}, 0.25),
        (LOWER, 20.0, {"reference": 10.0, "control": 50.0}, 0.75),
        (HIGHER, 0.5, {}, None),
        (HIGHER, 0.5, {"reference": 0.3, "control": 0.3}, None),  # no way to go
        (LOWER, 0.5, {"reference": 0.9, "control": 0.3}, None),  # the control does better than real
        (LOWER, 0.5, {"reference": -0.001}, None),  # an unbiased floor below 0
        (HIGHER, 0.5, {"reference": float("nan")}, None),  # no photograph to take it from
    ],
)
def test_how_far_the_way_is_made(measure, value, others, expected):
    assert figure(measure, value, **others).attained == (None if expected is None else pytest.approx(expected))


def test_a_figure_has_a_value_or_a_reason():
    assert missing(HIGHER, "Not applicable.").value is None
    for value, reason in ((0.5, "Not applicable."), (None, "")):
        with pytest.raises(InvalidInput, match="a value, or a reason"):
            Figure(HIGHER, "finished", value, missing=reason)


def test_measures_are_checked():
    with pytest.raises(InvalidInput, match="'higher' or 'lower'; got 'up'"):
        dataclasses.replace(HIGHER, better="up")
    with pytest.raises(InvalidInput, match=r"not be negative; got -0\.1"):
        dataclasses.replace(HIGHER, tolerance=-0.1)


def test_the_interval_of_a_mean_is_the_normal_one():
    values = np.random.default_rng(0).normal(3.0, 2.0, 400)
    estimated = estimate_mean(values)
    half = 1.96 * values.std() / 20
    assert estimated.value == pytest.approx(values.mean())
    assert (estimated.low, estimated.high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.04)


def test_ninety_five_of_a_hundred_intervals_hold_the_truth():
    rng = np.random.default_rng(1)
    estimates = [estimate(np.mean, rng.normal(0, 1, 50), draws=300, seed=i) for i in range(200)]
    assert 0.88 <= np.mean([e.low <= 0 <= e.high for e in estimates]) <= 0.99


def test_samples_are_resampled_by_themselves():
    few, many = np.zeros(7), np.ones(900)
    estimated = estimate(lambda a, b: a.mean() - b.mean() + len(a), few, many)
    assert (estimated.low, estimated.value, estimated.high) == (6.0, 6.0, 6.0)


def test_a_centred_interval_keeps_the_spread_and_moves_the_mean():
    drawn = [5.0 + step for step in np.linspace(-1, 1, 101)]
    plain, centred = interval(3.0, drawn), interval(3.0, drawn, centred=True)
    assert (plain.low + plain.high) / 2 == pytest.approx(5.0)
    assert (centred.low + centred.high) / 2 == pytest.approx(3.0)
    assert centred.high - centred.low == pytest.approx(plain.high - plain.low)
