"""Edits: what they hold, how recipes that carry others are written, and what is refused."""

import json
from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
import pytest
from PIL import Image

from equifashion.design import (
    DesignBrief,
    Edit,
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
    register_edit,
)
from equifashion.design.checks import Whole
from equifashion.design.edits import Child
from equifashion.design.stored import Parent, Picture, decode_array, encode_array, encode_picture
from equifashion.errors import InvalidInput
from equifashion.vocabulary.attributes import Attribute

HASHES = {"generator.safetensors": "a" * 64}
LAYERS = 4
KINDS_MADE = 10


def sampled(index: int = 3, prompt: str = "red dress") -> Recipe:
    return Recipe.for_idea(DesignBrief(prompt), 7, index, 0.9, "embedded", HASHES, "cpu-float32")


def vector(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(LAYERS, 8)).astype(np.float16).astype(np.float32)


def weights(*amounts: float) -> tuple[tuple[float, ...], ...]:
    return tuple((amount,) * LAYERS for amount in amounts)


def edits_of(parent: Recipe) -> list[Edit]:
    picture = encode_picture(Image.new("RGB", (256, 384), "white"))
    mask = encode_picture(Image.new("L", (256, 384), 255))
    return [
        Mix((parent, sampled(1)), weights(0.25, 0.75)),
        Mix((parent, sampled(1), sampled(2)), weights(0.5, 0.25, 0.25), truncation=0.7),
        Steer(
            parent, (Move("longer", 1.5, encode_array(vector())), Move("my taste", -0.5, encode_array(vector(1))))
        ),
        Invert(picture, encode_array(vector()), 120, 24, 0.002, 5),
        Vary(parent, 4.0, 3, 2, 0.625),
        Recolor(parent, ((1, 2, 3), (250, 250, 250))),
        Recolor(parent, ((1, 2, 3),), mask),
        Inpaint((parent,), mask, 4, Attribute.SLEEVE_LENGTH, "long", (), 0.95, 8, 4.0),
        Inpaint((parent, sampled(1)), mask, 4, held=("collar", "hem"), noise=0.5, steps=8, guidance=4.0),
        Upscale(parent, "c" * 64),
    ]


def derived(edit: Edit) -> Recipe:
    return sampled().derive(edit, "cpu-bfloat16")


@pytest.fixture(params=range(KINDS_MADE), ids=lambda number: f"{number}-{edits_of(sampled())[number].kind}")
def recipe(request) -> Recipe:
    return derived(edits_of(sampled())[request.param])


def test_json_round_trip_of_every_edit(recipe):
    text = recipe.to_json()
    again = Recipe.from_json(text)
    assert again == recipe and again.to_json() == text and again.edit == recipe.edit
    assert Recipe.from_json(json.dumps(json.loads(text), indent=1)) == recipe
    assert json.loads(text)["version"] == "3"


def test_generations_of_every_edit():
    recipe = sampled()
    for number in range(KINDS_MADE):
        recipe = recipe.derive(edits_of(recipe)[number], "cpu-float32")
    again = Recipe.from_json(recipe.to_json())
    assert again == recipe
    assert [one.sha256 for one in again.ancestry()] == [one.sha256 for one in recipe.ancestry()]


def test_every_field_of_an_edit_counts():
    parent = sampled()
    all_of_them = edits_of(parent)
    all_of_them += [
        Mix((sampled(1), parent), weights(0.25, 0.75)),
        Steer(parent, (Move("longer", 1.25, encode_array(vector())),)),
        Steer(parent, (Move("longer", 1.5, encode_array(vector(9))),)),
        Vary(parent, 4.0, 3, 2, 0.5),
        Vary(sampled(1), 4.0, 3, 2, 0.625),
        Recolor(parent, ((1, 2, 4),)),
        Inpaint((parent,), all_of_them[7].mask, 5, Attribute.SLEEVE_LENGTH, "long", (), 0.95, 8, 4.0),
        Inpaint((parent,), all_of_them[7].mask, 4, Attribute.SLEEVE_TYPE, "long", (), 0.95, 8, 4.0),
        replace(all_of_them[8], held=("hem", "collar")),
        Upscale(parent, "d" * 64),
    ]
    assert len({derived(edit).sha256 for edit in all_of_them}) == len(all_of_them)


