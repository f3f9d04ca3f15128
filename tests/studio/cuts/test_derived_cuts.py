"""What is varied, steered and mixed keeps its cut, or has it changed as far as was asked."""

import numpy as np
import pytest

from equifashion.design import DesignBrief, Recipe
from equifashion.design.edits import Move, Steer, Vary
from equifashion.design.stored import encode_array
from equifashion.garments.flat.raster import OUTSIDE
from equifashion.garments.flat.sketch import blend_flats, sample_flat
from equifashion.imaging.difference import picture_distance
from tests.support.cut_ideas import CUTS, INK, dress, flat_of


def test_what_is_made_of_an_idea_keeps_its_cut(lined_studio):
    a, b = lined_studio.explore(DesignBrief("red shirt"), 2, seed=3)
    own = sample_flat("red shirt", 3, 0)
    near = a.recipe.derive(Vary(a.recipe, 1.0, 5, 1, 0.25), "cpu")
    dyed = lined_studio.mix(a, b, structure=0.0, style=1.0)
    assert CUTS.flat(near, near.prompt) == own and CUTS.flat(dyed.recipe, dyed.recipe.prompt) == own
    for child in (lined_studio.rebuild(near), dyed):
        assert lined_studio.rebuild(child.recipe).image.tobytes() == child.image.tobytes()


