"""A prompt with another value of one attribute: its old words go, the new ones take their place."""

import re

from equifashion.errors import InvalidInput
from equifashion.prompts.parsed import ParsedPrompt
from equifashion.prompts.parser import parse_prompt
from equifashion.vocabulary import ATTRIBUTES, LENGTH_WORDS, Attribute
from equifashion.vocabulary.english import SLEEVED, article

_PARTS = {
    Attribute.SLEEVE_LENGTH: "sleeve",
    Attribute.SLEEVE_TYPE: "sleeve",
    Attribute.COLLAR: "collar",
    Attribute.HEM: "hem",
}
_SPACE_BEFORE_MARK = re.compile(r"\s+([,.;])")
_LOOSE_JOINT = re.compile(
    r"\b(?:with|and|với|và)\b(?:\s+an?\b)?(?=\s*(?:,|\.|$|(?:with|and|với|và)\b))", re.IGNORECASE
)


def edit_prompt(prompt: str, attribute: str, value: str) -> str:
    """A prompt in which the first garment has another value of an attribute.

    Args:
        prompt: English or Vietnamese.
        attribute: an ``Attribute`` or its code.
        value: of ``ATTRIBUTES[attribute]``.

    Returns:
        The prompt with its spelling repaired; read again, it says ``value`` of the attribute and nothing else.

    Raises:
        InvalidInput: an unknown attribute or value; the message lists the known ones.
    """
    if attribute not in list(Attribute):
        raise InvalidInput(f"Unknown attribute {attribute!r}; known are {', '.join(Attribute)}.")
    attribute = Attribute(attribute)
    if value not in ATTRIBUTES[attribute]:
        raise InvalidInput(f"Unknown value {value!r}; known are {', '.join(ATTRIBUTES[attribute])}.")
    bare = parse_prompt(_without(parse_prompt(prompt), attribute))
    kind = next((garment.kind for garment in bare.garments), "") or "dress"
    if bare.language == "vi":
        terms = LENGTH_WORDS[kind] if attribute is Attribute.LENGTH else ATTRIBUTES[attribute]
        return f"{bare.text} {terms[value].vi}"
    if attribute is Attribute.LENGTH:
        return _before_noun(bare, LENGTH_WORDS[kind][value].name)
    if attribute is Attribute.SLEEVE_LENGTH:
        return _before_noun(bare, SLEEVED[value])
    joint = "and" if re.search(r"\bwith\b", bare.text) else "with"
    return f"{bare.text} {joint} {_part_phrase(attribute, value)}"


def _part_phrase(attribute: Attribute, value: str) -> str:
    """The part with its new value as an English noun phrase."""
    if attribute is Attribute.SLEEVE_TYPE:
        return f"{value} sleeves"
    return f"{article(value)} {value}" + (" hem" if attribute is Attribute.HEM else "")


def _without(parsed: ParsedPrompt, attribute: Attribute) -> str:
    """The text without the words that state an attribute of its first garment."""
    removed: list[tuple[int, int]] = []
    for phrase in parsed.phrases:
        if phrase.garment not in (0, None):
            continue
        stating = [word for word in phrase.words if any(key == attribute for key, _ in word.facts)]
        kept = [word for word in phrase.adjectives if word not in stating]
        removed += [(word.start, word.end) for word in stating]
        # A part of which nothing is left to say goes too: "short sleeves", but not "red sleeves".
        if stating and not kept and phrase.noun and phrase.part == _PARTS.get(attribute):
            removed.append((phrase.noun.start, phrase.noun.end))
    text = parsed.text
    for start, end in sorted(set(removed), reverse=True):
        text = text[:start] + text[end:]
    before = None
    while before != text:
        before, text = text, _LOOSE_JOINT.sub("", re.sub(r"\s+", " ", text)).strip(" ,")
    return _SPACE_BEFORE_MARK.sub(r"\1", text)


def _before_noun(parsed: ParsedPrompt, word: str) -> str:
    """The text with a word before the garment's name, or before everything where none is named."""
    nouns = [p.noun for p in parsed.phrases if p.garment == 0 and p.part == "garment" and p.noun]
    place = nouns[0].start if nouns else 0
    return f"{parsed.text[:place]}{word} {parsed.text[place:]}"