def test_a_finished_recipe_keeps_its_edit(recipe):
    if not recipe.is_draft:
        return
    done = recipe.with_finish(8, 0.5, 2.0)
    assert done.edit == recipe.edit and not done.is_draft
    assert Recipe.from_json(done.to_json()) == done


def test_seed_index_and_truncation_follow_the_first_line():
    mix = sampled(5).derive(Mix((sampled(5), sampled(1)), weights(0.5, 0.5)), "cpu")
    edited = mix.derive(Steer(mix, (Move("x", 1, encode_array(vector())),)), "cpu")
    assert (edited.seed, edited.index, edited.truncation) == (7, 5, 0.9)
    inverted = derived(edits_of(sampled())[3])
    assert (inverted.seed, inverted.index, inverted.truncation) == (5, 0, 1.0)


def test_json_grows_with_the_ancestors_not_with_the_paths_to_them():
    """Fibonacci's rabbits: the n-th mix has about 1.6ⁿ paths to its two founders."""
    first, second = sampled(0), sampled(1)
    sizes = []
    for _ in range(60):
        first, second = second, second.derive(Mix((second, first), weights(0.5, 0.5)), "cpu")
        sizes.append(len(second.to_json()))
    assert len(second.ancestry()) == 62
    assert max(np.diff(sizes)) < 2 * sizes[0]
    assert Recipe.from_json(second.to_json()) == second


def test_a_sketch_is_stored_once_in_an_ancestry():
    noise = np.random.default_rng(0).integers(0, 2, (384, 256), dtype=np.uint8) * 255
    brief = DesignBrief("dress", sketch=Image.fromarray(noise))
    a, b = (Recipe.for_idea(brief, 1, index, 0.9, "embedded", HASHES, "cpu") for index in range(2))
    mixed = a.derive(Mix((a, b), weights(0.5, 0.5)), "cpu")
    assert len(mixed.to_json()) < 1.2 * len(a.to_json())
    assert Recipe.from_json(mixed.to_json()).edit.parents[1].brief() == brief


def test_ancestries_end_somewhere():
    recipe = sampled()
    for index in range(199):
        recipe = recipe.derive(Vary(recipe, 1.0, 0, index, 1.0), "cpu")
    assert Recipe.from_json(recipe.to_json()) == recipe
    with pytest.raises(InvalidInput, match="ancestry must be of at most 200 recipes; got 201"):
        recipe.derive(Vary(recipe, 1.0, 0, 0, 1.0), "cpu")


