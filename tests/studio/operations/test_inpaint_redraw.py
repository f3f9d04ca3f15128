"""Regions of finished designs drawn anew with the embedded weights."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion import DesignBrief, Recipe
from equifashion.design import Inpaint
from equifashion.design.stored import stored_size
from equifashion.diffusion.fusion import plan_fusion
from equifashion.errors import InvalidInput
from equifashion.imaging.mask import mask_to_image, read_mask
from equifashion.studio.operations.inpaint import _ATTRIBUTE_FINISH_NOISE
from equifashion.vocabulary.attributes import Attribute


@pytest.fixture(scope="module")
def design(tiny_studio):
    return tiny_studio.finish(tiny_studio.explore(DesignBrief("red dress"), 1, seed=3)[0], steps=2)


@pytest.fixture
def mask() -> Image.Image:
    drawn = Image.new("L", (256, 384))
    ImageDraw.Draw(drawn).ellipse((60, 80, 180, 220), fill=255)
    return drawn


def pixels(design) -> np.ndarray:
    return np.asarray(design.image, dtype=np.int16)


def test_only_the_region_changes(tiny_studio, design, mask):
    steps = list(tiny_studio.iter_inpaint(design, mask, prompt="blue trousers", steps=3, seed=1))
    assert [step.index for step in steps] == [1, 2, 3]
    inside = np.asarray(mask) > 127
    for step in steps:  # previews as well
        changed = (np.asarray(step.preview, np.int16) != pixels(design)).any(axis=2)
        assert not changed[~inside].any()
    assert changed[inside].mean() > 0.5


def test_seed_words_and_attribute_decide_it(tiny_studio, design, mask):
    def redrawn(**options):
        return pixels(tiny_studio.inpaint(design, mask, steps=2, **options))

    plain = redrawn()
    assert (redrawn() == plain).all()
    for other in ({"seed": 1}, {"prompt": "black trousers"}, {"attribute": "A5"}, {"noise": 0.6}):
        assert (redrawn(**other) != plain).any(), other


def test_finer_attributes_start_from_less_noise():
    """As in the published editing of 100 steps, which begins 8, 16, … 40 steps after pure noise."""
    starts = [plan_fusion(8, noise / 2).timesteps[0] for noise in _ATTRIBUTE_FINISH_NOISE.values()]
    assert starts == [919, 839, 759, 679, 599] and list(_ATTRIBUTE_FINISH_NOISE) == list(Attribute)
    assert plan_fusion(8, 1.0 / 2).timesteps[0] == 999


def test_the_recipe_carries_it(tiny_studio, design, mask):
    redrawn = tiny_studio.inpaint(design, mask, prompt="blue trousers", steps=2, seed=9)
    recipe = Recipe.from_json(redrawn.recipe.to_json())
    assert recipe == redrawn.recipe and isinstance(recipe.edit, Inpaint) and not recipe.is_draft
    assert recipe.edit.seed == 9 and recipe.edit.parents == (design.recipe,)
    assert (pixels(tiny_studio.rebuild(recipe)) == pixels(redrawn)).all()
    [navy] = tiny_studio.recolor(redrawn, ["navy"])
    assert (pixels(tiny_studio.rebuild(navy.recipe)) == pixels(navy)).all()


def test_new_colours_can_be_redrawn_too(tiny_studio, design, mask):
    [navy] = tiny_studio.recolor(design, ["navy"])
    redrawn = tiny_studio.inpaint(navy, mask, steps=2)
    outside = np.asarray(mask) < 128
    assert (pixels(redrawn)[outside] == pixels(navy)[outside]).all()
    assert (pixels(tiny_studio.rebuild(redrawn.recipe)) == pixels(redrawn)).all()


def test_a_draft_has_no_regions(tiny_studio, design, mask):
    from dataclasses import replace

    [idea] = tiny_studio.explore(DesignBrief("red dress"), 1)
    with pytest.raises(InvalidInput, match="parents must be a finished design"):
        tiny_studio.inpaint(replace(design, recipe=idea.recipe), mask)


def test_masks_are_stored_small_and_refused_empty(tiny_studio, design):
    large = Image.new("L", (2000, 3000))
    ImageDraw.Draw(large).rectangle((0, 0, 1000, 3000), fill=200)
    stored = mask_to_image(read_mask(large, stored_size((1000, 1500))))
    assert stored.size == (256, 384) and set(np.unique(np.asarray(stored))) == {0, 255}
    with pytest.raises(InvalidInput, match="The mask marks nothing"):
        tiny_studio.inpaint(design, Image.new("L", (256, 384), 100))
