import itertools
from collections import Counter

import numpy as np
import pytest

from equifashion.datasets.captions.facts import UNMARKED, GarmentFacts, OutfitFacts, can_mention
from equifashion.datasets.captions.grammar import LONGEST, captions, write_caption
from equifashion.datasets.captions.plan import DETAILS
from equifashion.errors import InvalidInput

DRESS = GarmentFacts(
    "wrap dress",
    ("red",),
    weave="plain",
    material="silk",
    length="long",
    sleeve_length="long",
    sleeve_type="puff",
    collar="V-neck",
    hem="ruffled",
    silhouette="flared",
)
OUTFIT = OutfitFacts((DRESS,))
LANGUAGES = ("en", "vi")


def words_of(caption):
    return [word for phrase in caption.phrases for word in (phrase.noun, *phrase.adjectives)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("detail", DETAILS)
def test_every_word_stands_where_the_caption_says(outfits, language, detail):
    random = np.random.default_rng(1)
    for outfit in outfits:
        caption = write_caption(outfit, random, detail, language)
        assert caption.phrases and (caption.language, caption.detail) == (language, detail)
        spans = []
        for word in words_of(caption):
            assert caption.text[word.start : word.end] == word.text != ""
            spans.append((word.start, word.end))
        spans.sort()
        assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans)), caption
        for phrase in caption.phrases:
            inside = (phrase.noun, *phrase.adjectives)
            assert phrase.start == min(word.start for word in inside)
            assert phrase.end == max(word.end for word in inside)
        assert [p.start for p in caption.phrases] == sorted(p.start for p in caption.phrases)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caption_states_only_what_is_known(outfits, language):
    random = np.random.default_rng(2)
    for outfit in outfits:
        for caption in captions(outfit, random, 2, language):
            for phrase in caption.phrases:
                if phrase.garment is None:
                    continue
                garment = outfit.garments[phrase.garment]
                moods = {"style": outfit.styles, "effect": outfit.effects, "feeling": outfit.feelings}
                known = {*garment.facts, ("belt colour", garment.belt_colour)}
                known |= {(key, value) for key, values in moods.items() for value in values}
                assert set(phrase.facts) <= known, caption.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_caption_without_limit_states_everything_marked(outfits, language):
    random = np.random.default_rng(3)
    for outfit in outfits:
        caption = write_caption(outfit, random, "full", language, longest=None)
        for index, garment in enumerate(outfit.garments):
            stated = {fact for phrase in caption.phrases if phrase.garment == index for fact in phrase.facts}
            due = {fact for fact in garment.facts if can_mention(garment, fact)} - UNMARKED
            assert due <= stated, (due - stated, caption.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_caption_is_longer_than_the_encoder_reads(outfits, language):
    random = np.random.default_rng(4)
    for outfit in outfits:
        text = write_caption(outfit, random, "full", language).text
        assert len(text.replace(",", " ,").replace("-", " - ").split()) <= LONGEST, text


def test_more_detail_states_more():
    random = np.random.default_rng(5)
    counts = {
        detail: np.mean([len(words_of(write_caption(OUTFIT, random, detail))) for _ in range(100)])
        for detail in DETAILS
    }
    assert counts["brief"] + 1 < counts["medium"] < counts["full"] - 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_vary_and_are_reproducible(language):
    def texts(seed):
        return [caption.text for caption in captions(OUTFIT, np.random.default_rng(seed), 50, language)]

    assert texts(0) == texts(0) != texts(1)
    assert len(set(texts(0))) > 100


def test_moods_domain_and_wearer_are_told_sometimes(outfits):
    random = np.random.default_rng(6)
    told = Counter(
        key
        for outfit in outfits
        for phrase in write_caption(outfit, random).phrases
        for key in {key for key, _ in phrase.facts}
    )
    for key in ("style", "occasion", "effect", "feeling", "presentation", "body shape", "skin", "motion", "shoes"):
        assert 0 < told[key] < len(outfits), key


def test_what_is_hidden_is_not_told():
    coat = GarmentFacts("coat", ("black",), length="extra-long")
    skirt = GarmentFacts("skirt", ("red",), length="short", hidden=True)
    random = np.random.default_rng(7)
    for caption in captions(OutfitFacts((skirt, coat), main=1), random, 30):
        assert "red" not in caption.text and {p.garment for p in caption.phrases} == {1}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (lambda: GarmentFacts("dres"), "wrap dress"),
        (lambda: GarmentFacts("dress", ("reddish",)), "burgundy"),
        (lambda: GarmentFacts("skirt", silhouette="skinny"), "pencil"),
        (lambda: OutfitFacts(()), "main garment"),
        (lambda: OutfitFacts((GarmentFacts("coat", hidden=True),)), "not hidden"),
        (lambda: write_caption(OUTFIT, np.random.default_rng(0), "long"), "medium"),
        (lambda: write_caption(OUTFIT, np.random.default_rng(0), "brief", "fr"), "vi"),
    ],
)
def test_unknown_words_are_refused_with_the_known_ones(wrong, named):
    with pytest.raises(InvalidInput, match=named):
        wrong()
