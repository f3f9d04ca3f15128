import base64
import dataclasses
import io
import json

import pytest
from PIL import Image

from equifashion.design import DesignBrief, Mix, Recipe, Sample
from equifashion.errors import InvalidInput

HASHES = {"generator.safetensors": "0" * 63 + "a", "denoiser.safetensors": "f" * 64}


@pytest.fixture
def recipe(brief) -> Recipe:
    return Recipe.for_idea(brief, 7, 3, 0.9, "embedded", HASHES, "cpu")


def test_a_recipe_restores_its_brief_exactly(brief, recipe):
    restored = recipe.brief()
    assert restored == brief
    assert restored.sketch.tobytes() == brief.sketch.tobytes()
    assert restored.fabric.tobytes() == brief.fabric.tobytes()
    assert restored.pose == brief.pose
    again = Recipe.for_idea(restored, 7, 3, 0.9, "embedded", HASHES, "cpu")
    assert again == recipe and again.sha256 == recipe.sha256


def test_a_brief_of_words_alone():
    brief = DesignBrief("dress")
    recipe = Recipe.for_idea(brief, 0, 0, 1, "embedded", {}, "cpu")
    assert (recipe.sketch, recipe.pose, recipe.fabric, recipe.steps) == (None, None, None, None)
    assert Recipe.from_json(recipe.to_json()).brief() == brief


@pytest.mark.parametrize("guidance", [None, 2.5])
def test_json_round_trip(recipe, guidance):
    for one in (recipe, recipe.with_finish(8, 0.5, guidance)):
        text = one.to_json()
        assert Recipe.from_json(text) == one
        assert Recipe.from_json(text.encode()).to_json() == text
        assert Recipe.from_json(json.dumps(json.loads(text), indent=2)).sha256 == one.sha256
    assert recipe.with_finish(8, 0.5, guidance).guidance == guidance


def test_finishing_changes_only_the_refinement(recipe):
    done = recipe.with_finish(8, 1, None)
    changed = {f.name for f in dataclasses.fields(done) if getattr(done, f.name) != getattr(recipe, f.name)}
    assert changed == {"steps", "freedom"} and done.freedom == 1.0
    assert done.sha256 != recipe.sha256


def test_every_field_counts_for_the_hash(recipe):
    others = {
        "prompt": "x", "sketch": None, "pose": None, "fabric": None, "sketch_weight": 1.5,
        "pose_weight": 0.1, "fabric_weight": 0.1, "look": "flat", "preset": "other", "weights": {},
        "device": "cuda",
    }  # fmt: skip
    origins = [Sample(8, 3, 0.9), Sample(7, 4, 0.9), Sample(7, 3, 0.8)]
    made = [dataclasses.replace(recipe, **{name: value}) for name, value in others.items()]
    made += [dataclasses.replace(recipe, edit=origin) for origin in origins]
    assert len({one.sha256 for one in [recipe, *made]}) == len(made) + 1


def test_whole_numbers_and_fractions_hash_alike(recipe):
    one, same = (dataclasses.replace(recipe, edit=Sample(7, 3, value)) for value in (1, 1.0))
    assert one.sha256 == same.sha256


@pytest.mark.parametrize("look", ["flat", "figure"])
def test_a_look_that_was_chosen_is_written_down(look):
    recipe = Recipe.for_idea(DesignBrief("red dress", look=look), 7, 3, 0.9, "embedded", HASHES, "cpu")
    child = recipe.derive(Mix((recipe, recipe.with_index(4)), ((0.5, 0.5), (0.5, 0.5))), "cpu")
    for one in (recipe, recipe.with_finish(8, 0.5, None), child):
        again = Recipe.from_json(one.to_json())
        assert again == one and again.brief().look == look
        with pytest.raises(InvalidInput, match="look must be"):
            Recipe.from_json(one.to_json().replace(f'"look":"{look}"', '"look":"sideways"'))


def with_value(recipe: Recipe, name: str, value: object) -> str:
    """A recipe's JSON with another value of its edit, itself, or what its ancestry has in common."""
    content = json.loads(recipe.to_json())
    [entry] = content["ancestry"]
    for place in (entry["edit"], entry, content):
        if name in place:
            place[name] = value
            return json.dumps(content)
    raise KeyError(name)


