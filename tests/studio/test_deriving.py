"""Ideas made out of ideas, with tiny networks: what is promised whatever the weights have learned."""

import dataclasses
import gc
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion import Design, DesignBrief, Idea, Recipe
from equifashion.design import Invert, Mix, Recolor, Steer, Vary
from equifashion.errors import CheckpointError, InvalidInput
from equifashion.gan.directions import direction_between
from equifashion.gan.inversion import InversionSettings
from equifashion.gan.mixing import LayerAmount
from equifashion.imaging.difference import picture_distance
from equifashion.studio.assembly import create_studio
from equifashion.studio.studio import Studio
from tests.support.drawn_garments import cutout

BRIEF = DesignBrief("red dress")
QUICK = InversionSettings(steps=6, candidates=4)


@pytest.fixture(scope="module")
def ideas(tiny_studio) -> list[Idea]:
    return tiny_studio.explore(BRIEF, 3, seed=7)


@pytest.fixture(scope="module")
def inverted(tiny_studio) -> Idea:
    return tiny_studio.invert(cutout("Shirt", "blue"), "blue shirt", settings=QUICK)


def same(first: Idea, second: Idea) -> bool:
    return (
        first.image.tobytes() == second.image.tobytes()
        and (first.latent == second.latent).all()
        and (first.styles == second.styles).all()
    )


MAKERS: dict[str, Callable[[Studio, list[Idea]], Idea]] = {
    "mixed": lambda s, i: s.mix(i[0], i[1], 0.2, 0.8),
    "mixed by layers": lambda s, i: s.mix(i[0], i[1], layers=[LayerAmount(1, 2, 0.75)], truncation=0.5),
    "blended": lambda s, i: s.blend([(i[0], 1, 0), (i[1], 2, 1), (i[2], 0.5, 3)], truncation=0.8),
    "edited": lambda s, i: s.steer(i[0], {"longer": 1.5, "darker": -0.25}),
    "edited her way": lambda s, i: s.steer(
        i[0], {"mine": 0.7}, [direction_between("mine", i[0].styles, i[1].styles)]
    ),
    "varied": lambda s, i: s.vary(i[0], 3.0, 2, seed=4)[1],
    "inverted": lambda s, i: s.invert(cutout("Dress", "green"), "green dress", settings=QUICK),
    "recoloured": lambda s, i: s.recolor(i[0], [["navy", "#ffcc00"]])[0],
    "generations": lambda s, i: s.recolor(
        s.vary(s.steer(s.mix(s.blend([(i[0], 1, 1), (i[2], 1, 1)]), i[1], 0.3, 0.6), {"longer": 1}), 2.0, 1)[0],
        ["lime"],
    )[0],
}


@pytest.mark.parametrize("kind", MAKERS)
def test_every_origin_is_rebuilt_from_its_json_alone(tiny_studio, ideas, kind):
    idea = MAKERS[kind](tiny_studio, ideas)
    again = tiny_studio.rebuild(Recipe.from_json(idea.recipe.to_json()))
    assert same(again, idea) and again.id == idea.id
    assert idea.recipe.prompt and idea.recipe.steps is None
    design = tiny_studio.finish(idea, steps=2)
    remade = tiny_studio.rebuild(Recipe.from_json(design.recipe.to_json()))
    assert isinstance(remade, Design) and remade.image.tobytes() == design.image.tobytes()


# Mixing.


def test_amounts_of_0_and_1_give_the_parents(tiny_studio, ideas):
    a, b, _ = ideas
    assert same(tiny_studio.mix(a, b, 0, 0), a)
    assert same(tiny_studio.mix(a, b, 1, 1), b)
    crossed = tiny_studio.mix(a, b, 0, 1)
    assert (crossed.styles[:2] == a.styles[:2]).all() and (crossed.styles[2:] == b.styles[2:]).all()


def test_the_childs_brief_is_the_first_parents(tiny_studio, ideas):
    [other] = tiny_studio.explore(DesignBrief("black trousers"), 1)
    assert tiny_studio.mix(ideas[0], other).recipe.prompt == "red dress"
    assert tiny_studio.mix(other, ideas[0]).recipe.prompt == "black trousers"
    assert same(tiny_studio.mix(ideas[0], other, 0, 0), ideas[0])
    swapped = tiny_studio.mix(ideas[0], other, 1, 1)
    assert (swapped.styles == other.styles).all() and not same(swapped, other)  # its styles, not its brief


def test_a_mix_is_a_blend_of_two(tiny_studio, ideas):
    a, b, _ = ideas
    np.testing.assert_allclose(
        tiny_studio.mix(a, b, 0.25, 0.75).styles, tiny_studio.blend([(a, 3, 1), (b, 1, 3)]).styles, atol=1e-6
    )


