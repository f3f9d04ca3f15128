import re

import numpy as np
import pytest

from equifashion.datasets.captions.facts import GarmentFacts, OutfitFacts
from equifashion.datasets.captions.grammar import captions, write_caption
from equifashion.vocabulary import CATEGORIES, Attribute
from equifashion.vocabulary.english import article, is_plural

BLAZER = GarmentFacts("blazer", ("navy",), opened=True)
SHIRT = GarmentFacts("t-shirt", ("white",))
TROUSERS = GarmentFacts("wide-leg trousers", ("beige",))


def texts(*garments, count=60, main=0):
    random = np.random.default_rng(0)
    return [caption.text for caption in captions(OutfitFacts(garments, main=main), random, count)]


@pytest.fixture(scope="module")
def many(outfits):
    random = np.random.default_rng(1)
    return [caption.text for outfit in outfits for caption in captions(outfit, random, 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("orange coat", "an"),
        ("áo dài", "an"),
        ("A-line dress", "an"),
        ("hourglass-shaped woman", "an"),
        ("unfinished hem", "an"),
        ("U-neck", "a"),
        ("V-neck", "a"),
        ("one-shouldered gown", "a"),
        ("hip-length top", "a"),
    ],
)
def test_articles_follow_the_sound(text, expected):
    assert article(text) == expected


@pytest.mark.parametrize(
    ("noun", "plural"),
    [("dress", False), ("trousers", True), ("denims", True), ("sundress", False), ("slip", False)],
)
def test_plurals(noun, plural):
    assert is_plural(noun) == plural


def test_articles_are_right_in_whole_captions(many):
    assert any(" an " in f" {text} " for text in many)
    for text in many:
        for said, word in re.findall(r"\b(an?) ([^\s,]+)", text):
            assert said == article(word), text


def test_no_article_before_plurals(many):
    for text in many:
        assert not re.search(
            r"\ban? (?!pair of)(?:[\w-]+ )?(?:trousers|jeans|shorts|leggings|joggers|lapels)\b", text
        ), text


def test_no_word_is_doubled_and_marks_stand_right(many):
    for text in many:
        assert not re.search(r"\b(\w+) \1\b", text), text
        assert not re.search(r"\s,|,,|  |^[\s,]|[\s,]$|,(?! )", text), text


def test_nothing_without_sleeves_has_sleeves():
    tank = GarmentFacts("blouse", ("red",), sleeve_length="sleeveless", sleeve_type="puff")
    for text in texts(tank):
        assert "sleeves" not in text and "puff" not in text, text
    assert any("sleeveless" in text for text in texts(tank))


def test_lengths_are_worded_by_kind():
    for kind, word in (("skirt", "midi"), ("coat", "knee-length"), ("sweater", "tunic-length")):
        found = texts(GarmentFacts(kind, length="long"))
        assert any(word in text for text in found), kind


def test_a_name_does_not_say_a_thing_twice():
    for text in texts(GarmentFacts("jeans", ("blue",), weave="denim", silhouette="wide")):
        assert not re.search(r"denim \S*\s?(?:jeans|denims|denim)", text), text
    for text in texts(GarmentFacts("crop top", ("blue",), length="extra-short")):
        assert text.count("crop") <= 1, text
    for text in texts(GarmentFacts("hoodie", ("blue",), collar="hood")):
        assert len(re.findall("hood", text)) <= 1, text


def test_what_the_name_says_counts_as_stated():
    caption = write_caption(
        OutfitFacts((GarmentFacts("crop top", length="extra-short"),)), np.random.default_rng(0)
    )
    assert (Attribute.LENGTH, "extra-short") in caption.phrases[0].noun.facts


def test_layers_lie_over_one_another():
    found = [text for text in texts(TROUSERS, SHIRT, BLAZER, main=2) if "," not in text.removeprefix("croquis,")]
    over = [text for text in found if re.search(r"(blazer|jacket)\b.* over .*(t-shirt|tee)", text)]
    under = [text for text in found if re.search(r"(t-shirt|tee)\b.* under .*(blazer|jacket)", text)]
    assert over and under
    assert not any(re.search(r"(t-shirt|tee)\b.* over .*(blazer|jacket)", text) for text in found)


def test_bound_adjectives_and_their_part():
    random = np.random.default_rng(3)
    blouse = GarmentFacts("blouse", ("red",), sleeve_length="long", sleeve_type="puff", collar="Peter Pan collar",
                          collar_colour="white")  # fmt: skip
    sleeves = collars = 0
    for _ in range(40):
        for phrase in write_caption(OutfitFacts((blouse,)), random).phrases:
            said = {word.text for word in phrase.adjectives}
            if phrase.parts == ("sleeves",):
                assert phrase.noun.text == "sleeves" and "long" in said
                assert {(Attribute.SLEEVE_LENGTH, "long"), (Attribute.SLEEVE_TYPE, "puff")} == set(phrase.facts)
                sleeves += 1
            elif phrase.parts == ("collar",):
                assert phrase.noun.text == "collar" and "white" in said
                assert (Attribute.COLLAR, "Peter Pan collar") in phrase.facts
                collars += 1
    assert sleeves > 30 and collars > 30


def test_a_tucked_shirt_goes_into_what_it_is_tucked_into():
    found = texts(TROUSERS, GarmentFacts("shirt", ("white",), tucked=True), main=1)
    assert any(re.search(r"shirt tucked into (a pair of )?(\w+ )*(wide-leg|palazzo)", text) for text in found)
    assert not any(re.search(r"tucked (?!into)", text) for text in found)


def test_every_category_is_named_in_words_that_it_has():
    random = np.random.default_rng(5)
    for name, category in CATEGORIES.items():
        caption = write_caption(OutfitFacts((GarmentFacts(name),)), random, "brief")
        assert any(word in caption.text for word in (name, *category.synonyms)), caption.text
