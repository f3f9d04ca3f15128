import numpy as np
import pytest
from PIL import Image

from equifashion.design import DesignBrief
from equifashion.imaging import Pose
from equifashion.prompts.presentation import (
    asks_for_drawing,
    asks_for_figure,
    names_figure,
    suits_figure,
    wants_figure,
    without_domain,
)
from equifashion.prompts.training_vocabulary import to_training_vocabulary

INK = Image.fromarray(np.pad(np.zeros((60, 40), np.uint8), 50, constant_values=255))
POSE = Pose(tuple((0.3 + 0.02 * i, 0.1 + 0.04 * i, 1.0) for i in range(18)))


@pytest.mark.parametrize(
    "prompt",
    [
        "croquis, a red dress",
        "A croquis of a red dress",
        "fashion illustration of a green jumpsuit",
        "navy coat on a model",
        "red dress worn by a tall slim woman",
        "a man in a grey suit",
        "Phác thảo váy đỏ",
        "váy đỏ trên người mẫu",
        "cô gái mặc áo dài hồng",
    ],
)
def test_words_that_ask_for_a_figure(prompt):
    assert asks_for_figure(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "red floral dress",
        "photo, a woman's blue shirt",
        "figure-hugging dress",
        "t-shirt with a model train on the front",
        "trousers for men, in linen",
        "váy phụ nữ màu đỏ",
        "áo dài có hình hoa",
    ],
)
def test_words_that_do_not(prompt):
    assert not asks_for_figure(prompt)


@pytest.mark.parametrize(
    "brief, figure",
    [
        ({}, True),
        ({"sketch": INK}, False),
        ({"sketch": INK, "pose": POSE}, True),
        ({"pose": POSE}, True),
        ({"pose": POSE, "pose_weight": 0}, True),
        ({"pose": POSE, "look": "flat"}, False),
        ({"look": "figure"}, True),
        ({"look": "flat"}, False),
    ],
)
def test_the_look_decides_before_the_pose(brief, figure):
    assert wants_figure(DesignBrief("red dress", **brief)) is figure


@pytest.mark.parametrize(
    "brief, figure", [({}, False), ({"pose": POSE}, True), ({"pose": POSE, "pose_weight": 0}, False)]
)
def test_a_single_piece_lies_flat_unless_somebody_is_posed(brief, figure):
    assert wants_figure(DesignBrief("red blouse", **brief)) is figure


@pytest.mark.parametrize(
    "prompt, worn",
    [
        ("long red evening gown", True),
        ("áo dài đỏ", True),
        ("green jumpsuit", True),
        ("white shirt and black skirt", True),
        ("navy blazer over beige trousers", True),
        ("navy blazer", True),
        ("áo khoác đỏ", True),
        ("photo of a navy blazer", False),
        ("striped sweater with a big collar", False),
        ("pleated skirt", False),
        ("photo, red dress", False),
        ("red dress, flat lay", False),
        ("red dress on a hanger", False),
        ("kids yellow dress", False),
        ("váy đỏ cho trẻ em", False),
        ("something beautiful", False),
    ],
)
def test_a_whole_outfit_is_worn(prompt, worn):
    assert suits_figure(prompt) is worn
    assert not wants_figure(DesignBrief(prompt, look="flat"))


def test_the_look_decides_before_the_words():
    assert names_figure(DesignBrief("croquis, red dress"))
    assert not names_figure(DesignBrief("croquis, red dress", look="flat"))
    assert names_figure(DesignBrief("red dress", look="figure"))
    assert not names_figure(DesignBrief("red dress", pose=POSE))


def test_the_words_of_a_look_are_no_garment():
    assert without_domain("croquis of a red dress") == without_domain("photo, a red dress") == "a red dress"
    assert without_domain("phác thảo thời trang: váy đỏ") == "váy đỏ"
    assert without_domain("croquis") == "garment"
    assert without_domain("photographer's vest") == "photographer's vest"


@pytest.mark.parametrize(
    ("prompt", "garment"),
    [
        ("technical drawing of a navy hoodie", "a navy hoodie"),
        ("Flat sketch: red dress", "red dress"),
        ("red hoodie, technical flat", "red hoodie"),
        ("a watercolour illustration of a red blouse", "a red blouse"),
        ("red blouse, as a watercolor", "red blouse"),
        ("denim skirt in ink and wash", "denim skirt"),
        ("a sketch of a grey t-shirt", "a grey t-shirt"),
        ("pencil skirt – line drawing.", "pencil skirt"),
        ("bản vẽ kỹ thuật áo sơ mi trắng", "áo sơ mi trắng"),
        ("áo thun đỏ, tranh màu nước", "áo thun đỏ"),
    ],
)
def test_words_that_ask_for_a_drawing_are_of_the_picture(prompt, garment):
    brief = DesignBrief(prompt)
    assert asks_for_drawing(brief) and not wants_figure(brief)
    assert without_domain(prompt) == garment
    learned, plain = (to_training_vocabulary(text, draws_figures=True, figure=False) for text in (prompt, garment))
    assert (learned.text, learned.unlearned) == (plain.text, plain.unlearned)
    assert not asks_for_drawing(DesignBrief(prompt, look="flat"))
    assert wants_figure(DesignBrief(prompt, look="figure")) and not asks_for_drawing(
        DesignBrief(prompt, look="figure")
    )


@pytest.mark.parametrize(
    "prompt",
    [
        "watercolour print blouse",
        "blouse with a watercolour floral print",
        "t-shirt with a drawing of a cat",
        "pencil skirt",
        "flat front trousers",
        "photo of a red t-shirt",
        "drawstring trousers",
        "illustration print shirt",
    ],
)
def test_words_of_prints_and_cuts_ask_for_no_drawing(prompt):
    assert not asks_for_drawing(DesignBrief(prompt)) and without_domain(prompt) in prompt


def test_drawings_of_outfits_are_figures_unless_they_are_to_lie_flat():
    assert wants_figure(DesignBrief("drawing of a red dress")) and not asks_for_drawing(
        DesignBrief("drawing of a red dress")
    )
    assert asks_for_drawing(DesignBrief("technical drawing of a red dress"))
    assert wants_figure(DesignBrief("fashion sketch of a red blouse"))


def test_the_look_alone_makes_a_drawing():
    brief = DesignBrief("red dress", look="drawing", pose=POSE)
    assert asks_for_drawing(brief) and not wants_figure(brief) and brief.followed_pose is None
