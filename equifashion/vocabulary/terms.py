"""The smallest entry of the vocabulary: one meaning and what it is called in English and Vietnamese.

In every table of words a leading "~" marks a word that is read in prompts but never written in captions, since it
says more than is known or nobody would write it; a leading "=" marks one that is written but means something else,
or nothing, to a reader. Everything else is both.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

_READ_ONLY, _WRITE_ONLY = "~", "="


def read_words(words: Iterable[str]) -> tuple[str, ...]:
    """The words to be understood."""
    return tuple(word.removeprefix(_READ_ONLY) for word in words if not word.startswith(_WRITE_ONLY))


def written_words(words: Iterable[str]) -> tuple[str, ...]:
    """The words to be written, the usual one first."""
    return tuple(word.removeprefix(_WRITE_ONLY) for word in words if not word.startswith(_READ_ONLY))


@dataclass(frozen=True)
class Term:
    """A word and what else it is called.

    Attributes:
        name: the English name, which is also the key in its table.
        vi: the Vietnamese name.
        synonyms: other English words people say when they mean it, some of them narrower. May be marked when the
            term is made; kept without marks.
        vi_synonyms: the same in Vietnamese, northern and southern usage alike.
        written: language (``"en"`` or ``"vi"``) → the words that captions may use, the name first.
    """

    name: str
    vi: str
    synonyms: tuple[str, ...] = ()
    vi_synonyms: tuple[str, ...] = ()
    written: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        english, vietnamese = (self.name, *self.synonyms), (self.vi, *self.vi_synonyms)
        object.__setattr__(self, "written", {"en": written_words(english), "vi": written_words(vietnamese)})
        object.__setattr__(self, "synonyms", read_words(self.synonyms))
        object.__setattr__(self, "vi_synonyms", read_words(self.vi_synonyms))

    def words(self, language: str) -> tuple[str, ...]:
        """Its name and all synonyms in a language."""
        return (self.name, *self.synonyms) if language == "en" else (self.vi, *self.vi_synonyms)


_T = TypeVar("_T", bound=Term)


def table(entries: Iterable[_T]) -> dict[str, _T]:
    """Terms by name, in the order given; a name may occur once."""
    entries = tuple(entries)
    named = {term.name: term for term in entries}
    assert len(named) == len(entries), "a name occurs twice"
    return named
