"""Ideas, looks and recipes for the page's own tests; their pictures are drawn here, not by a model."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion.design import Design, DesignBrief, Idea, Recipe
from equifashion.imaging import Pose
from equifashion.web.context import AppContext
from equifashion.web.interface import Page, build_page
from equifashion.web.loading import BackgroundLoader

WEIGHTS = {"generator.safetensors": "ab" * 32}


@pytest.fixture
def sketch() -> Image.Image:
    drawing = Image.new("RGB", (256, 384), "white")
    ImageDraw.Draw(drawing).line([(60, 60), (50, 300), (200, 300)], fill="black", width=4)
    return drawing


@pytest.fixture
def pose() -> Pose:
    return Pose(tuple((0.3 + 0.02 * i, 0.1 + 0.04 * i, 1.0) for i in range(18)))


@pytest.fixture
def brief(sketch, pose) -> DesignBrief:
    swatch = Image.effect_noise((128, 128), 60).convert("RGB")
    return DesignBrief("red floral dress", sketch=sketch, pose=pose, fabric=swatch, pose_weight=0.5)


@pytest.fixture
def make_idea(brief) -> Callable[[int], Idea]:
    def make(index: int) -> Idea:
        recipe = Recipe.for_idea(brief, 7, index, 0.9, "embedded", WEIGHTS, "cpu")
        picture = Image.new("RGB", (256, 384), (20 * index, 90, 120))
        return Idea(picture, recipe, np.zeros((16, 24, 16), np.float32), np.zeros((4, 8), np.float32))

    return make


@pytest.fixture
def finish_idea() -> Callable[[Idea], Design]:
    def finish(idea: Idea) -> Design:
        return Design(Image.new("RGB", (512, 768), "teal"), idea.recipe.with_finish(8, 0.5, None))

    return finish


@pytest.fixture
def derive(make_idea):
    def made(origin_of, parent=None) -> Idea:
        parent = parent or make_idea(0)
        return replace(parent, recipe=parent.recipe.derive(origin_of(parent.recipe), "cpu"))

    return made


@pytest.fixture(scope="module")
def page() -> Page:
    return build_page(BackgroundLoader(lambda: pytest.fail("building the page loads nothing")))


@pytest.fixture(scope="module")
def context(page) -> AppContext:
    return page.context
