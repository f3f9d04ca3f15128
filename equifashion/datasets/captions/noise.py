"""Noise upon captions: what hurried people type, with an exact record of it.

Slips of the keyboard, words dropped, swapped, said in the other language or contradicted, accents left out.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from equifashion.datasets.captions.choices import Choices
from equifashion.datasets.captions.corruption import Corruption, apply_corruptions
from equifashion.errors import InvalidInput
from equifashion.vocabulary.lexicon import contradictions, longest_term, strip_accents, translations

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST = 4  # letters that a word needs to be mistyped and still be read
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def _neighbours() -> dict[str, str]:
    """Letter → letters beside it on a QWERTY keyboard, whose rows are each shifted by half a key."""
    places = {key: (column + 0.5 * row, row) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
    return {
        key: "".join(o for o, (a, b) in places.items() if o != key and abs(a - x) <= 1 and abs(b - y) <= 1)
        for key, (x, y) in places.items()
    }


NEIGHBOURS = _neighbours()


@dataclass(frozen=True)
class NoiseRates:
    """How often each corruption befalls a word that it can befall; [0, 1], together at most 1.

    Attributes:
        insert: a neighbouring or doubled letter typed in.
        delete: a letter left out.
        transpose: two letters typed in the wrong order.
        replace: a neighbouring key hit.
        drop: the word left out.
        swap: it and the next one in the wrong order.
        language: a word of the vocabulary in the other language.
        contradict: an adjective that contradicts it put beside it.
        accent: Vietnamese accents left out.
    """

    insert: float = 0.015
    delete: float = 0.015
    transpose: float = 0.015
    replace: float = 0.02
    drop: float = 0.03
    swap: float = 0.02
    language: float = 0.04
    contradict: float = 0.03
    accent: float = 0.05

    def __post_init__(self) -> None:
        rates = self.by_kind()
        if min(rates.values()) < 0 or sum(rates.values()) > 1 + 1e-9:
            raise InvalidInput(f"Rates of noise lie in 0–1 and add up to 1 at most; got {rates}.")

    def by_kind(self) -> dict[str, float]:
        """Rates by the corruptions' kinds."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class NoisyText:
    """A corrupted text.

    Attributes:
        text: as corrupted.
        corruptions: in the clean text's order; they do not overlap.
        chances: kind → words that it could have befallen.
    """

    text: str
    corruptions: tuple[Corruption, ...]
    chances: dict[str, int]


@dataclass(frozen=True)
class _Unit:
    """One word, or the words of one term of the vocabulary."""

    text: str
    start: int
    end: int


def corrupt(text: str, random: np.random.Generator, rates: NoiseRates | None = None) -> NoisyText:
    """Make a text noisy; at least one of its words stays.

    Each word (or term of several words) suffers at most one corruption, drawn among all by their rates.
    """
    return _Corrupter(text, Choices(random), (rates or NoiseRates()).by_kind()).run()


