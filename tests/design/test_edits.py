"""Recipes that carry other recipes: what they hold, how they are written, and what is refused."""

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from equifashion.design import (
    DesignBrief,
    Edit,
    Invert,
    Mix,
    Move,
    Recipe,
    Recolor,
    Sample,
    Steer,
    Vary,
)
from equifashion.design.checks import encode_picture
from equifashion.design.edits import decode_array, encode_array
from equifashion.errors import InvalidInput

HASHES = {"generator.safetensors": "a" * 64}
LAYERS = 4
WRITTEN_BEFORE_ORIGINS = (
    '{"device":"cpu-float32","fabric":null,"fabric_weight":1.0,"freedom":null,"guidance":null,"index":3,"pose":null,'
    '"pose_weight":1.0,"preset":"embedded","prompt":"red dress","seed":7,"sketch":null,"sketch_weight":1.0,'
    '"steps":null,"truncation":0.9,"version":"1","weights":{"generator.safetensors":"' + "a" * 64 + '"}}'
)


def sampled(index: int = 3, prompt: str = "red dress") -> Recipe:
    return Recipe.for_idea(DesignBrief(prompt), 7, index, 0.9, "embedded", HASHES, "cpu-float32")


def vector(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(LAYERS, 8)).astype(np.float16).astype(np.float32)


def weights(*amounts: float) -> tuple[tuple[float, ...], ...]:
    return tuple((amount,) * LAYERS for amount in amounts)


def origins(parent: Recipe) -> list[Edit]:
    picture = encode_picture(Image.new("RGB", (256, 384), "white"))
    return [
        Mix((parent, sampled(1)), weights(0.25, 0.75)),
        Mix((parent, sampled(1), sampled(2)), weights(0.5, 0.25, 0.25), truncation=0.7),
        Steer(
            parent, (Move("longer", 1.5, encode_array(vector())), Move("my taste", -0.5, encode_array(vector(1))))
        ),
        Invert(picture, encode_array(vector()), 120, 24, 0.002, 5),
        Vary(parent, 4.0, 3, 2, 0.625),
        Recolor(parent, ((1, 2, 3), (250, 250, 250))),
        Recolor(parent, ((1, 2, 3),), encode_picture(Image.new("L", (256, 384), 255))),
    ]


def derived(origin: Edit) -> Recipe:
    return sampled().derived(origin, "cpu-bfloat16")


@pytest.fixture(params=range(7), ids=lambda number: f"{number}-{origins(sampled())[number].kind}")
def recipe(request) -> Recipe:
    return derived(origins(sampled())[request.param])


def test_recipes_written_before_there_were_origins():
    recipe = Recipe.from_json(WRITTEN_BEFORE_ORIGINS)
    assert recipe == sampled() and recipe.edit == Sample(7, 3, 0.9)
    assert recipe.to_json() == WRITTEN_BEFORE_ORIGINS  # so ideas keep their ids


def test_json_round_trip_of_every_origin(recipe):
    text = recipe.to_json()
    again = Recipe.from_json(text)
    assert again == recipe and again.to_json() == text and again.edit == recipe.edit
    assert Recipe.from_json(json.dumps(json.loads(text), indent=1)) == recipe
    assert json.loads(text)["version"] == "2"


def test_generations_of_every_origin():
    recipe = sampled()
    for number in range(7):
        if not (isinstance(recipe.edit, Sample) or recipe.is_draft):
            break
        recipe = recipe.derived(origins(recipe)[number], "cpu-float32")
    again = Recipe.from_json(recipe.to_json())
    assert again == recipe
    assert [one.sha256 for one in again.ancestry()] == [one.sha256 for one in recipe.ancestry()]


