"""The bilingual lexicon: every word of prompts and captions, in English and Vietnamese, and what it can mean.

Made from the vocabulary's terms and from ``wordings``. The parser reads by ``lexicon``; captions write the same
entries' ``written`` words; ``translations`` and ``contradictions`` relate words to one another.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from equifashion.vocabulary import wordings
from equifashion.vocabulary.attributes import ATTRIBUTES, KINDS, LENGTH_WORDS, SILHOUETTES, Attribute
from equifashion.vocabulary.categories import CATEGORIES
from equifashion.vocabulary.colours import COLOUR_TERMS
from equifashion.vocabulary.materials import MATERIALS, WEAVES
from equifashion.vocabulary.moods import MOODS
from equifashion.vocabulary.terms import Term, read_words

WORD = re.compile(r"[^\W_]+(?:/\d)?(?:['’][^\W_]+)*|[&+]")
_VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]")
_CLOTH = {"colour": COLOUR_TERMS, "weave": WEAVES, "material": MATERIALS}
# Their singular means something else.
_ALWAYS_PLURAL = frozenset({"shorts", "denims", "jeans", "checks", "florals", "tights"})
_WITH_PLURAL = frozenset({"garment", "kind", "unlearned", "part", "accessory", "wearer", "collar", "shoe"})
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
            ``"quality"``, ``"collar"`` (a collar's whole name), ``"look"`` (a noun for the whole outfit),
            ``"wearer"``, ``"skin"``, ``"hair"``, ``"shoe"``, ``"accessory"``, ``"join"``, ``"lead"`` (before
            Vietnamese adjectives), ``"compound"`` (a Vietnamese part with its adjective) or ``"filler"``.
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
Entry = tuple[str, Sense]


def split_words(text: str) -> Words:
    """Lower-case words of a text; a hyphen separates words as a space does."""
    return tuple(WORD.findall(unicodedata.normalize("NFC", text).lower()))


def is_vietnamese(text: str) -> bool:
    """Whether a text has letters or tones that only Vietnamese has."""
    return bool(_VIETNAMESE.search(unicodedata.normalize("NFC", text).lower()))


def strip_accents(text: str) -> str:
    """Without accents, as typed on a keyboard that has none."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def lexicon() -> dict[Words, tuple[Sense, ...]]:
    """Words → all they can mean, the likeliest first."""
    senses: dict[Words, dict[Sense, None]] = {}
    for text, sense in (*_nouns(), *_categories(), *_qualities(), *_parts(), *_small_words()):
        for words in _forms(text, sense):
            senses.setdefault(words, {})[sense] = None
    return {words: tuple(found) for words, found in senses.items()}


@cache
def longest_entry() -> int:
    """Words in the longest entry."""
    return max(map(len, lexicon()))


@cache
def known_words() -> frozenset[str]:
    """Every single word of every entry."""
    return frozenset(word for words in lexicon() for word in words)


def match(words: Iterable[str], entries: Mapping[Words, object]) -> int:
    """How many of the first words make the longest entry; 0 if none."""
    first = tuple(words)[: longest_entry()]
    return next((n for n in range(len(first), 0, -1) if first[:n] in entries), 0)


def _forms(text: str, sense: Sense) -> Iterator[Words]:
    """An entry's words, their plural where it names a thing, and names usually hyphenated in one word."""
    words = split_words(text)
    yield words
    if sense.language == "vi":
        return
    if ("-" in text and len(words) == 2) or words[-1] in ("neck", "shirt"):
        yield ("".join(words),)
    if sense.role in _WITH_PLURAL:
        last = words[-1]
        yield (*words[:-1], last + ("es" if last.endswith(("ss", "sh", "ch")) else "s"))
        if last.endswith("s") and not last.endswith("ss") and last not in _ALWAYS_PLURAL:
            yield (*words[:-1], last[:-1])


