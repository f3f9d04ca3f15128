"""The plan: what will be drawn, answered once."""

import pytest
from PIL import Image

from equifashion.compositing.render_plan import Presentation
from equifashion.design import DesignBrief
from equifashion.imaging import Pose
from tests.support.cut_ideas import INK

POSE = Pose(tuple((0.3 + 0.02 * i, 0.1 + 0.04 * i, 1.0) for i in range(18)))
SWATCH = Image.new("RGB", (64, 64), "teal")


@pytest.mark.parametrize(
    "brief, presentation",
    [
        (DesignBrief("red shirt"), Presentation.FLAT_DRAWING),
        (DesignBrief("red shirt", look="flat"), Presentation.FLAT_PHOTO),
        (DesignBrief("photo of a red shirt"), Presentation.FLAT_PHOTO),
        (DesignBrief("grey cape", look="drawing"), Presentation.FLAT_PHOTO),  # no sketch to ink
        (DesignBrief("grey cape", look="drawing", sketch=INK), Presentation.FLAT_DRAWING),
        (DesignBrief("red dress"), Presentation.FIGURE),
        (DesignBrief("red shirt", pose=POSE), Presentation.FIGURE),
        (DesignBrief("red dress", pose=POSE, look="flat"), Presentation.FLAT_PHOTO),
        (DesignBrief("red shirt and black skirt"), Presentation.FIGURE),
    ],
)
def test_a_brief_decides_its_presentation(studio, brief, presentation):
    plan = studio.plan(brief)
    assert plan.presentation is presentation and plan.is_figure == (presentation is Presentation.FIGURE)
    assert (plan.on_figure is not None) <= plan.is_figure and not (plan.flat is not None and plan.is_figure)


def test_weights_that_draw_no_figures_plan_none(tiny_studio):
    assert tiny_studio.plan(DesignBrief("red dress")).presentation is Presentation.FLAT_PHOTO


def test_the_plan_of_a_brief_is_that_of_its_first_idea(studio):
    brief = DesignBrief("white shirt and black skirt")
    [idea] = studio.explore(brief, 1, seed=0)
    assert studio.plan(brief) is studio.plan(idea.recipe)
    plan = studio.plan(idea.recipe)
    assert plan.brief.pose is not None and plan.brief.sketch is not None and idea.recipe.pose is None
    assert [garment.colour for garment in plan.fabrics.garments] == ["white", "black"]
    assert plan.lower is not None and not plan.finished


def test_fabrics_say_which_cloth_goes_where(studio):
    striped = studio.plan(DesignBrief("striped t-shirt", fabric=SWATCH)).fabrics
    assert striped.covers(0) and not striped.covers(1) and striped.garments[0].weave == "striped"
    assert striped.base_color is None and striped.swatch_weight == 1.0
    plain = studio.plan(DesignBrief("red t-shirt")).fabrics
    assert not plain.covers(0) and plain.base_color is not None and plain.base_color[0] > max(plain.base_color[1:])


def test_a_designers_colour_is_not_painted_over(studio):
    [idea] = studio.explore(DesignBrief("red dress"), 1, seed=3)
    assert studio.plan(idea.recipe).fabrics.recolor == "always"
    [navy] = studio.recolor(idea, ["navy"])
    assert studio.plan(navy.recipe).fabrics.recolor == "never"
    assert studio.plan(studio.mix(idea, navy).recipe).fabrics.recolor == "missed"
