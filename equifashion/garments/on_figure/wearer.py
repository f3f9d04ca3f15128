"""Who wears an outfit: as a prompt says, and otherwise by chance."""

import numpy as np

from equifashion.garments.figure.hair import HAIR_COLOURS, HAIR_STYLES, sample_hair_colour
from equifashion.garments.figure.person import BODY_SHAPES, MONK_TONES, PRESENTATIONS, SHOES, Figure
from equifashion.garments.flat.choice import choose
from equifashion.prompts.parser import parse_prompt

_SHORT_STYLES = ("bun", "low bun", "pixie", "side part", "quiff", "crop", "short curls", "buzz cut", "bob")
_SKIN_TONES = {
    "light": (1, 3),
    "medium": (4, 6),
    "deep": (7, 10),
}  # first and last of the Monk scale, as captions say
_HAIR_COLOURS = {  # as words name them
    "black": ("black", "soft black"),
    "brown": ("dark brown", "brown", "chestnut"),
    "ginger": ("auburn", "ginger"),
    "blonde": ("dark blonde", "blonde", "platinum"),
    "grey": ("grey", "silver"),
}


def read_wearer(prompt: str) -> dict[str, str]:
    """What a prompt says of who wears it and of the shoes, as facts of captions; the first of each."""
    facts = [fact for phrase in parse_prompt(prompt).phrases for fact in phrase.facts]
    return dict(reversed(facts))


def sample_figure(facts: dict[str, str], random: np.random.Generator) -> Figure:
    """Somebody as a prompt says, and otherwise by chance: its words change nothing but what they name."""
    presentation, tone = choose(random, PRESENTATIONS), int(random.integers(len(MONK_TONES))) + 1
    presentation = facts["presentation"] if facts.get("presentation") in PRESENTATIONS else presentation
    styles = [name for name in _SHORT_STYLES if presentation in HAIR_STYLES[name].presentations]
    style, shape, shoes = choose(random, styles), choose(random, BODY_SHAPES), choose(random, SHOES)
    if facts.get("skin") in _SKIN_TONES:
        low, high = _SKIN_TONES[facts["skin"]]
        tone = low + tone % (high - low + 1)
    shoes = facts["shoes"] if facts.get("shoes") in SHOES else shoes
    colour = sample_hair_colour(random, tone)
    if facts.get("hair") in _HAIR_COLOURS:
        colour = HAIR_COLOURS[choose(random, _HAIR_COLOURS[facts["hair"]])]
    return Figure(tone, shape, presentation, hair=style, hair_colour=colour, shoes=shoes)
