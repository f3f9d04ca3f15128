"""What was done to a text, exactly: the record turns the clean text into the noisy one, and back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from equifashion.errors import InvalidInput


@dataclass(frozen=True)
class Corruption:
    """One thing gone wrong.

    Attributes:
        kind: name of its rate in ``NoiseRates``.
        start: character of the clean text where it happens.
        before: what the clean text has there; "" where something is inserted.
        after: what stands there instead.
    """

    kind: str
    start: int
    before: str
    after: str


def apply_corruptions(clean: str, corruptions: Iterable[Corruption]) -> str:
    """The noisy text.

    Raises:
        InvalidInput: the corruptions belong to another text, or overlap.
    """
    return _rewritten(clean, [(c.start, c.before, c.after) for c in corruptions])


def undo_corruptions(noisy: str, corruptions: Iterable[Corruption]) -> str:
    """The clean text.

    Raises:
        InvalidInput: the corruptions belong to another text, or overlap.
    """
    shift, changes = 0, []
    for corruption in corruptions:
        changes.append((corruption.start + shift, corruption.after, corruption.before))
        shift += len(corruption.after) - len(corruption.before)
    return _rewritten(noisy, changes)


def _rewritten(text: str, changes: Sequence[tuple[int, str, str]]) -> str:
    """Text with each (start, old, new) replaced; starts count in the text given."""
    pieces, position = [], 0
    for start, old, new in changes:
        if start < position or text[start : start + len(old)] != old:
            raise InvalidInput(f"The text has no {old!r} at character {start}: these corruptions are not of it.")
        pieces += [text[position:start], new]
        position = start + len(old)
    return "".join(pieces) + text[position:]
