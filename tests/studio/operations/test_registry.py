"""Operations: one module each, found by themselves; a tenth one needs no other file."""

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

from equifashion.design import DesignBrief, Recipe
from equifashion.design import edits as edits_module
from equifashion.errors import InvalidInput
from equifashion.studio.operations.registry import operations

POSTERIZE = """
from typing import Literal

from PIL import Image, ImageOps

from equifashion.design import Design
from equifashion.design.edits import Child, register_edit
from equifashion.design.stored import Parent
from equifashion.studio.operations.base import Operation


@register_edit
class Posterize(Child):
    parent: Parent
    bits: int
    kind: Literal["posterize"] = "posterize"
    works_on_picture = True


class PosterizeOperation(Operation):
    kind = "posterize"

    def make(self, recipe, parents, engine):
        image = ImageOps.posterize(parents[0].image, recipe.edit.bits)
        [parent] = parents
        return Design(image, recipe) if isinstance(parent, Design) else engine.painted(image, recipe, parent)


OPERATION = PosterizeOperation()
"""


@pytest.fixture
def posterize(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The module of a tenth operation, beside the others."""
    package = importlib.import_module("equifashion.studio.operations")
    (tmp_path / "posterize.py").write_text(POSTERIZE)
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    monkeypatch.setattr(edits_module, "_KINDS", dict(edits_module._KINDS))
    operations.cache_clear()
    assert "posterize" in operations()
    yield sys.modules["equifashion.studio.operations.posterize"]
    del sys.modules["equifashion.studio.operations.posterize"]
    operations.cache_clear()


def test_the_operations_are_the_edits_kinds():
    assert set(operations()) == {"sample", "mix", "steer", "invert", "vary", "recolor", "inpaint", "upscale"}


def test_a_tenth_operation_is_one_module(tiny_studio, posterize):
    [idea] = tiny_studio.explore(DesignBrief("red shirt"), 1, seed=3)
    made = tiny_studio.apply(idea, posterize.Posterize(idea.recipe, 2))
    assert len(np.unique(np.asarray(made.image))) <= 4 < len(np.unique(np.asarray(idea.image)))
    again = tiny_studio.rebuild(Recipe.from_json(made.recipe.to_json()))
    assert again.image.tobytes() == made.image.tobytes()
    steered = tiny_studio.steer(made, {"longer": 1})  # posterized again, on the other shape
    assert steered.recipe.edit.kind == "posterize" and steered.recipe.edit.bits == 2
    assert steered.image.tobytes() == tiny_studio.rebuild(steered.recipe).image.tobytes() != made.image.tobytes()
    design = tiny_studio.finish(made, steps=1)
    assert tiny_studio.rebuild(Recipe.from_json(design.recipe.to_json())).image.tobytes() == design.image.tobytes()
    assert tiny_studio.plan(made.recipe).presentation == tiny_studio.plan(idea.recipe).presentation


def test_what_is_no_work_recipe_or_edit_of_the_work_is_refused(tiny_studio):
    a, b = tiny_studio.explore(DesignBrief("red shirt"), 2, seed=3)
    [navy] = tiny_studio.recolor(b, ["navy"])
    for attempt, message in (
        (
            lambda: tiny_studio.apply(a, navy.recipe.edit),
            "first parent must be this work; got 'recolor' of another",
        ),
        (lambda: tiny_studio.apply(a, a.recipe.edit), "first parent must be this work"),
        (lambda: tiny_studio.apply(None, navy.recipe.edit), "An idea or a design is needed; got NoneType"),
        (lambda: tiny_studio.apply(a, "recolor"), "The edit must be of one of"),
        (lambda: tiny_studio.inpaint("x", attribute="hem", value="raw"), "An idea or a design is needed; got str"),
        (lambda: tiny_studio.inpaint(a, other=b, value="raw", held=["hem"]), "takes no value"),
        (lambda: tiny_studio.inpaint(a, attribute="hem", value="raw", held="hem"), "takes no held"),
        (lambda: tiny_studio.inpaint(a, held=["hem"]), "takes no held"),
        (lambda: tiny_studio.plan("red dress"), "A plan is made of a brief, recipe, idea or design; got str"),
        (lambda: tiny_studio.rebuild("{}"), "Only a recipe can be rebuilt; got str"),
        (lambda: tiny_studio.supports([]), "The capability must be one of"),
        (lambda: Recipe.from_json(None), "The recipe must be JSON text; got NoneType"),
    ):
        with pytest.raises(InvalidInput, match=message):
            attempt()
    assert tiny_studio.plan(a) is tiny_studio.plan(a.recipe)
