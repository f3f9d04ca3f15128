"""Waistbands and belts lie round the waist in every style."""

import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.garments.figure.body import T_WAIST, Figure, Stance, place_body
from equifashion.garments.on_figure.waist import WAISTBANDS, draw_belt, draw_strings, draw_waistband
from equifashion.garments.scene.render import render_parts
from equifashion.garments.scene.scene import Part, Scene
from equifashion.garments.textiles import Fabric

BODY = place_body(Figure(), Stance(torso=6.0))
CLOTH = Fabric("plain", ("#7f9fc4",))


def _waist(shapes) -> np.ndarray:
    return render_parts(Scene(tuple(shapes), BODY.pose)) == Part.WAIST


@pytest.mark.parametrize("style", WAISTBANDS)
def test_a_waistband_spans_the_waist(style):
    worn = _waist(draw_waistband(BODY, CLOTH, np.random.default_rng(1), style))
    x, y = BODY.torso.at(T_WAIST)
    assert worn[round(y) + 3, round(x)]
    assert worn.any(0).sum() >= 2 * BODY.torso.half_at(T_WAIST)
    assert worn.any(1).sum() < 0.6 * BODY.unit


@pytest.mark.parametrize("style", ["buckle", "sash", "tie"])
def test_a_belt_spans_the_waist_and_loose_ends_hang(style):
    worn = _waist(draw_belt(BODY, "#5a3a28", style=style))
    assert worn.any(0).sum() >= 2 * BODY.torso.half_at(T_WAIST)
    assert (worn.any(1).sum() > 0.7 * BODY.unit) == (style != "buckle")


def test_a_drawstring_has_two_ends():
    assert len(draw_strings(BODY, T_WAIST, 40.0)) == 2


def test_unknown_styles_are_refused():
    with pytest.raises(InvalidInput, match="jeans"):
        draw_waistband(BODY, CLOTH, np.random.default_rng(1), "corset")
    with pytest.raises(InvalidInput, match="sash"):
        draw_belt(BODY, "#5a3a28", style="rope")
