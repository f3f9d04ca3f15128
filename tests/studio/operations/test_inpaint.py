"""Regions made anew, with tiny networks on drawn pictures: what holds whatever the weights have learned."""

import dataclasses

import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion import Design, DesignBrief, Idea, Recipe
from equifashion.design import Inpaint
from equifashion.errors import InvalidInput
from equifashion.imaging.mask import blend_inside
from equifashion.studio.operations.inpaint import _ATTRIBUTE_NOISE as NOISE
from equifashion.studio.operations.inpaint import parse_attribute
from tests.support.cut_ideas import region_of
from tests.support.drawn_garments import cutout, on_canvas

BRIEF = DesignBrief("blue shirt with short sleeves")


@pytest.fixture(scope="module")
def mask() -> Image.Image:
    mask = Image.new("L", (256, 384))
    ImageDraw.Draw(mask).rectangle((60, 120, 190, 300), fill=255)
    return mask


@pytest.fixture(scope="module")
def ideas(tiny_studio) -> list[Idea]:
    return tiny_studio.explore(BRIEF, 3, seed=7)


@pytest.fixture(scope="module")
def drawn(ideas) -> Idea:
    """An idea with a drawn picture: tiny networks draw nothing in which a garment's parts could be found."""
    return dataclasses.replace(ideas[0], image=Image.fromarray(on_canvas(cutout("Shirt", "blue"))[0]))


def outside_is_untouched(before: Image.Image, idea: Idea) -> bool:
    region = region_of(idea.recipe, before.size)
    a, b = np.asarray(before), np.asarray(idea.image)
    return bool((a[~region] == b[~region]).all() and (a[region] != b[region]).any())


@pytest.mark.parametrize(("attribute", "value"), [("A1", "long"), ("A2", "long"), ("A3", "puff"), ("A4", "hood")])
def test_only_the_region_changes_and_the_brief_says_so(tiny_studio, drawn, attribute, value):
    idea = tiny_studio.inpaint(drawn, attribute=attribute, value=value, steps=2)
    assert outside_is_untouched(drawn.image, idea)
    origin = idea.recipe.edit
    assert (origin.attribute, origin.value, origin.noise) == (attribute, value, NOISE[attribute])
    assert idea.recipe.prompt != drawn.recipe.prompt and (idea.styles == drawn.styles).all()


def test_attributes_go_from_coarse_to_fine():
    assert list(NOISE.values()) == sorted(NOISE.values(), reverse=True)
    assert parse_attribute("sleeve length") == parse_attribute("chiều dài tay") == parse_attribute("a2") == "A2"


def test_its_recipe_alone_rebuilds_it(tiny_studio, ideas, mask):
    for work in (ideas[0], tiny_studio.finish(ideas[0], steps=1)):
        idea = tiny_studio.inpaint(work, mask, attribute="hem", value="ruffled", steps=2, seed=3)
        assert outside_is_untouched(work.image, idea) and idea.recipe.is_draft
        again = tiny_studio.rebuild(Recipe.from_json(idea.recipe.to_json()))
        assert again.image.tobytes() == idea.image.tobytes() and (again.latent == idea.latent).all()
        other = tiny_studio.inpaint(work, mask, attribute="hem", value="ruffled", steps=2, seed=4)
        assert other.image.tobytes() != idea.image.tobytes()


def test_a_region_of_a_region_of_a_finished_region(tiny_studio, ideas, mask):
    first = tiny_studio.inpaint(ideas[0], mask, attribute="A5", value="raw", steps=1)
    second = tiny_studio.inpaint(tiny_studio.finish(first, steps=1), mask, attribute="A4", value="hood", steps=1)
    [blue] = tiny_studio.recolor(tiny_studio.finish(second, steps=1), ["navy"])
    third = tiny_studio.inpaint(blue, mask, attribute="A2", value="long", steps=1)
    again = tiny_studio.rebuild(Recipe.from_json(third.recipe.to_json()))
    assert again.image.tobytes() == third.image.tobytes()
    assert "raw" in third.recipe.prompt and "hood" in third.recipe.prompt and "long" in third.recipe.prompt


