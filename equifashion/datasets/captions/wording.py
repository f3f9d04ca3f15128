"""What wording a garment and an outfit have in common in every language; the languages derive from it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from equifashion.datasets.captions.choices import Choices
from equifashion.datasets.captions.facts import (
    UNMARKED,
    GarmentFacts,
    OutfitFacts,
    WearerFacts,
    can_mention,
    implied,
)
from equifashion.datasets.captions.plan import Plan
from equifashion.datasets.captions.writing import Clause, Piece, Writer
from equifashion.vocabulary import MOODS, Attribute, allowed
from equifashion.vocabulary.phrases import Fact
from equifashion.vocabulary.terms import written_words
from equifashion.vocabulary.wordings import QUALITIES, Words

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

_SYNONYM, _COLOUR_SYNONYM, _UNMARKED_MENTIONED, _IMPLIED_MENTIONED = 0.3, 0.15, 0.3, 0.4
# May be mentioned though implied: a hoodie's hood, but not jeans' denim
_PARTS = (SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM)
# Weaves whose second colour is part of what one sees.
_TWO_COLOURED = frozenset({"plaid", "gingham", "striped", "polka dot", "floral", "animal", "brocade"})


@dataclass(frozen=True)
class Layer:
    """A worded garment: its noun phrase and the phrases of its details."""

    garment: GarmentFacts
    clause: Clause
    details: tuple[Clause, ...]


class GarmentWording(ABC):
    """Words one garment: adjectives by place, phrases for its parts, and what its name alone states.

    Attributes:
        garment: what is known.
        index: its place in the outfit.
        full: whether everything mentioned has to be complete, as both colours of a print.
        choose: random choices.
        places: adjectives by their place in the language's order.
        details: phrases for parts.
        noun: the garment's name.
        noun_facts: what the name states.
    """

    and_word = "and"

    def __init__(
        self,
        garment: GarmentFacts,
        index: int,
        slots: frozenset[str],
        full: bool,
        choose: Choices,
        mood: Piece | None,
    ) -> None:
        self.garment, self.index, self.full, self.choose = garment, index, full, choose
        self._slots = slots
        self.places: dict[str, list[Piece]] = {"mood": [mood]} if mood else {}
        self.details: list[Clause] = []
        self.noun = ""
        self.noun_facts: list[Fact] = [("category", garment.category)]

    def word(self) -> Layer:
        """The worded garment; details from top to bottom, or shuffled."""
        self.noun = self.choose.usual(self.names(), 1.0 - _SYNONYM)
        steps = {
            "colour": self.add_colour,
            "weave": self.add_weave,
            "material": self.add_material,
            LENGTH: self.add_length,
            "silhouette": self.add_silhouette,
            COLLAR: self.add_collar,
            "sleeves": self.add_sleeves,
            "fit": self.add_bodice,
            "worn": self.add_worn,
            HEM: self.add_hem,
        }
        for slot, add in steps.items():
            if slot in self._slots:
                add()
        if self.choose.chance(0.4):
            self.details = self.choose.shuffled(self.details)
        return Layer(self.garment, self.noun_phrase(), tuple(self.details))

    # What a language provides.

    @abstractmethod
    def names(self) -> Sequence[str]:
        """Names of the garment, the usual one first."""

    @abstractmethod
    def words(self, key: str, value: str) -> Sequence[str]:
        """Wordings of a fact as an adjective of the garment, the usual one first."""

    @abstractmethod
    def echoes(self, word: str, other: str) -> bool:
        """Whether one wording repeats the other."""

    @abstractmethod
    def noun_phrase(self) -> Clause:
        """The noun with its adjectives in order."""

    @abstractmethod
    def sleeve_phrase(self, length: tuple[Fact, ...], kind: tuple[Fact, ...]) -> Clause:
        """Sleeves, by the facts that their length's and their kind's words state; () for a word left out."""

    @abstractmethod
    def add_collar(self) -> None:
        """Word the collar."""

    @abstractmethod
    def add_bodice(self) -> None:
        """Word the fit of a bodice."""

    @abstractmethod
    def add_hem(self) -> None:
        """Word the hem."""

    @abstractmethod
    def add_worn(self) -> None:
        """Word how it is worn: open, tucked in, belted."""

    # What all languages share.

    def mentions(self, fact: Fact) -> bool:
        """Whether to word a fact: it is known, neither implied by the name (which then states it) nor unmarked."""
        if not can_mention(self.garment, fact):
            return False
        if implied(self.garment, fact) and not (fact[0] in _PARTS and self.choose.chance(_IMPLIED_MENTIONED)):
            self.noun_facts.append(fact)
            return False
        return fact not in UNMARKED or self.choose.chance(_UNMARKED_MENTIONED)

    def add_adjective(self, place: str, options: Sequence[str], fact: Fact) -> None:
        """Add an adjective, the first of the options most often; where all echo the noun, the noun states it."""
        fresh = [option for option in options if not self.echoes(option, self.noun)]
        if fresh:
            self.places.setdefault(place, []).append(Piece(self.choose.usual(fresh), facts=(fact,)))
        else:
            self.noun_facts.append(fact)

    def add_detail(self, pieces: Sequence[Piece], *parts: str) -> None:
        """Add a phrase for a part."""
        self.details.append(Clause(tuple(pieces), self.index, parts))

    def add_silhouette(self) -> None:
        """Word the silhouette."""
        fact = ("silhouette", self.garment.silhouette)
        if self.mentions(fact):
            self.add_adjective("shape", self.words(*fact), fact)

    def add_colour(self) -> None:
        colours = self.garment.colours
        if not self.full and (self.garment.weave not in _TWO_COLOURED or self.choose.chance(0.3)):
            colours = colours[:1]
        pieces: list[Piece] = []
        for colour in colours:
            name = self.choose.usual(self.words("colour", colour), 1.0 - _COLOUR_SYNONYM)
            pieces += [Piece(self.and_word, "")] if pieces else []
            pieces.append(Piece(name, facts=(("colour", colour),)))
        self.places["colour"] = pieces

    def add_weave(self) -> None:
        fact = ("weave", self.garment.weave)
        if self.mentions(fact):
            self.add_adjective("cloth", self.words(*fact), fact)

    def add_material(self) -> None:
        fact = ("material", self.garment.material)
        if not self.mentions(fact):
            return
        options, woven = self.words(*fact), self.places.get("cloth", [])
        if any(self.echoes(options[0], piece.text) for piece in woven):  # leather is made of leather
            self.noun_facts.append(fact)
            return
        self.add_adjective("material", options, fact)

    def add_length(self) -> None:
        """Word the length."""
        fact = (LENGTH, self.garment.length)
        if self.mentions(fact):
            self.add_adjective("length", self.words(*fact), fact)

    def add_sleeves(self) -> None:
        length, kind = (SLEEVE_LENGTH, self.garment.sleeve_length), (SLEEVE_TYPE, self.garment.sleeve_type)
        with_length = self.mentions(length)
        if length[1] == "sleeveless":
            if with_length:
                self.add_adjective("sleeves", self.words(*length), length)
            return
        with_kind = self.mentions(kind)
        if with_kind and with_length and not self.full and self.choose.chance(0.4):
            with_kind = self.choose.chance(0.5)
            with_length = not with_kind
        if with_length and not with_kind and self.words(*length) and self.choose.chance(0.5):
            self.add_adjective("sleeves", self.words(*length), length)
        elif with_kind and len(allowed(self.garment.category, SLEEVE_LENGTH, {SLEEVE_TYPE: kind[1]})) == 1:
            both = (length, kind) if with_length else (kind,)  # cap sleeves are short
            self.details.append(self.sleeve_phrase((), both))
        elif with_kind or with_length:
            self.details.append(self.sleeve_phrase((length,) * with_length, (kind,) * with_kind))


class OutfitWording(ABC):
    """Words an outfit by a plan.

    Attributes:
        outfit: what is known.
        plan: what to mention.
        choose: random choices.
        writer: takes the text.
        articles: whether this is a sentence with articles rather than words strung together.
        tags: whether phrases are only strung together by commas.
    """

    language: str
    shoe_joins: tuple[str, ...]
    garment_wording: type[GarmentWording]

    def __init__(self, outfit: OutfitFacts, plan: Plan, choose: Choices) -> None:
        self.outfit, self.plan, self.choose = outfit, plan, choose
        self.writer = Writer()
        self.wearer = outfit.wearer or WearerFacts()
        self.articles, self.tags = plan.manner == "sentence", plan.manner == "tags"

    @abstractmethod
    def write(self) -> Writer:
        """The whole text."""

    def written(self, words: Words) -> tuple[str, ...]:
        """The words of the lexicon that captions in this language write, the usual one first."""
        english, vietnamese = words
        return written_words(english if self.language == "en" else vietnamese)

    @abstractmethod
    def add_garment(self, layer: Layer) -> None:
        """Write a garment with its details."""

    @abstractmethod
    def shoe_pieces(self) -> tuple[Piece, ...]:
        """The wearer's shoes with their colour."""

    # What all languages share.

    def add_tags(self, layers: Sequence[Layer]) -> None:
        """Write phrases strung together by commas, as people type prompts."""
        for index, layer in enumerate(layers):
            self.writer.add("," if index else "")
            if len(layers) > 1:
                self.add_garment(layer)
                continue
            self.writer.add_phrase(layer.clause)
            for detail in layer.details:
                self.writer.add(",").add_phrase(detail)

    def add_shoes(self) -> None:
        """Write what the wearer has on the feet."""
        if self.wants("shoes") and self.wearer.shoes:
            self.writer.add("," if self.tags else self.choose.pick(self.shoe_joins))
            self.writer.add_phrase(Clause(self.shoe_pieces(), None, ("shoes",)))

    def uppers_and_lowers(self, layers: Sequence[Layer]) -> tuple[list[Layer], list[Layer]]:
        """Garments above the legs, or all where there are none, and the others."""
        uppers = [layer for layer in layers if layer.garment.depth > 0] or list(layers)
        return uppers, [layer for layer in layers if layer not in uppers]

    def wants(self, extra: str) -> bool:
        """Whether to mention something that is not a garment's."""
        needs_wearer = extra in ("wearer", "shoes")
        return extra in self.plan.extras and not (needs_wearer and self.outfit.wearer is None)

    def layers(self, mood: Piece | None) -> list[Layer]:
        """The garments to mention, worded, the outermost first and bottoms last."""
        full = self.plan.detail == "full"
        layers = [
            self.garment_wording(
                self.outfit.garments[index],
                index,
                self.plan.slots(index),
                full,
                self.choose,
                mood if index == self.outfit.main else None,
            ).word()
            for index in self.plan.garments
        ]
        return sorted(layers, key=lambda layer: -layer.garment.depth)

    def moods(self, *keys: str) -> list[Fact]:
        """The first word of each kind of mood to mention."""
        values = self.outfit.moods
        return [(key, values[key][0]) for key in keys if self.wants(key) and values[key]]

    def mood(self, fact: Fact) -> Piece:
        """A mood as an adjective."""
        return Piece(self.choose.usual(MOODS[fact[0]][fact[1]].written[self.language]), facts=(fact,))

    def occasion(self, fact: Fact) -> Clause:
        """An occasion as a noun phrase."""
        name = self.choose.pick(self.written(QUALITIES["occasion"][fact[1]]))
        return Clause((Piece(name, "noun", (fact,)),), None, ())