def test_truncation_of_a_mix(tiny_studio):
    ideas = tiny_studio.explore(dataclasses.replace(BRIEF, sketch_weight=0), 3, seed=7)  # all in the same cut
    tight = [tiny_studio.mix(ideas[0], other, truncation=0.0) for other in ideas[1:]]
    assert same(*tight)
    assert np.allclose(tiny_studio.mix(*ideas[:2], truncation=1.0).styles, tiny_studio.mix(*ideas[:2]).styles)


def test_a_mixing_matrix(tiny_studio, ideas):
    [[a, b], [c, d]] = tiny_studio.mixing_matrix(ideas[:2], [ideas[0], ideas[2]])
    assert same(a, ideas[0])
    for idea, row, column in ((b, 0, 2), (c, 1, 0), (d, 1, 2)):
        assert (idea.styles[:2] == ideas[row].styles[:2]).all()
        assert (idea.styles[2:] == ideas[column].styles[2:]).all()


def test_ideas_of_other_weights_are_refused(tiny_studio, ideas):
    a, b, _ = ideas
    strange = dataclasses.replace(
        b, recipe=dataclasses.replace(b.recipe, weights={"generator.safetensors": "c" * 64})
    )
    for attempt in (
        lambda: tiny_studio.mix(a, strange),
        lambda: tiny_studio.mix(strange, a),
        lambda: tiny_studio.steer(strange, {"longer": 1}),
        lambda: tiny_studio.vary(strange, 2.0, 1),
        lambda: tiny_studio.recolor(strange, ["red"]),
    ):
        with pytest.raises(CheckpointError, match="other weights"):
            attempt()


# Directions.


def test_directions_are_named(tiny_studio):
    assert list(tiny_studio.directions()) == ["longer", "darker"]
    tiny_studio.directions().clear()
    assert tiny_studio.directions()["longer"].safe == (-2, 3)


def test_an_edit_adds_its_vectors(tiny_studio, ideas):
    moved = tiny_studio.steer(ideas[0], {"longer": 1.5, "darker": -2})
    wanted = ideas[0].styles + 1.5 * tiny_studio.directions()["longer"].vector
    np.testing.assert_allclose(moved.styles, wanted - 2 * tiny_studio.directions()["darker"].vector, atol=1e-6)
    assert isinstance(moved.recipe.edit, Steer) and moved.recipe.edit.amounts == {"longer": 1.5, "darker": -2}


def test_edits_that_change_nothing(tiny_studio, ideas):
    assert tiny_studio.steer(ideas[0], {}) is ideas[0]
    assert tiny_studio.steer(ideas[0], {"longer": 0.0}) is ideas[0]
    there_and_back = tiny_studio.steer(tiny_studio.steer(ideas[0], {"longer": 1}), {"longer": -1})
    np.testing.assert_allclose(there_and_back.styles, ideas[0].styles, atol=1e-6)


def test_the_whole_way_to_another_idea(tiny_studio, ideas):
    a, b, _ = ideas
    there = tiny_studio.steer(a, {"to b": 1}, [direction_between("to b", a.styles, b.styles)])
    np.testing.assert_allclose(there.styles, b.styles, atol=2e-3)


def test_a_recipe_outlives_its_direction(tiny_studio, tiny_components, ideas):
    """Directions are found anew after training; what was made along the old ones must still come out."""
    moved = tiny_studio.steer(ideas[0], {"longer": 1})
    without = create_studio(tiny_studio.preset, tiny_components, tiny_studio.device, tiny_studio.dtype)
    assert without.directions() == {}
    assert same(without.rebuild(moved.recipe), moved)
    with pytest.raises(InvalidInput, match=r"There is no direction 'longer'; choose from \[\]"):
        without.steer(ideas[0], {"longer": 1})


def test_her_own_direction_is_kept_as_text(tiny_studio, ideas):
    a, b, _ = ideas
    made = tiny_studio.own_direction(" to b ", a, b, part="style")
    opened = tiny_studio.open_direction(tiny_studio.save_direction(made))
    assert opened.name == "to b" and (opened.vector == made.vector).all() and not made.vector[:2].any()
    moved = tiny_studio.steer(a, {"to b": 1}, [opened])
    np.testing.assert_allclose(moved.styles[2:], b.styles[2:], atol=2e-3)
    assert (moved.styles[:2] == a.styles[:2]).all()
    text = tiny_studio.save_direction(direction_between("foreign", np.zeros((3, 5)), np.ones((3, 5))))
    for attempt, message in (
        (lambda: tiny_studio.own_direction("x", a, b, part="hem"), "part must be one of structure, style, both"),
        (lambda: tiny_studio.own_direction("  ", a, b), "name your direction"),
        (lambda: tiny_studio.own_direction("x", a, a), "do not differ there"),
        (lambda: tiny_studio.open_direction(text), "named in another studio"),
        (lambda: tiny_studio.open_direction("{"), "not JSON"),
    ):
        with pytest.raises(InvalidInput, match=message):
            attempt()


