"""Pictures at twice their size: sizes, recipes, and what is refused."""

from dataclasses import asdict, replace

import numpy as np
import pytest
import torch

from equifashion import DesignBrief, Recipe
from equifashion.design import Design, Upscale
from equifashion.errors import CheckpointError, InvalidInput, MissingWeights
from equifashion.models.checkpoint import file_sha256, save_checkpoint
from equifashion.models.upscaler import Upscaler, UpscalerConfig
from equifashion.studio.assembly import create_studio
from equifashion.studio.backends.components import UpscalerLoader
from equifashion.studio.presets import PRESETS
from equifashion.studio.studio import Studio
from tests.support.tiny_models import shaken

CPU = torch.device("cpu")
UPSCALER_FILE = "upscaler.safetensors"


def write_upscaler(folder, seed: int = 0) -> None:
    model = shaken(Upscaler(UpscalerConfig(8, 1, 4)), seed, size=0.05)
    save_checkpoint(folder / UPSCALER_FILE, "upscaler", asdict(model.config), model.state_dict())


def studio_of(components, folder) -> Studio:
    upscaler = UpscalerLoader(folder, CPU, torch.float32)
    return create_studio(PRESETS["embedded"], components, CPU, torch.float32, upscaler=upscaler)


@pytest.fixture(scope="module")
def enlarging(tiny_components, tmp_path_factory) -> Studio:
    folder = tmp_path_factory.mktemp("weights")
    write_upscaler(folder)
    return studio_of(tiny_components, folder)


@pytest.fixture(scope="module")
def design(enlarging) -> Design:
    return enlarging.finish(enlarging.explore(DesignBrief("red dress"), 1, seed=3)[0], steps=2)


def test_a_design_at_twice_its_size(enlarging, design):
    assert enlarging.supports("upscale")
    large = enlarging.upscale(design)
    assert design.image.size == (256, 384) and large.image.size == (512, 768) and large.image.mode == "RGB"
    small = np.asarray(large.image.resize((256, 384)), np.int16)
    assert np.abs(small - np.asarray(design.image, np.int16)).mean() < 40, "the same picture"
    assert large.id != design.id and large.recipe.brief().prompt == "red dress"


def test_its_recipe_alone_rebuilds_the_same_pixels(enlarging, design):
    large = enlarging.upscale(design)
    recipe = Recipe.from_json(large.recipe.to_json())
    assert recipe == large.recipe and not recipe.is_draft and recipe.seed == 3
    again = enlarging.rebuild(recipe)
    assert isinstance(again, Design) and again.image.tobytes() == large.image.tobytes()


def test_the_designs_own_recipe_knows_nothing_of_it(enlarging, design, tiny_studio):
    """Recipes made before there was an upscaler stay what they were."""
    large = enlarging.upscale(design)
    assert UPSCALER_FILE not in enlarging.weights and large.recipe.weights == design.recipe.weights
    assert large.recipe.edit.parent == design.recipe
    same = tiny_studio.finish(tiny_studio.explore(DesignBrief("red dress"), 1, seed=3)[0], steps=2)
    assert same.recipe == design.recipe
    assert tiny_studio.rebuild(design.recipe).image.tobytes() == design.image.tobytes()


def test_other_colours_and_altered_ideas_can_be_enlarged(enlarging, design):
    coloured = enlarging.recolor(design, ["navy"])[0]
    altered = enlarging.inpaint(design, attribute="hem", value="straight", mask=_lower_half(), steps=1)
    for work in (coloured, altered):
        large = enlarging.upscale(work)
        assert large.image.size == (512, 768)
        rebuilt = enlarging.rebuild(Recipe.from_json(large.recipe.to_json()))
        assert rebuilt.image.tobytes() == large.image.tobytes()


def _lower_half() -> np.ndarray:
    mask = np.zeros((384, 256), bool)
    mask[200:] = True
    return mask


def test_enlarging_comes_last(enlarging, design):
    large = enlarging.upscale(design)
    for again in (
        lambda: enlarging.upscale(large),
        lambda: enlarging.recolor(large, ["navy"]),
        lambda: enlarging.inpaint(large, attribute="hem", value="straight", mask=_lower_half(), steps=1),
        lambda: enlarging.inpaint(large, _lower_half_picture(), steps=1),
    ):
        with pytest.raises(InvalidInput, match="Enlarging comes last"):
            again()


def _lower_half_picture():
    from PIL import Image

    return Image.fromarray(_lower_half().astype(np.uint8) * 255)


def test_without_its_weights_the_rest_works(tiny_components, design, tmp_path):
    studio = studio_of(tiny_components, tmp_path)
    assert not studio.supports("upscale")
    assert studio.rebuild(design.recipe).image.tobytes() == design.image.tobytes()
    for refused in (studio.check_upscale, lambda: studio.upscale(design)):
        with pytest.raises(MissingWeights, match=r"upscaler\.safetensors is missing\. Restore the checkpoints"):
            refused()
    write_upscaler(tmp_path)
    assert studio.upscale(design).image.size == (512, 768)  # a failure is not remembered


def test_other_weights_are_named_and_the_design_itself_survives(enlarging, tiny_components, design, tmp_path):
    write_upscaler(tmp_path, seed=1)
    other, large = studio_of(tiny_components, tmp_path), enlarging.upscale(design)
    with pytest.raises(CheckpointError, match="enlarged with other upscaler weights"):
        other.rebuild(large.recipe)
    assert other.rebuild(large.recipe.edit.parent).image.tobytes() == design.image.tobytes()
    assert other.upscale(design).recipe.edit.upscaler == file_sha256(tmp_path / UPSCALER_FILE)


def test_weights_of_another_architecture(tiny_components, design, tmp_path):
    model = Upscaler(UpscalerConfig(8, 1, 4))
    save_checkpoint(tmp_path / UPSCALER_FILE, "upscaler", {"width": 9}, model.state_dict())
    with pytest.raises(CheckpointError, match=r"The upscaler weights in .* do not fit this version's model"):
        studio_of(tiny_components, tmp_path).upscale(design)


def test_a_studio_that_does_not_enlarge_says_why(tiny_studio, design):
    assert not tiny_studio.supports("upscale")
    with pytest.raises(InvalidInput, match="does not enlarge: its designs are 512×768 or larger"):
        tiny_studio.upscale(design)


@pytest.mark.parametrize("value", ["", "a" * 63, "A" * 64, 7, None])
def test_a_recipe_names_the_weights_by_their_hash(design, value):
    with pytest.raises(InvalidInput, match="recipe's upscaler must be a SHA-256"):
        Upscale(design.recipe, value)


def test_a_recipe_with_steps_of_its_own_is_refused(enlarging, design):
    large = enlarging.upscale(design)
    with pytest.raises(InvalidInput, match="null where no draft is finished"):
        replace(large.recipe, steps=2, freedom=0.5)
