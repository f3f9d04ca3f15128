"""Which tokens belong to which phrase, so that attention to an adjective and to its noun can be compared.

Positions index ``FashionTokenizer.encode``'s rows: 0 is the start token.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from equifashion.models.tokenizer import FashionTokenizer
from equifashion.prompts.parsed import ParsedPrompt, PromptPhrase
from equifashion.vocabulary.phrases import Word


@dataclass(frozen=True)
class TokenGroup:
    """A phrase's words as positions of tokens.

    Attributes:
        phrase: the phrase.
        noun: positions of its noun.
        adjectives: positions of each of its adjectives, in the phrase's order.
    """

    phrase: PromptPhrase
    noun: range
    adjectives: tuple[range, ...]


def token_groups(parsed: ParsedPrompt, tokenizer: FashionTokenizer) -> tuple[TokenGroup, ...]:
    """The phrases that bind at least one adjective to a noun, as positions of the tokens of ``parsed.text``.

    Words that the context length cuts off are left out, and so is a phrase that loses its noun or all adjectives.
    """
    phrases = [(phrase, phrase.noun) for phrase in parsed.phrases if phrase.noun and phrase.adjectives]
    words = [word for phrase, noun in phrases for word in (noun, *phrase.adjectives)]
    places = iter(token_ranges(parsed.text, words, tokenizer))
    groups = []
    for phrase, _ in phrases:
        noun, *adjectives = (next(places) for _ in range(1 + len(phrase.adjectives)))
        kept = tuple(adjective for adjective in adjectives if adjective)
        if noun and kept:
            groups.append(TokenGroup(phrase, noun, kept))
    return tuple(groups)


def token_ranges(text: str, words: Sequence[Word], tokenizer: FashionTokenizer) -> list[range]:
    """Positions of the tokens of each word of a text; empty where the context length cuts a word off.

    Merges never cross a space or a mark, so a word's tokens are those that the text gains by it.
    """
    # A space belongs to the token behind it.
    starts = [text[: word.start].removesuffix(" ") for word in words]
    rows = tokenizer.encode([*starts, *(text[: word.end] for word in words)]) if words else ()
    lengths = [int((row != tokenizer.pad_id).sum()) - 1 for row in rows]  # without the end token
    return [range(first, last) for first, last in zip(lengths[: len(words)], lengths[len(words) :], strict=True)]
