import numpy as np
from PIL import Image

from equifashion.design import Inpaint, Mix, Move, Recolor, Steer, Vary
from equifashion.design.stored import encode_array, encode_picture
from equifashion.web.labels import how_made

MASK = encode_picture(Image.new("L", (256, 384), 255))


def test_how_an_idea_was_made_is_said_in_both_languages(make_idea, derive):
    move = Move("longer", 1.5, encode_array(np.ones((2, 8))))
    said = {
        "Draft 1": make_idea(0).recipe,
        "Mix of 2": derive(lambda r: Mix((r, make_idea(1).recipe), ((1.0,), (0.0,)))).recipe,
        "Steered: longer +1.5": derive(lambda r: Steer(r, (move,))).recipe,
        "Variation at 4": derive(lambda r: Vary(r, 4.0, 0, 0, 1.0)).recipe,
        "In #010203": derive(lambda r: Recolor(r, ((1, 2, 3),))).recipe,
        "Sleeve length: long": derive(lambda r: Inpaint((r,), MASK, 0, "A2", "long", (), 0.9, 8, 3.0)).recipe,
        "Parts held, the rest varied": derive(
            lambda r: Inpaint((r, make_idea(1).recipe), MASK, 0, None, "", (), 0.5, 8, 3.0)
        ).recipe,
    }
    for words, recipe in said.items():
        assert how_made(recipe, "en") == words
        assert how_made(recipe, "vi") not in ("", words)
