import dataclasses
import unicodedata
from collections import Counter

import numpy as np
import pytest

from equifashion.datasets.captions.corruption import Corruption, apply_corruptions, undo_corruptions
from equifashion.datasets.captions.grammar import captions
from equifashion.datasets.captions.noise import NEIGHBOURS, NoiseRates, corrupt
from equifashion.errors import InvalidInput
from equifashion.vocabulary.lexicon import contradictions, translations

KINDS = [field.name for field in dataclasses.fields(NoiseRates)]
SILENT = dict.fromkeys(KINDS, 0.0)
ENGLISH = "a long red silk dress with puff sleeves and a Peter Pan collar"
VIETNAMESE = "một chiếc váy quấn màu đỏ cổ tim với tay phồng dài"


def only(kind: str, rate: float = 1.0) -> NoiseRates:
    return NoiseRates(**(SILENT | {kind: rate}))


@pytest.fixture(scope="module")
def texts(outfits):
    random = np.random.default_rng(0)
    return [
        c.text for outfit in outfits for language in ("en", "vi") for c in captions(outfit, random, 1, language)
    ]


@pytest.mark.parametrize("strength", [1.0, 4.0])
def test_applying_gives_the_noisy_text_and_undoing_the_clean_one(texts, strength):
    random = np.random.default_rng(1)
    rates = NoiseRates(**{kind: rate * strength for kind, rate in NoiseRates().by_kind().items()})
    changed = 0
    for text in texts:
        noisy = corrupt(text, random, rates)
        assert apply_corruptions(text, noisy.corruptions) == noisy.text
        assert undo_corruptions(noisy.text, noisy.corruptions) == text
        assert (noisy.text != text) == bool(noisy.corruptions)
        changed += bool(noisy.corruptions)
    assert changed > len(texts) / 2


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_alone_is_exact_too(texts, kind):
    random = np.random.default_rng(2)
    found = 0
    for text in texts[:80]:
        noisy = corrupt(text, random, only(kind, 0.7))
        assert undo_corruptions(noisy.text, noisy.corruptions) == text
        assert {c.kind for c in noisy.corruptions} <= {kind}
        assert all(c.before != c.after for c in noisy.corruptions)
        found += len(noisy.corruptions)
    assert found


@pytest.mark.parametrize("text", ["", ",", "dress", "  red ,, dress  ", "a b c d", "DRESS—red's", "日本 dress"])
def test_any_text_is_taken(text):
    random = np.random.default_rng(3)
    for _ in range(30):
        noisy = corrupt(text, random, NoiseRates(*[1 / 9] * 9))
        assert undo_corruptions(noisy.text, noisy.corruptions) == text


def test_each_kind_happens_as_often_as_its_rate_says(texts):
    random, rates = np.random.default_rng(4), NoiseRates().by_kind()
    happened, chances = Counter(), Counter()
    for text in texts * 3:
        noisy = corrupt(text, random)
        happened.update(corruption.kind for corruption in noisy.corruptions)
        chances.update(noisy.chances)
    for kind, rate in rates.items():
        assert chances[kind] > 1000
        spread = np.sqrt(rate * (1 - rate) / chances[kind])
        assert abs(happened[kind] / chances[kind] - rate) < 4 * spread, kind


def test_no_noise_at_rate_nought():
    noisy = corrupt(ENGLISH, np.random.default_rng(5), NoiseRates(**SILENT))
    assert noisy.text == ENGLISH and noisy.corruptions == ()


def test_slips_are_of_the_keyboard():
    assert set(NEIGHBOURS["s"]) == set("weadzx") and set(NEIGHBOURS["p"]) == set("ol")
    random = np.random.default_rng(6)
    for corruption in corrupt(ENGLISH, random, only("replace")).corruptions:
        assert corruption.after.lower() in NEIGHBOURS[corruption.before.lower()]
    for corruption in corrupt(ENGLISH, random, only("transpose")).corruptions:
        assert corruption.after == corruption.before[::-1]
    assert all(c.before and not c.after for c in corrupt(ENGLISH, random, only("delete")).corruptions)
    assert all(c.after and not c.before for c in corrupt(ENGLISH, random, only("insert")).corruptions)


def test_terms_of_several_words_are_translated_as_one():
    changes = corrupt(ENGLISH, np.random.default_rng(7), only("language")).corruptions
    assert ("Peter Pan collar" in [c.before for c in changes]) and ("silk" in [c.before for c in changes])
    assert all(c.after in translations()[c.before.lower()] for c in changes)
    back = corrupt(VIETNAMESE, np.random.default_rng(7), only("language"))
    assert "wrap" in back.text and "red" in back.text


def test_contradictions_stand_beside_the_word():
    noisy = corrupt(ENGLISH, np.random.default_rng(8), only("contradict"))
    assert "short long" in noisy.text or "long short" in noisy.text
    assert all(c.before == "" for c in noisy.corruptions)
    assert all(
        second in contradictions()
        for seconds in list(contradictions().values())
        for second in map(str.lower, seconds)
    )


def test_words_are_dropped_but_never_all():
    random = np.random.default_rng(9)
    assert all(corrupt(ENGLISH, random, only("drop")).text.strip() for _ in range(5))
    noisy = corrupt(ENGLISH, random, only("drop", 0.3))
    assert "  " not in noisy.text and noisy.text == noisy.text.strip()


def test_swapped_words_are_the_same_words():
    noisy = corrupt(ENGLISH, np.random.default_rng(10), only("swap", 0.5))
    assert noisy.corruptions and sorted(noisy.text.split()) == sorted(ENGLISH.split())


def test_accents_are_left_out():
    noisy = corrupt(VIETNAMESE, np.random.default_rng(11), only("accent"))
    assert noisy.text == "mot chiec vay quan mau do co tim voi tay phong dai"
    assert unicodedata.is_normalized("NFC", VIETNAMESE)


def test_rates_out_of_range_are_refused():
    with pytest.raises(InvalidInput, match="add up to 1"):
        NoiseRates(drop=0.9, swap=0.5)
    with pytest.raises(InvalidInput, match=r"0–1"):
        NoiseRates(drop=-0.1)


def test_corruptions_of_another_text_are_refused():
    corruption = Corruption("replace", 2, "l", "k")
    with pytest.raises(InvalidInput, match="character 2"):
        apply_corruptions("a red dress", [corruption])
    with pytest.raises(InvalidInput, match="character 2"):
        undo_corruptions("a red dress", [corruption])
