"""The original checkpoint as a preset: drafts by hybrid sampling, then finishing, attribute edits, colourways."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from diffusers.utils import logging
from PIL import Image, ImageDraw

from equifashion import DesignBrief, Recipe
from equifashion.errors import CheckpointError, InvalidInput, MissingWeights
from equifashion.studio.backends.eqf.backend import load_eqf_studio
from equifashion.studio.backends.hub.machine import Placement
from equifashion.studio.presets import PRESETS
from tests.support.ldm_reference import TINY, random_checkpoint

ROW = replace(PRESETS["eqf"], hub=replace(PRESETS["eqf"].hub, size=(64, 128)))
CPU = Placement(torch.device("cpu"), torch.float32, False)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    path = tmp_path_factory.mktemp("eqf") / "EqF_100epochs.ckpt"
    torch.save({"state_dict": random_checkpoint()}, path)
    return path


def load(checkpoint, offloaded=False):
    logging.set_verbosity_error()
    return load_eqf_studio(ROW, replace(CPU, offloaded=offloaded), checkpoint.parent, checkpoint, print, TINY)


@pytest.fixture(scope="module")
def eqf(checkpoint):
    return load(checkpoint)


def pixels(thing) -> np.ndarray:
    return np.asarray(thing.image, dtype=np.int16)


def test_drafts(eqf, inputs):
    brief = DesignBrief("red dress", pose=inputs["pose"])
    ideas = eqf.explore(brief, 2, seed=4)
    assert all(idea.image.size == (64, 128) and idea.latent.shape == (4, 16, 8) for idea in ideas)
    assert (pixels(ideas[0]) != pixels(ideas[1])).any()
    assert (pixels(eqf.explore(brief, 1, seed=4)[0]) == pixels(ideas[0])).all()
    assert (pixels(eqf.rebuild(ideas[1].recipe)) == pixels(ideas[1])).all()


@pytest.mark.parametrize("posed", [False, True])
def test_words_pose_and_code_reach_the_draft(eqf, inputs, posed):
    given = {"pose": inputs["pose"]} if posed else {}
    plain = eqf.explore(DesignBrief("red dress", **given), 1)[0]
    assert (pixels(eqf.explore(DesignBrief("blue shirt", **given), 1)[0]) != pixels(plain)).any()
    # Random weights hear little but the raw timestep: the code shows in the latent.
    assert (eqf.explore(DesignBrief("red dress", **given), 1, truncation=0.0)[0].latent != plain.latent).any()
    if posed:
        ignored = eqf.explore(DesignBrief("red dress", **given, pose_weight=0.0), 1)[0]
        assert (pixels(ignored) != pixels(plain)).any()
        assert (pixels(ignored) == pixels(eqf.explore(DesignBrief("red dress"), 1)[0])).all()


def test_the_published_flow(eqf, inputs):
    """Draft, finish, edit one attribute in a region, recolour; the recipe alone does it all again."""
    [idea] = eqf.explore(DesignBrief("red dress", pose=inputs["pose"]), 1, seed=2)
    design = eqf.finish(idea)
    mask = Image.new("L", (64, 128))
    ImageDraw.Draw(mask).rectangle((8, 16, 40, 60), fill=255)
    steps = list(eqf.iter_inpaint(design, mask, prompt="puff sleeves", attribute="A3"))
    edited = steps[-1].result
    changed = (pixels(edited) != pixels(design)).any(axis=2)
    assert len(steps) == 8 and changed.any() and not changed[np.asarray(mask) == 0].any()
    assert edited.recipe.freedom == 0.26
    [navy] = eqf.recolor(edited, ["navy"])
    assert (pixels(eqf.rebuild(Recipe.from_json(navy.recipe.to_json()))) == pixels(navy)).all()


def test_what_it_has_not(eqf, inputs):
    brief = DesignBrief("dress", sketch=inputs["sketch"], fabric=inputs["fabric"])
    notices = eqf.notices(brief)
    assert len(notices) == 2 and "does not look at the sketch" in notices[0] and "fabric" in notices[1]
    ideas = eqf.explore(brief, 2)
    for call in (
        lambda: eqf.mix(*ideas),
        lambda: eqf.steer(ideas[0], {"dark": 1.0}),
        lambda: eqf.vary(ideas[0], 5.0),
        lambda: next(
            iter(eqf.iter_invert(inputs["fabric"].resize((256, 384)), "dress", np.ones((384, 256), bool)))
        ),
    ):
        with pytest.raises(InvalidInput, match="have no styles: they cannot be mixed"):
            call()
    assert eqf.directions() == {}


def test_parts_that_take_turns_draft_and_finish_alike(eqf, checkpoint, inputs):
    waiting, brief = load(checkpoint, offloaded=True), DesignBrief("dress", pose=inputs["pose"])
    [idea], [other] = (studio.explore(brief, 1) for studio in (eqf, waiting))
    assert (pixels(idea) == pixels(other)).all()
    assert (pixels(eqf.finish(idea, steps=2)) == pixels(waiting.finish(other, steps=2))).all()


def test_files_that_do_not_fit(checkpoint, tmp_path):
    with pytest.raises(MissingWeights, match=r"EqF_100epochs\.ckpt is missing"):
        load(tmp_path)
    assert load(checkpoint.parent).weights == load(checkpoint).weights
    with pytest.raises(CheckpointError, match="This is no ControlLDM checkpoint of the configured sizes"):
        load_eqf_studio(ROW, CPU, checkpoint.parent, checkpoint, print)
