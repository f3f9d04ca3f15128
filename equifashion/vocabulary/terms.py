"""The smallest entry of the vocabulary: one word of the house in English and Vietnamese."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True)
class Term:
    """A word and what else it is called.

    Attributes:
        name: the English name, which is also the key in its table.
        vi: the Vietnamese name.
        synonyms: other English words people say when they mean it, some of them narrower; a writer of captions
            leaves out those that say more than is known.
        vi_synonyms: other Vietnamese words, northern and southern usage alike.
    """

    name: str
    vi: str
    synonyms: tuple[str, ...] = ()
    vi_synonyms: tuple[str, ...] = ()


_T = TypeVar("_T", bound=Term)


def table(entries: Iterable[_T]) -> dict[str, _T]:
    """Terms by name, in the order given; a name may occur once."""
    entries = tuple(entries)
    named = {term.name: term for term in entries}
    assert len(named) == len(entries), "a name occurs twice"
    return named
