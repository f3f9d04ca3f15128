"""What a caption may state: garments and outfits as words of the vocabulary, whatever they were taken from."""

from collections.abc import Collection
from dataclasses import dataclass

from equifashion.errors import InvalidInput
from equifashion.vocabulary import (
    CATEGORIES,
    COLLARS,
    COLOURS,
    GARMENT_LENGTHS,
    HEMS,
    MATERIALS,
    MOODS,
    SILHOUETTES,
    SLEEVE_LENGTHS,
    SLEEVE_TYPES,
    WEAVES,
    Attribute,
    allowed,
)
from equifashion.vocabulary.phrases import Fact

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

DOMAINS = ("croquis", "photo")

_KNOWN: dict[
    str, Collection[str]
] = {  # field of GarmentFacts → the words it takes; "" always means "not known, or does not apply"
    "weave": WEAVES,
    "material": MATERIALS,
    "length": GARMENT_LENGTHS,
    "sleeve_length": SLEEVE_LENGTHS,
    "sleeve_type": SLEEVE_TYPES,
    "collar": COLLARS,
    "hem": HEMS,
    "fit": SILHOUETTES["top"],
    "collar_colour": COLOURS,
    "belt_colour": COLOURS,
}
_WEARER: dict[str, Collection[str]] = {
    "presentation": ("feminine", "masculine", "androgynous"),
    "shape": ("straight", "hourglass", "pear", "inverted triangle", "athletic", "full"),
    "skin": ("light", "medium", "deep"),
    "motion": ("walking", "seated"),
    "shoes": ("heels", "flats", "ankle boots", "tall boots", "sneakers", "loafers", "sandals"),
    "shoe_colour": COLOURS,
}
_KEYS = {  # field of GarmentFacts → key of the facts stated
    "weave": "weave",
    "material": "material",
    "length": LENGTH,
    "sleeve_length": SLEEVE_LENGTH,
    "sleeve_type": SLEEVE_TYPE,
    "collar": COLLAR,
    "hem": HEM,
    "silhouette": "silhouette",
    "fit": "fit",
}
GARMENT_PARTS: dict[str, tuple[str, ...]] = {  # kind → names of the part labels that show it
    "top": ("bodice", "sleeves", "collar", "hem"),
    "outer": ("bodice", "sleeves", "collar", "hem"),
    "dress": ("bodice", "sleeves", "collar", "waist", "lower", "hem"),
    "one-piece": ("bodice", "sleeves", "collar", "waist", "lower", "hem"),
    "skirt": ("waist", "lower", "hem"),
    "trousers": ("waist", "lower", "hem"),
}
_DEPTHS = {"skirt": 0.0, "trousers": 0.0, "top": 1.0, "dress": 2.0, "one-piece": 2.0, "outer": 4.0}
# What nobody mentions unless asked: rarely stated, even by full captions.
UNMARKED: frozenset[Fact] = frozenset({
    ("weave", "plain"), ("silhouette", "regular"), ("fit", "regular"), (SLEEVE_TYPE, "set-in"), (HEM, "straight"),
})  # fmt: skip

# What would sound odd of these categories, though it is known.
_ODD = frozenset({("dungarees", COLLAR), ("dungarees", "fit"), ("bodysuit", LENGTH), ("bodysuit", HEM)})


