import numpy as np
import pytest

from equifashion.datasets.captions import caption
from equifashion.datasets.measure import Measurements
from equifashion.vocabulary import COLOURS, PATTERNS, UNCONFIRMED_WORDS, category_of_label

DRESS = category_of_label("Dress")
STRIPED = Measurements(("navy", "white"), "striped", "mini", 0.0, 0.0, 0.0)
UNKNOWN = Measurements(("red",), "", "", 0.0, 0.0, 0.0)
LENGTHS = {"mini", "maxi", "cropped", "long", "short", "wide-leg", "slim"}


def captions(measured: Measurements, kids: bool = False, count: int = 400, seed: int = 0) -> list[str]:
    random = np.random.default_rng(seed)
    return [caption(DRESS, measured, kids, random) for _ in range(count)]


def test_captions_are_reproducible_by_their_generator():
    assert captions(STRIPED, True, seed=3) == captions(STRIPED, True, seed=3)
    assert captions(STRIPED, True, seed=3) != captions(STRIPED, True, seed=4)


def test_a_caption_always_names_the_garment():
    for text in captions(STRIPED, True):
        assert any(name in text for name in ("dress", "gown", "frock")), text


def test_only_true_facts():
    allowed = {
        "photo",
        "a",
        "and",
        "with",
        "kids",
        "navy",
        "white",
        "mini",
        "striped",
        "stripy",
        "dress",
        "gown",
        "frock",
    }
    for text in captions(STRIPED, True):
        words = set(text.replace(",", "").split())
        assert words <= allowed | set(UNCONFIRMED_WORDS), text
        assert len(words & set(UNCONFIRMED_WORDS)) <= 1


def test_what_was_not_measured_is_not_said():
    never = {"kids", *LENGTHS, *(w for words in PATTERNS.values() for w in words)} | (set(COLOURS) - {"red"})
    for text in captions(UNKNOWN):
        assert not never & set(text.replace(",", "").split()), text


def test_every_fact_is_told_sometimes_and_left_out_sometimes():
    texts = captions(STRIPED, True)
    for words in (
        ["navy"],
        ["white"],
        ["mini"],
        ["kids"],
        ["striped", "stripy"],
        ["photo"],
        list(UNCONFIRMED_WORDS),
    ):
        share = np.mean([any(word in text.replace(",", "").split() for word in words) for text in texts])
        assert 0.05 < share < 0.97, words
    assert {"dress", "gown", "frock"} == {n for n in ("dress", "gown", "frock") if any(n in t for t in texts)}


def test_the_larger_colour_comes_first_in_a_pair():
    texts = captions(STRIPED)
    assert any("navy and white" in text for text in texts)
    assert not any("white and navy" in text for text in texts)


@pytest.mark.parametrize("kids", [False, True])
def test_kids_only_where_it_is_for_kids(kids):
    assert any("kids" in text for text in captions(STRIPED, kids)) == kids


def test_wordings_differ():
    assert len(set(captions(STRIPED, True))) > 100
    assert all(text == text.strip() and "  " not in text for text in captions(STRIPED, True))
