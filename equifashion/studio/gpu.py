"""Where calls run. Spaces that lend their GPU call by call put another runner in its place."""

from collections.abc import Callable, Iterator
from typing import TypeVar

Result = TypeVar("Result")
Step = TypeVar("Step")


class GpuRunner:
    """Runs every call at once, where the networks are."""

    def run(self, call: Callable[[], Result]) -> Result:
        """The call's result."""
        return call()

    def iterate(self, call: Callable[[], Iterator[Step]]) -> Iterator[Step]:
        """The call's steps, one by one; the call itself may refuse at once."""
        return call()
