"""Finishing with real diffusers pipelines over tiny networks of the same classes."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
import torch
from diffusers import (
    ControlNetModel,
    ControlNetUnionModel,
    StableDiffusionControlNetImg2ImgPipeline,
    StableDiffusionXLControlNetUnionImg2ImgPipeline,
    UNet2DConditionModel,
)
from PIL import Image, ImageDraw
from torch.nn.modules.module import register_module_forward_hook
from transformers import CLIPTextModel, CLIPVisionModelWithProjection

from equifashion import DesignBrief
from equifashion.errors import CheckpointError, InvalidInput
from equifashion.studio.assembly import create_studio
from equifashion.studio.backends.embedded import EmbeddedBackend, EmbeddedFinisher
from equifashion.studio.presets import PRESETS
from equifashion.studio.studio import Studio
from tests.support.tiny_diffusers import FINISHERS

CPU = torch.device("cpu")

ALL = ("sketch", "pose", "fabric")
ABSENCES = [names for count in range(4) for names in itertools.combinations(ALL, count)]


def brief_with(inputs: dict, *names: str, prompt: str = "red dress", **weights: float) -> DesignBrief:
    return DesignBrief(prompt, **{name: inputs[name] for name in names}, **weights)


def draft(studio, brief, seed=3):
    return studio.explore(brief, 1, seed=seed)[0]


def pixels(design) -> np.ndarray:
    return np.asarray(design.image, dtype=np.int16)


@pytest.fixture
def calls():
    """Counts calls of real networks by class, by a hook that only looks."""
    found: dict[type, int] = {}

    def count(module, given, out):
        found[type(module)] = found.get(type(module), 0) + 1

    hook = register_module_forward_hook(count)
    yield found
    hook.remove()


@pytest.mark.parametrize("names", ABSENCES, ids="+".join)
def test_every_combination_of_inputs(hub_studio, inputs, names, calls):
    studio = hub_studio
    idea = draft(studio, brief_with(inputs, *names))
    calls.clear()
    steps = list(studio.iter_finish(idea))
    assert [step.index for step in steps] == list(range(1, 9))
    design = steps[-1].design
    assert design.image.size == studio.preset.hub.size and design.image.mode == "RGB"
    assert calls[UNet2DConditionModel] == 8  # exactly T denoiser calls
    drawn = len({"sketch", "pose"} & set(names))
    union, single = calls.get(ControlNetUnionModel, 0), calls.get(ControlNetModel, 0)
    assert (union, single) == ((8 * (drawn > 0), 0) if studio.preset.hub.family == "sdxl" else (0, 8 * drawn))


@pytest.mark.parametrize("name", ALL)
def test_each_input_changes_the_finished_design_and_weight_zero_leaves_it_out(hub_studio, inputs, name):
    """The same draft, so that what changes comes through the pipelines."""
    idea = draft(hub_studio, brief_with(inputs))

    def finished(brief):

        from equifashion.design import Recipe

        own = Recipe.of_edit(brief, idea.recipe.edit, idea.recipe.preset, idea.recipe.weights, idea.recipe.device)
        return pixels(hub_studio.finish(replace(idea, recipe=own)))

    plain = finished(brief_with(inputs))
    assert (finished(brief_with(inputs, name)) != plain).any()
    assert (finished(brief_with(inputs, name, **{f"{name}_weight": 0.0})) == plain).all()


def test_the_same_seed_gives_the_same_pixels_and_another_does_not(hub_studio, inputs):
    brief = brief_with(inputs, *ALL)
    first, again = (hub_studio.finish(draft(hub_studio, brief, seed=5)) for _ in range(2))
    assert (pixels(first) == pixels(again)).all() and first.recipe == again.recipe
    assert (pixels(hub_studio.finish(draft(hub_studio, brief, seed=6))) != pixels(first)).any()


def test_a_recipe_alone_rebuilds_the_pixels(hub_studio, inputs):
    design = hub_studio.finish(draft(hub_studio, brief_with(inputs, "pose", "fabric")), steps=3, freedom=0.2)
    assert (pixels(hub_studio.rebuild(design.recipe)) == pixels(design)).all()


def test_a_fresh_studio_makes_the_same_pixels(hub_studios, load_tiny, inputs):
    brief = brief_with(inputs, *ALL)
    known, fresh = hub_studios["sd"], load_tiny("sd")
    assert (pixels(known.finish(draft(known, brief))) == pixels(fresh.finish(draft(fresh, brief)))).all()


@pytest.mark.parametrize("steps", [1, 2, 5, 13])
@pytest.mark.parametrize("freedom", [0.0, 0.23, 0.5, 1.0])
def test_exactly_the_steps_asked_for(hub_studios, inputs, calls, steps, freedom):
    studio = hub_studios["sd"]
    idea = draft(studio, brief_with(inputs, "pose"))
    calls.clear()
    assert len(list(studio.iter_finish(idea, steps=steps, freedom=freedom))) == steps
    assert calls[UNet2DConditionModel] == steps


def test_freedom_leaves_the_draft_gradually(hub_studio, inputs):
    """Kept by Eq. 20: the freer, the farther from the encoded draft, whatever the tiny denoiser paints."""
    idea = draft(hub_studio, brief_with(inputs))
    size = hub_studio.preset.hub.size
    kept = FINISHERS[hub_studio].inputs.encode_picture(idea.image, size)
    found = []
    for freedom in (0.0, 0.5, 1.0):
        states = []
        finisher, recipe = FINISHERS[hub_studio], idea.recipe.with_finish(8, freedom, None)
        for decode in finisher.pictures(idea, hub_studio.plan(recipe), finisher.settings(8, freedom)):
            states.append(decode.args[0].latents)
        found.append(float((states[-2] - kept).abs().mean()))
    assert found[0] < found[2]


def test_without_guidance_the_negative_prompt_is_not_computed(hub_studio, inputs):
    brief = brief_with(inputs, *ALL)
    plain = pixels(hub_studio.finish(draft(hub_studio, brief), guidance=1.0))
    assert (pixels(hub_studio.finish(draft(hub_studio, brief), guidance=4.0)) != plain).any()


def test_a_second_seed_encodes_no_text_fabric_or_control_again(load_tiny, inputs, calls):
    for family in ("sdxl", "sd"):
        studio = load_tiny(family)
        brief = brief_with(inputs, *ALL)
        studio.finish(draft(studio, brief, seed=1))
        first = dict(studio.encodings)
        assert {name: first[name][0] for name in ("text", "fabric")} == {"text": 1, "fabric": 1}
        assert first["control maps"][0] == first["control embeddings"][0] == 2
        calls.clear()
        studio.finish(draft(studio, brief, seed=2))
        assert CLIPTextModel not in calls and CLIPVisionModelWithProjection not in calls
        second = studio.encodings
        for name in ("text", "fabric", "control maps", "control embeddings"):
            assert second[name][0] == first[name][0] and second[name][1] > first[name][1], name
        # Other words are text and nothing else.
        studio.finish(draft(studio, brief_with(inputs, *ALL, prompt="blue shirt")))
        assert studio.encodings["text"][0] == 2 and studio.encodings["fabric"][0] == 1


def test_remembered_control_maps_change_no_pixel(load_tiny, inputs):
    """The fast path against the plain one."""
    studio = load_tiny("sd")
    brief = brief_with(inputs, "pose", "sketch")
    remembered = pixels(studio.finish(draft(studio, brief)))
    for net in FINISHERS[studio].networks.controls.values():
        net.controlnet_cond_embedding = net.controlnet_cond_embedding.embedding
    assert (pixels(studio.finish(draft(studio, brief))) == remembered).all()


def test_it_can_be_left_between_steps(hub_studio, inputs, calls):
    idea = draft(hub_studio, brief_with(inputs, "pose"))
    calls.clear()
    with closing(hub_studio.iter_finish(idea)) as running:
        for step in running:
            if step.index == 3:
                break
    assert calls[UNet2DConditionModel] == 3
    assert len(list(hub_studio.iter_finish(idea))) == 8  # nothing was left locked


def test_two_finishes_at_once_do_not_mix(hub_studios, inputs):
    """Interleaved step by step, one with a fabric and one without, they come out as alone."""
    studio = hub_studios["sd"]
    ideas = [draft(studio, brief_with(inputs, *names), seed) for names, seed in ((ALL, 1), (("pose",), 2))]
    alone = [pixels(studio.finish(idea)) for idea in ideas]
    running = [studio.iter_finish(idea) for idea in ideas]
    *_, last = zip(*running, strict=True)
    assert all((pixels(step.design) == wanted).all() for step, wanted in zip(last, alone, strict=True))
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(studio.finish, ideas))
    assert all((pixels(design) == wanted).all() for design, wanted in zip(together, alone, strict=True))


def test_parts_that_take_turns_make_the_same_pixels(hub_studios, load_tiny, inputs):
    for family in ("sdxl", "sd"):
        waiting = load_tiny(family, offloaded=True)
        brief = brief_with(inputs, *ALL)
        resident = hub_studios[family]
        assert (
            pixels(waiting.finish(draft(waiting, brief))) == pixels(resident.finish(draft(resident, brief)))
        ).all()


def test_bundled_words_steer_only_where_a_phrase_binds_them(load_tiny, inputs):
    for family in ("sdxl", "sd"):
        steered, plain = load_tiny(family, bundling_strength=0.2), load_tiny(family, bundling_steps=0)
        for words, differ in (("dress with red collar", True), ("dress", False)):
            brief = brief_with(inputs, "fabric", prompt=words)
            finished = [pixels(s.finish(draft(s, brief), steps=3)) for s in (steered, plain)]
            assert (finished[0] != finished[1]).any() == differ


# Regions and colourways.


@pytest.fixture
def mask() -> Image.Image:
    drawn = Image.new("L", (64, 96))
    ImageDraw.Draw(drawn).rectangle((10, 14, 37, 41), fill=255)
    return drawn


def test_a_region_is_drawn_anew_and_nothing_else(hub_studio, inputs, mask):
    design = hub_studio.finish(draft(hub_studio, brief_with(inputs, "pose")))
    steps = list(hub_studio.iter_inpaint(design, mask, prompt="a green collar", attribute="A4", seed=4))
    assert len(steps) == 8
    changed = (pixels(steps[-1].result) != pixels(design)).any(axis=2)
    inside = np.asarray(mask) > 127
    assert changed[inside].mean() > 0.5 and not changed[~inside].any()
    assert steps[-1].result.recipe.prompt == "a green collar" and design.recipe.prompt == "red dress"


def test_a_redrawn_region_rebuilds_from_its_recipe(hub_studio, inputs, mask):
    from equifashion import Recipe

    design = hub_studio.finish(draft(hub_studio, brief_with(inputs, "fabric")), steps=2)
    once = hub_studio.inpaint(design, mask, prompt="a collar", steps=2, seed=1)
    twice = hub_studio.inpaint(once, mask.transpose(Image.Transpose.FLIP_TOP_BOTTOM), attribute="A5", steps=2)
    recipe = Recipe.from_json(twice.recipe.to_json())
    assert recipe == twice.recipe
    assert (pixels(hub_studio.rebuild(recipe)) == pixels(twice)).all()
    other = hub_studio.inpaint(design, mask, prompt="a collar", steps=2, seed=2)
    assert (pixels(other) != pixels(once)).any()


def test_colourways_of_a_finished_and_of_a_redrawn_design(hub_studio, inputs, mask):
    design = hub_studio.inpaint(hub_studio.finish(draft(hub_studio, brief_with(inputs)), steps=2), mask, steps=2)
    [navy] = hub_studio.recolor(design, ["navy"])
    assert (pixels(navy) != pixels(design)).any()
    assert (pixels(hub_studio.rebuild(navy.recipe)) == pixels(navy)).all()


def test_regions_that_cannot_be_drawn(hub_studio, inputs, mask):
    idea = draft(hub_studio, brief_with(inputs))
    design = hub_studio.finish(idea, steps=1)
    with pytest.raises(InvalidInput, match="The mask marks nothing"):
        hub_studio.inpaint(design, Image.new("L", (64, 96)))
    with pytest.raises(InvalidInput, match=r"The attribute must be one of .*; got 'A9'"):
        hub_studio.inpaint(design, mask, attribute="A9")
    with pytest.raises(InvalidInput, match="The seed must be a whole number"):
        hub_studio.inpaint(design, mask, seed=-1)
    with pytest.raises(InvalidInput, match="The prompt is empty"):
        hub_studio.inpaint(design, mask, prompt=" ")


def test_a_draft_of_another_preset_is_refused(hub_studios, studio, inputs):
    with pytest.raises(CheckpointError, match="made with the preset 'embedded'; this studio runs 'photoreal'"):
        hub_studios["sdxl"].finish(draft(studio, brief_with(inputs)))


def test_mixing_and_editing_stay_as_they_are(hub_studio, inputs):
    a, b = (draft(hub_studio, brief_with(inputs), seed) for seed in (1, 2))
    mixed = hub_studio.mix(a, b, structure=0.2, style=0.8)
    assert hub_studio.finish(mixed, steps=2).image.size == hub_studio.preset.hub.size


@pytest.fixture
def unposed_studio(tiny_components) -> Studio:
    """A hub preset whose drafts have learned no poses."""
    preset, finisher = PRESETS["photoreal"], partial(EmbeddedFinisher, PRESETS["embedded"])
    drafts = EmbeddedBackend(tiny_components, CPU, torch.float32)
    return create_studio(
        preset, tiny_components, CPU, torch.float32, create_finisher=lambda lock: finisher(drafts, lock)
    )


def test_notices(hub_studio, unposed_studio, inputs):
    posed = brief_with(inputs, "pose", prompt="floral dress")
    assert not any("the pose" in notice for notice in hub_studio.notices(posed))
    assert "The drafts do not follow the pose yet; finishing does." in unposed_studio.notices(posed)
    long = brief_with(inputs, prompt="dress " + "with a very red embroidered collar and " * 12)
    assert any("longer than finishing can read" in notice for notice in hub_studio.notices(long))


def test_which_pipelines_run(hub_studios):
    for family, kind in (
        ("sdxl", StableDiffusionXLControlNetUnionImg2ImgPipeline),
        ("sd", StableDiffusionControlNetImg2ImgPipeline),
    ):
        finisher = FINISHERS[hub_studios[family]]
        assert type(finisher.controlled_pipeline(("pose", "sketch"), finisher.networks.scheduler)) is kind
