"""Text written phrase by phrase, so that every word's meaning keeps its exact place.

Positions count characters of the finished text; ``text[word.start:word.end] == word.text`` always holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from equifashion.vocabulary.phrases import Fact, Phrase, Word


@dataclass(frozen=True)
class CaptionPhrase(Phrase):
    """A noun phrase of a caption; its noun is always named.

    Attributes:
        parts: names of the part labels that show it, such as ``("sleeves",)``; empty for a mood.
    """

    noun: Word
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Caption:
    """A text and what it states.

    Attributes:
        text: the caption.
        phrases: its noun phrases, in the text's order.
        detail: ``"brief"``, ``"medium"`` or ``"full"``.
        language: ``"en"`` or ``"vi"``.
    """

    text: str
    phrases: tuple[CaptionPhrase, ...]
    detail: str
    language: str


@dataclass(frozen=True)
class Piece:
    """A piece of a noun phrase not yet placed.

    Attributes:
        text: the words.
        role: ``"adjective"``, ``"noun"``, or ``""`` for words that only join others.
        facts: what it states.
    """

    text: str
    role: str = "adjective"
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Clause:
    """A noun phrase not yet placed; exactly one of its pieces is the noun."""

    pieces: tuple[Piece, ...]
    garment: int | None
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its words, without an article."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def noun(self) -> str:
        """The noun's words."""
        return next(piece.text for piece in self.pieces if piece.role == "noun")


@dataclass
class Writer:
    """Writes a text from left to right and notes where each phrase comes to stand."""

    text: str = ""
    phrases: list[CaptionPhrase] = field(default_factory=list)

    def add(self, words: str) -> "Writer":
        """Add words that state nothing; "" adds nothing. A leading comma closes up to what stands before."""
        if words:
            self._append(words)
        return self

    def add_phrase(self, clause: Clause) -> "Writer":
        """Add a noun phrase."""
        noun, adjectives, placed = None, [], []
        for piece in clause.pieces:
            start = self._append(piece.text)
            word = Word(piece.text, start, start + len(piece.text), piece.facts)
            placed.append(word)
            if piece.role == "noun":
                noun = word
            elif piece.role == "adjective":
                adjectives.append(word)
        assert noun is not None, clause
        self.phrases.append(CaptionPhrase(noun, tuple(adjectives), clause.garment, clause.parts))
        return self

    def add_list(self, clauses: Sequence[tuple[str, Clause]], last: str = "and") -> "Writer":
        """Add (article, noun phrase) pairs as "a, b and c"."""
        for index, (article, clause) in enumerate(clauses):
            if index:
                self.add(last if index == len(clauses) - 1 else ",")
            self.add(article).add_phrase(clause)
        return self

    def _append(self, words: str) -> int:
        """Add words, with a space unless they open the text or begin with a comma; where they start."""
        if self.text and words[0] not in ",.;":
            self.text += " "
        start = len(self.text)
        self.text += words
        return start
