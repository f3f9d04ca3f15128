import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.evaluation.bootstrap import crossed_estimate, estimate, estimate_rows, paired_difference


def normal(*shape: int, seed: int = 0, size: float = 1.0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.0, size, shape)


def test_the_interval_of_a_mean_is_the_normal_one():
    values = np.random.default_rng(0).normal(3.0, 2.0, 400)
    estimated = estimate(np.mean, values)
    half = 1.96 * values.std() / 20
    assert estimated.value == pytest.approx(values.mean())
    assert (estimated.low, estimated.high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.04)


def test_ninety_five_of_a_hundred_intervals_of_a_mean_hold_the_truth():
    rng = np.random.default_rng(1)
    estimates = [estimate(np.mean, rng.normal(0, 1, 50), resamples=300, seed=i) for i in range(200)]
    assert 0.88 <= np.mean([e.low <= 0 <= e.high for e in estimates]) <= 0.99


def test_samples_are_resampled_by_themselves():
    few, many = np.zeros(7), np.ones(900)
    estimated = estimate(lambda a, b: a.mean() - b.mean() + len(a), few, many)
    assert (estimated.low, estimated.value, estimated.high) == (6.0, 6.0, 6.0)


def test_a_centred_interval_keeps_the_spread_and_moves_the_mean():
    rows = normal(60, seed=2) ** 2

    def of_rows(chosen: np.ndarray) -> float:
        return float(rows[chosen].max())  # resamples lie below it

    plain, centred = (estimate_rows(of_rows, (60,), 400, centred=move) for move in (False, True))
    assert plain.value == centred.value == plain.high < centred.high
    assert centred.high - centred.low == pytest.approx(plain.high - plain.low)


def test_one_row_cannot_be_resampled():
    alone = estimate(np.mean, np.array([3.0]))
    assert (alone.low, alone.value, alone.high) == (3.0, 3.0, 3.0)
    mixed = estimate(lambda a, b: a.mean() + b.mean(), np.array([3.0]), normal(40))
    assert mixed.low < mixed.value < mixed.high


def test_what_items_have_in_common_cancels():
    values = normal(1, 60, size=100.0)
    shifted = paired_difference(values + 0.25, values)
    assert (shifted.low, shifted.value, shifted.high) == pytest.approx((0.25, 0.25, 0.25))
    assert vars(paired_difference(values, values)) == {"value": 0.0, "low": 0.0, "high": 0.0}


def test_the_interval_of_a_mean_difference_is_the_normal_one():
    base = normal(1, 400, size=10.0)
    moved = 0.5 + normal(1, 400, seed=1)
    found = paired_difference(base + moved, base)
    half = 1.96 * moved.std() / 20
    assert found.value == pytest.approx(moved.mean())
    assert (found.low, found.high) == pytest.approx((moved.mean() - half, moved.mean() + half), abs=0.02)


def test_ninety_five_of_a_hundred_intervals_hold_the_truth():
    found = [paired_difference(normal(1, 40, seed=i), np.zeros((1, 40)), resamples=200, seed=i) for i in range(200)]
    assert 0.88 <= np.mean([e.low <= 0.0 <= e.high for e in found]) <= 0.99


def test_the_difference_of_medians_is_not_the_median_difference():
    variant, reference = np.array([[0.0, 10.0, 11.0]]), np.array([[1.0, 2.0, 30.0]])
    assert paired_difference(variant, reference, np.median).value == 8.0  # 10 − 2; the differences' median is −1


def test_seeds_that_differ_widen_the_interval():
    items = normal(1, 200)
    same, apart = np.repeat(items, 3, axis=0), items + np.array([[-1.0], [0.0], [1.0]])
    widths = [e.high - e.low for e in (crossed_estimate(np.mean, items), crossed_estimate(np.mean, same))]
    assert widths[0] == pytest.approx(widths[1], rel=0.15)  # repeating a training tells nothing new
    wide = crossed_estimate(np.mean, apart)
    # Means of three of (−1, 0, 1) reach ±1 in 2 of 27 draws, and ±2/3 in 6 of the rest.
    assert wide.high - wide.low > 1.2 > 3 * widths[0]


def test_the_seed_decides_the_resampling():
    values = normal(2, 30)
    assert crossed_estimate(np.mean, values) == crossed_estimate(np.mean, values)
    assert crossed_estimate(np.mean, values) != crossed_estimate(np.mean, values, seed=1)


@pytest.mark.parametrize("other", [np.zeros((1, 5)), np.zeros(4), np.zeros((0, 4))])
def test_tables_of_other_shapes_are_refused(other):
    with pytest.raises(InvalidInput, match=r"one shape \(seeds, items\)"):
        paired_difference(other, np.zeros((1, 4)) if other.ndim == 2 and len(other) else other)
