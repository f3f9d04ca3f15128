"""What a prompt says, as data: garments, adjective–noun phrases, moods, repairs, and what was not understood.

Positions count characters of ``ParsedPrompt.text``; ``text[word.start:word.end] == word.text`` always holds.
"""

from dataclasses import dataclass

from equifashion.vocabulary.phrases import Fact, Phrase

# What a phrase can land on; the keys of a part's own cloth begin with it: ("collar colour", "red").
PARTS = ("garment", "bodice", "collar", "sleeve", "waist", "skirt", "leg", "hem", "belt", "cut", "detail")
OTHER_PARTS = ("look", "wearer", "skin", "hair", "shoe")


@dataclass(frozen=True)
class PromptPhrase(Phrase):
    """A noun phrase of a prompt.

    Attributes:
        part: one of ``PARTS`` or ``OTHER_PARTS``.
    """

    part: str


@dataclass(frozen=True)
class GarmentPhrase:
    """One garment and all that is said of it and of its parts.

    Attributes:
        category: a key of ``CATEGORIES``; None where the prompt names none, or one the vocabulary lacks.
        kind: a key of ``KINDS``, also known of "a top" or "áo", which are no category; "" if unknown.
        facts: (attribute, value) pairs without repeats. Attributes: ``"colour"``, ``"weave"``, ``"material"``,
            ``"silhouette"``, ``"fit"`` of a bodice, an ``Attribute``, ``"worn"`` (opened, tucked, belted), and
            a part's own cloth, such as ``"collar colour"``.
        relation: how it follows the garment named before: ``"with"``, ``"over"``, ``"under"``, ``"into"``; "" for
            the first, and after a mere comma.
        start, end: characters from the first to the last word about it.
    """

    category: str | None
    kind: str
    facts: tuple[Fact, ...]
    relation: str
    start: int
    end: int

    def values(self, attribute: str) -> tuple[str, ...]:
        """Everything said of one attribute, in the text's order."""
        return tuple(value for key, value in self.facts if key == attribute)

    def value(self, attribute: str) -> str:
        """The first thing said of one attribute, or ""."""
        return next(iter(self.values(attribute)), "")

    @property
    def colours(self) -> tuple[str, ...]:
        """Keys of ``COLOURS``."""
        return self.values("colour")

    @property
    def weave(self) -> str:
        """A key of ``WEAVES``, or ""."""
        return self.value("weave")

    @property
    def material(self) -> str:
        """A key of ``MATERIALS``, or ""."""
        return self.value("material")

    @property
    def silhouette(self) -> str:
        """A key of the kind's table in ``SILHOUETTES``, or ""."""
        return self.value("silhouette")


@dataclass(frozen=True)
class Repair:
    """A misspelt word, or words without their accents, and what they were read as.

    Attributes:
        before: as typed.
        after: as it stands in ``ParsedPrompt.text``.
        start, end: characters of ``before`` in the prompt as typed.
    """

    before: str
    after: str
    start: int
    end: int


@dataclass(frozen=True)
class Contradiction:
    """Things said of one garment that cannot both be.

    Attributes:
        garment: its index.
        facts: what does not go together; the first stands.
    """

    garment: int
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class ParsedPrompt:
    """A prompt read.

    Attributes:
        text: the prompt with its repairs; what to show a text encoder.
        garments: in the text's order.
        phrases: in the text's order.
        moods: (``"style"`` | ``"occasion"`` | ``"effect"`` | ``"feeling"``, key of its table) pairs.
        repairs: what was respelt, in the prompt's order.
        unknown: words that the vocabulary does not have, in order, lower-case, without repeats; also what a prompt
            asks to leave out, as "no belt", for the vocabulary cannot say so.
        contradictions: what cannot both be.
        language: ``"en"``, ``"vi"`` or ``"mixed"``.
    """

    text: str
    garments: tuple[GarmentPhrase, ...]
    phrases: tuple[PromptPhrase, ...]
    moods: tuple[Fact, ...]
    repairs: tuple[Repair, ...]
    unknown: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    language: str