def test_parents_must_fit():
    finished = sampled().with_finish(8, 0.5, None)
    for edit in (Vary(finished, 1.0, 0, 0, 1.0), Mix((sampled(), finished), weights(0.5, 0.5))):
        with pytest.raises(InvalidInput, match="parents must be drafts"):
            derived(edit)
    assert not finished.derive(Recolor(finished, ((1, 2, 3),)), "cpu").is_draft
    stranger = replace(sampled(1), weights={"generator.safetensors": "b" * 64})
    with pytest.raises(InvalidInput, match="parents must be made with the same weights"):
        derived(Mix((sampled(), stranger), weights(0.5, 0.5)))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda p: Sample("x", 0, 1), "seed must be a whole number from 0 to 2147483647; got 'x'"),
        (lambda p: Sample(True, 0, 1), "seed must be a whole number from 0 to 2147483647; got True"),
        (lambda p: Sample(0, 0, 10**400), "truncation must be a number from 0; got 1000"),
        (lambda p: Mix((p,), weights(1.0)), "parents must be at least 2; got 1"),
        (lambda p: Mix((p,) * 17, weights(*[1 / 17] * 17)), "parents must be at most 16; got 17"),
        (lambda p: Mix((p, p), weights(0.5, 0.4)), "weights must sum to 1 in every layer; got 0.9"),
        (lambda p: Mix((p, p), weights(1.5, -0.5)), "weights must be a number from 0 to 1; got 1.5"),
        (lambda p: Mix((p, p), weights(1.0)), "weights must be one row for each of 2 parents"),
        (lambda p: Mix((p, p), ((0.5, 0.5), (0.5,))), "weights must be one row for each"),
        (lambda p: Mix((p, p), ((), ())), "weights must be one row for each"),
        (lambda p: Mix((p, p), weights(0.5, 0.5), -1), "truncation must be a number from 0; got -1"),
        (lambda p: Steer(p, ()), "moves must be at least 1; got 0"),
        (lambda p: Steer(p, (Move("x", 1, encode_array(vector())),) * 33), "moves must be at most 32; got 33"),
        (lambda p: Steer(p, 3), "moves must be a list; got 3"),
        (lambda p: Steer(p, [3]), "moves must be an object; got 3"),
        (lambda p: Move("", 1, encode_array(vector())), "name must be text of 1 to 80 characters; got ''"),
        (lambda p: Move("x", 101, encode_array(vector())), "amount must be a number from -100 to 100"),
        (lambda p: Move("x", 1, "not*base64"), "vector is damaged: it is not base64"),
        (lambda p: Move("x", 1, "é"), "vector is damaged: it is not base64"),
        (lambda p: Move("x", 1, encode_array(np.full((1, 2), np.nan))), "vector must be of finite numbers"),
        (lambda p: Vary(p, -1, 0, 0, 1), "distance must be a number from 0"),
        (lambda p: Vary(p, 1, 0, 0, float("nan")), "strength must be a number from 0; got nan"),
        (lambda p: Vary(p, 1, -1, 0, 1), "seed must be a whole number"),
        (lambda p: Recolor(p, ()), "palette must be 1 to 5 colours of three whole numbers from 0 to 255"),
        (lambda p: Recolor(p, ((1, 2, 256),)), "palette must be 1 to 5 colours"),
        (lambda p: Recolor(p, ((1, 2, True),)), "palette must be 1 to 5 colours"),
        (lambda p: Recolor(p, ((1, 2, 3),) * 6), "palette must be 1 to 5 colours"),
        (lambda p: Recolor(p, ((1, 2, 3),), 7), "mask must be a base64 PNG; got 7"),
        (lambda p: Invert("", encode_array(vector()), 0, 24, 0.1, 0), "steps must be a whole number from 1"),
        (lambda p: Invert("", "", 1, 24, 0.1, 0), "styles must be base64"),
        (
            lambda p: Inpaint((p,), "", 0, "A9", "long", (), 1, 8, 4),
            "attribute must be one of A1, A2",
        ),
        (lambda p: Inpaint((p,), "", 0, None, "", (), 0, 8, 4), "noise must be a number above 0 to 1; got 0"),
        (lambda p: Inpaint((p,), "", 0, None, "", (), 0.5, 101, 4), "steps must be a whole number from 1 to 100"),
        (
            lambda p: Inpaint((p,), "", 0, None, "", (), 0.5, 8),
            "noise, steps and guidance of a region",
        ),
        (lambda p: Inpaint((p, p), "", 0), "noise must be given where another idea is let in; got null"),
        (lambda p: Inpaint((p,) * 3, "", 0), "parents must be at most 2; got 3"),
        (lambda p: Inpaint((p,), "", 0, held=("collar",) * 17), "held must be at most 16; got 17"),
        (lambda p: Upscale(p, "A" * 64), "upscaler must be a SHA-256, 64 hexadecimal characters; got 'AAAA"),
        (lambda p: Vary(p, 1, 0, 0, 1, more=2), "fields do not fit .unknown: more"),
        (lambda p: Vary(p, 1), "fields do not fit .missing: index, seed, strength"),
        (lambda p: replace(Vary(p, 1, 0, 0, 1), seed=-1), "seed must be a whole number"),
        (lambda p: derived(Vary(3, 1, 0, 0, 1)), "parents must be recipes; got 3"),
    ],
)
def test_values_that_do_not_fit(make, message):
    with pytest.raises(InvalidInput, match=f"^The recipe's {message}"):
        make(sampled())


