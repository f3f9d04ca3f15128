"""What wording a garment and an outfit have in common in every language; the languages derive from it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from equifashion.datasets.captions.choices import Choices
from equifashion.datasets.captions.facts import UNMARKED, GarmentFacts, OutfitFacts, implied, tellable
from equifashion.datasets.captions.plan import Plan
from equifashion.datasets.captions.writing import Clause, Said, Writer
from equifashion.vocabulary import MOODS, Attribute, allowed
from equifashion.vocabulary.phrases import Fact
from equifashion.vocabulary.terms import written_words
from equifashion.vocabulary.wordings import QUALITIES, Words

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

_SYNONYM, _COLOUR_SYNONYM, _UNMARKED_TOLD, _IMPLIED_TOLD = 0.3, 0.15, 0.3, 0.4
_PARTS = (
    SLEEVE_LENGTH,
    SLEEVE_TYPE,
    COLLAR,
    HEM,
)  # may be told though implied: a hoodie's hood, but not jeans' denim
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
        full: whether everything told has to be told completely.
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
        mood: Said | None,
    ) -> None:
        self.garment, self.index, self.full, self.choose = garment, index, full, choose
        self._slots = slots
        self.places: dict[str, list[Said]] = {"mood": [mood]} if mood else {}
        self.details: list[Clause] = []
        self.noun = ""
        self.noun_facts: list[Fact] = [("category", garment.category)]

    def tell(self) -> Layer:
        """The worded garment; details from top to bottom, or shuffled."""
        self.noun = self.choose.usual(self.names(), 1.0 - _SYNONYM)
        telling = {
            "colour": self._tell_colour,
            "weave": self._tell_weave,
            "material": self._tell_material,
            LENGTH: self.tell_length,
            "silhouette": self.tell_silhouette,
            COLLAR: self.tell_collar,
            "sleeves": self._tell_sleeves,
            "fit": self.tell_bodice,
            "worn": self.tell_worn,
            HEM: self.tell_hem,
        }
        for slot, tell in telling.items():
            if slot in self._slots:
                tell()
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
    def tell_collar(self) -> None:
        """Word the collar."""

    @abstractmethod
    def tell_bodice(self) -> None:
        """Word the fit of a bodice."""

    @abstractmethod
    def tell_hem(self) -> None:
        """Word the hem."""

    @abstractmethod
    def tell_worn(self) -> None:
        """Word how it is worn: open, tucked in, belted."""

    # What all languages share.

    def told(self, fact: Fact) -> bool:
        """Whether to word a fact: it is known, neither implied by the name (which then states it) nor unmarked."""
        if not tellable(self.garment, fact):
            return False
        if implied(self.garment, fact) and not (fact[0] in _PARTS and self.choose.chance(_IMPLIED_TOLD)):
            self.noun_facts.append(fact)
            return False
        return fact not in UNMARKED or self.choose.chance(_UNMARKED_TOLD)

    def adjective(self, place: str, options: Sequence[str], fact: Fact) -> None:
        """Add an adjective, the first of the options most often; where all echo the noun, the noun says it."""
        fresh = [option for option in options if not self.echoes(option, self.noun)]
        if fresh:
            self.places.setdefault(place, []).append(Said(self.choose.usual(fresh), facts=(fact,)))
        else:
            self.noun_facts.append(fact)

    def detail(self, pieces: Sequence[Said], *parts: str) -> None:
        """Add a phrase for a part."""
        self.details.append(Clause(tuple(pieces), self.index, parts))

    def tell_silhouette(self) -> None:
        """Word the silhouette."""
        fact = ("silhouette", self.garment.silhouette)
        if self.told(fact):
            self.adjective("shape", self.words(*fact), fact)

    def _tell_colour(self) -> None:
        colours = self.garment.colours
        if not self.full and (self.garment.weave not in _TWO_COLOURED or self.choose.chance(0.3)):
            colours = colours[:1]
        said: list[Said] = []
        for colour in colours:
            name = self.choose.usual(self.words("colour", colour), 1.0 - _COLOUR_SYNONYM)
            said += [Said(self.and_word, "")] if said else []
            said.append(Said(name, facts=(("colour", colour),)))
        self.places["colour"] = said

    def _tell_weave(self) -> None:
        fact = ("weave", self.garment.weave)
        if self.told(fact):
            self.adjective("cloth", self.words(*fact), fact)

    def _tell_material(self) -> None:
        fact = ("material", self.garment.material)
        if not self.told(fact):
            return
        options, woven = self.words(*fact), self.places.get("cloth", [])
        if any(self.echoes(options[0], said.text) for said in woven):  # leather is made of leather
            self.noun_facts.append(fact)
            return
        self.adjective("material", options, fact)

    def tell_length(self) -> None:
        """Word the length."""
        fact = (LENGTH, self.garment.length)
        if self.told(fact):
            self.adjective("length", self.words(*fact), fact)

    def _tell_sleeves(self) -> None:
        length, kind = (SLEEVE_LENGTH, self.garment.sleeve_length), (SLEEVE_TYPE, self.garment.sleeve_type)
        told_length = self.told(length)
        if length[1] == "sleeveless":
            if told_length:
                self.adjective("sleeves", self.words(*length), length)
            return
        told_kind = self.told(kind)
        if told_kind and told_length and not self.full and self.choose.chance(0.4):
            told_kind = self.choose.chance(0.5)
            told_length = not told_kind
        if told_length and not told_kind and self.words(*length) and self.choose.chance(0.5):
            self.adjective("sleeves", self.words(*length), length)
        elif told_kind and len(allowed(self.garment.category, SLEEVE_LENGTH, {SLEEVE_TYPE: kind[1]})) == 1:
            both = (length, kind) if told_length else (kind,)  # cap sleeves are short
            self.details.append(self.sleeve_phrase((), both))
        elif told_kind or told_length:
            self.details.append(self.sleeve_phrase((length,) * told_length, (kind,) * told_kind))


class OutfitWording(ABC):
    """Words an outfit by a plan.

    Attributes:
        outfit: what is known.
        plan: what to tell.
        choose: random choices.
        writer: takes the text.
        articles: whether this is a sentence with articles rather than words strung together.
        tags: whether phrases are only strung together by commas.
    """

    language: str
    garment_wording: type[GarmentWording]

    def __init__(self, outfit: OutfitFacts, plan: Plan, choose: Choices) -> None:
        self.outfit, self.plan, self.choose = outfit, plan, choose
        self.writer = Writer()
        self.articles, self.tags = plan.manner == "sentence", plan.manner == "tags"

    @abstractmethod
    def write(self) -> Writer:
        """The whole text."""

    def written(self, words: Words) -> tuple[str, ...]:
        """The words of the lexicon that captions in this language write, the usual one first."""
        english, vietnamese = words
        return written_words(english if self.language == "en" else vietnamese)

    def wants(self, extra: str) -> bool:
        """Whether to tell something that is not a garment's."""
        needs_wearer = extra in ("wearer", "shoes")
        return extra in self.plan.extras and not (needs_wearer and self.outfit.wearer is None)

    def layers(self, mood: Said | None) -> list[Layer]:
        """The garments to tell, worded, the outermost first and bottoms last."""
        full = self.plan.detail == "full"
        layers = [
            self.garment_wording(
                self.outfit.garments[index],
                index,
                self.plan.slots(index),
                full,
                self.choose,
                mood if index == self.outfit.main else None,
            ).tell()
            for index in self.plan.told
        ]
        return sorted(layers, key=lambda layer: -layer.garment.depth)

    def moods(self, *keys: str) -> list[Fact]:
        """The first word of each kind of mood that is to be told."""
        values = {
            "style": self.outfit.styles,
            "occasion": self.outfit.occasions,
            "effect": self.outfit.effects,
            "feeling": self.outfit.feelings,
        }
        return [(key, values[key][0]) for key in keys if self.wants(key) and values[key]]

    def mood(self, fact: Fact) -> Said:
        """A mood as an adjective."""
        return Said(self.choose.usual(MOODS[fact[0]][fact[1]].written[self.language]), facts=(fact,))

    def occasion(self, fact: Fact) -> Clause:
        """An occasion as a noun phrase."""
        name = self.choose.pick(self.written(QUALITIES["occasion"][fact[1]]))
        return Clause((Said(name, "noun", (fact,)),), None, ())