def test_every_field_of_an_origin_counts():
    parent = sampled()
    all_of_them = origins(parent)
    all_of_them += [
        Mix((sampled(1), parent), weights(0.25, 0.75)),
        Steer(parent, (Move("longer", 1.25, encode_array(vector())),)),
        Steer(parent, (Move("longer", 1.5, encode_array(vector(9))),)),
        Vary(parent, 4.0, 3, 2, 0.5),
        Vary(sampled(1), 4.0, 3, 2, 0.625),
        Recolor(parent, ((1, 2, 4),)),
    ]
    assert len({derived(origin).sha256 for origin in all_of_them}) == len(all_of_them)


def test_a_finished_recipe_keeps_its_origin(recipe):
    if not recipe.is_draft:
        return
    done = recipe.finished(8, 0.5, 2.0)
    assert done.edit == recipe.edit and not done.is_draft
    assert Recipe.from_json(done.to_json()) == done


def test_seed_index_and_truncation_follow_the_first_line():
    mix = sampled(5).derived(Mix((sampled(5), sampled(1)), weights(0.5, 0.5)), "cpu")
    edited = mix.derived(Steer(mix, (Move("x", 1, encode_array(vector())),)), "cpu")
    assert (edited.seed, edited.index, edited.truncation) == (7, 5, 0.9)
    inverted = derived(origins(sampled())[3])
    assert (inverted.seed, inverted.index, inverted.truncation) == (5, 0, 1.0)


def test_json_grows_with_the_ancestors_not_with_the_paths_to_them():
    """Fibonacci's rabbits: the n-th mix has about 1.6ⁿ paths to its two founders."""
    first, second = sampled(0), sampled(1)
    sizes = []
    for _ in range(60):
        first, second = second, second.derived(Mix((second, first), weights(0.5, 0.5)), "cpu")
        sizes.append(len(second.to_json()))
    assert len(second.ancestry()) == 62
    assert max(np.diff(sizes)) < 2 * sizes[0]
    assert Recipe.from_json(second.to_json()) == second


def test_a_sketch_is_stored_once_in_an_ancestry():
    noise = np.random.default_rng(0).integers(0, 2, (384, 256), dtype=np.uint8) * 255
    brief = DesignBrief("dress", sketch=Image.fromarray(noise))
    a, b = (Recipe.for_idea(brief, 1, index, 0.9, "embedded", HASHES, "cpu") for index in range(2))
    mixed = a.derived(Mix((a, b), weights(0.5, 0.5)), "cpu")
    assert len(mixed.to_json()) < 1.2 * len(a.to_json())
    assert Recipe.from_json(mixed.to_json()).edit.parents[1].brief() == brief


def test_ancestries_end_somewhere():
    recipe = sampled()
    for index in range(199):
        recipe = recipe.derived(Vary(recipe, 1.0, 0, index, 1.0), "cpu")
    assert Recipe.from_json(recipe.to_json()) == recipe
    with pytest.raises(InvalidInput, match="ancestry must be of at most 200 recipes; '201 recipes' came"):
        recipe.derived(Vary(recipe, 1.0, 0, 0, 1.0), "cpu")


