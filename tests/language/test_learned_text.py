import pytest

from equifashion.design.vocabulary import CATEGORIES, NEAREST_NAMES
from equifashion.language.known_words import unlearned_words
from equifashion.language.learned_text import learned_text


@pytest.mark.parametrize("prompt", ["light blue shirt", "a striped navy dress", "photo, a kids red tee"])
def test_learned_words_stay_as_they_are(prompt):
    told = learned_text(prompt)
    assert told.text == prompt
    assert not told.reworded
    assert not told.unlearned


@pytest.mark.parametrize(
    "prompt, text",
    [
        ("áo thun đỏ", "red t-shirt"),
        ("ao thun do", "red t-shirt"),
        ("chân váy ngắn màu đen", "mini black skirt"),
        ("crimson pullover", "red sweater"),
        ("kids crimson pullover", "kids red sweater"),
        ("beige trench coat", "beige coat"),
        ("red floral wrap dress", "red printed dress"),
        ("teal wide trousers", "wide-leg teal trousers"),
        ("crimson sweater with black jeans", "red sweater and black trousers"),
    ],
)
def test_other_words_become_learned_ones(prompt, text):
    told = learned_text(prompt)
    assert told.text == text
    assert told.reworded
    assert not unlearned_words(told.text)


def test_slips_are_repaired_and_reported():
    told = learned_text("navy hodie with strips")
    assert told.text.startswith("navy hoodie")
    assert (told.repairs[0].before, told.repairs[0].after) == ("hodie", "hoodie")


@pytest.mark.parametrize(
    "prompt, unlearned",
    [
        ("red floral wrap dress", ("floral", "wrap")),
        ("denim jacket with gold buttons", ("denim", "gold", "buttons")),
        ("váy quấn hoa đỏ", ("váy quấn", "hoa")),
        ("red jumpsuit", ("jumpsuit",)),
        ("crimson pullover", ()),
    ],
)
def test_what_cannot_be_said_is_listed_in_order(prompt, unlearned):
    assert learned_text(prompt).unlearned == unlearned


def test_a_prompt_without_garments_is_not_reworded():
    told = learned_text("a xylograph mood")
    assert told.text == "a xylograph mood"
    assert "xylograph" in told.unlearned


def test_every_nearest_name_was_learned_and_stands_for_a_category():
    assert not unlearned_words(" ".join(NEAREST_NAMES.values()))
    assert set(NEAREST_NAMES) <= set(CATEGORIES)