@dataclass(frozen=True)
class GarmentFacts:
    """One garment. Every word is a key of the vocabulary's table; "" where it is unknown or does not apply.

    Attributes:
        category: a key of ``CATEGORIES``.
        colours: one or two colour names, the larger first.
        weave, material: what the cloth looks like and what it is made of.
        motif: the weave's variant, such as ``"leopard"``; it only permits wordings that say so.
        length: A1 word.
        sleeve_length, sleeve_type, collar, hem: A2–A5 words.
        silhouette: a word of the kind's table in ``SILHOUETTES``.
        fit: of a dress's or one-piece's bodice.
        collar_colour, belt_colour: where they differ from the cloth.
        opened: an outer layer worn open.
        tucked: a top worn inside the waistband.
        belted: worn with a belt or sash.
        hidden: covered by what is worn over it: known, but not to be mentioned.

    Raises:
        InvalidInput: a word that the vocabulary does not have; the message lists the known ones.
    """

    category: str
    colours: tuple[str, ...] = ()
    weave: str = ""
    motif: str = ""
    material: str = ""
    length: str = ""
    sleeve_length: str = ""
    sleeve_type: str = ""
    collar: str = ""
    hem: str = ""
    silhouette: str = ""
    fit: str = ""
    collar_colour: str = ""
    belt_colour: str = ""
    opened: bool = False
    tucked: bool = False
    belted: bool = False
    hidden: bool = False

    def __post_init__(self) -> None:
        _require("category", self.category, CATEGORIES)
        for colour in self.colours:
            _require("colour", colour, COLOURS)
        for name, known in (*_KNOWN.items(), ("silhouette", SILHOUETTES[self.kind])):
            if getattr(self, name):
                _require(name, getattr(self, name), known)

    @property
    def kind(self) -> str:
        """A key of ``KINDS``."""
        return CATEGORIES[self.category].kind

    @property
    def depth(self) -> float:
        """How far out it is worn: what lies over another has the higher value, bottoms have 0."""
        layered = self.kind == "top" and CATEGORIES[self.category].under
        return 3.0 if layered else _DEPTHS[self.kind]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Everything known, as (key, word) pairs; a sleeveless garment has no sleeve type."""
        facts = [("category", self.category), *(("colour", colour) for colour in self.colours)]
        for name, key in _KEYS.items():
            value = getattr(self, name)
            if value and not (name == "sleeve_type" and self.sleeve_length == "sleeveless"):
                facts.append((key, value))
        facts += [("worn", name) for name in ("opened", "tucked", "belted") if getattr(self, name)]
        return tuple(facts)


@dataclass(frozen=True)
class WearerFacts:
    """Who wears it; "" for what is not to be said.

    Attributes:
        presentation: ``"feminine"``, ``"masculine"`` or ``"androgynous"``.
        shape: the body's: ``"straight"``, ``"hourglass"``, ``"pear"``, ``"inverted triangle"``, ``"athletic"`` or
            ``"full"``.
        skin: ``"light"``, ``"medium"`` or ``"deep"``.
        motion: ``"walking"`` or ``"seated"``.
        shoes: ``"heels"``, ``"flats"``, ``"ankle boots"``, ``"tall boots"``, ``"sneakers"``, ``"loafers"`` or
            ``"sandals"``.
        shoe_colour: a key of ``COLOURS``.

    Raises:
        InvalidInput: an unknown word.
    """

    presentation: str = ""
    shape: str = ""
    skin: str = ""
    motion: str = ""
    shoes: str = ""
    shoe_colour: str = ""

    def __post_init__(self) -> None:
        for name, known in _WEARER.items():
            if getattr(self, name):
                _require(name, getattr(self, name), known)


@dataclass(frozen=True)
class OutfitFacts:
    """What a picture shows.

    Attributes:
        garments: from the skin outwards, bottoms first.
        domain: ``"croquis"`` or ``"photo"``.
        main: index of the garment that the outfit is about.
        wearer: who wears it, or None where a garment lies or hangs.
        styles, occasions, effects, feelings: keys of the vocabulary's tables of moods.

    Raises:
        InvalidInput: no garment, or a word that the vocabulary does not have.
    """

    garments: tuple[GarmentFacts, ...]
    domain: str = "croquis"
    main: int = 0
    wearer: WearerFacts | None = None
    styles: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    feelings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.main < len(self.garments):
            raise InvalidInput(f"An outfit needs its main garment; got {self.main} of {len(self.garments)}.")
        if all(garment.hidden for garment in self.garments):
            raise InvalidInput("An outfit needs a garment that is not hidden.")
        _require("domain", self.domain, DOMAINS)
        for key, values in self.moods.items():
            for value in values:
                _require(key, value, MOODS[key])

    @property
    def moods(self) -> dict[str, tuple[str, ...]]:
        """The high-level words by the keys of ``MOODS``."""
        return {
            "style": self.styles,
            "occasion": self.occasions,
            "effect": self.effects,
            "feeling": self.feelings,
        }


def implied(garment: GarmentFacts, fact: Fact) -> bool:
    """Whether the category alone says it: it admits nothing else, as jeans admit no cloth but denim."""
    key, value = fact
    if key not in {LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM, "silhouette", "weave", "material"}:
        return False
    chosen: dict[str, str] = {}
    if key == SLEEVE_LENGTH and garment.sleeve_type:
        chosen = {SLEEVE_TYPE: garment.sleeve_type}
    return allowed(garment.category, key, chosen) == (value,)


def can_mention(garment: GarmentFacts, fact: Fact) -> bool:
    """Whether a caption may word it: it is known, and one says it of this category."""
    return bool(fact[1]) and (garment.category, fact[0]) not in _ODD


def _require(name: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise InvalidInput(f"Unknown {name} {value!r}; known are {list(known)}.")
