import re
from pathlib import Path

import pytest

from equifashion.prompts.known_words import unlearned_words
from equifashion.prompts.training_vocabulary import to_training_vocabulary
from equifashion.web import strings
from equifashion.web.strings import EXAMPLES, LABELS, PAD_WORDS, language_of, sentence

SOURCES = [
    path.read_text(encoding="utf-8")
    for path in Path(strings.__file__).parent.rglob("*.py")
    if path.name not in ("strings.py", "tool_strings.py")
]


def test_every_text_exists_in_both_languages_with_the_same_values():
    for english, vietnamese in (*strings._LABELS.values(), *strings._SENTENCES.values()):
        assert english and vietnamese
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", vietnamese))
    assert PAD_WORDS["en"].keys() == PAD_WORDS["vi"].keys()


def test_english_labels_tell_their_keys():
    assert len(set(LABELS["en"].values())) == len(LABELS["en"]), "labels are found again by their English text"


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("draws_figures", [False, True])
def test_examples_hold_only_words_that_the_shipped_weights_have_learned(language, draws_figures):
    for key in (*EXAMPLES, "prompt_hint", "photo_words_hint"):
        told = to_training_vocabulary(LABELS[language][key], draws_figures=draws_figures)
        assert not told.unlearned and not told.repairs, (key, told)
        assert not unlearned_words(told.text), (key, told)


def test_every_sentence_is_said_somewhere():
    unsaid = [key for key in strings._SENTENCES if not any(f'"{key}"' in source for source in SOURCES)]
    assert unsaid == []


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("vi-VN,vi;q=0.9,en", "vi"),
        ("vi", "vi"),
        ("en-GB,vi;q=0.5", "en"),
        ("fr", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_first_wish_decides(header, language):
    assert language_of(header) == language


def test_sentences_are_filled_in():
    assert sentence("step", "en", index=2, steps=8, remaining="about 3 s left") == "Step 2 of 8 · about 3 s left"
    assert sentence("ready", "vi") == "Sẵn sàng"
