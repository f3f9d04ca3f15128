"""Phrases of captions that speak of one part of a drawn figure, and where that part is seen."""

from dataclasses import dataclass
from functools import lru_cache

from equifashion.datasets.record import PART_NAMES
from equifashion.prompts.parser import parse_prompt
from equifashion.vocabulary.phrases import Fact

_OF_PARTS = {
    "collar": "collar", "sleeve": "sleeves", "hem": "hem", "waist": "waist", "belt": "waist", "bodice": "bodice",
    "skirt": "lower", "leg": "lower",
}  # fmt: skip
_OF_GARMENTS = {"outer": "bodice", "top": "bodice", "skirt": "lower", "trousers": "lower"}  # the outermost first


@dataclass(frozen=True)
class PartPhrase:
    """A phrase and its part.

    Attributes:
        label: index of the part in ``PART_NAMES``.
        text: as the caption says it.
        facts: what it states, sorted; of equal facts no contrast is learned.
    """

    label: int
    text: str
    facts: tuple[Fact, ...]


@lru_cache(maxsize=50_000)  # parsing takes milliseconds, and captions come again
def part_phrases(caption: str) -> tuple[PartPhrase, ...]:
    """The phrases of a caption that name what one part looks like.

    A phrase of a whole garment counts for the half of the body that it covers, unless another garment is worn over
    it there; dresses, which cover both, do not count.
    """
    parsed = parse_prompt(caption)
    kinds = [garment.kind for garment in parsed.garments]
    found = []
    for phrase in parsed.phrases:
        if not phrase.adjectives or phrase.garment is None:
            continue
        part = _OF_PARTS.get(phrase.part)
        if phrase.part == "garment":
            kind = kinds[phrase.garment]
            part = None if kind == "top" and "outer" in kinds else _OF_GARMENTS.get(kind)
        if part is not None and phrase.facts:
            text = parsed.text[phrase.start : phrase.end]
            found.append(PartPhrase(PART_NAMES.index(part), text, tuple(sorted(phrase.facts))))
    return tuple(found)
