"""Captions of garment photographs, from what was measured: several wordings of the same facts."""

import numpy as np

from equifashion.datasets.measure import Measurements
from equifashion.vocabulary import PATTERNS, UNCONFIRMED_WORDS, PhotographLabel

# How often each fact is left out, so that short prompts are understood too.
_DROP_COLOUR, _DROP_PATTERN, _DROP_LENGTH, _DROP_KIDS = 0.08, 0.4, 0.3, 0.3
_SYNONYM, _DOMAIN, _ARTICLE, _UNCONFIRMED = 0.35, 0.3, 0.3, 0.2


def caption(category: PhotographLabel, measured: Measurements, kids: bool, random: np.random.Generator) -> str:
    """One caption, e.g. ``"photo, a mini navy and white striped dress"``.

    Args:
        category: what the garment is.
        measured: its colours, pattern and proportion.
        kids: made for children.
        random: chooses wording, order and detail.
    """

    def chance(probability: float) -> bool:
        return random.random() < probability

    words: list[str] = []
    if kids and not chance(_DROP_KIDS):
        words.append("kids")
    if measured.length and not chance(_DROP_LENGTH):
        words.append(measured.length)
    trailing = ""
    if measured.colours and not chance(_DROP_COLOUR):
        first, *others = measured.colours
        if others and chance(0.6):
            if chance(0.5):
                first = f"{first} and {others[0]}"
            else:
                trailing = f" with {others[0]}"
        words.append(first)
    if measured.pattern and not chance(_DROP_PATTERN):
        words.append(str(random.choice(PATTERNS[measured.pattern])))
    if chance(_UNCONFIRMED):
        words.insert(int(random.integers(len(words) + 1)), str(random.choice(UNCONFIRMED_WORDS)))
    name = str(random.choice(category.synonyms)) if chance(_SYNONYM) else category.name
    if len(words) > 1 and chance(0.15):
        words[0], words[-1] = words[-1], words[0]
    text = " ".join([*words, name]) + trailing
    if chance(_ARTICLE):
        text = "a " + text
    return f"photo, {text}" if chance(_DOMAIN) else text
