"""Which words of a prompt the embedded weights have learned to show."""

import re
from functools import cache

from equifashion.vocabulary import COLOURS, PATTERNS, PHOTOGRAPH_LABELS

_FUNCTION_WORDS = frozenset({
    "a", "an", "and", "design", "for", "garment", "in", "kid", "my", "of", "on", "one", "or", "our", "photo",
    "picture", "please", "the", "to", "with", "your",
})  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def _known() -> frozenset[str]:
    phrases = [*COLOURS]
    for known in PHOTOGRAPH_LABELS:
        phrases += [known.name, *known.synonyms, *known.lengths]
    for words in PATTERNS.values():
        phrases += words
    return frozenset(word for phrase in phrases for word in _WORD.findall(phrase.lower()))


def unlearned_words(prompt: str) -> tuple[str, ...]:
    """Words of a prompt that no caption ever tied to something visible, in order, without repeats.

    Plurals count as their singular, hyphenated words as their parts; words like "a" and "with" are not reported.
    """
    known = _known() | _FUNCTION_WORDS

    def is_known(word: str) -> bool:
        return bool({word, word.removesuffix("s"), word.removesuffix("es"), word + "s"} & known)

    found: dict[str, None] = {}
    for word in _WORD.findall(prompt.lower()):
        if not is_known(word) and not all(map(is_known, word.split("-"))):
            found[word] = None
    return tuple(found)
