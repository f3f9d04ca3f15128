"""Text written phrase by phrase, so that every word's meaning keeps its exact place.

Positions count characters of the finished text; ``text[word.start:word.end] == word.text`` always holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

Fact = tuple[str, str]  # (attribute key, vocabulary value), e.g. ("A4", "V-neck") or ("colour", "red")


@dataclass(frozen=True)
class Word:
    """One or several words that mean one thing, where they stand in the text.

    Attributes:
        text: as written.
        start, end: its characters.
        facts: what it states.
    """

    text: str
    start: int
    end: int
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """A noun with the adjectives bound to it.

    Attributes:
        noun: the thing named.
        adjectives: what is said of it, in the text's order.
        garment: index of the garment it speaks of; None where it speaks of the figure or the whole look.
        parts: names of the part labels that show it, such as ``("sleeves",)``; empty for a mood.
        start, end: characters from its first to its last word, articles left out.
    """

    noun: Word
    adjectives: tuple[Word, ...]
    garment: int | None
    parts: tuple[str, ...]
    start: int
    end: int

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the phrase states, in the text's order."""
        words = sorted((self.noun, *self.adjectives), key=lambda word: word.start)
        return tuple(fact for word in words for fact in word.facts)


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
    phrases: tuple[Phrase, ...]
    detail: str
    language: str


@dataclass(frozen=True)
class Said:
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

    pieces: tuple[Said, ...]
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
    phrases: list[Phrase] = field(default_factory=list)

    def say(self, words: str) -> "Writer":
        """Add words that state nothing; "" adds nothing. A leading comma closes up to what stands before."""
        if words:
            self._append(words)
        return self

    def phrase(self, clause: Clause) -> "Writer":
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
        self.phrases.append(
            Phrase(noun, tuple(adjectives), clause.garment, clause.parts, placed[0].start, placed[-1].end)
        )
        return self

    def list(self, clauses: Sequence[tuple[str, Clause]], last: str = "and") -> "Writer":
        """Add (article, noun phrase) pairs as "a, b and c"."""
        for index, (article, clause) in enumerate(clauses):
            if index:
                self.say(last if index == len(clauses) - 1 else ",")
            self.say(article).phrase(clause)
        return self

    def _append(self, words: str) -> int:
        """Add words, with a space unless they open the text or begin with a comma; where they start."""
        if self.text and words[0] not in ",.;":
            self.text += " "
        start = len(self.text)
        self.text += words
        return start
