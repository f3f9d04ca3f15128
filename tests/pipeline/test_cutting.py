"""Cutting blocks in the studio: whose garments are drawn along them, and what is made of those keeps its cut."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image
from scipy import ndimage
from tiny_models import shaken, tiny_networks

from equifashion.blocks import INSIDE, OUTSIDE, blended, cutting_block, holding, line_drawing, sketched, worn_block
from equifashion.design import DesignBrief, Idea, Recipe
from equifashion.design.origin import Edited, Move, Varied, encode_array
from equifashion.errors import InvalidInput
from equifashion.ideation.inversion import InversionSettings
from equifashion.imaging import Pose
from equifashion.imaging.pose import face_area
from equifashion.imaging.region import region_area
from equifashion.pipeline.altering import stored_mask
from equifashion.pipeline.cutting import block_of, lying_block_of, worn_block_of
from equifashion.pipeline.making import Aids, IdeaMaker
from equifashion.pipeline.presets import PRESETS
from equifashion.pipeline.studio import Studio

INK = Image.fromarray(np.pad(np.zeros((60, 40), np.uint8), 50, constant_values=255))
HALF = Pose(tuple((0.3 + 0.02 * i, 0.1 + 0.04 * i, 1.0) if i < 9 else (0.0, 0.0, 0.0) for i in range(18)))


@pytest.fixture(scope="module")
def lined_studio(tiny_components) -> Studio:
    """A studio whose sketch adapter does something."""
    networks = tiny_networks(pose_learned=True)
    shaken(networks.sketch)
    components = replace(tiny_components, conditions=networks)
    return Studio(PRESETS["embedded"], components, torch.device("cpu"), torch.float32)


def test_what_lies_flat_is_mended_where_its_block_shows_cloth(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("navy hoodie", look="flat"), 1, seed=3)
    drawn = np.full((384, 256, 3), 255, np.uint8)
    cloth = block_of(idea.recipe, True).cloth()
    drawn[cloth == OUTSIDE] = 20, 30, 90
    drawn[cloth == INSIDE] = 235, 235, 235
    drawn[150:170, 110:140] = 250, 250, 250
    maker = lined_studio._maker
    for recipe, mends in (
        (idea.recipe, True),
        (replace(idea.recipe, prompt="navy and white hoodie"), False),  # the patch may be the second colour
        (replace(idea.recipe, sketch_weight=0.0), False),
        (replace(idea.recipe, look="figure", prompt="navy hoodie and red trousers"), False),
    ):
        made = np.asarray(maker.clad(Image.fromarray(drawn), recipe))
        assert (made[160, 125].max() < 150) == mends, recipe.prompt
        assert (made[cloth == INSIDE].mean() < 120) == mends


def drawn_along(studio: Studio, idea: Idea) -> Image.Image | None:
    return studio._maker.brief(idea.recipe).sketch


def same(first: Image.Image, second: Image.Image) -> bool:
    return first.convert("L").tobytes() == second.convert("L").tobytes()


def test_what_nobody_sketched_is_drawn_along_a_block_of_its_own(lined_studio, monkeypatch):
    monkeypatch.setattr(
        lined_studio._maker, "aids", Aids(mending=False)
    )  # of a sketch, nobody knows where its cloth is
    ideas = lined_studio.explore(DesignBrief("red shirt", look="flat"), 3, seed=3)
    assert len({drawn_along(lined_studio, idea).tobytes() for idea in ideas}) == 3
    for place, idea in enumerate(ideas):
        own = cutting_block("red shirt", 3, place).drawn()
        stored = DesignBrief("red shirt", sketch=own, look="flat")
        assert same(drawn_along(lined_studio, idea), stored.sketch)
        assert idea.recipe.sketch is None, "the recipe restores the brief, in which nobody sketched"
    [sketched] = lined_studio.explore(replace(stored, sketch=cutting_block("red shirt", 3, 0).drawn()), 1, seed=3)
    assert sketched.image.tobytes() == ideas[0].image.tobytes()
    finished = [lined_studio.finish(one, steps=2) for one in (ideas[0], sketched)]
    assert finished[0].image.tobytes() == finished[1].image.tobytes()
    assert lined_studio.rebuild(finished[0].recipe).image.tobytes() == finished[0].image.tobytes()


def test_without_blocks_it_is_drawn_otherwise(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red shirt"), 1, seed=3)
    maker = lined_studio._maker
    free = IdeaMaker(maker.parts, maker.device, maker.dtype, Aids(blocks=False))
    assert free.brief(idea.recipe).sketch is None
    assert free.make(idea.recipe).image.tobytes() != idea.image.tobytes()


@pytest.mark.parametrize(
    "prompt, given",
    [
        ("red shirt", {"sketch_weight": 0}),
        ("red shirt", {"pose": HALF}),
        ("red dress", {"pose": HALF}),
        ("red dress", {"pose_weight": 0}),
        ("white blouse and black skirt", {"look": "flat"}),
        ("something red", {}),
    ],
)
def test_no_block_where_none_is_wanted(lined_studio, prompt, given):
    [idea] = lined_studio.explore(DesignBrief(prompt, **given), 1, seed=3)
    assert drawn_along(lined_studio, idea) is None


def test_a_posed_figure_wears_its_block_in_that_pose(lined_studio):
    pose = worn_block("blue dress", "", 9, 4).pose
    a, b = lined_studio.explore(DesignBrief("red dress", pose=pose), 2, seed=3)
    for place, idea in enumerate((a, b)):
        worn = worn_block("red dress", "", 3, place, pose=pose)
        assert same(drawn_along(lined_studio, idea), DesignBrief("x", sketch=worn.lines).sketch)
        assert lined_studio._maker.brief(idea.recipe).pose == pose
    [other] = lined_studio.explore(DesignBrief("black coat"), 1, seed=4)
    assert lined_studio._maker.brief(lined_studio.mix(other, a, 1, 0.5).recipe).pose == pose
    assert worn_block_of(lined_studio.mix(a, other, 1, 0.5).recipe).pose != pose
    [half] = lined_studio.explore(DesignBrief("red dress", pose=HALF), 1, seed=3)
    assert lined_studio._maker.brief(half.recipe).pose == HALF


@pytest.mark.parametrize("prompt, companion", [("red dress", ""), ("red coat", "grey trousers")])
def test_figures_are_drawn_along_what_they_wear(lined_studio, prompt, companion):
    for place, idea in enumerate(lined_studio.explore(DesignBrief(prompt), 2, seed=3)):
        worn = worn_block(prompt, companion, 3, place)
        assert same(drawn_along(lined_studio, idea), DesignBrief("x", sketch=worn.lines).sketch)
        assert lined_studio._maker.brief(idea.recipe).pose == worn.pose


def test_halves_are_told_where_their_garments_are(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("white blouse and black skirt"), 1, seed=3)
    halves = lined_studio._maker.told(idea.recipe).halves
    worn = worn_block("white blouse and black skirt", "", 3, 0)
    np.testing.assert_array_equal(halves.outline, worn.lower)
    assert (halves.main((256, 384)) == (worn.lower == 0)).mean() > 0.99
    [coat] = lined_studio.explore(DesignBrief("long black coat over grey trousers"), 1, seed=3)
    assert lined_studio._maker.told(coat.recipe).halves is not None, "a block knows where a coat ends"


def test_an_own_sketch_is_followed_instead(lined_studio):
    brief = DesignBrief("red shirt", sketch=INK)
    [idea] = lined_studio.explore(brief, 1, seed=3)
    assert same(drawn_along(lined_studio, idea), brief.sketch)


def test_weights_that_draw_no_figures_lay_everything_along_blocks(tiny_studio):
    [idea] = tiny_studio.explore(DesignBrief("red dress"), 1, seed=3)
    assert drawn_along(tiny_studio, idea) is not None


def test_what_is_made_of_an_idea_keeps_its_cut(lined_studio):
    a, b = lined_studio.explore(DesignBrief("red shirt"), 2, seed=3)
    own = cutting_block("red shirt", 3, 0)
    near = a.recipe.derived(Varied(a.recipe, 1.0, 5, 1, 0.25), "cpu")
    dyed = lined_studio.mix(a, b, structure=0.0, style=1.0)
    assert block_of(near, True) == own and block_of(dyed.recipe, True) == own
    for child in (lined_studio.rebuild(near), dyed):
        assert lined_studio.rebuild(child.recipe).image.tobytes() == child.image.tobytes()


def test_far_variations_are_recut(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red shirt"), 1, seed=3)
    own = cutting_block("red shirt", 3, 0)
    half = idea.recipe.derived(Varied(idea.recipe, 8.0, 5, 1, 0.625), "cpu")
    far = idea.recipe.derived(Varied(idea.recipe, 12.0, 5, 1, 1.0), "cpu")
    other = block_of(far, True)
    assert other.cut != own.cut and block_of(half, True) == blended([own, other], (0.5, 0.5))
    [child] = lined_studio.vary(idea, 9.0, 1)
    again = lined_studio.rebuild(Recipe.from_json(child.recipe.to_json()))
    assert again.image.tobytes() == child.image.tobytes()
    [worn] = lined_studio.explore(DesignBrief("red dress"), 1, seed=3)
    before = worn_block_of(worn.recipe)
    near, some, all_of_it = (
        worn_block_of(worn.recipe.derived(Varied(worn.recipe, 4.0, 5, 1, s), "cpu")) for s in (0.25, 0.4, 1.0)
    )
    assert near is before
    assert all_of_it.lines.tobytes() != before.lines.tobytes() and all_of_it.pose == before.pose
    changed = [np.mean(block.garments != before.garments) for block in (some, all_of_it)]
    assert 0 < changed[0] < changed[1], "the nearer, the fewer parts are another"


def test_what_is_let_in_is_cut_to_what_is_locked(lined_studio):
    [flat] = lined_studio.explore(DesignBrief("red shirt"), 1, seed=3)
    far = lined_studio.rebuild(flat.recipe.derived(Varied(flat.recipe, 12.0, 5, 1, 1.0), "cpu"))
    mask = np.zeros((384, 256), np.uint8)
    mask[:150] = 255
    joined = lined_studio.lock(flat, far, ["hem", "sleeves"], Image.fromarray(mask), steps=2)
    own, seen = block_of(flat.recipe, True), lying_block_of(joined.recipe, True)
    region = stored_mask(joined.recipe, (256, 384))
    let_in = holding(own, block_of(far.recipe, True), ["hem", "sleeves"])
    assert let_in.cut.sides == own.cut.sides and let_in.cut.hang == own.cut.hang and let_in.cut != own.cut
    assert np.array_equal(seen.cloth[~region], own.cloth()[~region])
    assert np.array_equal(seen.cloth[region], let_in.cloth()[region])
    assert lined_studio.rebuild(joined.recipe).image.tobytes() == joined.image.tobytes()


def test_what_is_let_in_on_a_figure_is_drawn_along_its_cut(lined_studio):
    [worn] = lined_studio.explore(DesignBrief("red dress"), 1, seed=3)
    far = worn.recipe.derived(Varied(worn.recipe, 12.0, 5, 1, 1.0), "cpu")
    mask = np.zeros((384, 256), np.uint8)
    mask[:150] = 255
    joined = lined_studio.lock(worn, lined_studio.rebuild(far), mask=Image.fromarray(mask), steps=2)
    seen = worn_block_of(joined.recipe)
    for place, block in ((slice(0, 130), worn_block_of(worn.recipe)), (slice(170, None), worn_block_of(far))):
        for name in ("garments", "skin", "silhouette"):
            assert np.array_equal(getattr(seen, name)[place], getattr(block, name)[place])
    beside = ~seen.silhouette
    beside[130:170] = False
    assert np.asarray(joined.image)[ndimage.binary_erosion(beside, iterations=8)].min() > 250, "cut out along it"
    again = lined_studio.rebuild(Recipe.from_json(joined.recipe.to_json()))
    assert again.image.tobytes() == joined.image.tobytes()


def test_parts_that_are_locked_stay_in_another_cut_of_a_figure(lined_studio):
    [worn] = lined_studio.explore(DesignBrief("red dress"), 1, seed=3)
    far = lined_studio.rebuild(worn.recipe.derived(Varied(worn.recipe, 12.0, 5, 1, 1.0), "cpu"))
    mask = np.zeros((384, 256), np.uint8)
    mask[:60] = 255
    free, held = (lined_studio.lock(worn, far, parts, Image.fromarray(mask), steps=2) for parts in ((), ("hem",)))
    low = [np.nonzero((worn_block_of(idea.recipe).garments == 0).any(axis=1))[0].max() for idea in (free, held)]
    own = np.nonzero((worn_block_of(worn.recipe).garments == 0).any(axis=1))[0].max()
    assert low[0] != own and abs(low[1] - own) <= 2


def test_directions_named_for_it_stretch_the_cut(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red shirt"), 1, seed=3)
    vector = np.zeros((4, 16), np.float32)

    def edited(name: str, amount: float):
        recipe = idea.recipe.derived(Edited(idea.recipe, (Move(name, amount, encode_array(vector)),)), "cpu")
        return block_of(recipe, True).cut

    own = block_of(idea.recipe, True).cut
    assert edited("longer", 3).sides[-1][1] > 1.1 * own.sides[-1][1] > 1.1 * edited("longer", -3).sides[-1][1]
    assert edited("looser", 3).sides[0][0] > 1.1 * own.sides[0][0]
    flared = edited("more flared", 3)
    assert flared.sides[-1][0] > 1.2 * own.sides[-1][0] and flared.sides[0] == own.sides[0]
    assert edited("warmer", 3) == own


def test_directions_named_for_it_change_what_a_figure_wears_by_grades(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red dress"), 1, seed=3)
    vector = encode_array(np.zeros((4, 16), np.float32))

    def edited(recipe: Recipe, name: str, amount: float) -> Recipe:
        return recipe.derived(Edited(recipe, (Move(name, amount, vector),)), "cpu")

    def depth(recipe: Recipe) -> int:
        return np.nonzero((worn_block_of(recipe).garments == 0).any(axis=1))[0].max()

    depths = [depth(edited(idea.recipe, "longer", amount)) for amount in (-3, -1.5, 0, 1.5, 3)]
    assert depths == sorted(depths) and depths[0] < depths[-1]
    twice = edited(edited(idea.recipe, "longer", -1.0), "longer", -1.0)
    assert depth(twice) == depth(edited(idea.recipe, "longer", -2.0)), "amounts add up"
    wide, narrow = (worn_block_of(edited(idea.recipe, "more flared", amount)) for amount in (3, -3))
    assert (wide.garments == 0).sum() > (narrow.garments == 0).sum()
    assert worn_block_of(edited(idea.recipe, "warmer", 3)) is worn_block_of(idea.recipe)


def test_what_is_altered_on_a_figure_is_cut_as_its_words_say(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red dress"), 1, seed=3)
    area = lined_studio._maker.recut_area(idea.recipe, "red sleeveless dress")
    before, after = worn_block("red dress", "", 3, 0), worn_block("red sleeveless dress", "", 3, 0)
    assert area[before.garments != after.garments].all() and 0 < area.mean() < 0.3
    altered = lined_studio.edit_region(idea, "sleeve length", "sleeveless", steps=2)
    changed = (np.asarray(altered.image) != np.asarray(idea.image)).any(axis=2)
    assert changed[before.garments != after.garments].mean() > 0.5
    assert lined_studio._maker.recut_area(idea.recipe, "red dress").mean() == 0


def test_what_is_altered_lying_flat_is_cut_anew_where_it_lies(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red shirt", look="flat"), 1, seed=3)
    before = block_of(idea.recipe, True)
    altered = lined_studio.edit_region(idea, "sleeve length", "sleeveless", steps=2)
    after = block_of(altered.recipe, True)
    assert (
        before.cut.sleeve > 0
        and after.cut.sleeve == 0
        and after == replace(cutting_block("red sleeveless shirt", 3, 0), place=after.place)
    )
    assert after.has_room and after == after.beside(before), "a centimetre stays as large"
    region = stored_mask(altered.recipe, idea.image.size)
    told = lined_studio.find_region(idea, "sleeve length", value="sleeveless")
    assert (region_area(told, idea.image.size) == region).all()
    sleeves = (before.cloth() > 0) & (after.cloth() == 0)
    assert region[sleeves].mean() > 0.98 and not region[300, 128], "sleeves go, the body stays"
    same = np.asarray(altered.image) == np.asarray(idea.image)
    assert same[~region].all() and not same[sleeves].all()
    again = lined_studio.edit_region(altered, "sleeve length", "long", steps=2)
    assert block_of(again.recipe, True).cut.sleeve == pytest.approx(
        cutting_block("red long-sleeved shirt", 3, 0).cut.sleeve
    )
    assert lined_studio._maker.recut_area(idea.recipe, "red shirt").sum() == 0
    assert lined_studio._maker.recut_area(replace(idea.recipe, sketch_weight=0.0), "red sleeveless shirt") is None


def test_what_has_no_room_is_drawn_smaller_unless_only_a_part_may_change(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red mini dress", look="flat"), 1, seed=3)
    before, long = block_of(idea.recipe, True), cutting_block("red floor-length dress", 3, 0)
    assert not long.beside(before).has_room
    whole = lined_studio.edit_region(idea, "length", "extra-long", steps=1)
    assert block_of(whole.recipe, True).place is None
    region = stored_mask(whole.recipe, idea.image.size)
    assert region[before.cloth() > 0].all() and region[block_of(whole.recipe, True).cloth() > 0].all()
    brushed = np.zeros((384, 256), bool)
    brushed[250:] = True
    part = lined_studio.edit_region(idea, "length", "extra-long", brushed, steps=1)
    assert block_of(part.recipe, True) == block_of(part.recipe, True).beside(before)


def test_what_was_recoloured_is_altered_in_its_own_colour(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red shirt", look="flat"), 1, seed=3)
    drawn = np.full((384, 256, 3), 255, np.uint8)
    drawn[block_of(idea.recipe, True).cloth() == OUTSIDE] = 40, 60, 150
    blue = replace(idea, image=Image.fromarray(drawn))
    altered = np.asarray(lined_studio.edit_region(blue, "hem", "ruffled", steps=1).image).astype(int)
    region = stored_mask(lined_studio.edit_region(blue, "hem", "ruffled", steps=1).recipe, idea.image.size)
    hem = region & (block_of(idea.recipe, True).cloth() == OUTSIDE)
    assert (altered[hem][:, 2] > altered[hem][:, 0]).mean() > 0.8, "blue as the picture, not red as its words"


def test_mixed_cuts_lie_between_their_parents(lined_studio):
    [a] = lined_studio.explore(DesignBrief("cropped sweater"), 1, seed=3)
    [b] = lined_studio.explore(DesignBrief("maxi dress", look="flat"), 1, seed=4)
    blocks = [cutting_block("cropped sweater", 3, 0), cutting_block("maxi dress", 4, 0)]
    half = lined_studio.mix(a, b, structure=0.5, style=0.0)
    assert block_of(half.recipe, True) == blended(blocks, (0.5, 0.5))
    assert block_of(lined_studio.mix(a, b, structure=1.0, style=0.0).recipe, True) == blocks[1]
    quarter = lined_studio.mix(a, half, structure=0.5, style=0.0)
    found = block_of(quarter.recipe, True).cut.sides[-1][1]
    ends = [block.cut.sides[-1][1] for block in blocks]
    assert found == pytest.approx(0.75 * ends[0] + 0.25 * ends[1])


def test_parents_without_a_block_leave_the_cut_to_the_others(lined_studio):
    [a] = lined_studio.explore(DesignBrief("red shirt"), 1, seed=3)
    [worn] = lined_studio.explore(DesignBrief("red dress"), 1, seed=4)
    [sketched] = lined_studio.explore(DesignBrief("red shirt", sketch=INK), 1, seed=4)
    for other in (worn, sketched):
        mixed = lined_studio.mix(a, other, structure=0.5, style=0.5)
        assert block_of(mixed.recipe, True) == cutting_block("red shirt", 3, 0)


def test_long_ancestries_are_followed_once(lined_studio):
    a, b = lined_studio.explore(DesignBrief("red shirt"), 2, seed=3)
    for _ in range(40):  # each twice an ancestor of the next
        a, b = b, lined_studio.mix(b, a, structure=0.5, style=0.5)
    assert block_of(b.recipe, True) is not None


def test_a_picture_has_no_block(lined_studio):
    picture = Image.new("RGB", (256, 384), "white")
    picture.paste("#a02030", (80, 100, 180, 300))
    idea = lined_studio.invert(picture, "red shirt", settings=InversionSettings(steps=1, candidates=2))
    assert drawn_along(lined_studio, idea) is None


def test_what_is_steered_in_colour_is_not_dyed_back(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red t-shirt"), 1, seed=3)
    drawn = np.full((384, 256, 3), 255, np.uint8)
    drawn[block_of(idea.recipe, True).cloth() == OUTSIDE] = 90, 90, 90

    def steered(recipe: Recipe, name: str, amount: float) -> Recipe:
        vector = encode_array(np.ones_like(idea.styles))
        return recipe.derived(Edited(recipe, (Move(name, amount, vector),)), "cpu")

    def redness(recipe: Recipe) -> float:
        made = np.asarray(lined_studio._maker.clad(Image.fromarray(drawn), recipe)).astype(float)
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
        cloth = block_of(mixed.recipe, True).cloth() == OUTSIDE
        drawn[cloth] = 90, 90, 90
        for recipe in (mixed.recipe, *((lined_studio.vary(mixed, 1.0, 1)[0].recipe,) if style == 0.5 else ())):
            dyed = np.asarray(lined_studio._maker.clad(Image.fromarray(drawn), recipe))[cloth]
            seen.append(np.median(dyed, axis=0))
    red, blue = np.array(seen)[:, 0], np.array(seen)[:, 2]
    assert (np.diff(red) <= 0).all() and (np.diff(blue) >= 0).all(), "without turning back"
    assert red[0] > 150 > 90 > red[-1] and np.abs(np.diff(red)).max() < 60, "nor snapping"
    assert red[2] == red[3], "what is made of a mix keeps its colour"


def test_where_no_cut_tells_a_figures_face_is_held(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red dress", sketch_weight=0), 1, seed=3)
    maker, everywhere = lined_studio._maker, np.ones((384, 256), bool)
    held = maker.altered_area(idea.recipe, "red sleeveless dress", everywhere)
    pose = maker.brief(idea.recipe).pose
    assert 0 < (~held).mean() < 0.05 and not held[face_area(pose, (256, 384))].any()
    [cut] = lined_studio.explore(DesignBrief("red dress"), 1, seed=3)
    assert maker.altered_area(cut.recipe, "red sleeveless dress", everywhere).mean() < 0.5, "the cut tells"
    [flat] = lined_studio.explore(DesignBrief("red dress", look="flat"), 1, seed=3)
    assert maker.altered_area(flat.recipe, "red dress", everywhere).all()


def test_what_would_change_nothing_on_a_figure_is_said(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("white blouse and navy skirt"), 1, seed=3)
    with pytest.raises(InvalidInput, match=r"change nothing.*brush"):
        lined_studio.edit_region(idea, "collar", "turtleneck", steps=1)
    brushed = np.zeros((384, 256), bool)
    brushed[60:100, 100:150] = True
    altered = lined_studio.edit_region(idea, "collar", "turtleneck", brushed, steps=1)
    assert (stored_mask(altered.recipe, idea.image.size) == brushed).all()


# Drawings.


def test_a_drawing_is_cut_out_along_its_block_and_drawn_over_in_its_lines(lined_studio):
    drawn, flat = (
        lined_studio.explore(DesignBrief("red shirt", look=look), 1, 3)[0] for look in ("drawing", "flat")
    )
    block = block_of(drawn.recipe, True)
    assert block == block_of(flat.recipe, True)
    beyond = ~ndimage.binary_dilation(block.cloth() > 0, iterations=4)
    ink = (np.asarray(block.outlines()) < 60) & (block.cloth() > 0)
    pictures = [np.asarray(one.image).astype(int) for one in (drawn, flat, lined_studio.finish(drawn, steps=2))]
    assert pictures[0][beyond].min() == 255
    brightness = [picture[ink].mean() for picture in pictures]
    assert brightness[2] < brightness[0] < brightness[1], "pencil on the draft, ink on what is finished"
    again = lined_studio.rebuild(Recipe.from_json(drawn.recipe.to_json()))
    assert again.image.tobytes() == drawn.image.tobytes()


def test_what_lies_flat_is_a_drawing_unless_words_ask_for_a_photograph(lined_studio):
    drawn, left, flat, photo = (
        lined_studio.explore(DesignBrief(prompt, look=look), 1, 3)[0]
        for prompt, look in (
            ("red shirt", "drawing"),
            ("red shirt", "auto"),
            ("red shirt", "flat"),
            ("photo of red shirt", "auto"),
        )
    )
    assert same(left.image, drawn.image) and not same(left.image, flat.image)
    ink = np.asarray(block_of(drawn.recipe, True).outlines()) < 60
    assert np.asarray(photo.image)[ink].mean() > np.asarray(left.image)[ink].mean() + 10
    maker = lined_studio._maker
    hub = Studio(PRESETS["photoreal"], maker.parts, torch.device("cpu"), torch.float32)
    assert same(hub.explore(DesignBrief("red shirt"), 1, 3)[0].image, flat.image), (
        "photographs are finished from it"
    )


def test_a_drawing_takes_the_weight_of_its_lines(lined_studio):
    faint = lined_studio.explore(DesignBrief("red shirt", look="drawing", sketch_weight=0.1), 1, 3)[0]
    full = lined_studio.explore(DesignBrief("red shirt", look="drawing"), 1, 3)[0]
    ink = np.asarray(block_of(full.recipe, True).outlines()) < 60
    assert np.asarray(faint.image)[ink].mean() > np.asarray(full.image)[ink].mean() + 10


def test_an_own_sketch_is_inked(lined_studio):
    sketch = cutting_block("red shirt", 9, 0).outlines()
    drawn, flat = (
        lined_studio.explore(DesignBrief("red shirt", sketch=sketch, look=look), 1, 3)[0]
        for look in ("drawing", "flat")
    )
    ink = np.asarray(sketch) < 60
    assert np.asarray(drawn.image)[ink].mean() < np.asarray(flat.image)[ink].mean() - 20
    beyond = ~ndimage.binary_dilation(sketched(sketch).cloth > 0, iterations=4)
    assert np.asarray(drawn.image)[beyond].min() == 255
    rays = Image.fromarray(np.where(np.arange(384)[:, None] % 60 < 3, 0, 255).astype(np.uint8).repeat(256, 1))
    [open_one] = lined_studio.explore(DesignBrief("red shirt", sketch=rays, look="drawing"), 1, 3)
    [uncut] = lined_studio.explore(DesignBrief("red shirt", sketch=rays, look="flat"), 1, 3)
    beside = ndimage.binary_erosion(np.asarray(rays) > 250, iterations=4)
    assert np.array_equal(np.asarray(open_one.image)[beside], np.asarray(uncut.image)[beside]), "nothing is cut out"
    assert not same(open_one.image, uncut.image), "but it is inked"


def test_what_has_no_cut_is_told_not_to_be_drawn(lined_studio):
    said = " ".join(lined_studio.notices(DesignBrief("grey cape", look="drawing")))
    assert "Nothing says how it is cut" in said
    for brief in (DesignBrief("grey shirt", look="drawing"), DesignBrief("grey cape", sketch=INK, look="drawing")):
        assert "Nothing says" not in " ".join(lined_studio.notices(brief))
    assert "Nothing says" in " ".join(lined_studio.notices(DesignBrief("shirt", look="drawing", sketch_weight=0)))


def test_a_cut_comes_as_lines_where_it_is_known(lined_studio):
    [idea, other] = lined_studio.explore(DesignBrief("red shirt"), 2, 3)
    drawing = lined_studio.cut_lines(idea)
    assert drawing == line_drawing(block_of(idea.recipe, True), "red shirt")
    assert lined_studio.cut_lines(lined_studio.finish(idea, steps=2)) == drawing
    assert lined_studio.cut_lines(lined_studio.colourways(idea, ["navy"])[0]) == drawing
    assert lined_studio.cut_lines(lined_studio.mix(idea, other, 0.5, 0.5)) != drawing
    mask = Image.fromarray(np.uint8(255) * (np.arange(384) < 150)[:, None].repeat(256, 1))
    put_together = lined_studio.lock(idea, other, ["hem"], mask, steps=2)
    [worn] = lined_studio.explore(DesignBrief("red dress"), 1, 3)
    [sketched_one] = lined_studio.explore(DesignBrief("red shirt", sketch=INK), 1, 3)
    [cape] = lined_studio.explore(DesignBrief("grey cape", look="flat"), 1, 3)
    for one in (put_together, worn, sketched_one, cape):
        with pytest.raises(InvalidInput, match="no cut of this picture in measures"):
            lined_studio.cut_lines(one)
