"""Random choices of wording."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


class Choices:
    """Chooses by a generator."""

    def __init__(self, random: np.random.Generator) -> None:
        self.random = random

    def chance(self, probability: float) -> bool:
        """True with that probability."""
        return bool(self.random.random() < probability)

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, all alike."""
        return options[int(self.random.integers(len(options)))]

    def usual(self, options: Sequence[T], probability: float = 0.7) -> T:
        """The first option with that probability, else any."""
        return options[0] if self.chance(probability) else self.pick(options)

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """The options in any order."""
        return [options[int(i)] for i in self.random.permutation(len(options))]
