"""Which adjective belongs to which noun, and which part to which garment."""

from dataclasses import dataclass, field

from equifashion.prompts.builder import GarmentDraft, PhraseDraft
from equifashion.prompts.lexer import Item
from equifashion.prompts.parsed import OTHER_PARTS, PARTS
from equifashion.prompts.semantics import CLOTH, completes_name, interpret, mood_of, named_facts
from equifashion.vocabulary import MOODS, Attribute
from equifashion.vocabulary.lexicon import split_words
from equifashion.vocabulary.phrases import Fact
from equifashion.vocabulary.wordings import SKIRT_OR_DRESS

# Kinds that have a part; where a kind is unknown, any may.
_KINDS_WITH_PART: dict[str, tuple[str, ...]] = {
    "collar": ("top", "outer", "dress", "one-piece"),
    "sleeve": ("top", "outer", "dress", "one-piece"),
    "bodice": ("top", "outer", "dress", "one-piece"),
    "skirt": ("dress",),
    "leg": ("trousers", "one-piece"),
}
_UPPER_ATTRIBUTES = (Attribute.SLEEVE_LENGTH, Attribute.SLEEVE_TYPE, Attribute.COLLAR)


@dataclass
class Attachments:
    """A prompt's garments and phrases while it is being read, and the words that still wait for theirs.

    Attributes:
        garments, phrases: what was found so far, in the text's order.
        unknown, moods: as in ``ParsedPrompt``, as ordered sets.
        pending: adjectives that wait for their noun.
        waiting: parts that wait for their garment.
        head: the noun that adjectives behind it belong to.
        join: the joining word before the words being read, "," for a mark.
    """

    garments: list[GarmentDraft] = field(default_factory=list)
    phrases: list[PhraseDraft] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)
    moods: dict[Fact, None] = field(default_factory=dict)
    pending: list[Item] = field(default_factory=list)
    waiting: list[PhraseDraft] = field(default_factory=list)
    head: PhraseDraft | None = None
    join: str = ""

    @property
    def last_garment(self) -> GarmentDraft | None:
        """The garment named last."""
        return self.garments[-1] if self.garments else None

    def phrase_of(self, garment: GarmentDraft) -> PhraseDraft:
        """The phrase whose noun is the garment itself."""
        return next(p for p in self.phrases if p.garment is garment and p.part == "garment")

    def owner_of(self, part: str) -> GarmentDraft | None:
        """The last garment that can have a part."""
        able = [g for g in self.garments if not g.kind or g.kind in _KINDS_WITH_PART.get(part, (g.kind,))]
        return able[-1] if able else None

    def add(self, noun: PhraseDraft) -> None:
        """Begin a phrase."""
        self.phrases.append(noun)
        for fact in noun.facts:
            self._record(noun, fact)

    def describe(self, noun: PhraseDraft, item: Item, facts: tuple[Fact, ...]) -> None:
        """Add an adjective that states these facts to a noun."""
        noun.adjectives.append((item, facts))
        for fact in facts:
            self._record(noun, fact)
        if not facts and item.role == "quality":
            self.unknown.setdefault(item.text.lower())

    def state(self, noun: PhraseDraft, fact: Fact) -> None:
        """Let a noun's own name state a fact."""
        noun.facts = (fact,)
        self._record(noun, fact)

    def attach(self, noun: PhraseDraft, item: Item) -> None:
        """Give an adjective to a noun, or to the garment that the noun is a part of."""
        fact = interpret(item.senses, noun.part, noun.garment)
        if noun.part in PARTS and noun.part != "garment":
            of_cloth = fact is not None and fact[0].split()[-1] in CLOTH and noun.part not in ("belt", "detail")
            behind = item.start > noun.start
            whole = item.role == "quality" and (
                item.language == "vi" or any(not sense.part for sense in item.senses)
            )
            if (fact is None and whole) or (of_cloth and behind and self._is_of_garment(noun, item)):
                owner = noun.garment or self.last_garment
                if owner:
                    self.attach(self.phrase_of(owner), item)
                    return
        self.describe(noun, item, (fact,) if fact else ())

    def attach_pending(self, noun: PhraseDraft, refined: str = "") -> None:
        """Give all adjectives that waited to a noun; those in the name of a refined category state nothing."""
        pending, self.pending = self.pending, []
        for item in pending:
            if refined and completes_name(item, noun.item, refined):
                self.describe(noun, item, ())
            else:
                self.attach(noun, item)

    def attach_leftovers(self, *, keep_first: bool = False) -> None:
        """Give adjectives that no noun follows to the garment before, or to one that is never named.

        Args:
            keep_first: whether they go on waiting where there is no garment yet.
        """
        if not self.pending or (keep_first and not self.garments):
            return
        garment = self.last_garment
        if garment is None:
            if not any(item.role == "quality" and not mood_of(item) for item in self.pending):
                self.attach_pending(self._add_unnamed(None))
                return
            garment = self._new_unnamed_garment()
            self.attach_pending(self._add_unnamed(garment))
            self.give_parts(garment)
        elif len(self.pending) > 1 and not any(item.senses for item in self.pending):
            self.pending = []  # "city streets at dusk"
        else:
            self.attach_pending(self.phrase_of(garment))

    def give_parts(self, garment: GarmentDraft | None) -> None:
        """Give the parts that waited to a garment; None for one that is never named."""
        if not self.waiting:
            return
        garment = garment or self._new_unnamed_garment()
        waiting, self.waiting = self.waiting, []
        for noun in waiting:
            noun.garment = garment
            for fact in (*noun.facts, *(f for _, facts in noun.adjectives for f in facts)):
                self._record(noun, fact)

    def finish(self) -> None:
        """Attach what still waits, then decide what the whole prompt decides."""
        self.attach_leftovers()
        self.give_parts(self.last_garment)
        self._resolve_skirts()
        self._add_named_facts()

    def _record(self, noun: PhraseDraft, fact: Fact) -> None:
        if fact[0] in MOODS:
            self.moods[fact] = None
        elif noun.garment is not None and noun.part not in OTHER_PARTS:
            noun.garment.facts[fact] = None

    def _is_of_garment(self, noun: PhraseDraft, item: Item) -> bool:
        """Whether cloth named behind a part is the whole garment's, which has none yet."""
        garment = noun.garment
        if garment is None or (noun.opens and item.language == "vi" and self.join == ","):
            return False
        if self.join == "of" and item.language == "vi":
            return False
        if item.language == "vi" and any(i.start > noun.start for i, _ in self.phrase_of(garment).adjectives):
            return True  # "tay lỡ kẻ caro đỏ đen"
        key = item.senses[0].key
        return not any(fact[0] == key for fact in garment.facts)

    def _new_unnamed_garment(self) -> GarmentDraft:
        garment = GarmentDraft(None, "", "", None)
        self.garments.append(garment)
        return garment

    def _add_unnamed(self, garment: GarmentDraft | None) -> PhraseDraft:
        noun = PhraseDraft(None, "garment" if garment else "look", garment)
        self.phrases.append(noun)
        return noun

    def _resolve_skirts(self) -> None:
        """ "váy" below a top is a skirt."""
        for index, garment in enumerate(self.garments):
            ambiguous = garment.noun is not None and garment.noun.text.lower() == SKIRT_OR_DRESS
            below_top = any(other.kind == "top" for other in self.garments[:index])
            has_upper_part = any(key in _UPPER_ATTRIBUTES for key, _ in garment.facts)
            if ambiguous and below_top and garment.relation not in ("over", "under") and not has_upper_part:
                garment.category, garment.kind = "skirt", "skirt"

    def _add_named_facts(self) -> None:
        """A name states what is not stated otherwise: an "A-line dress" is A-line."""
        for noun in self.phrases:
            garment = noun.garment
            if noun.part == "garment" and noun.item and garment is not None and garment.category:
                stated = {key for key, _ in garment.facts}
                named = named_facts(split_words(noun.item.text), garment.category)
                new = tuple(fact for fact in named if fact[0] not in stated)
                noun.facts += new
                garment.facts |= dict.fromkeys(new)
