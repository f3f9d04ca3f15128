"""Respelling before reading: slips of the keyboard, and Vietnamese typed without its accents.

A word that the vocabulary or an English dictionary has is never respelt, and every respelling is reported.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from equifashion.prompts.parsed import Repair
from equifashion.vocabulary.lexicon import WORD, Words, known_words, lexicon, longest_entry, match
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
    repairs = _accents(prompt, tokens)
    taken = {place for repair in repairs for place in range(repair.start, repair.end)}
    for token in tokens:
        if token.start not in taken and (meant := _meant(token.text)):
            repairs.append(Repair(prompt[token.start : token.end], meant, token.start, token.end))
    repairs.sort(key=lambda repair: repair.start)
    text, done = "", 0
    for repair in repairs:
        text += prompt[done : repair.start] + repair.after
        done = repair.end
    return text + prompt[done:], tuple(repairs)


def plain(text: str) -> str:
    """Without accents, as typed on a keyboard that has none."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def is_english(word: str) -> bool:
    """Whether an English dictionary has the word."""
    return bool(_dictionary().known([word]))


@cache
def _dictionary() -> SpellChecker:
    return SpellChecker(language="en")


# Slips.


@cache
def _meant(word: str) -> str:
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


@cache
def _unaccented() -> dict[Words, Words]:
    """Words without accents → the Vietnamese words that they stand for, the likeliest ones."""
    found: dict[Words, Words] = {}
    for words, senses in lexicon().items():
        if any(sense.language == "vi" for sense in senses):
            found.setdefault(tuple(map(plain, words)), words)
    return found


def _accents(prompt: str, tokens: Sequence[_Token]) -> list[Repair]:
    """Vietnamese words without accents, where their neighbours show that the prompt is Vietnamese."""
    spans: list[tuple[int, int, Words, bool]] = []  # first token, one past the last, meant, sure
    index = 0
    while index < len(tokens):
        typed = [token.text for token in tokens[index : index + longest_entry()]]
        exact, accented = match(typed, lexicon()), match(map(plain, typed), _unaccented())
        meant = _unaccented().get(tuple(map(plain, typed[:accented])), ())
        fits = accented and all(t == m or t.isascii() for t, m in zip(typed, meant, strict=False))
        if fits and (accented > exact or (accented == exact and not _reads_as_english(typed[:exact], meant))):
            sure = _sure(typed[:accented], meant)
            spans.append((index, index + accented, meant, sure))
            index += accented
        else:
            index += max(exact, 1)
    return [
        _restored(prompt, tokens[first:end], meant)
        for first, end, meant in _surely(spans, tokens, prompt)
        if tuple(token.text for token in tokens[first:end]) != meant
    ]


def _reads_as_english(typed: Sequence[str], meant: Words) -> bool:
    """Whether words mean something in English, and not the same as in Vietnamese."""
    senses, others = lexicon().get(tuple(typed), ()), lexicon()[meant]
    same = {(sense.key, sense.value) for sense in others if sense.role == "garment"}
    return any(s.language == "en" and (s.key, s.value) not in same for s in senses)


def _sure(typed: Sequence[str], meant: Words) -> bool:
    """Whether words are Vietnamese whatever stands beside them."""
    if any(not word.isascii() for word in typed):
        return True
    if len(meant) > 1:
        return not all(map(is_english, typed)) and tuple(typed) not in lexicon()
    return lexicon()[meant][0].role in _ANCHORS and not is_english(typed[0])


def _surely(
    spans: Sequence[tuple[int, int, Words, bool]], tokens: Sequence[_Token], prompt: str
) -> list[tuple[int, int, Words]]:
    """The spans that are sure, and those that touch them."""
    sure = [span[3] for span in spans]
    for i, (span, after) in enumerate(itertools.pairwise(spans)):  # "ao dai do", though "ao dai" is English too
        known = tuple(token.text for token in tokens[span[0] : span[1]]) in lexicon()
        sure[i] = sure[i] or (known and span[1] == after[0] and lexicon()[span[2]][0].role in _ANCHORS)
    for order in (range(1, len(spans)), range(len(spans) - 2, -1, -1)):
        for i in order:
            j = i - 1 if order.step > 0 else i + 1
            left, right = spans[min(i, j)], spans[max(i, j)]
            between = prompt[tokens[left[1] - 1].end : tokens[right[0]].start]
            sure[i] = sure[i] or (sure[j] and left[1] == right[0] and not between.strip(" ,"))
    return [span[:3] for span, is_sure in zip(spans, sure, strict=True) if is_sure]


def _restored(prompt: str, tokens: Sequence[_Token], meant: Words) -> Repair:
    """A repair that keeps what stands between the words."""
    after = ""
    for number, (token, word) in enumerate(zip(tokens, meant, strict=True)):
        after += prompt[tokens[number - 1].end : token.start] if number else ""
        after += word
    return Repair(prompt[tokens[0].start : tokens[-1].end], after, tokens[0].start, tokens[-1].end)
