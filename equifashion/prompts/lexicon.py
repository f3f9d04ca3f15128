"""Every word the parser knows and what it can mean, made from the vocabulary and from ``wordings``."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from equifashion.prompts import synonyms as wordings
from equifashion.vocabulary import (
    ATTRIBUTES,
    CATEGORIES,
    COLOUR_TERMS,
    EFFECTS,
    FEELINGS,
    KINDS,
    LENGTH_WORDS,
    MATERIALS,
    OCCASIONS,
    SILHOUETTES,
    STYLES,
    WEAVES,
    Attribute,
    Term,
)
from equifashion.vocabulary.rules import FIELDS

WORD = re.compile(r"[^\W_]+(?:/\d)?(?:['’][^\W_]+)*|[&+]")
MOODS = {"style": STYLES, "occasion": OCCASIONS, "effect": EFFECTS, "feeling": FEELINGS}
_TERMS = {"colour": COLOUR_TERMS, "weave": WEAVES, "material": MATERIALS}
_NAMED_KEYS = ("silhouette", "weave", "material")
# Their singular means something else.
_ALWAYS_PLURAL = frozenset({"shorts", "denims", "jeans", "checks", "florals", "tights"})
_VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]")
# Attributes whose words are said of a part: attribute → (part, the ending that names it).
_OF_PARTS = {
    Attribute.SLEEVE_LENGTH: ("sleeve", " sleeves"),
    Attribute.SLEEVE_TYPE: ("sleeve", ""),
    Attribute.HEM: ("hem", ""),
}


@dataclass(frozen=True)
class Sense:
    """One thing that a word can mean.

    Attributes:
        role: ``"garment"``, ``"kind"``, ``"unlearned"`` (a garment the vocabulary lacks), ``"part"``,
            ``"quality"``, ``"collar"`` (a collar's whole name), ``"look"``, ``"wearer"``, ``"skin"``, ``"hair"``,
            ``"shoe"``, ``"accessory"``, ``"join"``, ``"lead"`` (before Vietnamese adjectives) or ``"filler"``.
        key, value: what it states or names.
        language: ``"en"`` or ``"vi"``.
        part: the only part that a quality is said of; "" for garments.
        kinds: the only kinds of garment that a quality is said of; empty for all.
    """

    role: str
    key: str
    value: str
    language: str
    part: str = ""
    kinds: tuple[str, ...] = ()


Words = tuple[str, ...]


def split_words(text: str) -> Words:
    """Lower-case words of a text; a hyphen parts words as a space does."""
    return tuple(WORD.findall(unicodedata.normalize("NFC", text).lower()))


def is_vietnamese(text: str) -> bool:
    """Whether a text has letters or tones that only Vietnamese has."""
    return bool(_VIETNAMESE.search(unicodedata.normalize("NFC", text).lower()))


@cache
def lexicon() -> dict[Words, tuple[Sense, ...]]:
    """Words → all they can mean, the likeliest first."""
    senses: dict[Words, dict[Sense, None]] = {}
    for text, sense in _entries():
        for words in _forms(text, sense):
            senses.setdefault(words, {})[sense] = None
    return {words: tuple(found) for words, found in senses.items()}


@cache
def longest() -> int:
    """Words in the longest entry."""
    return max(map(len, lexicon()))


@cache
def known_words() -> frozenset[str]:
    """Every single word of every entry."""
    return frozenset(word for words in lexicon() for word in words)


def _forms(text: str, sense: Sense) -> Iterator[Words]:
    """An entry's words, their plural where it names a thing, and names usually hyphenated in one word."""
    words = split_words(text)
    yield words
    if sense.language == "vi":
        return
    if ("-" in text and len(words) == 2) or words[-1] in ("neck", "shirt"):
        yield ("".join(words),)
    if sense.role in ("garment", "kind", "unlearned", "part", "accessory", "wearer", "collar", "shoe"):
        last = words[-1]
        yield (*words[:-1], last + ("es" if last.endswith(("ss", "sh", "ch")) else "s"))
        if last.endswith("s") and not last.endswith("ss") and last not in _ALWAYS_PLURAL:
            yield (*words[:-1], last[:-1])


def _entries() -> Iterator[tuple[str, Sense]]:
    yield from _nouns()
    yield from _categories()
    yield from _qualities()
    yield from _parts()
    yield from _small_words()


def _language(text: str) -> str:
    return "vi" if is_vietnamese(text) or text in wordings.PLAIN_VIETNAMESE else "en"


def _named(term: Term) -> Iterator[tuple[str, str]]:
    """(name, language) of a term and its synonyms."""
    yield from ((name, "en") for name in (term.name, *term.synonyms))
    yield from ((name, "vi") for name in (term.vi, *term.vi_synonyms))


def _categories() -> Iterator[tuple[str, Sense]]:
    for name, category in CATEGORIES.items():
        names = [*_named(category), *((extra, _language(extra)) for extra in wordings.GARMENTS.get(name, ()))]
        known = {split_words(text) for text, _ in names}
        for text, language in names:
            if not _composed(split_words(text), known):
                yield text, Sense("garment", "category", name, language)


def _composed(words: Words, names: set[Words]) -> bool:
    """Whether a name is a shorter one with an adjective: "knitted jumper", "áo thun cổ tròn"."""
    adjectives = _adjectives()
    fronts = any(words[i:] in names and words[:i] in adjectives for i in range(1, len(words)))
    return fronts or any(words[:i] in names and words[i:] in adjectives for i in range(1, len(words)))


@cache
def _adjectives() -> frozenset[Words]:
    return frozenset(split_words(text) for text, _ in (*_qualities(), *_parts()))


def _nouns() -> Iterator[tuple[str, Sense]]:
    for kind, names in wordings.KIND_NAMES.items():
        yield from ((name, Sense("kind", "kind", kind, _language(name))) for name in names)
    yield wordings.SKIRT_OR_DRESS, Sense("garment", "category", "dress", "vi")
    for part, names in wordings.PART_NAMES.items():
        yield from ((name, Sense("part", "part", part, _language(name))) for name in names)
    for name in wordings.DETAILS:
        yield name, Sense("part", "unlearned", "detail", _language(name))
    for role, names in (
        ("unlearned", wordings.UNLEARNED_GARMENTS),
        ("accessory", wordings.ACCESSORIES),
        ("look", wordings.LOOKS),
    ):
        yield from ((name, Sense(role, "", name, _language(name))) for name in names)
    for key, role, tables in (("presentation", "wearer", wordings.WEARERS), ("shoes", "shoe", wordings.SHOES)):
        for value, names in tables.items():
            yield from ((name, Sense(role, key, value, _language(name))) for name in names)


def _qualities() -> Iterator[tuple[str, Sense]]:
    """Words said of a garment, the likelier meaning of each first."""
    for kind, lengths in LENGTH_WORDS.items():
        for value, term in lengths.items():
            for name, language in _named(term):
                yield from _shortened(name, Sense("quality", Attribute.LENGTH, value, language, kinds=(kind,)))
    for kind, shapes in SILHOUETTES.items():
        for value, term in shapes.items():
            extras = ((name, _language(name)) for name in wordings.SHAPES.get(kind, {}).get(value, ()))
            for name, language in (*_named(term), *extras):
                yield from _shortened(name, Sense("quality", "silhouette", value, language, kinds=(kind,)))
    for value, term in SILHOUETTES["top"].items():  # the fit of what has no such silhouette
        extras = ((name, _language(name)) for name in wordings.SHAPES["top"].get(value, ()))
        for name, language in (*_named(term), *extras):
            others = tuple(kind for kind in KINDS if kind not in ("top", "outer"))
            yield from _shortened(name, Sense("quality", "fit", value, language, kinds=others))
    for value, term in ATTRIBUTES[Attribute.LENGTH].items():
        yield from ((name, Sense("quality", Attribute.LENGTH, value, language)) for name, language in _named(term))
    for key, tables in _TERMS.items():
        for value, term in tables.items():
            for name, language in _named(term):
                yield name.removeprefix("màu "), Sense("quality", key, value, language)
                yield name.removeprefix("vải "), Sense("quality", key, value, language)
                yield name, Sense("quality", key, value, language)
    for key, values in wordings.QUALITIES.items():
        for value, (english, vietnamese) in values.items():
            yield from ((name, Sense("quality", key, value, "en")) for name in english)
            yield from ((name, Sense("quality", key, value, "vi")) for name in vietnamese)
    for name in ("sleeveless", "without sleeves", "no sleeves"):
        yield name, Sense("quality", Attribute.SLEEVE_LENGTH, "sleeveless", "en")
    for value, term in ATTRIBUTES[Attribute.SLEEVE_LENGTH].items():
        for name, language in _named(term):
            if name.endswith("-sleeved") or name in ("không tay", "sát nách", "ngắn tay", "dài tay"):
                yield name, Sense("quality", Attribute.SLEEVE_LENGTH, value, language)
    for key, moods in MOODS.items():
        for value, mood in moods.items():
            for name, language in _named(mood):
                yield name.removeprefix("a ").removeprefix("the "), Sense("quality", key, value, language)
                yield name.removeprefix("phong cách "), Sense("quality", key, value, language)


def _shortened(name: str, sense: Sense) -> Iterator[tuple[str, Sense]]:
    """A word for length or shape, also without the "dáng" or "ống" before it: "quần jean bó"."""
    yield name, sense
    lead, _, rest = name.partition(" ")
    if lead in ("dáng", "ống") and rest and rest not in ("dài", "ngắn", "lỡ", "A", "thường", "vừa", "body"):
        yield rest, sense


def _parts() -> Iterator[tuple[str, Sense]]:
    """Words said of a part; where the part's name is among them, the whole as a noun phrase."""
    for part, keys in wordings.PART_QUALITIES.items():
        for key, values in keys.items():
            for value, (english, vietnamese) in values.items():
                yield from ((name, Sense("quality", key, value, "en", part)) for name in english)
                yield from ((name, Sense("quality", key, value, "vi", part)) for name in vietnamese)
    for key, (part, ending) in _OF_PARTS.items():
        for value, term in ATTRIBUTES[key].items():
            if value == "sleeveless":
                continue
            for name, language in _named(term):
                bare = name.removesuffix(ending)
                if language == "en" and not bare.endswith("-sleeved"):
                    yield bare, Sense("quality", key, value, "en", part)
                elif language == "vi":
                    yield from _vietnamese_part(name, key, value, part)
    for value, term in ATTRIBUTES[Attribute.COLLAR].items():
        for name, language in _named(term):
            if language == "vi":
                yield from _vietnamese_part(name, Attribute.COLLAR, value, "collar")
            else:
                yield name, Sense("collar", Attribute.COLLAR, value, "en")
    for name in ("sweetheart neck", "halter neckline", "v-neckline", "scoop neckline", "crewneck", "rollneck",
                 "turtle neck", "round neckline", "roll-neck", "polo-neck", "high neck", "u-neckline"):  # fmt: skip
        yield name, Sense("collar", Attribute.COLLAR, _neckline(name), "en")
    yield "hooded", Sense("quality", Attribute.COLLAR, "hood", "en")


def _neckline(name: str) -> str:
    names = {"sweetheart": "sweetheart", "halter": "halter", "v": "V-neck", "scoop": "scoop neck",
             "u": "scoop neck", "crewneck": "crew neck", "round": "crew neck"}  # fmt: skip
    return names.get(split_words(name)[0], "turtleneck")


def _vietnamese_part(name: str, key: str, value: str, part: str) -> Iterator[tuple[str, Sense]]:
    """ "tay phồng" as a noun and its adjective, "phồng" alone of a sleeve, "xẻ tà" of the garment."""
    head, _, rest = name.partition(" ")
    if head not in wordings.VIETNAMESE_HEADS:
        yield name, Sense("quality", key, value, "vi")
        return
    yield name, Sense("compound", key, value, "vi", part)
    if key != Attribute.COLLAR:
        yield rest, Sense("quality", key, value, "vi", part)


def _small_words() -> Iterator[tuple[str, Sense]]:
    for role, names in (("skin", wordings.SKIN), ("hair", wordings.HAIR)):
        yield from ((name, Sense(role, "", name, _language(name))) for name in names)
    for join, names in wordings.JOINS.items():
        yield from ((name, Sense("join", "join", join, _language(name))) for name in names)
    yield from ((name, Sense("filler", "", "", _language(name))) for name in wordings.FILLERS)
    for name in wordings.VIETNAMESE_LEADS:
        yield name, Sense("lead", "", "", "vi")


@cache
def named_facts(noun: Words, category: str) -> tuple[tuple[str, str], ...]:
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


def match(words: Iterable[str], senses: dict[Words, tuple[Sense, ...]]) -> int:
    """How many of the first words make the longest entry; 0 if none."""
    first = tuple(words)[: longest()]
    return next((n for n in range(len(first), 0, -1) if first[:n] in senses), 0)
