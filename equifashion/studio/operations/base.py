"""What every operation answers: rules on the plan, and how its recipe becomes a picture."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from equifashion.compositing.render_plan import RGB
from equifashion.design import Design, Idea, Recipe
from equifashion.errors import InvalidInput
from equifashion.garments.flat.sketch import FlatRaster, FlatSketch
from equifashion.garments.on_figure.sketch import OnFigureSketch
from equifashion.studio.operations.registry import operation_of
from equifashion.studio.plan import first_line

if TYPE_CHECKING:
    from equifashion.models.brief_encoder import BriefConditions
    from equifashion.studio.backends.embedded import EmbeddedBackend
    from equifashion.studio.cuts import Cuts, FigureRequest
    from equifashion.studio.engine import Engine
    from equifashion.studio.plan import Planner

Work = Idea | Design


class Operation(ABC):
    """Rules of one kind of edit. The defaults keep everything as the first parent has it.

    ``edit`` is always the operation's own record; it is typed ``Any`` here because every operation has another one.

    Attributes:
        kind: the edit's kind, and the facade's word.
        blends_parents: whether several parents share in the picture.
        shifts_color: whether the colour that the words name may have been left behind.
    """

    kind: ClassVar[str]
    blends_parents: ClassVar[bool] = False
    shifts_color: ClassVar[bool] = False

    # Rules on the plan.

    def flat(self, recipe: Recipe, prompt: str, cuts: Cuts) -> FlatSketch | None:
        """The flat sketch of the recipe's garment under some words; None where there is none."""
        return cuts.flat(recipe.edit.parents[0], prompt)

    def flat_raster(self, recipe: Recipe, cuts: Cuts) -> FlatRaster | None:
        """The flat sketch as the picture shows it."""
        sketch = cuts.flat(recipe, recipe.prompt)
        return None if sketch is None else sketch.laid()

    def on_figure(self, recipe: Recipe, request: FigureRequest, cuts: Cuts) -> OnFigureSketch | None:
        """The outfit on its figure, as a descendant asks for it."""
        return cuts.on_figure(recipe.edit.parents[0], own_words(recipe, request))

    def follows_sketch(self, edit: Any) -> bool:
        """Whether a flat drawing is inked along the designer's own sketch."""
        return True

    def is_one_drawing(self, edit: Any) -> bool:
        """Whether the picture follows one sketch, rather than regions of several."""
        return True

    def fabric_parent(self, edit: Any) -> int:
        """Which parent's words name the cloth."""
        return 0

    def sets_color(self, edit: Any) -> bool:
        """Whether a designer brought the colour where it is, against the words."""
        return False

    def base_color(self, recipe: Recipe, planner: Planner) -> RGB | None:
        """The colour that a flat garment of one colour was to have; None where no words decide it."""
        if any(operation_of(each.edit).shifts_color for each in first_line(recipe)):
            return planner.base_color(recipe.edit.parents[0])
        return planner.color_of_words(recipe)

    # Making it.

    @abstractmethod
    def make(self, recipe: Recipe, parents: Sequence[Work], engine: Engine) -> Work:
        """The picture of an unfinished recipe."""

    def repaint(self, recipe: Recipe, beneath: Idea, engine: Engine) -> Idea:
        """The same edit on another idea, for edits of one parent that work on the picture."""
        edit: Any = recipe.edit
        return engine.derive(beneath, replace(edit, parent=beneath.recipe), beneath)


def check_work(work: object) -> None:
    """Raise InvalidInput for what is neither an idea nor a design."""
    if not isinstance(work, Idea | Design):
        raise InvalidInput(f"An idea or a design is needed; got {type(work).__name__}.")


class StyleOperation(Operation):
    """An operation that computes styles; its picture is decoded from them."""

    @abstractmethod
    def styles(
        self, edit: Any, parents: Sequence[Idea], backend: EmbeddedBackend, conditions: BriefConditions
    ) -> np.ndarray:
        """w+ styles, (layers, w) float32."""

    def make(self, recipe: Recipe, parents: Sequence[Work], engine: Engine) -> Work:
        return engine.draft(recipe, [engine.as_idea(parent) for parent in parents])


def own_words(recipe: Recipe, request: FigureRequest) -> FigureRequest:
    """A request to the first parent: in the recipe's words, where they differ from the parent's."""
    if request.prompt is None and recipe.prompt != recipe.edit.parents[0].prompt:
        return replace(request, prompt=recipe.prompt)
    return request
