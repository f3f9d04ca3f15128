"""Whatever a stranger writes into a recipe, only InvalidInput comes out, as one short sentence."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from equifashion.design import DesignBrief, Inpaint, Invert, Mix, Move, Recipe, Recolor, Steer, Upscale, Vary
from equifashion.design.stored import encode_array, encode_picture
from equifashion.errors import InvalidInput
from equifashion.imaging import Pose

DATA = Path(__file__).parent / "data"
MUTATIONS = 4000
LONGEST_MESSAGE = 700  # characters


STRANGE = (  # JSON, or what Python reads as such
    "null", "true", "false", "0", "1", "-1", "2147483648", "1" + "0" * 400, "-1" + "0" * 4000, "1" + "0" * 5000,
    "0.5", "1e308", "1e999", "NaN", "Infinity", "-Infinity",
    '""', '"A2"', '"é"', '"\\ud800"', '"\\u0000"', '"aGk="',
    '"AAD8fw=="', '"1"', '"2"', '"3"', '"' + "x" * 1000 + '"', "[]", "[[]]", "[0]", "[null]", "[true, true]",
    "[" + ", ".join(["[0.5, 0.5, 1.0]"] * 18) + "]", '["\\udfff"]', "{}", '{"\\ud800": 1}', '{"kind": "sample"}',
    '{"kind": "\\ud800"}', '{"": null}', "[" * 150 + "]" * 150, "[" * 900 + "]" * 900,
    '{"a":' * 900 + "1" + "}" * 900,
)  # fmt: skip
POSE = Pose(tuple((0.5, 0.1 + joint / 40, 1.0) for joint in range(18)))
NAMES = ("colour", "\ud800", "kind", "parent", "parents", "origin")


def texts() -> list[str]:
    white = Image.new("L", (8, 12), 255)
    picture, vector = encode_picture(white), encode_array(np.ones((4, 2)))
    brief = DesignBrief("red dress", fabric=Image.new("RGB", (20, 20), "teal"), pose=POSE, look="figure")
    first, second = (Recipe.for_idea(brief, 7, i, 0.9, "embedded", {"g": "a" * 64}, "cpu") for i in range(2))
    done = first.with_finish(8, 0.5, 2.0)
    edits = (
        Mix((first, second), ((0.25,) * 4, (0.75,) * 4), 0.7), Steer(first, (Move("longer", 1.5, vector),)),
        Invert(picture, vector, 120, 24, 0.002, 5), Vary(first, 4.0, 3, 2, 0.625),
        Recolor(done, ((1, 2, 3),), picture), Inpaint((done,), picture, 4, "A2", "long", (), 0.9, 8, 4.0),
        Inpaint((first, second), picture, 4, None, "", ("collar", "hem"), 0.9, 8, 4.0), Upscale(done, "c" * 64),
    )  # fmt: skip
    today = [first.to_json(), done.to_json(), *(first.derive(edit, "cpu").to_json() for edit in edits)]
    version_2 = json.loads((DATA / "version_2.json").read_text())
    return [*today, (DATA / "version_1.json").read_text(), *map(json.dumps, version_2.values())]


def places(value: object) -> list[tuple[object, object]]:
    """Every (container, key) beneath a JSON value."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [pair for key in keys for pair in [(value, key), *places(value[key])]]


def mutate(content: dict, chance: random.Random) -> None:
    """Change, take away, double or add a value somewhere; strange values are named by their places, ``@7@``."""
    container, key = chance.choice(places(content))
    way, strange = chance.random(), f"@{chance.randrange(len(STRANGE))}@"
    if way < 0.7:
        container[key] = strange
    elif way < 0.8:
        del container[key]
    elif way < 0.9 and isinstance(container, dict):
        container[chance.choice(NAMES)] = strange
    elif isinstance(container, list):
        container.insert(0, container[key])
    else:
        other, place = chance.choice(places(content))
        container[key] = json.loads(json.dumps(other[place]))


def strangers() -> Iterator[str]:
    chance, whole = random.Random(20), texts()
    for number in range(MUTATIONS):
        content = json.loads(whole[number % len(whole)])
        for _ in range(chance.choice((1, 1, 1, 2, 4))):
            mutate(content, chance)
        yield re.sub(r'"@(\d+)@"', lambda found: STRANGE[int(found[1])], json.dumps(content))


def test_only_refusals_come_out():
    opened = 0
    for text in strangers():
        try:
            recipe = Recipe.from_json(text)
        except InvalidInput as refusal:
            assert len(str(refusal)) < LONGEST_MESSAGE
            str(refusal).encode()
            continue
        opened += 1
        again = Recipe.from_json(recipe.to_json())
        assert again == recipe and again.to_json() == recipe.to_json()
    assert 0.01 * MUTATIONS < opened < 0.5 * MUTATIONS  # both ways are taken


def test_cut_and_garbled_texts():
    chance = random.Random(21)
    for text in texts():
        for _ in range(60):
            place, length = chance.randrange(len(text)), chance.randrange(1, 9)
            garbled = (
                text[:place] + "".join(chr(chance.randrange(1, 0x11000)) for _ in range(3)) + text[place + length :]
            )
            for broken in (text[:place], garbled, garbled.encode("utf-8", "surrogatepass"), text.encode()[place:]):
                try:
                    Recipe.from_json(broken)
                except InvalidInput as refusal:
                    assert len(str(refusal)) < LONGEST_MESSAGE


@pytest.mark.parametrize("name", ["prompt", "seed", "colour"])
def test_surrogates_are_refused(name):
    content = json.loads((DATA / "version_1.json").read_text())
    with pytest.raises(InvalidInput, match=r"prompt must be text|seed must be|unknown"):
        Recipe.from_json(json.dumps(content | {name: "\ud800"}))
