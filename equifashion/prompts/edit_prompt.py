"""A prompt with another value of one attribute A1–A5: what it said of it goes, the new words take its place."""

import re

from equifashion.errors import InvalidInput
from equifashion.prompts.parsed import ParsedPrompt
from equifashion.prompts.parser import parse_prompt
from equifashion.vocabulary import ATTRIBUTES, LENGTH_WORDS, Attribute

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

_PART = {SLEEVE_LENGTH: "sleeve", SLEEVE_TYPE: "sleeve", COLLAR: "collar", HEM: "hem"}
_SLEEVED = {  # A2 → adjective before the garment's name
    "sleeveless": "sleeveless",
    "short": "short-sleeved",
    "elbow-length": "half-sleeved",
    "three-quarter": "three-quarter-sleeved",
    "long": "long-sleeved",
}
_VIETNAMESE_MARKS = re.compile(r"\s+([,.;])")
_LOOSE_JOINT = re.compile(
    r"\b(?:with|and|với|và)\b(?:\s+an?\b)?(?=\s*(?:,|\.|$|(?:with|and|với|và)\b))", re.IGNORECASE
)


def edit_prompt(prompt: str, attribute: str, value: str) -> str:
    """A prompt in which the first garment has another value of an attribute.

    Args:
        prompt: English or Vietnamese.
        attribute: ``"A1"`` … ``"A5"``.
        value: of ``ATTRIBUTES[attribute]``.

    Returns:
        The prompt with its spelling repaired; read again, it says ``value`` of the attribute and nothing else.

    Raises:
        InvalidInput: an unknown attribute or value; the message lists the known ones.
    """
    for what, given, known in (
        ("attribute", attribute, ATTRIBUTES),
        ("value", value, ATTRIBUTES.get(attribute, {})),
    ):
        if given not in known:
            raise InvalidInput(f"Unknown {what} {given!r}; known are {', '.join(known)}.")
    bare = parse_prompt(_without(parse_prompt(prompt), attribute))
    kind = next((garment.kind for garment in bare.garments), "") or "dress"
    if bare.language == "vi":
        return f"{bare.text} {_vietnamese(attribute, value, kind)}"
    if attribute == LENGTH:
        return _before_noun(bare, LENGTH_WORDS[kind][value].name)
    if attribute == SLEEVE_LENGTH:
        return _before_noun(bare, _SLEEVED[value])
    said = {SLEEVE_TYPE: f"{value} sleeves", COLLAR: f"a {value}", HEM: f"a {value} hem"}[attribute]
    said = said.replace("a asymmetric", "an asymmetric").replace("a elasticated", "an elasticated")
    joint = "and" if re.search(r"\bwith\b", bare.text) else "with"
    return f"{bare.text} {joint} {said}"


def _vietnamese(attribute: str, value: str, kind: str) -> str:
    return (LENGTH_WORDS[kind] if attribute == LENGTH else ATTRIBUTES[attribute])[value].vi


def _without(parsed: ParsedPrompt, attribute: str) -> str:
    """The text without what its first garment's phrases say of an attribute."""
    gone: list[tuple[int, int]] = []
    for phrase in parsed.phrases:
        if phrase.garment not in (0, None):
            continue
        words = [*phrase.adjectives, *([phrase.noun] if phrase.noun else [])]
        said = [word for word in words if any(key == attribute for key, _ in word.facts)]
        rest = [word for word in phrase.adjectives if word not in said]
        gone += [(word.start, word.end) for word in said]
        # A part of which nothing is left to say goes with it: "short sleeves", but not "red sleeves".
        if said and not rest and phrase.noun and phrase.part == _PART.get(attribute):
            gone.append((phrase.noun.start, phrase.noun.end))
    text = parsed.text
    for start, end in sorted(set(gone), reverse=True):
        text = text[:start] + text[end:]
    before = None
    while before != text:
        before, text = text, _LOOSE_JOINT.sub("", re.sub(r"\s+", " ", text)).strip(" ,")
    return _VIETNAMESE_MARKS.sub(r"\1", text)


def _before_noun(parsed: ParsedPrompt, word: str) -> str:
    """The word before the garment's name, or before everything where none is named."""
    nouns = [p.noun for p in parsed.phrases if p.garment == 0 and p.part == "garment" and p.noun]
    at = nouns[0].start if nouns else 0
    return f"{parsed.text[:at]}{word} {parsed.text[at:]}"
