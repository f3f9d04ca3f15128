"""What is being read, before it is finished: garments and phrases that still gain words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from equifashion.prompts.lexer import Item
from equifashion.prompts.parsed import Contradiction, GarmentPhrase, PromptPhrase
from equifashion.vocabulary import CATEGORIES, Attribute
from equifashion.vocabulary.phrases import Fact, Word

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

_SINGLE = (
    LENGTH,
    SLEEVE_LENGTH,
    SLEEVE_TYPE,
    COLLAR,
    "silhouette",
    "fit",
)  # attributes with one value a garment; a hem may have more


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
    index = next((i for i, garment in enumerate(garments) if garment is noun.garment), None)
    adjectives = [Word(item.text, item.start, item.end, facts) for item, facts in noun.adjectives]
    word = None
    if noun.item:
        start = noun.start if noun.start >= 0 else noun.item.start
        text = noun.item.text[start - noun.item.start :]
        garment = noun.garment
        named = noun.part == "garment" and garment is not None and garment.category
        facts = ((("category", garment.category),) if named else ()) + noun.facts
        word = Word(text, start, noun.item.end, facts)
    phrase = PromptPhrase(word, tuple(sorted(adjectives, key=lambda a: a.start)), index, noun.part)
    if garment := noun.garment:
        garment.spans.append((phrase.start, phrase.end))
    return phrase


def build_garment(garment: GarmentDraft) -> GarmentPhrase:
    """The garment, once all its phrases are finished."""
    start = min((start for start, _ in garment.spans), default=0)
    end = max((end for _, end in garment.spans), default=0)
    return GarmentPhrase(garment.category, garment.kind, tuple(garment.facts), garment.relation, start, end)


def find_contradictions(garments: Sequence[GarmentDraft]) -> list[Contradiction]:
    """Two values of an attribute that has one, and sleeves on what has none."""
    found = []
    for index, garment in enumerate(garments):
        facts = list(garment.facts)
        for key in _SINGLE:
            same = tuple(fact for fact in facts if fact[0] == key)
            if len(same) > 1:
                found.append(Contradiction(index, same))
        sleeveless, shaped = (SLEEVE_LENGTH, "sleeveless"), [fact for fact in facts if fact[0] == SLEEVE_TYPE]
        if sleeveless in facts and shaped:
            found.append(Contradiction(index, (sleeveless, *shaped)))
        known = CATEGORIES[garment.category].sleeve_lengths if garment.category else ()
        if known == ("sleeveless",):
            sleeves = tuple(
                fact for fact in facts if fact[0] in (SLEEVE_LENGTH, SLEEVE_TYPE) and fact != sleeveless
            )
            found += [Contradiction(index, (("category", garment.category), *sleeves))] if sleeves else []
    return found