def _guessed(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(name, language) of names in both languages, told apart by their letters."""
    for name in names:
        yield name, "vi" if is_vietnamese(name) or name in wordings.PLAIN_VIETNAMESE else "en"


def _paired(words: wordings.Words) -> Iterator[tuple[str, str]]:
    """(name, language) of words listed by language."""
    for names, language in zip(words, ("en", "vi"), strict=True):
        yield from ((name, language) for name in read_words(names))


def _termed(term: Term) -> Iterator[tuple[str, str]]:
    """(name, language) of a term and its synonyms."""
    for language in ("en", "vi"):
        yield from ((name, language) for name in term.words(language))


def _nouns() -> Iterator[Entry]:
    for kind, names in wordings.KIND_NAMES.items():
        yield from ((name, Sense("kind", "kind", kind, language)) for name, language in _guessed(names))
    yield wordings.SKIRT_OR_DRESS, Sense("garment", "category", "dress", "vi")
    for part, names in wordings.PART_NAMES.items():
        yield from ((name, Sense("part", "part", part, language)) for name, language in _guessed(names))
    for name, language in _guessed(wordings.DETAILS):
        yield name, Sense("part", "unlearned", "detail", language)
    for role, names in (
        ("unlearned", wordings.UNLEARNED_GARMENTS),
        ("accessory", wordings.ACCESSORIES),
        ("look", wordings.MOOD_NOUNS),
    ):
        yield from ((name, Sense(role, "", name, language)) for name, language in _guessed(names))
    for key, role, table in (("presentation", "wearer", wordings.WEARERS), ("shoes", "shoe", wordings.SHOES)):
        for value, words in table.items():
            yield from ((name, Sense(role, key, value, language)) for name, language in _paired(words))


def _categories() -> Iterator[Entry]:
    for category, term in CATEGORIES.items():
        names = [*_termed(term), *_guessed(wordings.GARMENT_NAMES.get(category, ()))]
        known = {split_words(name) for name, _ in names}
        for name, language in names:
            if not _composed(split_words(name), known):
                yield name, Sense("garment", "category", category, language)


def _composed(words: Words, names: set[Words]) -> bool:
    """Whether a name is a shorter one with an adjective: "knitted jumper", "áo thun cổ tròn"."""
    splits = [(words[:i], words[i:]) for i in range(1, len(words))]
    adjectives = _adjectives()
    return any((b in names and a in adjectives) or (a in names and b in adjectives) for a, b in splits)


@cache
def _adjectives() -> frozenset[Words]:
    return frozenset(split_words(text) for text, _ in (*_qualities(), *_parts()))


def _qualities() -> Iterator[Entry]:
    """Words said of a garment, the likelier meaning of each first."""
    for kind, lengths in LENGTH_WORDS.items():
        for value, term in lengths.items():
            for name, language in _termed(term):
                yield from _shortened(name, Sense("quality", Attribute.LENGTH, value, language, kinds=(kind,)))
    others = tuple(kind for kind in KINDS if kind not in ("top", "outer"))
    shaped = [(kind, "silhouette", (kind,)) for kind in SILHOUETTES]
    for kind, key, kinds in (*shaped, ("top", "fit", others)):  # the fit of what has no such silhouette
        for value, term in SILHOUETTES[kind].items():
            extras = wordings.SILHOUETTE_NAMES.get(kind, {}).get(value, ())
            for name, language in (*_termed(term), *_guessed(extras)):
                yield from _shortened(name, Sense("quality", key, value, language, kinds=kinds))
    for value, term in ATTRIBUTES[Attribute.LENGTH].items():
        for name, language in _termed(term):
            yield name, Sense("quality", Attribute.LENGTH, value, language)
    for key, terms in _CLOTH.items():
        for value, term in terms.items():
            for name, language in _termed(term):
                sense = Sense("quality", key, value, language)
                yield from ((word, sense) for word in (name.removeprefix("màu "), name.removeprefix("vải "), name))
    for key, values in wordings.QUALITIES.items():
        for value, words in values.items():
            yield from ((name, Sense("quality", key, value, language)) for name, language in _paired(words))
    for name in ("sleeveless", "without sleeves", "no sleeves"):
        yield name, Sense("quality", Attribute.SLEEVE_LENGTH, "sleeveless", "en")
    for value, term in ATTRIBUTES[Attribute.SLEEVE_LENGTH].items():
        for name, language in _termed(term):
            if name.endswith("-sleeved") or name in ("không tay", "sát nách", "ngắn tay", "dài tay"):
                yield name, Sense("quality", Attribute.SLEEVE_LENGTH, value, language)
    for key, moods in MOODS.items():
        for value, mood in moods.items():
            for name, language in _termed(mood):
                sense = Sense("quality", key, value, language)
                yield name.removeprefix("a ").removeprefix("the "), sense
                yield name.removeprefix("phong cách "), sense


def _shortened(name: str, sense: Sense) -> Iterator[Entry]:
    """A word for length or shape, also without the "dáng" or "ống" before it: "quần jean bó"."""
    yield name, sense
    lead, _, rest = name.partition(" ")
    if lead in ("dáng", "ống") and rest and rest not in ("dài", "ngắn", "lỡ", "A", "thường", "vừa", "body"):
        yield rest, sense


def _parts() -> Iterator[Entry]:
    """Words said of a part; where the part's name is among them, the whole as a noun phrase."""
    for part, keys in wordings.PART_QUALITIES.items():
        for key, values in keys.items():
            for value, words in values.items():
                yield from ((name, Sense("quality", key, value, lang, part)) for name, lang in _paired(words))
    for attribute, (part, ending) in _OF_PARTS.items():
        for value, term in ATTRIBUTES[attribute].items():
            if value == "sleeveless":
                continue
            for name in term.words("en"):
                bare = name.removesuffix(ending)
                if not bare.endswith("-sleeved"):
                    yield bare, Sense("quality", attribute, value, "en", part)
            for name in term.words("vi"):
                yield from _vietnamese_part(name, attribute, value, part)
    for value, term in ATTRIBUTES[Attribute.COLLAR].items():
        yield from ((name, Sense("collar", Attribute.COLLAR, value, "en")) for name in term.words("en"))
        for name in term.words("vi"):
            yield from _vietnamese_part(name, Attribute.COLLAR, value, "collar")
    for name, value in wordings.COLLAR_NAMES.items():
        yield name, Sense("collar", Attribute.COLLAR, value, "en")
    yield "hooded", Sense("quality", Attribute.COLLAR, "hood", "en")


def _vietnamese_part(name: str, key: str, value: str, part: str) -> Iterator[Entry]:
    """ "tay phồng" as a noun and its adjective, "phồng" alone of a sleeve, "xẻ tà" of the garment."""
    head, _, rest = name.partition(" ")
    if head not in wordings.VIETNAMESE_HEADS:
        yield name, Sense("quality", key, value, "vi")
        return
    yield name, Sense("compound", key, value, "vi", part)
    if key != Attribute.COLLAR:
        yield rest, Sense("quality", key, value, "vi", part)


def _small_words() -> Iterator[Entry]:
    yield from ((name, Sense("skin", "", name, language)) for name, language in _guessed(wordings.SKIN))
    yield from ((name, Sense("hair", "", name, language)) for name, language in _guessed(wordings.HAIR))
    for join, names in wordings.JOINS.items():
        yield from ((name, Sense("join", "join", join, language)) for name, language in _guessed(names))
    yield from ((name, Sense("filler", "", "", language)) for name, language in _guessed(wordings.FILLERS))
    yield from ((name, Sense("lead", "", "", "vi")) for name in wordings.VIETNAMESE_LEADS)


# Words related to one another.


def _all_terms() -> Iterator[Term]:
    # Where a word has several meanings, that of the earlier table comes first.
    tables: list[Mapping[str, Term]] = [COLOUR_TERMS, CATEGORIES, WEAVES, MATERIALS, *ATTRIBUTES.values(), KINDS]
    tables += [*SILHOUETTES.values(), *LENGTH_WORDS.values(), *MOODS.values()]
    for terms in tables:
        yield from terms.values()


def _is_loanword(first: str, second: str) -> bool:
    """Whether both languages use one word: "hoodie" and "áo hoodie"."""
    first, second = f" {first.lower()} ", f" {second.lower()} "
    return first in second or second in first


@cache
def translations() -> dict[str, tuple[str, ...]]:
    """Lower-case word or words of one language → what the other calls it, the usual word first."""
    found: dict[str, dict[str, None]] = {}
    pairs: list[wordings.Words] = [((english,), (vietnamese,)) for english, vietnamese in wordings.COMMON.items()]
    pairs += [(term.words("en"), term.words("vi")) for term in _all_terms()]
    for english, vietnamese in pairs:
        for words, others in ((english, vietnamese), (vietnamese, english)):
            for word in words:
                foreign = (other for other in others if not _is_loanword(word, other))
                found.setdefault(word.lower(), {}).update(dict.fromkeys(foreign))
    return {word: tuple(others) for word, others in found.items() if others}


@cache
def contradictions() -> dict[str, tuple[str, ...]]:
    """Lower-case word or words → words that contradict them."""
    found: dict[str, dict[str, None]] = {}
    for first, second in wordings.OPPOSITES:
        found.setdefault(first.lower(), {})[second] = None
        found.setdefault(second.lower(), {})[first] = None
    return {word: tuple(others) for word, others in found.items()}


@cache
def longest_term() -> int:
    """Words in the longest entry of ``translations`` and ``contradictions``."""
    return max(len(word.split()) for word in (*translations(), *contradictions()))
