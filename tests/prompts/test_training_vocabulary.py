import pytest

from equifashion.prompts.known_words import unlearned_words
from equifashion.prompts.training_vocabulary import to_training_vocabulary
from equifashion.vocabulary import CATEGORIES, COLLARS, NEAREST_NAMES


@pytest.mark.parametrize("prompt", ["light blue shirt", "a striped navy dress", "photo, a kids red tee"])
def test_learned_words_stay_as_they_are(prompt):
    learned = to_training_vocabulary(prompt)
    assert learned.text == prompt
    assert not learned.reworded
    assert not learned.unlearned


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
    learned = to_training_vocabulary(prompt)
    assert learned.text == text
    assert learned.reworded
    assert not unlearned_words(learned.text)


def test_slips_are_repaired_and_reported():
    learned = to_training_vocabulary("navy hodie with strips")
    assert learned.text.startswith("navy hoodie")
    assert (learned.repairs[0].before, learned.repairs[0].after) == ("hodie", "hoodie")


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
    assert to_training_vocabulary(prompt).unlearned == unlearned


def test_a_prompt_without_garments_is_not_reworded():
    learned = to_training_vocabulary("a xylograph mood")
    assert learned.text == "a xylograph mood"
    assert "xylograph" in learned.unlearned


def test_every_nearest_name_was_learned_and_stands_for_a_category():
    assert not unlearned_words(" ".join(NEAREST_NAMES.values()))
    assert set(NEAREST_NAMES) <= set(CATEGORIES)


# Drawn figures.


@pytest.mark.parametrize(
    "prompt, text",
    [
        ("croquis, a red floral wrap dress", "croquis, a red floral wrap dress"),
        ("Croquis: red wool coat over a strped dress", "croquis, red wool coat over a striped dress"),
        ("phác thảo, váy hoa đỏ dài", "croquis, midi red floral dress"),
        ("croquis, áo sơ mi lụa đỏ tay phồng với chân váy xếp ly đen",
         "croquis, red silk shirt with puff sleeves paired with black pleated skirt"),
        ("croquis, áo dài hồng dài tay cổ tàu", "croquis, long-sleeved pink áo dài with a mandarin collar"),
        ("croquis", "croquis, garment"),
        ("red floral dress", "photo, red printed dress"),
        ("photo, red dress", "photo, red dress"),
    ],
)  # fmt: skip
def test_weights_that_draw_figures_are_learned_the_domain(prompt, text):
    assert to_training_vocabulary(prompt, draws_figures=True).text == text


def test_for_a_figure_the_whole_vocabulary_was_learned():
    for name in CATEGORIES:
        assert to_training_vocabulary(f"croquis, a red {name}", draws_figures=True).unlearned == (), name
    for collar in COLLARS:
        assert to_training_vocabulary(f"croquis, a blouse with a {collar}", draws_figures=True).unlearned == (), (
            collar
        )
    assert to_training_vocabulary("croquis, a xylograph jumpsuit", draws_figures=True).unlearned == ("xylograph",)


def test_weights_that_draw_none_never_hear_of_it():
    assert to_training_vocabulary("croquis, a red dress").text == "a red dress"
    assert to_training_vocabulary("croquis").text == "garment"


def test_a_look_that_was_chosen_goes_before_the_words():
    assert (
        to_training_vocabulary("red floral dress", draws_figures=True, figure=True).text
        == "croquis, red floral dress"
    )
    assert (
        to_training_vocabulary("a croquis of a red dress", draws_figures=True, figure=True).text
        == "croquis, a red dress"
    )
    assert (
        to_training_vocabulary("croquis, a red dress", draws_figures=True, figure=False).text
        == "photo, a red dress"
    )
    assert (
        to_training_vocabulary("red dress on a model", draws_figures=True, figure=False).text == "photo, red dress"
    )
    assert to_training_vocabulary("a red dress", draws_figures=False, figure=True).text == "a red dress"


@pytest.mark.parametrize(
    "prompt, upper, lower",
    [
        ("white shirt and black skirt", "white shirt", "black skirt"),
        ("navy blazer over a white shirt with beige trousers", "navy blazer, white shirt", "beige trousers"),
        ("a dark-skinned man in a green sweater and grey jeans", "dark-skinned man, green sweater",
         "dark-skinned man, grey jeans"),
        ("áo sơ mi trắng và chân váy đen", "white shirt", "black skirt"),
        ("denim shorts, striped top", "striped top", "denim shorts"),
    ],
)  # fmt: skip
def test_figures_get_each_half_of_an_outfit(prompt, upper, lower):
    assert to_training_vocabulary(prompt, draws_figures=True, figure=True).halves == (
        f"croquis, {upper}",
        f"croquis, {lower}",
    )


@pytest.mark.parametrize(
    "prompt", ["red dress", "red coat over a black dress", "camel trench coat", "long green tunic", "garment"]
)
def test_other_outfits_have_no_halves(prompt):
    assert to_training_vocabulary(prompt, draws_figures=True, figure=True).halves is None


@pytest.mark.parametrize(
    "prompt, text, upper, lower",
    [
        ("navy blazer", "navy blazer with grey trousers", "navy blazer", "grey trousers"),
        ("grey sweater", "grey sweater with navy trousers", "grey sweater", "navy trousers"),
        ("red skirt", "red skirt with a white top", "a white top", "red skirt"),
        ("tall woman in a white skirt", "tall woman in a white skirt with a black top", "tall woman, a black top",
         "tall woman, white skirt"),
        ("chân váy đỏ", "red skirt with a white top", "a white top", "red skirt"),
    ],
)  # fmt: skip
def test_what_a_prompt_leaves_bare_is_dressed(prompt, text, upper, lower):
    learned = to_training_vocabulary(prompt, draws_figures=True, figure=True)
    assert learned.text == f"croquis, {text}" and learned.halves == (f"croquis, {upper}", f"croquis, {lower}")
    assert learned.companion in text and learned.reworded == (prompt == "chân váy đỏ")


def test_whole_outfits_and_flat_garments_have_no_companion():
    for prompt in ("red dress", "white shirt and black skirt", "garment", "jumpsuit"):
        assert to_training_vocabulary(prompt, draws_figures=True, figure=True).companion == ""
    assert (
        to_training_vocabulary("navy blazer", draws_figures=True, figure=False).companion
        == to_training_vocabulary("navy blazer").companion
        == ""
    )


def test_flat_garments_have_no_halves():
    assert to_training_vocabulary("white shirt and black skirt", draws_figures=True, figure=False).halves is None
    assert to_training_vocabulary("white shirt and black skirt").halves is None