def test_far_variations_are_recut(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red shirt"), 1, seed=3)
    own = sample_flat("red shirt", 3, 0)
    half = idea.recipe.derive(Vary(idea.recipe, 8.0, 5, 1, 0.625), "cpu")
    far = idea.recipe.derive(Vary(idea.recipe, 12.0, 5, 1, 1.0), "cpu")
    other = CUTS.flat(far, far.prompt)
    assert other.measures != own.measures and CUTS.flat(half, half.prompt) == blend_flats([own, other], (0.5, 0.5))
    [child] = lined_studio.vary(idea, 9.0, 1)
    again = lined_studio.rebuild(Recipe.from_json(child.recipe.to_json()))
    assert again.image.tobytes() == child.image.tobytes()
    [worn] = lined_studio.explore(DesignBrief("red dress"), 1, seed=3)
    before = CUTS.figure(worn.recipe)
    near, some, all_of_it = (
        CUTS.figure(worn.recipe.derive(Vary(worn.recipe, 4.0, 5, 1, s), "cpu")) for s in (0.25, 0.4, 1.0)
    )
    assert near is before
    assert all_of_it.lines.tobytes() != before.lines.tobytes() and all_of_it.pose == before.pose
    changed = [np.mean(block.garments != before.garments) for block in (some, all_of_it)]
    assert 0 < changed[0] < changed[1], "the nearer, the fewer parts are another"


def test_figures_vary_a_part_at_a_time(lined_studio):
    """As many as are asked for, at the distance or as near to it as their parts allow."""
    [worn] = lined_studio.explore(DesignBrief("green dress"), 1, seed=0)
    strengths = CUTS.recut_strengths(worn.recipe)
    assert CUTS.recut_strengths(lined_studio.explore(DesignBrief("red shirt"), 1, seed=3)[0].recipe) == ()
    cuts = [CUTS.figure(worn.recipe.derive(Vary(worn.recipe, 4.0, 5, 1, s), "cpu")) for s in strengths]
    changed = [np.mean(cut.garments != cuts[0].garments) for cut in cuts]
    assert cuts[0] is CUTS.figure(worn.recipe) and changed == sorted(changed) and changed[-1] > changed[0] == 0
    varied = lined_studio.vary(worn, 4.0, 4, seed=1)
    assert len(varied) == 4 and {idea.recipe.edit.strength for idea in varied} <= set(strengths)
    away = [picture_distance(worn.image, idea.image) for idea in varied]
    assert min(away) > 0 and max(away) <= 1.5 * 4.0
    assert np.mean(
        [picture_distance(worn.image, v.image) for v in lined_studio.vary(worn, 1.0, 4, seed=1)]
    ) < np.mean(away)


def test_directions_named_for_it_stretch_the_cut(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red shirt"), 1, seed=3)
    vector = np.zeros((4, 16), np.float32)

    def edited(name: str, amount: float):
        recipe = idea.recipe.derive(Steer(idea.recipe, (Move(name, amount, encode_array(vector)),)), "cpu")
        return CUTS.flat(recipe, recipe.prompt).measures

    own = CUTS.flat(idea.recipe, idea.recipe.prompt).measures
    assert edited("longer", 3).sides[-1][1] > 1.1 * own.sides[-1][1] > 1.1 * edited("longer", -3).sides[-1][1]
    assert edited("looser", 3).sides[0][0] > 1.1 * own.sides[0][0]
    flared = edited("more flared", 3)
    assert flared.sides[-1][0] > 1.2 * own.sides[-1][0] and flared.sides[0] == own.sides[0]
    assert edited("warmer", 3) == own


def test_directions_named_for_it_change_what_a_figure_wears_by_grades(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red dress"), 1, seed=3)
    vector = encode_array(np.zeros((4, 16), np.float32))

    def edited(recipe: Recipe, name: str, amount: float) -> Recipe:
        return recipe.derive(Steer(recipe, (Move(name, amount, vector),)), "cpu")

    def depth(recipe: Recipe) -> int:
        return np.nonzero((CUTS.figure(recipe).garments == 0).any(axis=1))[0].max()

    depths = [depth(edited(idea.recipe, "longer", amount)) for amount in (-3, -1.5, 0, 1.5, 3)]
    assert depths == sorted(depths) and depths[0] < depths[-1]
    twice = edited(edited(idea.recipe, "longer", -1.0), "longer", -1.0)
    assert depth(twice) == depth(edited(idea.recipe, "longer", -2.0)), "amounts add up"
    wide, narrow = (CUTS.figure(edited(idea.recipe, "more flared", amount)) for amount in (3, -3))
    assert (wide.garments == 0).sum() > (narrow.garments == 0).sum()
    assert CUTS.figure(edited(idea.recipe, "warmer", 3)) is CUTS.figure(idea.recipe)


def test_mixed_cuts_lie_between_their_parents(lined_studio):
    [a] = lined_studio.explore(DesignBrief("cropped sweater"), 1, seed=3)
    [b] = lined_studio.explore(DesignBrief("maxi dress", look="flat"), 1, seed=4)
    blocks = [sample_flat("cropped sweater", 3, 0), sample_flat("maxi dress", 4, 0)]
    half = lined_studio.mix(a, b, structure=0.5, style=0.0)
    assert CUTS.flat(half.recipe, half.recipe.prompt) == blend_flats(blocks, (0.5, 0.5))
    assert flat_of(lined_studio.mix(a, b, structure=1.0, style=0.0).recipe) == blocks[1]
    quarter = lined_studio.mix(a, half, structure=0.5, style=0.0)
    found = CUTS.flat(quarter.recipe, quarter.recipe.prompt).measures.sides[-1][1]
    ends = [block.measures.sides[-1][1] for block in blocks]
    assert found == pytest.approx(0.75 * ends[0] + 0.25 * ends[1])


def test_parents_without_a_block_leave_the_cut_to_the_others(lined_studio):
    [a] = lined_studio.explore(DesignBrief("red shirt"), 1, seed=3)
    [worn] = lined_studio.explore(DesignBrief("red dress"), 1, seed=4)
    [sketched] = lined_studio.explore(DesignBrief("red shirt", sketch=INK), 1, seed=4)
    for other in (worn, sketched):
        mixed = lined_studio.mix(a, other, structure=0.5, style=0.5)
        assert CUTS.flat(mixed.recipe, mixed.recipe.prompt) == sample_flat("red shirt", 3, 0)


def test_long_ancestries_are_followed_once(lined_studio):
    a, b = lined_studio.explore(DesignBrief("red shirt"), 2, seed=3)
    for _ in range(40):  # each twice an ancestor of the next
        a, b = b, lined_studio.mix(b, a, structure=0.5, style=0.5)
    assert CUTS.flat(b.recipe, b.recipe.prompt) is not None


def test_what_is_steered_in_colour_is_not_dyed_back(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red t-shirt"), 1, seed=3)
    drawn = np.full((384, 256, 3), 255, np.uint8)
    drawn[CUTS.flat(idea.recipe, idea.recipe.prompt).cloth() == OUTSIDE] = 90, 90, 90

    def steered(recipe: Recipe, name: str, amount: float) -> Recipe:
        vector = encode_array(np.ones_like(idea.styles))
        return recipe.derive(Steer(recipe, (Move(name, amount, vector),)), "cpu")

    def redness(recipe: Recipe) -> float:
        made = dress(lined_studio, drawn, recipe).astype(float)
        return float(np.median((made[..., 0] - made[..., 2])[150:200, 110:140]))

    for name, amount, dyed in (("longer", 1.0, True), ("lighter", 0.0, True), ("lighter", 1.0, False)):
        recipe = steered(idea.recipe, name, amount)
        assert (redness(recipe) > 60) == dyed, (name, amount)
        assert (redness(steered(recipe, "longer", 1.0)) > 60) == dyed, "nor what is made of it"


def test_a_mix_is_dyed_between_its_parents(lined_studio):
    a, b = (lined_studio.explore(DesignBrief(f"{name} t-shirt"), 1, seed=3)[0] for name in ("red", "blue"))
    seen = []
    for style in (0.0, 0.25, 0.5, 0.75, 1.0):
        mixed = lined_studio.mix(a, b, 0.0, style)
        drawn = np.full((384, 256, 3), 255, np.uint8)
        cloth = CUTS.flat(mixed.recipe, mixed.recipe.prompt).cloth() == OUTSIDE
        drawn[cloth] = 90, 90, 90
        for recipe in (mixed.recipe, *((lined_studio.vary(mixed, 1.0, 1)[0].recipe,) if style == 0.5 else ())):
            dyed = dress(lined_studio, drawn, recipe)[cloth]
            seen.append(np.median(dyed, axis=0))
    red, blue = np.array(seen)[:, 0], np.array(seen)[:, 2]
    assert (np.diff(red) <= 0).all() and (np.diff(blue) >= 0).all(), "without turning back"
    assert red[0] > 150 > 90 > red[-1] and np.abs(np.diff(red)).max() < 60, "nor snapping"
    assert red[2] == red[3], "what is made of a mix keeps its colour"