def test_it_can_be_finished_mixed_and_steered(tiny_studio, ideas, mask):
    idea = tiny_studio.inpaint(ideas[0], mask, attribute="A5", value="raw", steps=1)
    assert isinstance(tiny_studio.finish(idea, steps=1), Design)
    assert (tiny_studio.mix(idea, ideas[1], 0, 0).styles == ideas[0].styles).all()
    steered = tiny_studio.steer(idea, {"longer": 1})
    assert isinstance(steered.recipe.edit, Inpaint) and steered.recipe.prompt == idea.recipe.prompt
    assert steered.image.tobytes() == tiny_studio.rebuild(steered.recipe).image.tobytes()


def test_steps_and_stopping(tiny_studio, ideas, mask):
    seen = []
    idea = tiny_studio.inpaint(ideas[0], mask, attribute="A5", value="raw", steps=3, on_step=seen.append)
    assert [step.index for step in seen] == [1, 2, 3] and seen[-1].result is idea
    running = tiny_studio.iter_inpaint(ideas[0], mask, attribute="A5", value="raw", steps=3)
    next(running)
    running.close()
    assert tiny_studio.explore(BRIEF, 1)  # nothing stays locked


def test_locks_hold_bit_for_bit(tiny_studio, drawn, ideas, mask):
    for locks, brush in ((("collar",), None), (("sleeves", "hem"), None), ((), mask)):
        idea = tiny_studio.inpaint(drawn, brush, other=ideas[1], held=locks, steps=2)
        assert outside_is_untouched(drawn.image, idea)
        assert idea.recipe.prompt == drawn.recipe.prompt and len(idea.recipe.edit.parents) == 2
    held = np.asarray(mask) > 127
    assert (np.asarray(idea.image)[held] == np.asarray(drawn.image)[held]).all()
    real = tiny_studio.inpaint(ideas[0], other=ideas[1], mask=mask, steps=2)
    assert tiny_studio.rebuild(Recipe.from_json(real.recipe.to_json())).image.tobytes() == real.image.tobytes()


def test_the_seam_is_no_steeper_than_the_garment():
    """A colour step of 30 levels between original and edit is spread so that no edge is seen."""
    rng = np.random.default_rng(0)
    original = np.clip(rng.normal(90, 6, (384, 256, 3)), 0, 255).astype(np.uint8)
    edited = np.clip(original.astype(int) + 30, 0, 255).astype(np.uint8)
    region = np.zeros((384, 256), bool)
    region[100:300, 60:200] = True
    joined = blend_inside(original, edited, region, 12.0).astype(float)
    steps = np.abs(np.diff(joined, axis=0)).mean(axis=(1, 2))
    assert np.abs(np.diff(joined[:, 70:190], axis=0)).mean(axis=(1, 2))[98:114].max() < 1.15 * np.median(steps)


def test_what_cannot_be_done_is_said(tiny_studio, drawn, ideas, mask):
    for attempt, message in (
        (
            lambda: tiny_studio.inpaint(drawn, attribute="pockets", value="two"),
            "The attribute must be one of .*; got 'pockets'",
        ),
        (
            lambda: tiny_studio.inpaint(drawn, attribute="collar", value="ruff"),
            "Unknown value 'ruff'; known are crew neck",
        ),
        (
            lambda: tiny_studio.inpaint(drawn, Image.new("L", (256, 384)), attribute="A4", value="hood"),
            "region is empty",
        ),
        (lambda: tiny_studio.inpaint(drawn, attribute="A4", value="hood", noise=0.0), "noise must be a number"),
        (lambda: tiny_studio.inpaint(drawn, attribute="A4", value="hood", steps=0), "steps must be a whole number"),
        (lambda: tiny_studio.inpaint(drawn, other=ideas[1]), "Nothing is locked"),
        (
            lambda: tiny_studio.inpaint(drawn, other=ideas[1], mask=Image.new("L", (256, 384), 255)),
            "region is empty",
        ),
        (lambda: tiny_studio.inpaint(drawn, other=ideas[1], held=["print"]), "No print stands out"),
    ):
        with pytest.raises(InvalidInput, match=message):
            attempt()


def test_a_finder_can_be_given(tiny_studio, ideas):
    class Middle:
        def edited(self, image, attribute, kind=""):
            region = np.zeros(image.shape[:2], bool)
            region[100:200, 100:150] = True
            return region

        part = edited

    idea = tiny_studio.inpaint(ideas[0], attribute="A4", value="hood", steps=1, finder=Middle())
    assert region_of(idea.recipe, (256, 384)).sum() == 100 * 50