def test_unknown_and_missing_keys(recipe):
    content = json.loads(recipe.to_json())
    [entry] = content["ancestry"]
    with pytest.raises(InvalidInput, match="unknown: colour"):
        Recipe.from_json(json.dumps(content | {"colour": 1}))
    with pytest.raises(InvalidInput, match="unknown: colour"):
        Recipe.from_json(json.dumps(content | {"ancestry": [entry | {"colour": 1}]}))
    for name in ("prompt", "edit", "steps"):
        without = {key: value for key, value in entry.items() if key != name}
        with pytest.raises(InvalidInput, match=f"missing: {name}"):
            Recipe.from_json(json.dumps(content | {"ancestry": [without]}))
    del content["weights"]
    with pytest.raises(InvalidInput, match="missing: weights"):
        Recipe.from_json(json.dumps(content))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("prompt", 3),
        ("sketch", 3),
        ("sketch", "aGk="),
        ("pose", "front"),
        ("sketch_weight", 2.1),
        ("sketch_weight", True),
        ("fabric_weight", None),
        ("seed", -1),
        ("seed", 2**31),
        ("seed", 1.0),
        ("seed", True),
        ("index", "0"),
        ("truncation", -0.1),
        ("truncation", 1e300),
        ("truncation", float("nan")),
        ("steps", 0),
        ("steps", 1001),
        ("steps", 8),  # without freedom
        ("freedom", 0.5),  # without steps
        ("guidance", 2.0),  # a draft has none
        ("preset", None),
        ("weights", []),
        ("weights", {"a": "../../etc"}),
        ("weights", {"a": "A" * 64}),
        ("weights", {"a": "a" * 64 + "\n"}),
        ("device", 0),
        ("version", "4"),
        ("version", 1),
        ("version", None),
    ],
)
def test_values_that_do_not_fit(recipe, name, value):
    wanted = "steps" if name in ("freedom", "guidance") else name.replace("_", " ")
    with pytest.raises(InvalidInput, match=f"recipe( is of|'s) {wanted}"):
        Recipe.from_json(with_value(recipe, name, value))


def test_refusals_say_what_was_wanted_and_what_came(recipe):
    cases = [
        ("seed", "x", "The recipe's seed must be a whole number from 0 to 2147483647; got 'x'."),
        ("index", True, "The recipe's index must be a whole number from 0 to 2147483647; got True."),
        ("sketch_weight", 3, "The recipe's sketch weight must be a number from 0 to 2; got 3."),
        ("weights", {"a": "b"}, "The recipe's weights must be file names with their SHA-256; got {'a': 'b'}."),
        ("prompt", None, "The recipe's prompt must be text; got None."),
        ("steps", 2000, "The recipe's steps must be a whole number from 1 to 1000; got 2000."),
    ]
    for name, value, message in cases:
        with pytest.raises(InvalidInput) as refusal:
            Recipe.from_json(with_value(recipe, name, value))
        assert str(refusal.value) == message


def test_poses_in_recipes_are_checked(recipe):
    cases = [
        ([[0.5, 0.5, 1.0]] * 17, "The pose has 17 joints"),
        ([[0.5, 0.5, 0.0]] * 18, "The pose shows 0 joints"),
        ([[0.5, 0.5, 9.0]] * 18, "recipe's pose must be a number from 0 to 1; got 9.0"),
        ([[0.5, 0.5]] * 18, "missing: 2"),
        (3, "recipe's pose must be a list"),
    ]
    for pose, message in cases:
        with pytest.raises(InvalidInput, match=message):
            Recipe.from_json(with_value(recipe, "pose", pose))


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, b"\xff\xfe", "null", '{"seed": NaN}'])
def test_what_is_no_recipe(text):
    with pytest.raises(InvalidInput, match="The recipe"):
        Recipe.from_json(text)


def test_a_huge_recipe_is_not_parsed():
    with pytest.raises(InvalidInput, match="4000001 characters"):
        Recipe.from_json(" " * 4_000_001)


def test_damaged_or_oversized_pictures_in_a_recipe(recipe):
    def with_sketch(data: bytes) -> Recipe:
        return dataclasses.replace(recipe, sketch=base64.b64encode(data).decode())

    with pytest.raises(InvalidInput, match="recipe's sketch is damaged: it is not base64"):
        dataclasses.replace(recipe, sketch="not*base64").brief()
    with pytest.raises(InvalidInput, match="The recipe's sketch is not a readable PNG"):
        with_sketch(b"<svg/>").brief()
    large = io.BytesIO()
    Image.new("RGB", (385, 385)).save(large, format="PNG")
    with pytest.raises(InvalidInput, match=r"recipe's sketch is 385 × 385 pixels; at most 384"):
        with_sketch(large.getvalue()).brief()