class _Corrupter:
    def __init__(self, text: str, choose: Choices, rates: dict[str, float]) -> None:
        self.text, self.choose, self.rates = text, choose, rates
        self.units = _units(text)
        self.corruptions: list[Corruption] = []
        self.taken = 0  # characters up to here are spoken for
        self.kept = 0
        self.chances: Counter[str] = Counter()

    def run(self) -> NoisyText:
        index = 0
        while index < len(self.units):
            index += 2 if self._ask(index) == "swap" else 1
        text = apply_corruptions(self.text, self.corruptions)
        return NoisyText(text, tuple(self.corruptions), dict(self.chances))

    def _ask(self, index: int) -> str:
        """Let at most one corruption befall a unit; which kind did, or ""."""
        makers = {kind: make for kind, make in _MAKERS.items() if self._can(kind, index)}
        self.chances.update(makers.keys())
        draw = self.choose.random.random()
        self.kept += 1
        for kind, rate in self.rates.items():
            draw -= rate
            if draw < 0:
                if kind not in makers:
                    return ""
                start, before, after = makers[kind](self, index)
                self.corruptions.append(Corruption(kind, start, before, after))
                self.taken = max(self.taken, start + len(before))
                self.kept -= kind == "drop"
                return kind
        return ""

    def _can(self, kind: str, index: int) -> bool:
        unit = self.units[index]
        if kind == "drop":
            return len(self.units) > 1 and (self.kept > 0 or index < len(self.units) - 1)
        if kind == "swap":
            return self._next_word(index) is not None
        if kind == "language":
            return unit.text.lower() in translations()
        if kind == "contradict":
            return unit.text.lower() in contradictions()
        if kind == "accent":
            return strip_accents(unit.text) != unit.text
        letters = sum(map(str.isalpha, unit.text))
        return letters >= _SHORTEST and (kind != "transpose" or bool(_transposable(unit.text)))

    def _next_word(self, index: int) -> _Unit | None:
        """The next unit, if only a space lies between and it differs."""
        if index + 1 == len(self.units):
            return None
        unit, other = self.units[index], self.units[index + 1]
        return other if self.text[unit.end : other.start] == " " and other.text != unit.text else None

    # Each corruption: (start, before, after).

    def _insert(self, index: int) -> tuple[int, str, str]:
        unit = self.units[index]
        place = self._letter(unit)
        slip = self.choose.pick(unit.text[place] + _beside(unit.text[place]))
        return unit.start + place + 1, "", slip

    def _delete(self, index: int) -> tuple[int, str, str]:
        unit = self.units[index]
        place = self._letter(unit)
        return unit.start + place, unit.text[place], ""

    def _transpose(self, index: int) -> tuple[int, str, str]:
        unit = self.units[index]
        place = self.choose.pick(_transposable(unit.text))
        pair = unit.text[place : place + 2]
        return unit.start + place, pair, pair[::-1]

    def _replace(self, index: int) -> tuple[int, str, str]:
        unit = self.units[index]
        place = self._letter(unit)
        return unit.start + place, unit.text[place], self.choose.pick(_beside(unit.text[place]))

    def _drop(self, index: int) -> tuple[int, str, str]:
        unit = self.units[index]
        start, end = unit.start, unit.end
        if start > self.taken and self.text[start - 1] == " ":
            start -= 1
        elif self.text[end : end + 1] == " ":
            end += 1
        return start, self.text[start:end], ""

    def _swap(self, index: int) -> tuple[int, str, str]:
        unit, other = self.units[index : index + 2]
        self.kept += 1
        return unit.start, self.text[unit.start : other.end], f"{other.text} {unit.text}"

    def _language(self, index: int) -> tuple[int, str, str]:
        unit = self.units[index]
        return unit.start, unit.text, self.choose.usual(translations()[unit.text.lower()])

    def _contradict(self, index: int) -> tuple[int, str, str]:
        unit = self.units[index]
        opposite = self.choose.pick(contradictions()[unit.text.lower()])
        if self.choose.chance(0.5):
            return unit.start, "", f"{opposite} "
        return unit.end, "", f" {opposite}"

    def _accent(self, index: int) -> tuple[int, str, str]:
        unit = self.units[index]
        return unit.start, unit.text, strip_accents(unit.text)

    def _letter(self, unit: _Unit) -> int:
        """Position of one of a unit's letters, not the first: readers forgive everything but that."""
        return self.choose.pick([i for i, c in enumerate(unit.text) if i and c.isalpha()])


_MAKERS: dict[str, Callable[[_Corrupter, int], tuple[int, str, str]]] = {
    "insert": _Corrupter._insert,
    "delete": _Corrupter._delete,
    "transpose": _Corrupter._transpose,
    "replace": _Corrupter._replace,
    "drop": _Corrupter._drop,
    "swap": _Corrupter._swap,
    "language": _Corrupter._language,
    "contradict": _Corrupter._contradict,
    "accent": _Corrupter._accent,
}


def _units(text: str) -> list[_Unit]:
    """Words, with those of one term of the vocabulary kept together, longest terms first."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    units, index = [], 0
    while index < len(words):
        for count in range(min(longest_term(), len(words) - index), 0, -1):
            start, end = words[index][0], words[index + count - 1][1]
            term = text[start:end]
            if count == 1 or term.lower() in translations() or term.lower() in contradictions():
                units.append(_Unit(term, start, end))
                index += count
                break
    return units


def _transposable(text: str) -> list[int]:
    """Positions of two different letters side by side."""
    return [i for i, (a, b) in enumerate(itertools.pairwise(text)) if a != b and a.isalpha() and b.isalpha()]


def _beside(letter: str) -> str:
    """Keys beside a letter's, in its case; for a letter that QWERTY lacks, those beside "a"."""
    keys = NEIGHBOURS.get(strip_accents(letter).lower(), NEIGHBOURS["a"])
    return keys.upper() if letter.isupper() else keys
