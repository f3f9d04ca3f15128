"""What nobody sketched is drawn along a cutting block: which, and where none is wanted."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image

from equifashion.compositing.passes import PostprocessConfig
from equifashion.design import DesignBrief
from equifashion.gan.inversion import InversionSettings
from equifashion.garments.flat.raster import INSIDE, OUTSIDE
from equifashion.garments.flat.sketch import sample_flat
from equifashion.garments.on_figure.sketch import sample_on_figure
from equifashion.imaging import Pose
from equifashion.studio.assembly import create_studio
from equifashion.studio.backends.embedded import EmbeddedBackend
from equifashion.studio.presets import PRESETS
from tests.support.cut_ideas import CUTS, INK, drawn_along, dress, same

CPU = torch.device("cpu")

HALF = Pose(tuple((0.3 + 0.02 * i, 0.1 + 0.04 * i, 1.0) if i < 9 else (0.0, 0.0, 0.0) for i in range(18)))


def test_what_nobody_sketched_is_drawn_along_a_block_of_its_own(lined_components):
    # Of a sketch of one's own, nobody knows where its cloth is.
    lined_studio = create_studio(
        PRESETS["embedded"], lined_components, CPU, torch.float32, config=PostprocessConfig(cleanup=False)
    )
    ideas = lined_studio.explore(DesignBrief("red shirt", look="flat"), 3, seed=3)
    assert len({drawn_along(lined_studio, idea).tobytes() for idea in ideas}) == 3
    for place, idea in enumerate(ideas):
        own = sample_flat("red shirt", 3, place).drawn()
        stored = DesignBrief("red shirt", sketch=own, look="flat")
        assert same(drawn_along(lined_studio, idea), stored.sketch)
        assert idea.recipe.sketch is None, "the recipe restores the brief, in which nobody sketched"
    [sketched] = lined_studio.explore(replace(stored, sketch=sample_flat("red shirt", 3, 0).drawn()), 1, seed=3)
    assert sketched.image.tobytes() == ideas[0].image.tobytes()
    finished = [lined_studio.finish(one, steps=2) for one in (ideas[0], sketched)]
    assert finished[0].image.tobytes() == finished[1].image.tobytes()
    assert lined_studio.rebuild(finished[0].recipe).image.tobytes() == finished[0].image.tobytes()


def test_without_blocks_it_is_drawn_otherwise(lined_studio, lined_components):
    [idea] = lined_studio.explore(DesignBrief("red shirt"), 1, seed=3)
    config = PostprocessConfig(guide_lines=False)
    free = create_studio(PRESETS["embedded"], lined_components, CPU, torch.float32, config=config)
    assert free.plan(idea.recipe).brief.sketch is None
    assert free.rebuild(idea.recipe).image.tobytes() != idea.image.tobytes()


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
    pose = sample_on_figure("blue dress", "", 9, 4).pose
    a, b = lined_studio.explore(DesignBrief("red dress", pose=pose), 2, seed=3)
    for place, idea in enumerate((a, b)):
        worn = sample_on_figure("red dress", "", 3, place, pose=pose)
        assert same(drawn_along(lined_studio, idea), DesignBrief("x", sketch=worn.lines).sketch)
        assert lined_studio.plan(idea.recipe).brief.pose == pose
    [other] = lined_studio.explore(DesignBrief("black coat"), 1, seed=4)
    assert lined_studio.plan(lined_studio.mix(other, a, 1, 0.5).recipe).brief.pose == pose
    assert CUTS.figure(lined_studio.mix(a, other, 1, 0.5).recipe).pose != pose
    [half] = lined_studio.explore(DesignBrief("red dress", pose=HALF), 1, seed=3)
    assert lined_studio.plan(half.recipe).brief.pose == HALF


@pytest.mark.parametrize("prompt, companion", [("red dress", ""), ("red coat", "grey trousers")])
def test_figures_are_drawn_along_what_they_wear(lined_studio, prompt, companion):
    for place, idea in enumerate(lined_studio.explore(DesignBrief(prompt), 2, seed=3)):
        worn = sample_on_figure(prompt, companion, 3, place)
        assert same(drawn_along(lined_studio, idea), DesignBrief("x", sketch=worn.lines).sketch)
        assert lined_studio.plan(idea.recipe).brief.pose == worn.pose


def test_halves_are_told_where_their_garments_are(lined_studio, lined_components):
    [idea] = lined_studio.explore(DesignBrief("white blouse and black skirt"), 1, seed=3)
    backend = EmbeddedBackend(lined_components, CPU, torch.float32)
    split = backend.conditions(lined_studio.plan(idea.recipe)).regional.split
    worn = sample_on_figure("white blouse and black skirt", "", 3, 0)
    np.testing.assert_array_equal(split.outline, worn.lower)
    assert (split.first_half((256, 384)) == (worn.lower == 0)).mean() > 0.99
    [coat] = lined_studio.explore(DesignBrief("long black coat over grey trousers"), 1, seed=3)
    assert backend.conditions(lined_studio.plan(coat.recipe)).regional is not None, (
        "a block knows where a coat ends"
    )


def test_an_own_sketch_is_followed_instead(lined_studio):
    brief = DesignBrief("red shirt", sketch=INK)
    [idea] = lined_studio.explore(brief, 1, seed=3)
    assert same(drawn_along(lined_studio, idea), brief.sketch)


def test_weights_that_draw_no_figures_lay_everything_along_blocks(tiny_studio):
    [idea] = tiny_studio.explore(DesignBrief("red dress"), 1, seed=3)
    assert drawn_along(tiny_studio, idea) is not None


def test_what_lies_flat_is_mended_where_its_block_shows_cloth(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("navy hoodie", look="flat"), 1, seed=3)
    drawn = np.full((384, 256, 3), 255, np.uint8)
    cloth = CUTS.flat(idea.recipe, idea.recipe.prompt).cloth()
    drawn[cloth == OUTSIDE] = 20, 30, 90
    drawn[cloth == INSIDE] = 235, 235, 235
    drawn[150:170, 110:140] = 250, 250, 250
    for recipe, mends in (
        (idea.recipe, True),
        (replace(idea.recipe, prompt="navy and white hoodie"), False),  # the patch may be the second colour
        (replace(idea.recipe, sketch_weight=0.0), False),
        (replace(idea.recipe, look="figure", prompt="navy hoodie and red trousers"), False),
    ):
        made = dress(lined_studio, drawn, recipe)
        assert (made[160, 125].max() < 150) == mends, recipe.prompt
        assert (made[cloth == INSIDE].mean() < 120) == mends


def test_a_picture_has_no_block(lined_studio):
    picture = Image.new("RGB", (256, 384), "white")
    picture.paste("#a02030", (80, 100, 180, 300))
    idea = lined_studio.invert(picture, "red shirt", settings=InversionSettings(steps=1, candidates=2))
    assert drawn_along(lined_studio, idea) is None
