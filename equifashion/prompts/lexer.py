"""A prompt as a row of items: every word or term with what it can mean here, and the marks between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from equifashion.vocabulary.lexicon import WORD, Sense, is_vietnamese, lexicon, longest_entry, match

_GAP = re.compile(r"\s*-?\s*")  # what may stand between the words of one term
_BREAK = re.compile(r"[,.;:!?()\n|/–—]| - ")
_COLLAR_NOUNS = frozenset({"collar", "neck", "neckline", "lapel", "collars", "necks", "necklines", "lapels"})
_SLITS = frozenset({"slit", "slits", "split", "splits"})
_SHORTEST_SURE = 4  # letters below which a plain word is Vietnamese only beside Vietnamese


@dataclass(frozen=True)
class Item:
    """A word or term, or a mark that parts them.

    Attributes:
        role: as in ``Sense``, or ``"unknown"``, or ``"break"``.
        text: as it stands in the prompt.
        start, end: its characters.
        senses: what it can mean here, the likeliest first.
        language: ``"en"``, ``"vi"``, or "" where both say it.
        noun_start: where the noun of a collar's whole name begins.
    """

    role: str
    text: str
    start: int
    end: int
    senses: tuple[Sense, ...] = ()
    language: str = ""
    noun_start: int = -1


def split_items(text: str) -> list[Item]:
    """The items of a text, in order."""
    items = _match_terms(text)
    items = [_in_context(items, index) for index in range(len(items))]
    return _join_leads([piece for item in items for piece in _split(item, text)], text)


def _match_terms(text: str) -> list[Item]:
    tokens = list(WORD.finditer(text))
    words = [token.group().lower() for token in tokens]
    items: list[Item] = []
    index = done = 0
    while index < len(tokens):
        if _BREAK.search(text[done : tokens[index].start()]):
            items.append(Item("break", ",", done, tokens[index].start()))
        joined = 1
        while joined < longest_entry() and index + joined < len(tokens) and _adjoin(text, tokens, index + joined):
            joined += 1
        found = match(words[index : index + joined], lexicon())
        start, end = tokens[index].start(), tokens[index + max(found, 1) - 1].end()
        senses = lexicon()[tuple(words[index : index + found])] if found else ()
        before = items[-1] if items else None
        if not found and before and not before.senses and before.role != "break" and text[done:start] == "-":
            items[-1] = replace(before, text=text[before.start : end], end=end)  # "double-breasted"
        else:
            items.append(Item("unknown", text[start:end], start, end, senses))
        index, done = index + max(found, 1), end
    return items


def _adjoin(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Whether nothing but a space or hyphen stands before a token."""
    return _GAP.fullmatch(text[tokens[index - 1].end() : tokens[index].start()]) is not None


def _in_context(items: Sequence[Item], index: int) -> Item:
    """Role and meanings of an item, given its neighbours: "be" is a colour in "áo be" alone."""
    item = items[index]
    if item.role == "break":
        return item
    both = {sense.language for sense in item.senses}
    neighbours = [items[i] for i in (index - 1, index + 1) if 0 <= i < len(items)]
    beside_vietnamese = any(is_vietnamese(other.text) for other in neighbours)
    senses = item.senses
    if "vi" in both and not is_vietnamese(item.text):
        if beside_vietnamese and (len(both) == 1 or _is_weak(item)):
            senses = tuple(sense for sense in senses if sense.language == "vi")
        elif len(both) > 1 and not beside_vietnamese:
            senses = tuple(sense for sense in senses if sense.language == "en")
        elif _is_weak(item) and not beside_vietnamese:
            senses = ()
    senses = _by_part_ahead(senses, items[index + 1 : index + 2])
    languages = {sense.language for sense in senses}
    language = languages.pop() if len(languages) == 1 else "vi" if is_vietnamese(item.text) else ""
    return replace(item, role=senses[0].role if senses else "unknown", senses=senses, language=language)


def _by_part_ahead(senses: tuple[Sense, ...], ahead: Sequence[Item]) -> tuple[Sense, ...]:
    """Meanings, first those that suit the part that comes next: "kimono" is a shape before "sleeves"."""
    parts = {sense.value for item in ahead for sense in item.senses if sense.role == "part"}
    return tuple(sorted(senses, key=lambda sense: sense.part not in parts)) if parts else senses


def _is_weak(item: Item) -> bool:
    return len(item.text) < _SHORTEST_SURE


def _split(item: Item, text: str) -> list[Item]:
    """Nouns and adjectives apart: "tay phồng" is a noun and its adjective; a collar's noun is its last word."""
    if item.role == "collar":
        last = list(WORD.finditer(item.text))[-1]
        initial = item.text[: last.start()].rstrip(" -").lower() in ("v", "u") and last.group().lower() == "neck"
        divides = last.group().lower() in _COLLAR_NOUNS and not initial
        return [replace(item, noun_start=item.start + last.start() if divides else item.start)]
    if item.role == "quality" and item.text.lower().split()[-1] in _SLITS and " " in item.text:
        noun_start = item.start + item.text.rfind(" ") + 1
        rest = item.text[: noun_start - item.start].rstrip()
        adjective = replace(item, text=rest, end=item.start + len(rest))
        return [adjective, _part_item(text, noun_start, item.end, "hem", "en")]
    if item.role == "compound":
        noun_end = item.start + next(WORD.finditer(item.text)).end()
        rest_start = item.end - len(text[noun_end : item.end].lstrip(" -"))
        quality = (replace(item.senses[0], role="quality"),)
        return [
            _part_item(text, item.start, noun_end, item.senses[0].part, "vi"),
            Item("quality", text[rest_start : item.end], rest_start, item.end, quality, "vi"),
        ]
    return [item]


def _part_item(text: str, start: int, end: int, part: str, language: str) -> Item:
    return Item("part", text[start:end], start, end, (Sense("part", "part", part, language),), language)


def _join_leads(items: Sequence[Item], text: str) -> list[Item]:
    """Join "màu", "vải", "họa tiết" to the adjective that they lead."""
    joined: list[Item] = []
    lead: Item | None = None
    for item in items:
        if lead and item.role in ("quality", "lead"):
            item = replace(item, start=lead.start, text=text[lead.start : item.end])
            item = item if item.language == "vi" else replace(item, language="vi")
        lead = item if item.role == "lead" else None
        if lead is None:
            joined.append(item)
    return joined
