"""An honest estimate of the time left, from the steps measured so far."""

import math
import time
from collections.abc import Callable

from equifashion.web.i18n import sentence


class StepClock:
    """Measures steps of equal work.

    Args:
        now: a clock in seconds.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._start = now()
        self._steps = 0
        self._last = self._start

    def lap(self) -> None:
        """Call at the end of every step."""
        self._steps += 1
        self._last = self._now()

    @property
    def elapsed(self) -> float:
        """Seconds since the clock was made."""
        return self._now() - self._start

    def remaining(self, steps_left: int) -> float:
        """Seconds that ``steps_left`` more steps take at the mean pace measured so far (needs one lap)."""
        return (self._last - self._start) / self._steps * steps_left


def remaining_words(seconds: float, language: str) -> str:
    """The time left in words, rounded up so that it does not promise too much."""
    if seconds < 1:
        return sentence("moment_left", language)
    if seconds < 90:
        return sentence("seconds_left", language, seconds=math.ceil(seconds))
    return sentence("minutes_left", language, minutes=math.ceil(seconds / 60))
