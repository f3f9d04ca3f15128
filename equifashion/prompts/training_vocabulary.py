"""A prompt in the words of the training captions: spelling repaired, translated, synonyms replaced.

Captions are of two domains, named by their first word: "croquis", a figure that wears an outfit, and "photo", a
garment lying flat. ``presentation`` finds out which of them a brief asks for.
"""

import re
from dataclasses import dataclass, replace

from equifashion.prompts.figure_text import LOWER, companion, figure_text, upper_and_lower
from equifashion.prompts.known_words import unlearned_words
from equifashion.prompts.parsed import GarmentPhrase, ParsedPrompt, Repair
from equifashion.prompts.parser import parse_prompt
from equifashion.prompts.presentation import asks_for_figure, without_domain
from equifashion.prompts.wearers import for_children
from equifashion.vocabulary import NEAREST_NAMES, PHOTOGRAPH_LABELS, Attribute, PhotographLabel
from equifashion.vocabulary.phrases import Fact, Word

_KIND_NAMES = {"top": "top", "outer": "jacket", "trousers": "trousers"}  # of garments whose category is not named
_LABELS = {label.name: label for label in PHOTOGRAPH_LABELS}
_PATTERNS = {  # weave → the captions' word for its pattern
    "plain": "plain", "striped": "striped", "plaid": "patterned", "gingham": "patterned", "polka dot": "patterned",
    "floral": "printed", "animal": "printed",
}  # fmt: skip
_EXACT_PATTERNS = ("plain", "striped")  # weaves whose pattern word means the same
_FLAT, _FIGURE = "photo", "croquis"
_FIGURE_WORD = re.compile(r"\s*(?:croquis|phác thảo)\b[\s,:;.–-]*", re.IGNORECASE)


@dataclass(frozen=True)
class TrainingText:
    """A prompt in the words that the weights learned.

    Attributes:
        text: for the text encoder.
        repairs: what was respelt first.
        reworded: whether ``text`` uses other words than the repaired prompt.
        unlearned: words that were never learned, as typed, in order, without repeats.
        halves: for a figure, the texts above and below the hips; None where no garment ends there.
        lower_first: whether the prompt begins with a garment worn below the hips.
        companion: the garment added where the prompt leaves one half of a figure bare; part of ``text``.
    """

    text: str
    repairs: tuple[Repair, ...]
    reworded: bool
    unlearned: tuple[str, ...]
    halves: tuple[str, str] | None = None
    lower_first: bool = False
    companion: str = ""


def to_training_vocabulary(
    prompt: str, *, draws_figures: bool = False, figure: bool | None = None, regions_known: bool = False
) -> TrainingText:
    """Put a prompt into the words of the training captions.

    A prompt whose words were all learned stays as it is, except for its repairs. Otherwise each garment is put
    into the captions' words, with the nearest category and pattern. Weights that draw figures have learned the
    whole vocabulary.

    Args:
        prompt: as typed.
        draws_figures: whether the weights were trained on figures, and on both domain words.
        figure: whether to ask for a figure; None where the prompt decides.
        regions_known: as in ``upper_and_lower``.
    """
    if not draws_figures:
        domain = _FIGURE_WORD.match(prompt)
        return _flat_text((prompt[domain.end() :].strip() or "garment") if domain else prompt)
    body = without_domain(prompt)
    if not (asks_for_figure(prompt) if figure is None else figure):
        flat = _flat_text(body)
        return replace(flat, text=f"{_FLAT}, {flat.text}")
    parsed = parse_prompt(body)
    text, other = figure_text(parsed), companion(parsed)
    halves = upper_and_lower(parsed, regions_known=regions_known)
    return TrainingText(
        text=f"{_FIGURE}, {text} with {other}" if other else f"{_FIGURE}, {text}",
        repairs=parsed.repairs,
        reworded=text != parsed.text,
        unlearned=parsed.unknown,
        halves=(f"{_FIGURE}, {halves[0]}", f"{_FIGURE}, {halves[1]}") if halves else None,
        lower_first=halves is not None and parsed.garments[0].kind in LOWER,
        companion=other,
    )


def _flat_text(prompt: str) -> TrainingText:
    parsed = parse_prompt(prompt)
    missing = frozenset(unlearned_words(parsed.text))
    garments = [_caption_words(garment) for garment in parsed.garments]
    if not missing or not garments:
        return TrainingText(parsed.text, parsed.repairs, False, unlearned_words(parsed.text))
    kids = "kids " if for_children(parsed.text) else ""
    return TrainingText(kids + " and ".join(garments), parsed.repairs, True, _lost_words(parsed, missing))


def _caption_words(garment: GarmentPhrase) -> str:
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
    """The label's word for a short or long garment, where the facts ask for it."""
    if label is None:
        return ""
    first, second = label.lengths  # of trousers, wide and narrow: captions measured height over width
    asked = {value for key, value in facts if key in (Attribute.LENGTH, "silhouette")}
    if label.name == "trousers":
        return first if "wide" in asked else second if asked & {"slim", "skinny"} else ""
    return first if asked & {"short", "extra-short"} else second if asked & {"long", "extra-long"} else ""


def _lost_words(parsed: ParsedPrompt, missing: frozenset[str]) -> tuple[str, ...]:
    """The words of a prompt that its caption words do not express, in order."""
    places = {word: parsed.text.lower().find(word) for word in parsed.unknown if not for_children(word)}
    for phrase in parsed.phrases:
        garment = parsed.garments[phrase.garment] if phrase.garment is not None else None
        for word in phrase.words:
            if word.facts and not all(_is_kept(fact, garment) for fact in word.facts):
                places |= dict.fromkeys(_missing_words(word, missing), word.start)
    return tuple(sorted(places, key=places.__getitem__))


def _is_kept(fact: Fact, garment: GarmentPhrase | None) -> bool:
    """Whether a garment's caption words express a fact of it exactly."""
    key, value = fact
    if garment is None:
        return False
    if key == "category":
        return NEAREST_NAMES.get(value) == value
    if key in (Attribute.LENGTH, "silhouette"):
        return bool(_length((fact,), _LABELS.get(_name(garment))))
    return key == "colour" or (key == "weave" and value in _EXACT_PATTERNS)


def _missing_words(word: Word, missing: frozenset[str]) -> tuple[str, ...]:
    """The unlearned part of a word's text: the whole, or single words of it."""
    words = word.text.lower().split()
    unlearned = tuple(part for part in words if part in missing)
    return (word.text.lower(),) if len(unlearned) == len(words) else unlearned
