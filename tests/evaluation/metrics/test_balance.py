import numpy as np
import pytest

from equifashion.evaluation.metrics.balance import CATEGORY_SPREAD, CATEGORY_WORST, gaps


def hits(*shares: float, each: int = 40) -> np.ndarray:
    return np.stack([np.arange(each) < share * each for share in shares])


def test_worst_group_and_spread():
    worst, spread = gaps(
        (CATEGORY_WORST, CATEGORY_SPREAD), "draft", hits(0.9, 0.5, 0.2), np.array([0.9, 0.8, 0.7]), "1"
    )
    assert (worst.value, worst.reference) == (0.2, 0.7)
    assert (spread.value, spread.reference) == (pytest.approx(0.7), pytest.approx(0.2))
    assert worst.low < 0.2 < worst.high and spread.low < 0.7 < spread.high and worst.count == 120


def test_even_groups_have_no_gap():
    worst, spread = gaps((CATEGORY_WORST, CATEGORY_SPREAD), "draft", hits(1.0, 1.0), None, "1")
    assert (worst.value, worst.low, spread.value, spread.high) == (1.0, 1.0, 0.0, 0.0)
    assert worst.reference is None


def test_a_group_the_judge_never_saw_gives_no_ceiling():
    worst, _ = gaps((CATEGORY_WORST, CATEGORY_SPREAD), "draft", hits(0.5, 0.5), np.array([0.9, np.nan]), "1")
    assert worst.reference is None
