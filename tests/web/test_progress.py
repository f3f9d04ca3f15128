import pytest

from equifashion.web.progress import StepClock, remaining_words


def test_the_estimate_is_the_mean_of_the_measured_steps():
    times = iter([0.0, 2.0, 3.0])  # made, first lap, second lap
    clock = StepClock(lambda: next(times))
    clock.lap()
    assert clock.remaining(3) == pytest.approx(6.0)
    clock.lap()
    assert clock.remaining(4) == pytest.approx(6.0)  # (2 + 1) / 2 × 4
    assert clock.remaining(0) == 0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "less than a second left"),
        (1.2, "about 2 s left"),
        (89.5, "about 90 s left"),
        (200, "about 4 min left"),
    ],
)
def test_words_promise_no_less_than_the_estimate(seconds, words):
    assert remaining_words(seconds, "en") == words
