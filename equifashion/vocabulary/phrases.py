"""Words and noun phrases where they stand in a text, with what they state.

Positions count characters; ``text[word.start:word.end] == word.text`` always holds.
"""

from dataclasses import dataclass

Fact = tuple[str, str]  # (attribute, vocabulary value), e.g. (Attribute.COLLAR, "V-neck") or ("colour", "red")


@dataclass(frozen=True)
class Word:
    """One or several words that mean one thing.

    Attributes:
        text: as it stands in the text.
        start, end: its characters.
        facts: what it states; empty where the vocabulary has no meaning for it here.
    """

    text: str
    start: int
    end: int
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """A noun with the adjectives bound to it.

    Attributes:
        noun: the thing named; None for adjectives of something that is never named.
        adjectives: what is said of it, in the text's order.
        garment: index of the garment it speaks of; None for the figure or the whole look.
    """

    noun: Word | None
    adjectives: tuple[Word, ...]
    garment: int | None

    @property
    def words(self) -> tuple[Word, ...]:
        """Noun and adjectives, in the text's order."""
        nouns = (self.noun,) if self.noun else ()
        return tuple(sorted((*self.adjectives, *nouns), key=lambda word: word.start))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the phrase states, in the text's order."""
        return tuple(fact for word in self.words for fact in word.facts)

    @property
    def start(self) -> int:
        """Its first character; articles are left out."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """One past its last character."""
        return max(word.end for word in self.words)
