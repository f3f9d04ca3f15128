"""Passes: a list in order, which a configuration filters."""

import dataclasses

import numpy as np
import pytest
from PIL import Image

from equifashion.compositing.clean_up import CleanUp
from equifashion.compositing.contrast import Sharpen
from equifashion.compositing.fabric import FabricOverlay
from equifashion.compositing.ink import Ink
from equifashion.compositing.passes import PostprocessConfig, build_passes, compose
from equifashion.design import DesignBrief

GREY = Image.new("RGB", (256, 384), (120, 120, 120))


def test_the_passes_in_order():
    assert [type(each) for each in build_passes(PostprocessConfig(), None)] == [
        CleanUp,
        FabricOverlay,
        Sharpen,
        Ink,
    ]


@pytest.mark.parametrize(
    "field, left_out",
    [("cleanup", CleanUp), ("fabric_overlay", FabricOverlay), ("sharpening", Sharpen), ("ink_lines", Ink)],
)
def test_an_ablation_removes_one(field, left_out):
    config = dataclasses.replace(PostprocessConfig(), **{field: False})
    assert left_out not in [type(each) for each in build_passes(config, None)]
    assert len(build_passes(config, None)) == 3


def test_each_pass_leaves_its_mark(tiny_studio):
    plan = dataclasses.replace(tiny_studio.plan(DesignBrief("striped shirt")), finished=True)
    whole = compose(build_passes(PostprocessConfig(), None), GREY, plan)
    assert whole.fabric_laid
    for field in ("cleanup", "fabric_overlay", "sharpening", "ink_lines"):
        config = dataclasses.replace(PostprocessConfig(), **{field: False})
        assert compose(build_passes(config, None), GREY, plan).image.tobytes() != whole.image.tobytes(), field
    none = dataclasses.replace(PostprocessConfig(False, False, False, False, False, False))
    assert compose(build_passes(none, None), GREY, plan).image is GREY


def test_drafts_are_not_sharpened_and_pictures_without_cloth_keep_their_own(tiny_studio):
    plan = tiny_studio.plan(DesignBrief("photo of a shirt", sketch_weight=0))
    found = compose(build_passes(PostprocessConfig(), None), GREY, plan)
    assert found.image is GREY and not found.fabric_laid
    assert np.asarray(Sharpen()(GREY, plan)).tobytes() == np.asarray(GREY).tobytes()