def test_parents_must_fit():
    finished = sampled().finished(8, 0.5, None)
    for origin in (Vary(finished, 1.0, 0, 0, 1.0), Mix((sampled(), finished), weights(0.5, 0.5))):
        with pytest.raises(InvalidInput, match="parents must be drafts"):
            derived(origin)
    assert not finished.derived(Recolor(finished, ((1, 2, 3),)), "cpu").is_draft
    stranger = replace(sampled(1), weights={"generator.safetensors": "b" * 64})
    with pytest.raises(InvalidInput, match="parents must be made with the same weights"):
        derived(Mix((sampled(), stranger), weights(0.5, 0.5)))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda p: Mix((p,), weights(1.0)), "parents must be 2 to 16 drafts"),
        (lambda p: Mix((p,) * 17, weights(*[1 / 17] * 17)), "parents must be 2 to 16 drafts"),
        (lambda p: Mix((p, p), weights(0.5, 0.4)), "weights must be weights that sum to 1"),
        (lambda p: Mix((p, p), weights(1.5, -0.5)), "weights must be a number from 0 to 1"),
        (lambda p: Mix((p, p), weights(1.0)), "weights must be one row a parent"),
        (lambda p: Mix((p, p), ((0.5, 0.5), (0.5,))), "weights must be one row a parent"),
        (lambda p: Mix((p, p), weights(0.5, 0.5), -1), "truncation must be a number from 0"),
        (lambda p: Steer(p, ()), "moves must be 1 to 32 directions"),
        (lambda p: Move("", 1, encode_array(vector())), "direction must be named"),
        (lambda p: Move("x", 101, encode_array(vector())), "amount must be a number from -100 to 100"),
        (lambda p: Move("x", 1, "not*base64"), "vector is damaged: it is not base64"),
        (lambda p: Move("x", 1, encode_array(np.full((1, 2), np.nan))), "vector must be of finite numbers"),
        (lambda p: Vary(p, -1, 0, 0, 1), "distance must be a number from 0"),
        (lambda p: Vary(p, 1, 0, 0, float("nan")), "strength must be a number from 0"),
        (lambda p: Vary(p, 1, -1, 0, 1), "seed must be a whole number"),
        (lambda p: Recolor(p, ()), "palette must be a list of lists"),
        (lambda p: Recolor(p, ((1, 2, 256),)), "palette must be 1 to 5 colours"),
        (lambda p: Recolor(p, ((1, 2, 3),) * 6), "palette must be 1 to 5 colours"),
        (
            lambda p: Invert("", encode_array(vector()), 0, 24, 0.1, 0),
            "steps of the search must be a whole number",
        ),
        (lambda p: Invert("", "", 1, 24, 0.1, 0), "styles must be base64"),
    ],
)
def test_values_that_do_not_fit(make, message):
    with pytest.raises(InvalidInput, match=f"The recipe's {message}"):
        make(sampled())


def test_strict_json():
    content = json.loads(derived(origins(sampled())[0]).to_json())

    def refused(message: str, **changes: object) -> None:
        with pytest.raises(InvalidInput, match=message):
            Recipe.from_json(json.dumps(content | changes))

    child = content["ancestry"][-1]
    refused("unknown: colour", colour=1)
    refused("ancestry must be a list of 1 to 200 recipes", ancestry=[])
    refused("without strangers", ancestry=[*content["ancestry"][:-1], content["ancestry"][0]])
    refused("missing: prompt", ancestry=[{k: v for k, v in child.items() if k != "prompt"}])
    for parents in ([2, 1], [0, 9], [True, 0], "01", None):  # no recipe is its own ancestor
        changed = child | {"origin": child["origin"] | {"parents": parents}}
        refused("parents must be places of earlier recipes", ancestry=[*content["ancestry"][:2], changed])
    for origin, message in (
        ({"kind": "dreamt", "parents": []}, "origin must be one of sampled, mixed"),
        ({"kind": "sampled", "parents": [0], "seed": 1, "index": 1, "truncation": 1}, "parents must be 0"),
        (child["origin"] | {"more": 1}, "origin does not fit .unknown: more"),
        (child["origin"] | {"mask": 4}, "mask must be the place of a picture"),
        ([], "origin must be an object"),
    ):
        refused(message, ancestry=[*content["ancestry"][:2], child | {"origin": origin}])


def test_arrays_in_recipes_are_exact():
    array = vector(3)
    assert (decode_array("styles", encode_array(array), LAYERS) == array).all()
    with pytest.raises(InvalidInput, match="styles must be 7 rows of FP16 numbers"):
        decode_array("styles", encode_array(array), 7)


def test_only_sampled_ideas_have_neighbours_on_a_sheet():
    assert sampled(3).at_index(4) == sampled(4)
    with pytest.raises(InvalidInput, match="origin must be sampled"):
        derived(origins(sampled())[0]).at_index(2)
