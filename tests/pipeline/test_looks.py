"""A studio of tiny networks that have, or have not, learned to draw figures."""

from dataclasses import replace

import pytest
import torch
from tiny_models import shaken, tiny_networks

from equifashion.design import DesignBrief
from equifashion.imaging import Pose
from equifashion.pipeline.presets import PRESETS
from equifashion.pipeline.studio import Studio

POSE = Pose(tuple((0.3 + 0.02 * i, 0.1 + 0.04 * i, 1.0) for i in range(18)))


@pytest.fixture(scope="module")
def figure_studio(tiny_components) -> Studio:
    networks = tiny_networks(pose_learned=True)
    shaken(networks.pose)
    components = replace(tiny_components, conditions=networks)
    return Studio(PRESETS["embedded"], components, torch.device("cpu"), torch.float32)


def drafted(studio: Studio, prompt: str = "red dress", **more) -> bytes:
    return studio.explore(DesignBrief(prompt, **more), 1, seed=3)[0].image.tobytes()


def test_each_look_is_drawn_and_rebuilt(figure_studio):
    flat, figure = (drafted(figure_studio, look=look) for look in ("flat", "figure"))
    assert flat != figure
    assert drafted(figure_studio) == flat and drafted(figure_studio, "croquis, red dress") == figure
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
    assert figure_studio.draws_figures and not tiny_studio.draws_figures
    unlearned = "not learned to draw figures"
    for brief in (DesignBrief("red dress", look="figure"), DesignBrief("red dress on a model")):
        assert any(unlearned in notice for notice in tiny_studio.notices(brief))
        assert not any(unlearned in notice for notice in figure_studio.notices(brief))
    for quiet in (DesignBrief("red dress", look="flat"), DesignBrief("croquis, red dress", look="flat")):
        assert not any("figure" in notice for notice in tiny_studio.notices(quiet))
    assert drafted(tiny_studio, look="figure") == drafted(tiny_studio)
