"""What the words of a garment leave open, left to chance.

Each draws whether or not a word decides, so that a word changes nothing but what it names.
"""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from equifashion.prompts.parsed import GarmentPhrase

T = TypeVar("T")


def jitter(random: np.random.Generator, value: float, spread: float = 0.06) -> float:
    """A measure near another: normal around it, by a share of it, never further than twice that."""
    return float(value * (1 + spread * np.clip(random.normal(), -2, 2)))


def choose(random: np.random.Generator, choices: Sequence[T]) -> T:
    """One of some choices; what is twice among them is twice as likely."""
    return choices[int(random.integers(len(choices)))]


def choose_value(
    garment: GarmentPhrase, attribute: str, random: np.random.Generator, choices: Sequence[str]
) -> str:
    """What a phrase says of an attribute, else one of some choices."""
    chosen = choose(random, choices)
    return garment.value(attribute) or chosen
