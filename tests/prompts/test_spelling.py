from pathlib import Path

import pytest

from equifashion.prompts.parser import parse_prompt
from equifashion.prompts.spelling import respell
from equifashion.vocabulary.lexicon import lexicon

# Everyday words, many of them one slip away from a word of the vocabulary.
ENGLISH = Path(__file__).with_name("everyday_words.txt").read_text(encoding="utf-8").split()


def test_everyday_words_are_never_respelt():
    assert len(set(ENGLISH)) > 350
    for word in ENGLISH:
        for prompt in (word, f"a {word} dress", f"red {word}, black {word} shirt", f"áo {word} trắng"):
            changed = [repair for repair in respell(prompt)[1] if repair.before == word and repair.after.isascii()]
            assert not changed, (prompt, changed)
        assert not respell(f"a {word} dress")[1], word


def test_no_word_of_the_vocabulary_is_respelt():
    for words in lexicon():
        assert not respell(" ".join(words))[1], words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sleves", "sleeves"), ("dres", "dress"), ("swetaer", "sweater"), ("blck", "black"), ("jaket", "jacket"),
        ("burgandy", "burgundy"), ("turquise", "turquoise"), ("oversised", "oversized"), ("chifon", "chiffon"),
        ("jumpsiut", "jumpsuit"), ("manderin", "mandarin"), ("camisol", "camisole"), ("whtie", "white"),
    ],
)  # fmt: skip
def test_slips_are_repaired_and_reported(typed, meant):
    prompt = f"a {typed} thing"
    text, (repair,) = respell(prompt)
    assert text == f"a {meant} thing"
    assert (repair.before, repair.after) == (typed, meant)
    assert prompt[repair.start : repair.end] == typed


@pytest.mark.parametrize("word", ["beld", "xyzzy", "jeggings", "pareo", "khadi", "qwer", "abc"])
def test_what_could_be_several_words_or_none_is_left(word):
    assert respell(f"a {word} dress") == (f"a {word} dress", ())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vay do", "váy đỏ"),
        ("ao so mi trang tay phong", "áo sơ mi trắng tay phồng"),
        ("chan vay xep ly mau hong voi ao len trang", "chân váy xếp ly màu hồng với áo len trắng"),
        ("ao dai lua do", "áo dài lụa đỏ"),
        ("áo sơ mi trang cổ tàu", "áo sơ mi trắng cổ tàu"),
        ("váy xoè đỏ", "váy xòe đỏ"),
    ],
)
def test_accents_are_restored_and_reported(typed, meant):
    parsed = parse_prompt(typed)
    assert parsed.text == meant
    assert parsed.repairs
    for repair in parsed.repairs:
        assert typed[repair.start : repair.end] == repair.before


def test_english_is_not_taken_for_vietnamese():
    for prompt in ("what do I wear", "a red den dress", "can you do a dam dress", "ao dai", "tim wore a hoa dress"):
        assert not respell(prompt)[1], prompt