def test_strict_json():
    content = json.loads(derived(edits_of(sampled())[0]).to_json())

    def refused(message: str, **changes: object) -> None:
        with pytest.raises(InvalidInput, match=message):
            Recipe.from_json(json.dumps(content | changes))

    child = content["ancestry"][-1]
    refused("unknown: colour", colour=1)
    refused("ancestry must be at least 1; got 0", ancestry=[])
    refused("ancestry must be at most 200; got 201", ancestry=[child] * 201)
    refused("ancestry must be a list of objects", ancestry=[3])
    refused("pictures must be a list of base64 PNGs", pictures=[3])
    refused("without strangers; got 2", ancestry=[*content["ancestry"][:-1], content["ancestry"][0]])
    refused("missing: prompt", ancestry=[{k: v for k, v in child.items() if k != "prompt"}])
    refused("preset must stand once", ancestry=[child | {"preset": "embedded"}])
    refused("sketch must be the place of a picture; got 0", ancestry=[content["ancestry"][0] | {"sketch": 0}])
    refused("sketch must be the place of a picture", ancestry=[content["ancestry"][0] | {"sketch": "aGk="}])
    for parents in ([2, 1], [0, 9], [True, 0], [0, -1], ["0", 1]):  # no recipe is its own ancestor
        changed = child | {"edit": child["edit"] | {"parents": parents}}
        refused("parents must be the place of an earlier recipe", ancestry=[*content["ancestry"][:2], changed])
    for edit, message in (
        (child["edit"] | {"parents": None}, "parents must be a list"),
        ({"kind": "dreamt"}, "edit must be one of sample, mix"),
        ({"kind": ["sample"]}, "edit must be one of sample, mix"),
        ({"seed": 1}, "edit must be"),
        ({"kind": "sample", "parents": [0], "seed": 1, "index": 1, "truncation": 1}, "unknown: parents"),
        ({"kind": "sample", "index": 1, "truncation": 1}, "missing: seed"),
        (child["edit"] | {"more": 1}, "unknown: more"),
        (
            {"kind": "recolor", "parent": 0, "palette": [[1, 2, 3]], "mask": 4},
            "mask must be the place of a picture",
        ),
        ({"kind": "vary", "parent": 2, "distance": 1, "seed": 1, "index": 0, "strength": 1}, "parent must be the"),
        ([], "edit must be an object"),
        (None, "edit must be an object"),
    ):
        refused(message, ancestry=[*content["ancestry"][:2], child | {"edit": edit}])


@register_edit
class Mirror(Child):
    """An edit that the package does not know."""

    works_on_picture = True

    parent: Parent
    line: Annotated[int, Whole(0, 255)]
    mask: Picture | None = None
    kind: Literal["mirror"] = "mirror"


def test_an_edit_from_another_module_joins():
    mask = encode_picture(Image.new("L", (8, 8), 255))
    recipe = derived(Mirror(sampled(), 7, mask))
    finished = sampled().with_finish(8, 0.5, None)
    for one in (recipe, finished.derive(Mirror(finished, 7), "cpu")):
        again = Recipe.from_json(one.to_json())
        assert again == one and again.edit == one.edit and isinstance(again.edit, Mirror)
    assert recipe.root == Sample(7, 3, 0.9) and recipe.edit.parents == (sampled(),)
    with pytest.raises(InvalidInput, match="line must be a whole number from 0 to 255; got 256"):
        replace(recipe.edit, line=256)
    with pytest.raises(ValueError, match="kind 'mirror' already"):
        register_edit(type("Other", (Child,), {"__annotations__": {"kind": Literal["mirror"]}, "kind": "mirror"}))


