import re

import numpy as np

from equifashion.datasets.captions.facts import GarmentFacts, OutfitFacts
from equifashion.datasets.captions.grammar import captions, write_caption

DRESS = GarmentFacts(
    "dress", ("red",), length="extra-long", collar="V-neck", sleeve_length="long", sleeve_type="puff"
)


def texts(*garments, count=60):
    random = np.random.default_rng(0)
    return [caption.text for caption in captions(OutfitFacts(garments), random, count, "vi")]


def test_adjectives_follow_their_noun(outfits):
    random = np.random.default_rng(1)
    for outfit in outfits:
        for phrase in write_caption(outfit, random, language="vi").phrases:
            assert all(word.start > phrase.noun.start for word in phrase.adjectives)


def test_noun_colour_and_part():
    found = texts(DRESS)
    assert any(re.search(r"(váy|đầm).* màu đỏ.* cổ (tim|chữ V)", text) for text in found)
    assert any("tay phồng dài" in text for text in found)
    assert not any(re.match(r"(đỏ|màu)", text) for text in found)


def test_a_bare_colour_stands_beside_the_noun_or_its_cloth():
    bare = [text for text in texts(DRESS) if re.search(r"(?<!màu )đỏ", text)]
    assert bare and all(re.search(r"(váy|đầm|liền|thân) đỏ", text) for text in bare), bare


def test_layers_and_bottoms():
    found = texts(GarmentFacts("jeans", ("blue",)), GarmentFacts("t-shirt"), GarmentFacts("blazer"))
    assert any(re.search(r"blazer.* khoác (bên )?ngoài .*áo (thun|phông)", text) for text in found)
    assert any(re.search(r"(phối với|kết hợp với|mặc cùng) .*quần (jean|bò)", text) for text in found)


def test_no_english_articles_or_joining_words(outfits):
    random = np.random.default_rng(2)
    for outfit in outfits:
        words = set(write_caption(outfit, random, language="vi").text.replace(",", "").split())
        assert not words & {"a", "an", "the", "with", "and", "over", "of", "for", "worn"}


def test_dang_is_said_once_in_a_row(outfits):
    random = np.random.default_rng(3)
    for outfit in outfits:
        text = write_caption(outfit, random, language="vi").text
        assert not re.search(r"\b(\w+) \1\b", text) and not re.search(r"dáng \w+ dáng", text), text
