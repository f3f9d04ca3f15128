"""A prompt in the words that the embedded weights have learned: repaired, translated, synonyms replaced.

A figure that wears the outfit and a garment that lies flat are the two domains of the captions, named by their
first word: “croquis” and “photo”. ``language.looks`` tells which one a brief asks for.
"""

import re
from dataclasses import dataclass, replace

from equifashion.prompts.figure_text import LOWER, companion, figure_text, upper_and_lower
from equifashion.prompts.known_words import unlearned_words
from equifashion.prompts.parsed import Fact, GarmentPhrase, ParsedPrompt, Repair, Word
from equifashion.prompts.parser import parse_prompt
from equifashion.prompts.presentation import asks_for_figure, without_domain
from equifashion.prompts.wearers import for_children
from equifashion.vocabulary import NEAREST_NAMES, PHOTOGRAPH_LABELS, Attribute, PhotographLabel

_KIND_NAMES = {"top": "top", "outer": "jacket", "trousers": "trousers"}  # of garments whose category is not named
_LABELS = {label.name: label for label in PHOTOGRAPH_LABELS}
# Weave → the pattern word that captions use; only the first two mean the same.
_PATTERNS = {
    "plain": "plain", "striped": "striped", "plaid": "patterned", "gingham": "patterned", "polka dot": "patterned",
    "floral": "printed", "animal": "printed",
}  # fmt: skip
_SAME_PATTERN = ("plain", "striped")
_FLAT, FIGURE = "photo", "croquis"
_UNHEARD = re.compile(r"\s*(?:croquis|phác thảo)\b[\s,:;.–-]*", re.IGNORECASE)  # by weights that draw no figures


@dataclass(frozen=True)
class LearnedText:
    """What the weights are told of a prompt.

    Attributes:
        text: for the text encoder.
        repairs: what was respelt first.
        reworded: whether ``text`` says it in other words than the repaired prompt.
        unlearned: what it cannot say, as typed, in order, without repeats.
        halves: of a figure, what to tell of it above and below the hips; None where no garment ends there.
        lower_first: whether the prompt begins with what is worn below them.
        companion: what a figure wears on the half of which the prompt says nothing; told as well.
    """

    text: str
    repairs: tuple[Repair, ...]
    reworded: bool
    unlearned: tuple[str, ...]
    halves: tuple[str, str] | None = None
    lower_first: bool = False
    companion: str = ""


def to_training_vocabulary(
    prompt: str, draws_figures: bool = False, figure: bool | None = None, parted: bool = False
) -> LearnedText:
    """Read a prompt for the embedded weights.

    A prompt whose words were all learned stays as it is, but for its repairs. Otherwise each garment is said
    again in the captions' own words, with the nearest category and pattern. For a drawn figure the whole
    vocabulary counts as learned.

    Args:
        prompt: as typed.
        draws_figures: whether the weights were trained on drawn figures, and both domain words.
        figure: whether to ask them for one; None where the prompt alone decides.
        parted: as in ``upper_and_lower``.
    """
    if not draws_figures:
        named = _UNHEARD.match(prompt)
        return _flat_text((prompt[named.end() :].strip() or "garment") if named else prompt)
    body = without_domain(prompt)
    if not (asks_for_figure(prompt) if figure is None else figure):
        told = _flat_text(body)
        return replace(told, text=f"{_FLAT}, {told.text}")
    parsed = parse_prompt(body)
    text, other = figure_text(parsed), companion(parsed)
    halves = upper_and_lower(parsed, parted)
    return LearnedText(
        f"{FIGURE}, {text} with {other}" if other else f"{FIGURE}, {text}",
        parsed.repairs,
        text != parsed.text,
        parsed.unknown,
        halves and tuple(f"{FIGURE}, {half}" for half in halves),
        halves is not None and parsed.garments[0].kind in LOWER,
        other,
    )


def _flat_text(prompt: str) -> LearnedText:
    parsed = parse_prompt(prompt)
    missing = frozenset(unlearned_words(parsed.text))
    told = [_told(garment) for garment in parsed.garments]
    if not missing or not told:
        return LearnedText(parsed.text, parsed.repairs, False, unlearned_words(parsed.text))
    kids = "kids " if for_children(parsed.text) else ""
    return LearnedText(kids + " and ".join(told), parsed.repairs, True, _unsaid(parsed, missing))


def _told(garment: GarmentPhrase) -> str:
    """A garment in the captions' words: length, colours, pattern, name."""
    name = _name(garment)
    length = _length(garment.facts, _LABELS.get(name))
    colours = " and ".join(garment.colours[:2])
    pattern = _PATTERNS.get(garment.weave, "")
    return " ".join(word for word in (length, colours, pattern, name) if word)


def _name(garment: GarmentPhrase) -> str:
    if garment.category is None:
        return _KIND_NAMES.get(garment.kind, "garment")
    return NEAREST_NAMES.get(garment.category, garment.category)


def _length(facts: tuple[Fact, ...], label: PhotographLabel | None) -> str:
    """The label's word for a short or long one, where the facts ask for it."""
    if label is None:
        return ""
    first, second = label.lengths  # of trousers these are wide and narrow: the words follow height over width
    asked = {value for key, value in facts if key in (Attribute.LENGTH, "silhouette")}
    if label.name == "trousers":
        return first if "wide" in asked else second if asked & {"slim", "skinny"} else ""
    return first if asked & {"short", "extra-short"} else second if asked & {"long", "extra-long"} else ""


def _unsaid(parsed: ParsedPrompt, missing: frozenset[str]) -> tuple[str, ...]:
    found = {w: parsed.text.lower().find(w) for w in parsed.unknown if not for_children(w)}
    for phrase in parsed.phrases:
        garment = parsed.garments[phrase.garment] if phrase.garment is not None else None
        for word in (*phrase.adjectives, *((phrase.noun,) if phrase.noun else ())):
            if word.facts and not all(_is_said(fact, garment) for fact in word.facts):
                found |= dict.fromkeys(_missing_words(word, missing), word.start)
    return tuple(sorted(found, key=found.__getitem__))


def _is_said(fact: Fact, garment: GarmentPhrase | None) -> bool:
    """Whether a garment's told words mean the same as a fact of it."""
    key, value = fact
    if garment is None:
        return False
    if key == "category":
        return NEAREST_NAMES.get(value) == value
    if key in (Attribute.LENGTH, "silhouette"):
        return bool(_length((fact,), _LABELS.get(_name(garment))))
    return key == "colour" or (key == "weave" and value in _SAME_PATTERN)


def _missing_words(word: Word, missing: frozenset[str]) -> tuple[str, ...]:
    """The part of a word's text that was not learned: the whole, or single words of it."""
    words = word.text.lower().split()
    unlearned = tuple(part for part in words if part in missing)
    return (word.text.lower(),) if len(unlearned) == len(words) else unlearned
