"""Recipes that earlier versions wrote; the files beside were written by them."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from equifashion.design import (
    DesignBrief,
    Inpaint,
    Invert,
    Mix,
    Move,
    Recipe,
    Recolor,
    Sample,
    Steer,
    Upscale,
    Vary,
)
from equifashion.design.stored import encode_array, encode_picture
from equifashion.errors import InvalidInput
from equifashion.vocabulary.attributes import Attribute

DATA = Path(__file__).parent / "data"
VERSION_1 = json.loads((DATA / "version_1.json").read_text())
VERSION_2 = json.loads((DATA / "version_2.json").read_text())
BARE_VERSION_1 = (
    '{"device":"cpu-float32","fabric":null,"fabric_weight":1.0,"freedom":null,"guidance":null,"index":3,"pose":null,'
    '"pose_weight":1.0,"preset":"embedded","prompt":"red dress","seed":7,"sketch":null,"sketch_weight":1.0,'
    '"steps":null,"truncation":0.9,"version":"1","weights":{"generator.safetensors":"' + "a" * 64 + '"}}'
)

MASK = encode_picture(Image.new("L", (8, 12), 255))
PICTURE = encode_picture(Image.new("RGB", (8, 12), "white"))
VECTOR = encode_array(np.arange(8, dtype=np.float16).reshape(4, 2) / 8)


def sampled(index: int = 3) -> Recipe:
    weights = {"generator.safetensors": "a" * 64}
    return Recipe.for_idea(DesignBrief("red dress"), 7, index, 0.9, "embedded", weights, "cpu-float32")


FINISHED = sampled().with_finish(8, 0.5, 2.0)
TODAY = {
    "mixed": Mix((sampled(), sampled(1)), ((0.25,) * 4, (0.75,) * 4), 0.7),
    "edited": Steer(sampled(), (Move("longer", 1.5, VECTOR),)),
    "inverted": Invert(PICTURE, VECTOR, 120, 24, 0.002, 5),
    "varied": Vary(sampled(), 4.0, 3, 2, 0.625),
    "recoloured": Recolor(FINISHED, ((1, 2, 3), (250, 250, 250)), MASK),
    "altered": Inpaint((FINISHED,), MASK, 4, Attribute.SLEEVE_LENGTH, "long", (), 0.95, 8, 4.0),
    "locked": Inpaint((sampled(), sampled(1)), MASK, 4, None, "", ("collar", "hem"), 0.5, 8, 4.0),
    "redrawn": Inpaint((FINISHED,), MASK, 9),
    "upscaled": Upscale(FINISHED, "c" * 64),
}


@pytest.mark.parametrize("name", TODAY)
def test_every_edit_of_version_2(name):
    recipe = Recipe.from_json(json.dumps(VERSION_2[name]))
    assert recipe.edit == TODAY[name]
    if name == "redrawn":
        wanted = replace(FINISHED, edit=TODAY[name])
    elif name == "altered":
        wanted = replace(sampled(), edit=TODAY[name], look="flat")
    else:
        wanted = sampled().derive(TODAY[name], "cpu")
    assert recipe == wanted and Recipe.from_json(recipe.to_json()) == recipe


def test_a_sampled_recipe_of_version_1():
    assert Recipe.from_json(BARE_VERSION_1) == sampled() and sampled().edit == Sample(7, 3, 0.9)


def test_a_finished_recipe_of_version_1_with_references():
    recipe = Recipe.from_json(json.dumps(VERSION_1))
    brief = recipe.brief()
    assert (brief.prompt, brief.look, brief.sketch_weight) == ("áo dài – “silk”", "figure", 0.5)
    assert brief.pose.keypoints[1] == (0.5, 0.125, 1.0)
    assert brief.sketch.convert("L").getpixel((125, 50)) == 0
    assert brief.fabric.getpixel((10, 60)) == (0, 0, 128) and brief.fabric.getpixel((100, 60)) == (0, 128, 128)
    assert (recipe.steps, recipe.freedom, recipe.edit) == (8, 0.5, Sample(7, 3, 0.9))
    assert Recipe.from_json(recipe.to_json()) == recipe


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"colour": 1}, "unknown: colour"),
        ({"kind": "mix"}, "unknown: kind"),
        ({"seed": True}, "recipe's seed must be a whole number"),
        ({"sketch": 3}, "recipe's pictures must be a list of base64 PNGs"),
        ({"sketch": 0, "fabric": "aGk="}, "recipe's pictures must be"),
        ({"weights": []}, "recipe's weights must be file names with their SHA-256"),
        ({"look": "sideways"}, "look must be auto, flat, drawing or figure; got 'sideways'"),
    ],
)
def test_version_1_is_checked_like_todays(changes, message):
    with pytest.raises(InvalidInput, match=message):
        Recipe.from_json(json.dumps(VERSION_1 | changes))
    for name in VERSION_1.keys() - {"look", "version"}:
        with pytest.raises(InvalidInput, match=f"missing: {name}"):
            Recipe.from_json(json.dumps({key: value for key, value in VERSION_1.items() if key != name}))


@pytest.mark.parametrize(
    ("origin", "message"),
    [
        ({"kind": "dreamt", "parents": []}, "edit must be one of sample, mix"),
        ({"kind": ["mixed"], "parents": []}, "edit must be one of sample, mix"),
        ({"kind": "sampled", "parents": [0], "seed": 1, "index": 1, "truncation": 1}, "unknown: parents"),
        ({"kind": "varied", "parents": [0, 1]}, "unknown: parents"),
        ({"kind": "varied", "parents": [7]}, "missing: distance"),
        ({"kind": "recoloured", "parents": [0], "palette": [[1, 2, 3]], "mask": 4}, "mask must be the place of"),
        ({"kind": "redrawn", "parents": [0], "mask": None, "seed": 1}, "mask must be the place of"),
        ([], "unknown: origin; missing: edit"),
    ],
)
def test_version_2_is_checked_like_todays(origin, message):
    content = VERSION_2["mixed"]
    *parents, last = content["ancestry"]
    with pytest.raises(InvalidInput, match=message):
        Recipe.from_json(json.dumps(content | {"ancestry": [*parents, last | {"origin": origin}]}))