def test_edits_say_what_they_are():
    mix, _, steer, invert, vary, recolor, _, changed, joined, upscale = edits_of(sampled())
    finished = sampled().with_finish(8, 0.5, None)
    region = Inpaint((finished,), changed.mask, 1)
    every = [sampled().edit, mix, steer, invert, vary, recolor, changed, joined, region, upscale]
    assert [edit for edit in every if edit.is_root] == [sampled().edit, invert]
    assert [edit for edit in every if edit.on_sheet] == [sampled().edit]
    assert [edit for edit in every if edit.from_picture] == [invert]
    assert [edit for edit in every if edit.works_on_picture] == [recolor, changed, joined, region, upscale]
    assert [edit for edit in every if edit.keeps_lines] == [recolor, upscale]
    assert [edit for edit in every if edit.is_last] == [upscale]
    assert [edit for edit in every if edit.by_finisher] == [region]
    assert [edit for edit in every if not edit.makes_draft] == [upscale]
    assert [edit.lets_in_other for edit in (changed, joined, region)] == [False, True, False]
    assert [edit.changes_attribute for edit in (changed, joined, region)] == [True, False, False]
    assert not Recolor(finished, ((1, 2, 3),)).makes_draft
    assert derived(invert).from_picture and not derived(vary).from_picture


def test_the_draft_beneath_a_picture():
    draft, finished = sampled(), sampled().with_finish(8, 0.5, None)
    recolored = finished.derive(Recolor(finished, ((1, 2, 3),)), "cpu")
    enlarged = recolored.derive(Upscale(recolored, "c" * 64), "cpu")
    region = replace(finished, edit=Inpaint((finished,), edits_of(draft)[7].mask, 1))
    altered = finished.derive(replace(edits_of(draft)[7], parents=(finished,)), "cpu")
    assert [one.draft() for one in (draft, finished, recolored, enlarged, region)] == [draft] * 5
    assert altered.draft() == altered and altered.is_draft
    assert all(one.shows_finished for one in (finished, recolored, enlarged, region, altered))
    assert not draft.shows_finished and not derived(edits_of(draft)[5]).shows_finished


def test_a_region_by_the_finisher_needs_a_finished_design():
    finished = sampled().with_finish(8, 0.5, None)
    edit = Inpaint((finished,), edits_of(sampled())[7].mask, 1)
    assert not replace(finished, edit=edit).is_draft
    with pytest.raises(InvalidInput, match="steps must be given for a region that the finisher draws; got null"):
        finished.derive(edit, "cpu")
    with pytest.raises(InvalidInput, match="parents must be a finished design, to draw a region of; got a draft"):
        replace(finished, edit=replace(edit, parents=(sampled(),)))


def test_nothing_is_finished_after_it_was_enlarged():
    enlarged = derived(Upscale(sampled(), "c" * 64))
    with pytest.raises(InvalidInput, match="steps must be null where no draft is finished; got 8"):
        enlarged.with_finish(8, 0.5, None)
    with pytest.raises(InvalidInput, match="Enlarging comes last"):
        enlarged.derive(Recolor(enlarged, ((1, 2, 3),)), "cpu")


def test_arrays_in_recipes_are_exact():
    array = vector(3)
    assert (decode_array("styles", encode_array(array), LAYERS) == array).all()
    with pytest.raises(InvalidInput, match="styles must be 7 rows of FP16 numbers"):
        decode_array("styles", encode_array(array), 7)


def test_only_sampled_ideas_have_neighbours_on_a_sheet():
    assert sampled(3).with_index(4) == sampled(4)
    with pytest.raises(InvalidInput, match=r"edit must be a sample .*; got 'mix'"):
        derived(edits_of(sampled())[0]).with_index(2)
