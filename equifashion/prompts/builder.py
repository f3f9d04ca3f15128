"""What is being read, before it is finished: garments and phrases that still gain words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from equifashion.prompts.lexer import Item
from equifashion.prompts.parsed import Contradiction, GarmentPhrase, PromptPhrase
from equifashion.vocabulary import CATEGORIES, Attribute
from equifashion.vocabulary.phrases import Fact, Word

# Attributes with one value a garment; a hem may have more.
_SINGLE_VALUED = (
    Attribute.LENGTH, Attribute.SLEEVE_LENGTH, Attribute.SLEEVE_TYPE, Attribute.COLLAR, "silhouette", "fit",
)  # fmt: skip
_SLEEVE_ATTRIBUTES = (Attribute.SLEEVE_LENGTH, Attribute.SLEEVE_TYPE)
_SLEEVELESS: Fact = (Attribute.SLEEVE_LENGTH, "sleeveless")


@dataclass
class GarmentDraft:
    """A garment in the making; it compares by identity where it is looked for."""

    category: str | None
    kind: str
    relation: str
    noun: Item | None
    facts: dict[Fact, None] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class PhraseDraft:
    """A phrase in the making: its noun, its adjectives, and whose it is."""

    item: Item | None
    part: str
    garment: GarmentDraft | None = None
    facts: tuple[Fact, ...] = ()
    start: int = -1
    adjectives: list[tuple[Item, tuple[Fact, ...]]] = field(default_factory=list)
    opens: bool = False  # the first noun after a comma or a joining word

    @property
    def language(self) -> str:
        """Of its noun; "" where none is named."""
        return self.item.language if self.item else ""


def build_phrase(noun: PhraseDraft, garments: Sequence[GarmentDraft]) -> PromptPhrase:
    """The phrase, with its garment as an index; notes the phrase's place with the garment."""
    garment, word = noun.garment, None
    if noun.item:
        start = noun.start if noun.start >= 0 else noun.item.start
        facts = noun.facts
        if noun.part == "garment" and garment is not None and garment.category:
            facts = (("category", garment.category), *facts)
        word = Word(noun.item.text[start - noun.item.start :], start, noun.item.end, facts)
    adjectives = [Word(item.text, item.start, item.end, facts) for item, facts in noun.adjectives]
    index = next((i for i, each in enumerate(garments) if each is garment), None)
    phrase = PromptPhrase(word, tuple(sorted(adjectives, key=lambda a: a.start)), index, noun.part)
    if garment is not None:
        garment.spans.append((phrase.start, phrase.end))
    return phrase


def build_garment(garment: GarmentDraft) -> GarmentPhrase:
    """The garment, once all its phrases are built."""
    start = min((start for start, _ in garment.spans), default=0)
    end = max((end for _, end in garment.spans), default=0)
    return GarmentPhrase(garment.category, garment.kind, tuple(garment.facts), garment.relation, start, end)


def find_contradictions(garments: Sequence[GarmentDraft]) -> list[Contradiction]:
    """Two values of an attribute that has one, and sleeves on what has none."""
    found = []
    for index, garment in enumerate(garments):
        facts = list(garment.facts)
        for key in _SINGLE_VALUED:
            same = tuple(fact for fact in facts if fact[0] == key)
            if len(same) > 1:
                found.append(Contradiction(index, same))
        shapes = [fact for fact in facts if fact[0] == Attribute.SLEEVE_TYPE]
        if _SLEEVELESS in facts and shapes:
            found.append(Contradiction(index, (_SLEEVELESS, *shapes)))
        if garment.category and CATEGORIES[garment.category].sleeve_lengths == ("sleeveless",):
            sleeves = [fact for fact in facts if fact[0] in _SLEEVE_ATTRIBUTES and fact != _SLEEVELESS]
            if sleeves:
                found.append(Contradiction(index, (("category", garment.category), *sleeves)))
    return found
