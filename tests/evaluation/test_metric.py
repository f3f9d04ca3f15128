import dataclasses

import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.evaluation.bootstrap import Estimate
from equifashion.evaluation.metric import (
    MetricResult,
    MetricSpec,
    measure_stages,
    named_seeds,
    not_measured,
    result,
)

HIGHER = MetricSpec(
    "a.b", "Title", "How.", "higher", 0.1, "More data.", reference="photographs", control="shuffled"
)
LOWER = dataclasses.replace(HIGHER, better="lower")


def measured(spec: MetricSpec, value: float, **others: float) -> MetricResult:
    return result(spec, "finished", Estimate(value, value, value), 10, "1", **others)


@pytest.mark.parametrize(
    ("spec", "value", "others", "expected"),
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
def test_how_far_the_way_is_made(spec, value, others, expected):
    assert measured(spec, value, **others).attained == (None if expected is None else pytest.approx(expected))


def test_a_result_has_a_value_or_a_reason():
    assert not_measured(HIGHER, "Not applicable.").value is None
    for value, reason in ((0.5, "Not applicable."), (None, "")):
        with pytest.raises(InvalidInput, match="a value, or a reason"):
            MetricResult(HIGHER, "finished", value, missing=reason)


def test_specs_are_checked():
    with pytest.raises(InvalidInput, match="'higher' or 'lower'; got 'up'"):
        dataclasses.replace(HIGHER, better="up")
    with pytest.raises(InvalidInput, match=r"not be negative; got -0\.1"):
        dataclasses.replace(HIGHER, tolerance=-0.1)


def test_stages_are_measured_with_wrong_targets_beside():
    spec = dataclasses.replace(HIGHER, see=lambda _, images: list(images), compare=lambda a, b: np.equal(a, b))
    pictures = {"draft": np.array([1, 2, 3, 3]), "finished": np.array([1, 2, 3, 4])}
    draft, finished = measure_stages(spec, None, pictures, [1, 2, 3, 4], [[2, 3, 4, 1], [1, 3, 2, 4]], "7", 0.9, 2)
    assert (draft.value, draft.count, draft.seeds, draft.reference) == (0.75, 4, "7", 0.9)
    assert draft.low == 0.5 and draft.high == 1.0  # pairs are drawn together: (1, 1) and (1, 0)
    assert (finished.value, finished.low) == (1.0, 1.0)
    assert finished.control == pytest.approx((0 + 0.5) / 2)


def test_seeds_in_words():
    assert (named_seeds(5, 1), named_seeds(5, 3)) == ("5", "5–7")
