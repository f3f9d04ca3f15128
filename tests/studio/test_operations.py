"""Operations: one module each, found by themselves; a tenth one needs no other file."""

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

from equifashion.design import DesignBrief, Recipe
from equifashion.design import edits as edits_module
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
    design = tiny_studio.finish(made, steps=1)
    assert tiny_studio.rebuild(Recipe.from_json(design.recipe.to_json())).image.tobytes() == design.image.tobytes()
    assert tiny_studio.plan(made.recipe).presentation == tiny_studio.plan(idea.recipe).presentation
