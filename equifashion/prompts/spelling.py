"""Respelling before reading: slips of the keyboard, and Vietnamese typed without its accents.

A word that the vocabulary or an English dictionary has is never respelt, and every respelling is reported.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from equifashion.prompts.parsed import Repair
from equifashion.vocabulary.lexicon import WORD, Words, known_words, lexicon, longest_entry, match, strip_accents
from equifashion.vocabulary.wordings import UNLEARNED_WORDS

_SHORTEST = 4  # letters that a word needs to be respelt
_TWO_SLIPS_FROM = 8  # letters from which two slips are forgiven
# Tones put on the second vowel, as the other school of spelling has it.
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe",
    "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_LAST_TONE = re.compile(f"(?:{'|'.join(_TONES)})$")
# Roles whose words, typed without accents, are Vietnamese on their own if nothing English reads so.
_ANCHORS = ("garment", "kind")


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int


def respell(prompt: str) -> tuple[str, tuple[Repair, ...]]:
    """The prompt as it was meant, and what was changed; positions in repairs count the prompt's characters."""
    tokens = [_Token(m.group().lower(), m.start(), m.end()) for m in WORD.finditer(prompt)]
    repairs = _accent_repairs(prompt, tokens)
    taken = {place for repair in repairs for place in range(repair.start, repair.end)}
    for token in tokens:
        if token.start not in taken and (meant := _corrected(token.text)):
            repairs.append(Repair(prompt[token.start : token.end], meant, token.start, token.end))
    repairs.sort(key=lambda repair: repair.start)
    text, done = "", 0
    for repair in repairs:
        text += prompt[done : repair.start] + repair.after
        done = repair.end
    return text + prompt[done:], tuple(repairs)


@cache
def is_english(word: str) -> bool:
    """Whether an English dictionary has the word."""
    return bool(_dictionary().known([word]))


@cache
def _dictionary() -> SpellChecker:
    return SpellChecker(language="en")


# Slips.


@cache
def _corrected(word: str) -> str:
    """The one word of the vocabulary that a misspelt word can be, or ""."""
    tone = _LAST_TONE.search(word)
    if tone and (other := word[: tone.start()] + _TONES[tone.group()]) in known_words():
        return other
    if word in known_words() or not word.isalpha() or len(word) < _SHORTEST:
        return ""
    if word.rstrip("s") in known_words() or word in UNLEARNED_WORDS or is_english(word):
        return ""
    slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
    found = process.extract(word, _targets(), scorer=OSA.distance, score_cutoff=slips, limit=8)
    nearest = [name for name, slip, _ in found if slip == min(slip for _, slip, _ in found)]
    nearest = [name for name in nearest if name[0] == word[0] or sorted(name) == sorted(word)]
    nearest = [name for name in nearest if sorted(name) == sorted(word)] or nearest
    # A letter is forgotten more often than one too many is typed.
    nearest = [name for name in nearest if len(name) == max(map(len, nearest))]
    return nearest[0] if len(nearest) == 1 else ""


@cache
def _targets() -> tuple[str, ...]:
    """English words that a slip may have meant: the dictionary's, and names of garments that it lacks."""
    garments = {
        words[0]
        for words, senses in lexicon().items()
        if len(words) == 1 and any(sense.role == "garment" and sense.language == "en" for sense in senses)
    }
    return tuple(
        sorted(
            word
            for word in known_words()
            if word.isascii() and len(word) >= _SHORTEST and (is_english(word) or word in garments)
        )
    )


# Accents.


@dataclass
class _Span:
    """Tokens that may be Vietnamese without its accents.

    Attributes:
        first, end: the tokens, as a range.
        meant: the Vietnamese words.
        is_sure: whether nothing else can be meant.
    """

    first: int
    end: int
    meant: Words
    is_sure: bool


@cache
def _unaccented() -> dict[Words, Words]:
    """Words without accents → the Vietnamese words that they stand for, the likeliest ones."""
    found: dict[Words, Words] = {}
    for words, senses in lexicon().items():
        if any(sense.language == "vi" for sense in senses):
            found.setdefault(tuple(map(strip_accents, words)), words)
    return found


def _accent_repairs(prompt: str, tokens: Sequence[_Token]) -> list[Repair]:
    """Vietnamese words without accents, where their neighbours show that the prompt is Vietnamese."""
    spans: list[_Span] = []
    index = 0
    while index < len(tokens):
        typed = tuple(token.text for token in tokens[index : index + longest_entry()])
        exact, accented = match(typed, lexicon()), match(map(strip_accents, typed), _unaccented())
        meant = _unaccented().get(tuple(map(strip_accents, typed[:accented])), ())
        fits = accented and all(t == m or t.isascii() for t, m in zip(typed, meant, strict=False))
        if fits and (accented > exact or (accented == exact and not _reads_as_english(typed[:exact], meant))):
            is_sure = _is_surely_vietnamese(typed[:accented], meant)
            spans.append(_Span(index, index + accented, meant, is_sure))
            index += accented
        else:
            index += max(exact, 1)
    _spread_certainty(spans, tokens, prompt)
    return [
        _accent_repair(prompt, tokens[span.first : span.end], span.meant)
        for span in spans
        if span.is_sure and _typed(tokens, span) != span.meant
    ]


def _typed(tokens: Sequence[_Token], span: _Span) -> Words:
    return tuple(token.text for token in tokens[span.first : span.end])


def _reads_as_english(typed: Words, meant: Words) -> bool:
    """Whether words mean something in English, and not the same as in Vietnamese."""
    senses, others = lexicon().get(typed, ()), lexicon()[meant]
    same = {(sense.key, sense.value) for sense in others if sense.role == "garment"}
    return any(s.language == "en" and (s.key, s.value) not in same for s in senses)


def _is_surely_vietnamese(typed: Words, meant: Words) -> bool:
    """Whether words are Vietnamese whatever stands beside them."""
    if any(not word.isascii() for word in typed):
        return True
    if len(meant) > 1:
        return not all(map(is_english, typed)) and typed not in lexicon()
    return lexicon()[meant][0].role in _ANCHORS and not is_english(typed[0])


def _spread_certainty(spans: Sequence[_Span], tokens: Sequence[_Token], prompt: str) -> None:
    """Make sure what touches something sure."""
    for span, after in itertools.pairwise(spans):  # "ao dai do", though "ao dai" is English too
        is_anchor = lexicon()[span.meant][0].role in _ANCHORS
        if is_anchor and _typed(tokens, span) in lexicon() and span.end == after.first:
            span.is_sure = True

    def adjoin(left: _Span, right: _Span) -> bool:
        between = prompt[tokens[left.end - 1].end : tokens[right.first].start]
        return left.end == right.first and not between.strip(" ,")

    touching = [pair for pair in itertools.pairwise(spans) if adjoin(*pair)]
    for left, right in touching:
        right.is_sure = right.is_sure or left.is_sure
    for left, right in reversed(touching):
        left.is_sure = left.is_sure or right.is_sure


def _accent_repair(prompt: str, tokens: Sequence[_Token], meant: Words) -> Repair:
    """A repair that keeps what stands between the words."""
    after = ""
    for number, (token, word) in enumerate(zip(tokens, meant, strict=True)):
        after += prompt[tokens[number - 1].end : token.start] if number else ""
        after += word
    return Repair(prompt[tokens[0].start : tokens[-1].end], after, tokens[0].start, tokens[-1].end)
