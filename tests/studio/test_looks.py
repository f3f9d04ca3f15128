"""A studio of tiny networks that have, or have not, learned to draw figures."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image

from equifashion.compositing.passes import PostprocessConfig
from equifashion.design import DesignBrief
from equifashion.gan.inversion import InversionSettings
from equifashion.garments.figure.stances import choose_stance, stance_pose
from equifashion.garments.on_figure.sketch import sample_on_figure
from equifashion.imaging import Pose
from equifashion.studio.assembly import create_studio
from equifashion.studio.backends.components import Components
from equifashion.studio.backends.embedded import EmbeddedBackend
from equifashion.studio.presets import PRESETS
from equifashion.studio.studio import Studio
from tests.support.tiny_models import shaken, tiny_networks

INK = Image.fromarray(np.pad(np.zeros((60, 40), np.uint8), 50, constant_values=255))
POSE = Pose(tuple((0.3 + 0.02 * i, 0.1 + 0.04 * i, 1.0) for i in range(18)))


@pytest.fixture(scope="module")
def figure_components(tiny_components) -> Components:
    networks = tiny_networks(pose_learned=True)
    shaken(networks.pose)
    return replace(tiny_components, conditions=networks)


@pytest.fixture(scope="module")
def figure_studio(figure_components) -> Studio:
    return create_studio(PRESETS["embedded"], figure_components, torch.device("cpu"), torch.float32)


def drafted(studio: Studio, prompt: str = "red dress", **more) -> bytes:
    return studio.explore(DesignBrief(prompt, **more), 1, seed=3)[0].image.tobytes()


def test_each_look_is_drawn_and_rebuilt(figure_studio):
    flat, figure = (drafted(figure_studio, look=look) for look in ("flat", "figure"))
    assert flat != figure
    assert drafted(figure_studio) == figure == drafted(figure_studio, "croquis, red dress")
    assert drafted(figure_studio, "red dress, flat lay", look="flat") == drafted(
        figure_studio, "red dress, flat lay"
    )
    [idea] = figure_studio.explore(DesignBrief("red dress", look="figure"), 1, seed=3)
    design = figure_studio.finish(idea, steps=2)
    assert design.recipe.look == figure_studio.vary(idea, 2.0, 1)[0].recipe.look == "figure"
    assert figure_studio.rebuild(design.recipe).image.tobytes() == design.image.tobytes()


def test_a_pose_brings_its_figure_unless_the_garment_is_laid_flat(figure_studio):
    posed = drafted(figure_studio, pose=POSE)
    assert posed == drafted(figure_studio, pose=POSE, look="figure") != drafted(figure_studio, look="figure")
    assert drafted(figure_studio, pose=POSE, look="flat") == drafted(figure_studio, look="flat")
    [said] = figure_studio.notices(DesignBrief("photo, a red dress", pose=POSE, look="flat"))
    assert "laid flat" in said and "pose will not change the picture" in said
    assert not figure_studio.notices(DesignBrief("croquis, a red dress", pose=POSE))


def test_a_studio_that_draws_no_figures_says_so(figure_studio, tiny_studio):
    assert figure_studio.supports("figures") and not tiny_studio.supports("figures")
    unlearned = "not learned to draw figures"
    for brief in (DesignBrief("red dress", look="figure"), DesignBrief("red dress on a model")):
        assert any(unlearned in notice for notice in tiny_studio.notices(brief))
        assert not any(unlearned in notice for notice in figure_studio.notices(brief))
    for quiet in (DesignBrief("red dress", look="flat"), DesignBrief("croquis, red dress", look="flat")):
        assert not any("figure" in notice for notice in tiny_studio.notices(quiet))
    assert drafted(tiny_studio, look="figure") == drafted(tiny_studio)


def stances(studio: Studio, brief: DesignBrief, count: int = 8) -> list:
    return [studio.plan(idea.recipe).brief.pose for idea in studio.explore(brief, count, seed=3)]


def test_figures_that_nobody_posed_strike_stances_of_their_own(figure_components):
    config = PostprocessConfig(cleanup=False, ink_lines=False)  # as of an own sketch
    figure_studio = create_studio(
        PRESETS["embedded"], figure_components, torch.device("cpu"), torch.float32, config=config
    )
    brief = DesignBrief("red dress")
    assert len(set(stances(figure_studio, brief))) == 8
    [idea] = figure_studio.explore(brief, 1, seed=3)
    assert idea.recipe.pose is None, "the recipe restores the brief, in which nobody gave a pose"
    worn = sample_on_figure("red dress", "", 3, 0)
    own = replace(brief, pose=worn.pose, sketch=worn.lines)
    [posed] = figure_studio.explore(own, 1, seed=3)
    assert idea.image.tobytes() == posed.image.tobytes()
    finished = [figure_studio.finish(one, steps=2).image.tobytes() for one in (idea, posed)]
    assert finished[0] == finished[1]


def test_what_is_made_of_a_figure_keeps_its_stance(figure_studio):
    a, b = figure_studio.explore(DesignBrief("red dress"), 2, seed=3)
    for child in (figure_studio.mix(a, b), *figure_studio.vary(a, 2.0, 1)):
        assert figure_studio.plan(child.recipe).brief.pose == sample_on_figure("red dress", "", 3, 0).pose


def test_without_lines_a_figure_only_strikes_its_stance(figure_studio):
    [idea] = figure_studio.explore(DesignBrief("red dress", sketch_weight=0), 1, seed=3)
    drawn = figure_studio.plan(idea.recipe).brief
    assert drawn.sketch is None and drawn.pose == stance_pose(choose_stance(3, 0))
    assert idea.image.tobytes() == drafted(figure_studio, pose=stance_pose(choose_stance(3, 0)), sketch_weight=0)


def test_a_mixed_figure_stands_as_whom_its_structure_is_from(figure_studio):
    [a] = figure_studio.explore(DesignBrief("red dress"), 1, seed=3)
    [b] = figure_studio.explore(DesignBrief("black coat"), 1, seed=4)
    for share, block in (
        (0.2, sample_on_figure("red dress", "", 3, 0)),
        (0.8, sample_on_figure("black coat", "grey trousers", 4, 0)),
    ):
        mixed = figure_studio.mix(a, b, structure=share, style=0.5)
        drawn = figure_studio.plan(mixed.recipe).brief
        assert drawn.pose == block.pose
        assert (
            drawn.sketch.convert("L").tobytes()
            == DesignBrief("x", sketch=block.lines).sketch.convert("L").tobytes()
        )


@pytest.mark.parametrize("given", [{"look": "flat"}, {"pose_weight": 0}, {"sketch": INK, "look": "figure"}])
def test_no_stance_where_none_is_wanted(figure_studio, given):
    assert stances(figure_studio, DesignBrief("red dress", **given), 2) == [None, None]


def test_weights_without_poses_strike_none(tiny_studio):
    assert stances(tiny_studio, DesignBrief("red dress", look="figure"), 2) == [None, None]


def test_a_picture_of_a_garment_is_searched_lying_flat(figure_studio):
    picture = Image.new("RGB", (256, 384), "white")
    picture.paste("#a02030", (80, 100, 180, 300))
    settings = InversionSettings(steps=1, candidates=2)
    idea = figure_studio.invert(picture, "red dress", settings=settings)
    assert idea.recipe.look == "flat"
    assert figure_studio.invert(picture, "croquis, red dress", settings=settings).recipe.look == "auto"


def test_outfits_are_told_in_halves_and_rebuilt(figure_studio, figure_components):
    brief = DesignBrief("white shirt and black skirt")
    [idea] = figure_studio.explore(brief, 1, seed=3)
    backend = EmbeddedBackend(figure_components, torch.device("cpu"), torch.float32)
    assert backend.conditions(figure_studio.plan(idea.recipe)).regional is not None
    config = PostprocessConfig(regional_prompts=False)
    whole = create_studio(PRESETS["embedded"], figure_components, torch.device("cpu"), torch.float32, config=config)
    assert whole.rebuild(idea.recipe).image.tobytes() != idea.image.tobytes()
    design = figure_studio.finish(idea, steps=2)
    assert figure_studio.rebuild(design.recipe).image.tobytes() == design.image.tobytes()
    [dress] = figure_studio.explore(DesignBrief("red dress"), 1)
    assert backend.conditions(figure_studio.plan(dress.recipe)).regional is None
