"""What the caption grammar writes, the parser reads back."""

from collections import Counter

import numpy as np
import pytest

from equifashion.datasets.captions import Caption, captions
from equifashion.datasets.captions.outfits import facts_of_outfit
from equifashion.garments.on_figure.outfit import sample_outfit
from equifashion.prompts.parsed import ParsedPrompt
from equifashion.prompts.parser import parse_prompt
from equifashion.vocabulary import MOODS, Attribute, allowed
from equifashion.vocabulary.phrases import Fact

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

_OF_CATEGORIES = (LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM, "silhouette", "weave", "material")


def told(garments: list[set[Fact]], besides: set[Fact]) -> Counter:
    """(garment's place, fact) pairs without what a category says by itself."""
    found = Counter(("look", fact) for fact in besides)
    for place, facts in enumerate(garments):
        category = dict(facts).get("category")
        for key, value in facts:
            says_it = category and key in _OF_CATEGORIES and allowed(category, key) == (value,)
            found[(place, (key, value))] += 0 if says_it else 1
    return +found


def of_caption(caption: Caption) -> Counter:
    garments: dict[int, set[Fact]] = {}
    besides: set[Fact] = set()
    for phrase in caption.phrases:
        for fact in phrase.facts:
            mood = phrase.garment is None or fact[0] in MOODS
            (besides if mood else garments.setdefault(phrase.garment, set())).add(fact)
    return told(list(garments.values()), besides)


def of_parsed(parsed: ParsedPrompt) -> Counter:
    garments = [{*g.facts, *([("category", g.category)] if g.category else [])} for g in parsed.garments]
    besides = {fact for phrase in parsed.phrases if phrase.garment is None for fact in phrase.facts}
    return told(garments, besides | set(parsed.moods))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_captions_parse_back_to_what_they_state(language):
    random = np.random.default_rng(5)
    right = stated = read = 0
    for _ in range(40):
        for caption in captions(facts_of_outfit(sample_outfit(random), random=random), random, 1, language):
            want, got = of_caption(caption), of_parsed(parse_prompt(caption.text))
            right, stated, read = right + (want & got).total(), stated + want.total(), read + got.total()
    assert right / stated >= 0.97
    assert right / read >= 0.97


def test_clean_captions_need_no_repair():
    random = np.random.default_rng(6)
    for _ in range(25):
        facts = facts_of_outfit(sample_outfit(random), random=random)
        for language in ("en", "vi"):
            for caption in captions(facts, random, 1, language):
                assert not parse_prompt(caption.text).repairs, caption.text
