import pytest

from equifashion.evaluation.bench.timing import Case, time_side_by_side


def test_every_case_runs_once_cold_and_then_every_round_in_turning_order():
    calls: list[tuple[str, int]] = []
    cases = [Case(name, lambda n, name=name: calls.append((name, n))) for name in ("a", "b", "c")]
    timings = time_side_by_side(cases, rounds=2)
    assert calls == [("a", 0), ("b", 0), ("c", 0), ("b", 1), ("c", 1), ("a", 1), ("c", 2), ("a", 2), ("b", 2)]
    assert list(timings) == ["a", "b", "c"]


def test_the_first_case_is_the_reference_of_the_ratios():
    work = {"short": 200, "long": 200_000}
    cases = [Case(name, lambda n, size=size: sum(range(size))) for name, size in work.items()]
    timings = time_side_by_side(cases, rounds=3)
    assert timings["short"].ratio == 1.0
    assert timings["long"].ratio > 1.0  # a thousand times the work
    for timing in timings.values():
        assert 0 < timing.low <= timing.median <= timing.high and timing.rounds == 3


def test_progress_names_what_is_measured():
    told: list[str] = []
    time_side_by_side([Case("weave", lambda n: None)], 1, told.append)
    assert told == ["round 0 of 1: weave", "round 1 of 1: weave"]


def test_an_error_in_a_case_is_not_hidden():
    def fail(number: int) -> None:
        raise RuntimeError("thread broke")

    with pytest.raises(RuntimeError, match="thread broke"):
        time_side_by_side([Case("fails", fail)], 1)
