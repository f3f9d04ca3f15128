"""Steer: ideas moved along directions, the weights' and a designer's own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp

import numpy as np

from equifashion.compositing.render_plan import RGB
from equifashion.design import Idea, Move, Recipe, Steer
from equifashion.design.edits import edit_as
from equifashion.design.stored import encode_array
from equifashion.errors import InvalidInput
from equifashion.gan.directions import Direction, direction_between, own_direction_json, read_own_direction
from equifashion.garments.flat.sketch import FlatSketch, stretch_flat
from equifashion.garments.grading import DIRECTION_GRADES, DIRECTION_STRETCHES
from equifashion.garments.on_figure.sketch import OnFigureSketch
from equifashion.models.brief_encoder import BriefConditions
from equifashion.studio.backends.embedded import EmbeddedBackend
from equifashion.studio.cuts import Cuts, FigureRequest
from equifashion.studio.engine import Engine
from equifashion.studio.operations.base import StyleOperation, own_words
from equifashion.studio.plan import Planner

_STRIP_LENGTH = 7  # pictures along a direction
_MAX_NAME = 80  # characters


class SteerOperation(StyleOperation):
    """Directions named for the cut stretch a flat garment and grade what a figure wears."""

    kind = "steer"
    shifts_color = True

    def flat(self, recipe: Recipe, prompt: str, cuts: Cuts) -> FlatSketch | None:
        edit = edit_as(recipe.edit, Steer)
        sketch = cuts.flat(edit.parent, prompt)
        if sketch is None:
            return None
        amounts = {"length": 0.0, "width": 0.0, "flare": 0.0}
        for move in edit.moves:
            for measure, rate in DIRECTION_STRETCHES.get(move.name, ()):
                amounts[measure] += move.amount * rate
        return stretch_flat(
            sketch, length=exp(amounts["length"]), width=exp(amounts["width"]), flare=exp(amounts["flare"])
        )

    def on_figure(self, recipe: Recipe, request: FigureRequest, cuts: Cuts) -> OnFigureSketch | None:
        edit = edit_as(recipe.edit, Steer)
        moves = [move for move in edit.moves if move.name in DIRECTION_GRADES]
        graded = [np.multiply(move.amount, DIRECTION_GRADES[move.name]) for move in moves]
        length, width = np.sum([np.asarray(request.grades), *graded], axis=0).tolist()
        return cuts.on_figure(edit.parent, own_words(recipe, replace(request, grades=(length, width))))

    def sets_color(self, edit: Steer) -> bool:
        return any(move.amount and move.name not in DIRECTION_STRETCHES for move in edit.moves)

    def base_color(self, recipe: Recipe, planner: Planner) -> RGB | None:
        return None if self.sets_color(edit_as(recipe.edit, Steer)) else super().base_color(recipe, planner)

    def styles(
        self, edit: Steer, parents: Sequence[Idea], backend: EmbeddedBackend, conditions: BriefConditions
    ) -> np.ndarray:
        vectors = [move.amount * backend.fitting(move.array(backend.layers)) for move in edit.moves]
        return (parents[0].styles + np.sum(vectors, axis=0)).astype(np.float32)


OPERATION = SteerOperation()


def steer(engine: Engine, idea: Idea, amounts: Mapping[str, float], own: Sequence[Direction] = ()) -> Idea:
    """As ``Studio.steer``."""
    engine.embedded("steer")
    engine.check_recipe(idea.recipe)
    known = engine.known_directions(own)
    if unknown := [name for name in amounts if name not in known]:
        raise InvalidInput(f"There is no direction {unknown[0]!r}; choose from {sorted(known)}.")
    moves = tuple(
        Move(name, amount, encode_array(known[name].vector)) for name, amount in amounts.items() if amount != 0
    )
    if not moves:
        return idea
    bare = engine.without_paint(idea)
    return engine.repaint(idea.recipe, engine.derive(bare, Steer(bare.recipe, moves), bare))


def traverse(
    engine: Engine,
    idea: Idea,
    name: str,
    amounts: Sequence[float] | None = None,
    own: Sequence[Direction] = (),
) -> list[Idea]:
    """As ``Studio.traverse``."""
    known = engine.known_directions(own)
    if amounts is None and name in known:
        amounts = [float(amount) for amount in np.linspace(*known[name].safe, _STRIP_LENGTH)]
    return [steer(engine, idea, {name: amount}, own) for amount in amounts or (0.0,)]


def own_direction(engine: Engine, name: str, start: Idea, end: Idea, part: str = "both") -> Direction:
    """As ``Studio.own_direction``."""
    config = engine.embedded("steer").networks.generator.config
    layers = {
        "structure": (0, config.structure_layers - 1),
        "style": (config.structure_layers, config.style_layers - 1),
        "both": (0, config.style_layers - 1),
    }
    if part not in layers:
        raise InvalidInput(f"The part must be one of {', '.join(layers)}; got {part!r}.")
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= _MAX_NAME:
        raise InvalidInput(f"Please name your direction in 1 to {_MAX_NAME} characters.")
    for idea in (start, end):
        engine.check_recipe(idea.recipe)
    found = direction_between(name.strip(), start.styles, end.styles, layers[part])
    if not found.vector.any():
        raise InvalidInput("These two ideas do not differ there, so there is no way from one to the other.")
    return found


def save_direction(direction: Direction) -> str:
    """As ``Studio.save_direction``."""
    return own_direction_json(direction)


def open_direction(engine: Engine, text: str | bytes) -> Direction:
    """As ``Studio.open_direction``."""
    direction = read_own_direction(text)
    config = engine.embedded("steer").networks.generator.config
    wanted = (config.style_layers, config.style_dim)
    if direction.vector.shape != wanted:
        raise InvalidInput(
            f"The direction {direction.name!r} is of shape {direction.vector.shape}; this generator's are of "
            f"shape {wanted}. It was named in another studio."
        )
    return direction
