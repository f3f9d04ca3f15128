import numpy as np
import pytest
from PIL import Image

from equifashion.design import Design, DesignBrief, FinishStep, Idea, Recipe

IMAGE = Image.new("RGB", (256, 384))


def recipe(index: int = 0) -> Recipe:
    return Recipe.for_idea(DesignBrief("dress"), 7, index, 0.9, "embedded", {}, "cpu")


def idea(index: int = 0) -> Idea:
    return Idea(IMAGE, recipe(index), np.zeros((16, 24, 16), np.float32), np.zeros((6, 256), np.float32))


def test_ids_follow_the_recipe():
    assert idea().id == idea().id == recipe().sha256[:12]
    assert len({idea(index).id for index in range(8)}) == 8
    assert Design(IMAGE, recipe().with_finish(8, 0.5, None)).id != idea().id


def test_latents_of_another_kind_are_refused():
    with pytest.raises(TypeError, match="latent must be a float32 array with 3 axes"):
        Idea(IMAGE, recipe(), np.zeros((16, 24, 16)), np.zeros((6, 256), np.float32))
    with pytest.raises(TypeError, match="styles must be a float32 array with 2 axes"):
        Idea(IMAGE, recipe(), np.zeros((16, 24, 16), np.float32), np.zeros(256, np.float32))


def test_the_design_comes_with_the_last_step():
    design = Design(IMAGE, recipe().with_finish(8, 0.5, None))
    assert FinishStep(8, 8, IMAGE, design).design is design
    assert FinishStep(1, 8, IMAGE).design is None
    for wrong in ((0, 8, None), (9, 8, design), (8, 8, None), (3, 8, design)):
        with pytest.raises(ValueError, match=r"step|index"):
            FinishStep(wrong[0], wrong[1], IMAGE, wrong[2])