def test_a_walk_along_a_direction(tiny_studio, ideas):
    walk = tiny_studio.traverse(ideas[0], "longer")
    amounts = [idea.recipe.edit.amounts["longer"] if idea is not ideas[0] else 0.0 for idea in walk]
    np.testing.assert_allclose(amounts, np.linspace(-2, 3, 7))
    assert same(tiny_studio.traverse(ideas[0], "longer", [0.0])[0], ideas[0])
    with pytest.raises(InvalidInput, match="There is no direction 'shorter'"):
        tiny_studio.traverse(ideas[0], "shorter")


@pytest.mark.parametrize("amount", [101, -101, float("nan"), "1", True])
def test_impossible_amounts(tiny_studio, ideas, amount):
    with pytest.raises(InvalidInput, match="amount must be a number from -100 to 100"):
        tiny_studio.steer(ideas[0], {"longer": amount})


# Inversion.


def test_an_inversion(tiny_studio, inverted):
    assert isinstance(inverted.recipe.edit, Invert) and inverted.recipe.prompt == "blue shirt"
    score = tiny_studio.reconstruction(inverted)
    assert 0 <= score.found <= 1 and 0 <= score.limit <= 1 and score.score <= 1.5
    with pytest.raises(InvalidInput, match="found for a picture can be compared to it; got one by 'sample'"):
        tiny_studio.reconstruction(tiny_studio.explore(BRIEF, 1)[0])


def test_steps_of_an_inversion_and_stopping(tiny_studio):
    seen = []
    idea = tiny_studio.invert(cutout("Dress", "red"), settings=QUICK, on_step=seen.append)
    assert [step.index for step in seen] == list(range(7)) and seen[-1].idea is idea
    assert all(step.idea is None for step in seen[:-1]) and idea.recipe.prompt == "garment"
    steps = tiny_studio.iter_invert(cutout("Dress", "red"), BRIEF, settings=QUICK)
    next(steps)
    steps.close()

    def stop(step):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tiny_studio.invert(cutout("Dress", "red"), settings=QUICK, on_step=stop)
    assert tiny_studio.explore(BRIEF, 1)  # nothing stays locked


def test_an_inverted_idea_is_an_idea_like_any_other(tiny_studio, ideas, inverted):
    dressed = tiny_studio.mix(ideas[0], inverted, structure=0, style=1)  # appearance transfer
    assert (dressed.styles[2:] == inverted.styles[2:]).all()
    assert tiny_studio.steer(inverted, {"longer": 1}).recipe.edit.parent == inverted.recipe
    assert tiny_studio.finish(inverted, steps=1).recipe.edit == inverted.recipe.edit
    assert tiny_studio.vary(inverted, 2.0, 1) and tiny_studio.recolor(inverted, ["red"])


def test_pictures_and_prompts_that_cannot_be_used(tiny_studio):
    with pytest.raises(InvalidInput, match="No garment could be told"):
        tiny_studio.iter_invert(Image.new("RGB", (100, 100), "white"))
    with pytest.raises(InvalidInput, match="prompt is empty"):
        tiny_studio.iter_invert(cutout("Dress", "red"), " ")


# Variations.


def test_variations_lie_at_the_distance_and_apart(tiny_studio, ideas):
    for distance in (1.0, 3.0):
        found = tiny_studio.vary(ideas[0], distance, 4, seed=1)
        away = [picture_distance(ideas[0].image, idea.image) for idea in found]
        assert len(found) == 4 and max(away) <= 1.5 * distance, away
        near = np.isclose(away, distance, rtol=0.2)
        others = [abs(each - distance) for each in away[near.sum() :]]
        assert near.sum() >= 2 and near[: near.sum()].all(), away
        assert others == sorted(others) and min(away) >= 0.3 * distance, away  # the nearest that differ
        between = [picture_distance(a.image, b.image) for i, a in enumerate(found) for b in found[:i]]
        assert min(between, default=1.0) > 0.25 * distance
        assert all(isinstance(idea.recipe.edit, Vary) for idea in found)


def test_variations_depend_on_the_seed_alone(tiny_studio, ideas):
    first, again, other = (tiny_studio.vary(ideas[0], 2.0, 2, seed=seed) for seed in (1, 1, 2))
    assert [idea.id for idea in first] == [idea.id for idea in again]
    assert not {idea.id for idea in first} & {idea.id for idea in other}


