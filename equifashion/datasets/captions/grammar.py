"""Captions of outfits: several wordings of the same facts, short and long, in English and Vietnamese.

Every caption knows what it states and where: each phrase binds adjectives to a noun and keeps their characters.
"""

import re
from collections.abc import Callable

import numpy as np

from equifashion.datasets.captions.english import write_english
from equifashion.datasets.captions.facts import OutfitFacts
from equifashion.datasets.captions.plan import DETAILS, Plan, make_plan
from equifashion.datasets.captions.vietnamese import write_vietnamese
from equifashion.datasets.captions.writing import Caption, Writer
from equifashion.errors import InvalidInput

# Words and marks that fit the text encoder's 48 tokens; rare words take several tokens.
LONGEST = 40
_PIECE = re.compile(r"\w+|[^\w\s]")
LANGUAGES: dict[str, Callable[[OutfitFacts, Plan, np.random.Generator], Writer]] = {
    "en": write_english,
    "vi": write_vietnamese,
}


def write_caption(
    outfit: OutfitFacts,
    random: np.random.Generator,
    detail: str = "full",
    language: str = "en",
    longest: int | None = LONGEST,
) -> Caption:
    """One caption, e.g. ``"a red silk midi dress with long puff sleeves and a ruffled hem"``.

    Args:
        outfit: what may be stated; nothing else will be.
        random: chooses wording, order and detail.
        detail: ``"brief"`` names the garment or garments with one or two adjectives, ``"medium"`` adds some of
            the cut, ``"full"`` states everything that fits.
        language: ``"en"`` or ``"vi"``.
        longest: words and marks at most; what matters least is left out. None for no limit.

    Raises:
        InvalidInput: an unknown detail or language.
    """
    if language not in LANGUAGES:
        raise InvalidInput(f"Unknown language {language!r}; known are {list(LANGUAGES)}.")
    plan = make_plan(outfit, detail, random)
    seed = int(random.integers(2**63))

    def write(count: int) -> Writer:
        return LANGUAGES[language](outfit, plan.first(count), np.random.default_rng(seed))

    writer = write(len(plan.items))
    if longest is not None and _length(writer) > longest:
        # Halving finds how many items fit; none at all has to do where even that is too long.
        fitting, too_many, writer = 0, len(plan.items), write(0)
        while too_many - fitting > 1:
            count = (fitting + too_many) // 2
            shorter = write(count)
            if _length(shorter) <= longest:
                fitting, writer = count, shorter
            else:
                too_many = count
    return Caption(writer.text, tuple(writer.phrases), detail, language)


def _length(writer: Writer) -> int:
    return len(_PIECE.findall(writer.text))


def captions(
    outfit: OutfitFacts, random: np.random.Generator, count: int = 1, language: str = "en"
) -> tuple[Caption, ...]:
    """``count`` captions at each level of detail, brief ones first."""
    return tuple(write_caption(outfit, random, detail, language) for detail in DETAILS for _ in range(count))
