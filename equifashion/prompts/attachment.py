"""Which adjective belongs to which noun, and which part to which garment."""

from collections.abc import Sequence

from equifashion.prompts.builder import GarmentDraft, PhraseDraft
from equifashion.prompts.lexer import Item
from equifashion.prompts.parsed import OTHER_PARTS, PARTS
from equifashion.prompts.semantics import CLOTH, completes_name, meaning, mood_of, named_facts
from equifashion.vocabulary import MOODS, Attribute
from equifashion.vocabulary.lexicon import split_words
from equifashion.vocabulary.phrases import Fact
from equifashion.vocabulary.wordings import SKIRT_OR_DRESS

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

# Kinds that have a part; where a kind is unknown, any may.
_WITH_PART: dict[str, tuple[str, ...]] = {
    "collar": ("top", "outer", "dress", "one-piece"),
    "sleeve": ("top", "outer", "dress", "one-piece"),
    "bodice": ("top", "outer", "dress", "one-piece"),
    "skirt": ("dress",),
    "leg": ("trousers", "one-piece"),
}


class Binder:
    """A prompt's garments and phrases while they are being read."""

    def __init__(self, text: str, items: Sequence[Item]) -> None:
        self.text, self.items = text, items
        self.garments: list[GarmentDraft] = []
        self.phrases: list[PhraseDraft] = []
        self.unknown: dict[str, None] = {}
        self.moods: dict[Fact, None] = {}
        self.pending: list[Item] = []  # adjectives that wait for their noun
        self.waiting: list[PhraseDraft] = []  # parts that wait for their garment
        self.head: PhraseDraft | None = None  # the noun that adjectives behind it belong to
        self.join = ""  # the joining word before what is being read
        self.relation = ""
        self.opening = True
        self.denied = ""  # "no" or "without", said of what follows
        self.narrowing: Item | None = None  # "sweater" in "sweater dress"

    def _add(self, noun: PhraseDraft) -> None:
        self.phrases.append(noun)
        for fact in noun.facts:
            self._note(noun, fact)

    def _take_pending(self, noun: PhraseDraft, refined: str = "") -> None:
        pending, self.pending = self.pending, []
        for item in pending:
            named = refined and completes_name(item, noun.item, refined)
            self._state(noun, item, ()) if named else self._bind(noun, item)

    def _bind(self, noun: PhraseDraft, item: Item) -> None:
        """Give an adjective to a noun, or to the garment that the noun is a part of."""
        fact = meaning(item.senses, noun.part, noun.garment)
        if noun.part in PARTS and noun.part != "garment":
            of_cloth = fact is not None and fact[0].split()[-1] in CLOTH and noun.part not in ("belt", "detail")
            behind = item.start > noun.start
            whole = item.role == "quality" and (
                item.language == "vi" or any(not sense.part for sense in item.senses)
            )
            if (fact is None and whole) or (of_cloth and behind and self._is_garments(noun, item)):
                owner = noun.garment or self._last_garment()
                if owner:
                    self._bind(self._phrase_of(owner), item)
                    return
        self._state(noun, item, (fact,) if fact else ())

    def _is_garments(self, noun: PhraseDraft, item: Item) -> bool:
        """Whether cloth named behind a part is the whole garment's, which has none yet."""
        garment = noun.garment
        if garment is None or (noun.opens and item.language == "vi" and self.join == ","):
            return False
        if self.join == "of" and item.language == "vi":
            return False
        said_since = [i for i, _ in self._phrase_of(garment).adjectives if i.start > noun.start]
        if said_since and item.language == "vi":  # "tay lỡ kẻ caro đỏ đen"
            return True
        key = item.senses[0].key
        return not any(fact[0] == key for fact in garment.facts)

    def _state(self, noun: PhraseDraft, item: Item, facts: tuple[Fact, ...]) -> None:
        noun.adjectives.append((item, facts))
        for fact in facts:
            self._note(noun, fact)
        if not facts and item.role == "quality":
            self.unknown.setdefault(item.text.lower())

    def _note(self, noun: PhraseDraft, fact: Fact) -> None:
        if fact[0] in MOODS:
            self.moods[fact] = None
        elif noun.garment is not None and noun.part not in OTHER_PARTS:
            noun.garment.facts[fact] = None

    def _phrase_of(self, garment: GarmentDraft) -> PhraseDraft:
        return next(p for p in self.phrases if p.garment is garment and p.part == "garment")

    def _last_garment(self) -> GarmentDraft | None:
        return self.garments[-1] if self.garments else None

    def _settle(self, keep: bool = False) -> None:
        """Adjectives that no noun follows: they belong to the garment before, or to one never named."""
        if not self.pending or (keep and not self.garments):
            return
        garment = self._last_garment()
        if garment is None:
            if not any(item.role == "quality" and not mood_of(item) for item in self.pending):
                self._take_pending(self._unnamed(None))
                return
            garment = GarmentDraft(None, "", "", None)
            self.garments.append(garment)
            self._take_pending(self._unnamed(garment))
            self._give_parts(garment)
        elif len(self.pending) > 1 and not any(item.senses for item in self.pending):
            self.pending = []  # "city streets at dusk"
        else:
            self._take_pending(self._phrase_of(garment))

    def _unnamed(self, garment: GarmentDraft | None) -> PhraseDraft:
        noun = PhraseDraft(None, "garment" if garment else "look", garment)
        self.phrases.append(noun)
        return noun

    def _give_parts(self, garment: GarmentDraft | None) -> None:
        """Hand the parts that waited for it to a garment; one never named takes them at the end."""
        if not self.waiting:
            return
        if garment is None:
            garment = GarmentDraft(None, "", "", None)
            self.garments.append(garment)
        waiting, self.waiting = self.waiting, []
        for noun in waiting:
            noun.garment = garment
            for fact in (*noun.facts, *(f for _, facts in noun.adjectives for f in facts)):
                self._note(noun, fact)

    def _decide_skirts(self) -> None:
        """ "váy" below a top is a skirt."""
        for index, garment in enumerate(self.garments):
            named = garment.noun is not None and garment.noun.text.lower() == SKIRT_OR_DRESS
            tops = any(other.kind == "top" for other in self.garments[:index])
            dressed = any(key in (SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR) for key, _ in garment.facts)
            if named and tops and garment.relation not in ("over", "under") and not dressed:
                garment.category, garment.kind = "skirt", "skirt"

    def _hear_names(self) -> None:
        """A name states what is not said otherwise: an "A-line dress" is A-line."""
        for noun in self.phrases:
            garment = noun.garment
            if noun.part == "garment" and noun.item and garment is not None and garment.category:
                said = {key for key, _ in garment.facts}
                named = named_facts(split_words(noun.item.text), garment.category)
                new = tuple(fact for fact in named if fact[0] not in said)
                noun.facts += new
                garment.facts |= dict.fromkeys(new)

    def _owner(self, part: str) -> GarmentDraft | None:
        able = [g for g in self.garments if not g.kind or g.kind in _WITH_PART.get(part, (g.kind,))]
        return able[-1] if able else None