def test_impossible_variations(tiny_studio, ideas):
    for arguments, message in (
        ((-1.0, 2, 0), "distance must be a number from 0 to 100"),
        ((101, 2, 0), "distance must be a number"),
        ((2.0, 0, 0), "count must be a whole number from 1 to 64"),
        ((2.0, 2, -1), "seed must be a whole number"),
    ):
        with pytest.raises(InvalidInput, match=message):
            tiny_studio.vary(ideas[0], *arguments)


def test_steps_of_a_search_for_variations(tiny_studio, ideas):
    steps = list(tiny_studio.iter_vary(ideas[0], 2.0, 2, seed=3))
    assert [step.index for step in steps] == [1, 2, 3, 4, 5, 6, 6] and steps[-1].steps == 6
    assert all(step.ideas is None for step in steps[:-1])
    assert [idea.id for idea in steps[-1].ideas] == [idea.id for idea in tiny_studio.vary(ideas[0], 2.0, 2, seed=3)]
    search = tiny_studio.iter_vary(ideas[0], 2.0, 2)
    next(search)
    search.close()
    assert tiny_studio.explore(BRIEF, 1)  # nothing stays locked


# Colourways.


def test_nothing_outside_the_mask_changes(tiny_studio, ideas):
    mask = Image.new("L", (256, 384))
    ImageDraw.Draw(mask).ellipse((60, 80, 200, 300), fill=255)
    outside = np.asarray(mask) <= 127
    for idea in tiny_studio.recolor(ideas[0], ["navy", "#ff8800", (10, 200, 30)], mask):
        before, after = np.asarray(ideas[0].image), np.asarray(idea.image)
        assert (before[outside] == after[outside]).all() and (before[~outside] != after[~outside]).any()
        assert (idea.styles == ideas[0].styles).all() and not (idea.latent == ideas[0].latent).all()
        assert same(tiny_studio.rebuild(Recipe.from_json(idea.recipe.to_json())), idea)


def test_colourways_of_a_finished_design(tiny_studio, ideas):
    design = tiny_studio.finish(ideas[0], steps=1)
    [blue, red] = tiny_studio.recolor(design, ["blue", "red"])
    assert isinstance(blue, Design) and blue.id != red.id and not blue.recipe.is_draft
    for work in (blue, *tiny_studio.recolor(blue, ["lime"])):
        again = tiny_studio.rebuild(Recipe.from_json(work.recipe.to_json()))
        assert isinstance(again, Design) and again.image.tobytes() == work.image.tobytes()


def test_paint_stays_on_through_edits_and_variations(tiny_studio, ideas):
    [painted] = tiny_studio.recolor(ideas[0], ["navy"])
    for idea in (tiny_studio.steer(painted, {"longer": 1}), tiny_studio.vary(painted, 2.0, 1)[0]):
        assert isinstance(idea.recipe.edit, Recolor)
        assert idea.recipe.edit.palette == painted.recipe.edit.palette
        assert same(tiny_studio.rebuild(idea.recipe), idea)
    assert isinstance(tiny_studio.mix(painted, ideas[1]).recipe.edit, Mix)


def test_palettes_that_cannot_be_read(tiny_studio, ideas):
    with pytest.raises(InvalidInput, match="'reddish' is no colour"):
        tiny_studio.recolor(ideas[0], ["reddish"])
    with pytest.raises(InvalidInput, match="palette must be a list of colours"):
        tiny_studio.recolor(ideas[0], [])


# Memory.


@pytest.mark.slow
def test_memory_stays_flat_over_many_cycles(tiny_studio, ideas):
    def resident() -> float:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * 4096 / 2**20

    a, b, _ = ideas
    sizes = []
    region = np.zeros((384, 256), bool)
    region[100:200, 60:180] = True
    gc.collect()
    gc.freeze()  # what is there already need not be looked through every time
    for cycle in range(160):
        mixed = tiny_studio.mix(a, b, cycle / 160, 1 - cycle / 160)
        tiny_studio.explore(DesignBrief(f"red dress {cycle}"), 1, seed=cycle)
        match cycle % 4:  # what takes longest takes turns
            case 0 if cycle % 16 == 0:  # looks at many
                tiny_studio.vary(mixed, 2.0, 1, seed=cycle)
            case 1:
                tiny_studio.inpaint(mixed, region, attribute="hem", value="raw", steps=1)
                tiny_studio.rebuild(Recipe.from_json(mixed.recipe.to_json()))
            case 2:
                tiny_studio.invert(cutout("Dress", "red"), settings=InversionSettings(steps=2, candidates=2))
            case 3:
                tiny_studio.recolor(tiny_studio.steer(mixed, {"longer": 1}), ["navy"])
        gc.collect()
        sizes.append(resident())
    gc.unfreeze()
    slope = np.polyfit(np.arange(100), sizes[60:], 1)[0]  # once the allocator has its working set
    assert slope < 0.1, (slope, sizes[::25])  # MB a cycle; one latent, picture and recipe take more
