import re
from pathlib import Path

import pytest

from equifashion import web
from equifashion.prompts.known_words import unlearned_words
from equifashion.prompts.training_vocabulary import to_training_vocabulary
from equifashion.web.components.brief import EXAMPLES
from equifashion.web.i18n import LANGUAGES, choice, in_languages, label, language_of, sentence, text_properties
from equifashion.web.i18n.labels import CHOICES, LABELS
from equifashion.web.i18n.sentences import SENTENCES
from equifashion.web.i18n.words import BRUSH_PAD, DIRECTIONS, SKETCH_PAD

SOURCES = [
    path.read_text(encoding="utf-8")
    for path in Path(web.__file__).parent.rglob("*.py")
    if path.parent.name != "i18n"
]
ALL_WORDS = [
    *(words for parts in LABELS.values() for words in parts.values()),
    *(words for choices in CHOICES.values() for words in choices.values()),
    *SENTENCES.values(),
    *SKETCH_PAD.values(),
    *BRUSH_PAD.values(),
    *DIRECTIONS.values(),
]


def test_every_text_exists_in_both_languages_with_the_same_values():
    for english, vietnamese in ALL_WORDS:
        assert english and vietnamese
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", vietnamese)), english


def test_the_pads_get_their_words_by_language():
    words = in_languages(SKETCH_PAD)
    assert words["en"]["undo"] == "Undo" and words["vi"]["undo"] == "Hoàn tác"


def test_equal_english_labels_keep_their_own_translations():
    finish, finished = "detail.finish", choice("detail.compare", "finished", "vi")
    assert label("brief.sketch.remove", part="value") == label("invert.photo.remove", part="value")
    assert text_properties(finish, "vi") == {"value": "Hoàn thiện"} and finished == "Hoàn thiện"
    assert label(finish, part="value") != choice("detail.compare", "finished")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("draws_figures", [False, True])
def test_examples_hold_only_words_that_the_shipped_weights_have_learned(language, draws_figures):
    examples = [label(example, language, "value") for example in EXAMPLES]
    hints = [label(one, language, "placeholder") for one in ("brief.prompt", "invert.words")]
    for words in (*examples, *hints):
        translated = to_training_vocabulary(words, draws_figures=draws_figures)
        assert not translated.unlearned and not translated.repairs, (words, translated)
        assert not unlearned_words(translated.text), (words, translated)


def test_every_sentence_is_said_somewhere():
    by_name = {f"{name}_used" for name in ("sketch", "pose", "fabric")}
    unsaid = [
        key for key in SENTENCES if key not in by_name and not any(f'"{key}"' in source for source in SOURCES)
    ]
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
    words = sentence("finish_step", "en", index=2, steps=8, remaining="about 3 s left")
    assert words == "Step 2 of 8 · about 3 s left"
    assert sentence("ready", "vi") == "Sẵn sàng"
