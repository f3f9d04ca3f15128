"""What an item means where it stands."""

from collections.abc import Sequence
from functools import cache

from equifashion.prompts.builder import GarmentDraft
from equifashion.prompts.lexer import Item
from equifashion.vocabulary import CATEGORIES, MOODS, Attribute
from equifashion.vocabulary.lexicon import Sense, Words, lexicon, split_words
from equifashion.vocabulary.phrases import Fact
from equifashion.vocabulary.rules import FIELDS
from equifashion.vocabulary.wordings import SKIRT_OR_DRESS

CLOTH = ("colour", "weave", "material")
_NAMED_KEYS = ("silhouette", "weave", "material")
# Parts whose words are said of the whole garment: "a pleated skirt", "a raglan sweatshirt".
_IMPLIED_PARTS = ("hem", "sleeve")
_WHOLE = ("garment", "cut")  # what takes the words of a whole garment as they are
_LARGE = ("bodice", "leg", "waist", "skirt")  # what takes them too, but has its own cloth


def interpret(senses: Sequence[Sense], part: str, garment: GarmentDraft | None) -> Fact | None:
    """What an adjective states of a part of a garment; None if nothing."""
    if senses and senses[0].role == "collar":
        return (Attribute.COLLAR, senses[0].value)
    senses = [sense for sense in senses if sense.role == "quality"]
    kind = garment.kind if garment else ""
    if part in (*_WHOLE, *_LARGE):
        own = [s for s in senses if s.part == part]
        whole = [s for s in senses if not s.part and (not s.kinds or not kind or kind in s.kinds)]
        if part == "bodice":
            whole = [s for s in whole if s.key in ("fit", *MOODS)] or [
                Sense("quality", "fit", s.value, s.language) for s in senses if s.kinds and "top" in s.kinds
            ]
        loosely = [s for name in _IMPLIED_PARTS for s in senses if s.part == name]
        others = [s for s in senses if not s.part and s.key != "silhouette"]
        found = next(iter((*own, *whole, *loosely, *others)), None)
        if found and found.key in CLOTH and part in _LARGE:
            return f"{part} {found.key}", found.value
        return (found.key, found.value) if found else None
    own = [s for s in senses if s.part == part]
    if own:
        return own[0].key, own[0].value
    cloth = [s for s in senses if s.key in CLOTH and not s.part]
    if cloth:
        return f"{part} {cloth[0].key}", cloth[0].value
    moods = [s for s in senses if s.key in (*MOODS, "body shape", "motion", "presentation")]
    return (moods[0].key, moods[0].value) if moods else None


def has_colour(item: Item) -> bool:
    """Whether an item can name a colour."""
    return any(sense.key == "colour" for sense in item.senses)


def mood_of(item: Item) -> Fact | None:
    """The style, occasion, effect or feeling that an item can name."""
    return next(((sense.key, sense.value) for sense in item.senses if sense.key in MOODS), None)


def part_facts(item: Item) -> tuple[Fact, ...]:
    """What naming a part already states: a belt, that it is worn."""
    return (("worn", "belted"),) if item.senses[0].value == "belt" else ()


def narrows_next(item: Item, follower: Item) -> bool:
    """Whether a garment's name only narrows the next one: "áo" in "áo blazer", "sweater" in "sweater dress"."""
    if follower.role not in ("garment", "kind") or follower.start - item.end > 1:
        return False
    bare = item.role == "kind" or item.text.lower() == SKIRT_OR_DRESS
    if item.language == "vi":
        return bare and follower.language != "vi"
    return follower.text.lower() == "dress" and item.role in ("garment", "unlearned")


def completes_name(item: Item, noun: Item | None, category: str) -> bool:
    """Whether an adjective is the part of a category's name that stands away from its noun."""
    senses = lexicon().get((*split_words(item.text), *split_words(noun.text)), ()) if noun else ()
    return any(sense.value == category for sense in senses)


def first_words(item: Item, text: str) -> Item:
    """The first words of an item as an item of their own."""
    return Item("quality", text, item.start, item.start + len(text), (), item.language)


def language_of(items: Sequence[Item]) -> str:
    """``"en"``, ``"vi"`` or ``"mixed"``, by the words that only one of them has."""
    said = {item.language for item in items if item.role not in ("break", "unknown", "filler")} - {""}
    return said.pop() if len(said) == 1 else "mixed" if said else "en"


@cache
def named_facts(noun: Words, category: str) -> tuple[Fact, ...]:
    """What a garment's name states beyond its category: that an "A-line dress" is A-line."""
    entry, found = CATEGORIES[category], []
    keys = _NAMED_KEYS[:1] if noun in map(split_words, (entry.name, entry.vi)) else _NAMED_KEYS
    for words in (noun[:-1], noun[1:], noun[2:]):
        for sense in lexicon().get(words, ()):
            admitted = getattr(entry, FIELDS[sense.key]) if sense.role == "quality" and sense.key in keys else ()
            fits = not sense.kinds or entry.kind in sense.kinds
            if fits and len(admitted) > 1 and sense.value in admitted:
                found.append((sense.key, sense.value))
    return tuple(dict.fromkeys(found))
