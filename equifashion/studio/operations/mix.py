"""Mix: ideas between two, among several, or of every pair."""

from collections.abc import Sequence

import numpy as np

from equifashion.compositing.render_plan import RGB
from equifashion.design import Idea, Mix, Recipe
from equifashion.design.edits import edit_as
from equifashion.gan.mixing import LayerAmount, Weights, blend_styles, group_weights, pair_weights, truncated
from equifashion.garments.flat.sketch import FlatSketch, blend_flats
from equifashion.garments.on_figure.sketch import OnFigureSketch
from equifashion.models.brief_encoder import BriefConditions
from equifashion.studio.backends.embedded import EmbeddedBackend
from equifashion.studio.cuts import Cuts, FigureRequest
from equifashion.studio.engine import Engine
from equifashion.studio.operations.base import StyleOperation, own_words
from equifashion.studio.plan import Planner, average_color


class MixOperation(StyleOperation):
    """The weights of the first layer decide the cut and the stance, those of the last the cloth and colour."""

    kind = "mix"
    blends_parents = True
    shifts_color = True

    def flat(self, recipe: Recipe, prompt: str, cuts: Cuts) -> FlatSketch | None:
        first, *others = recipe.edit.parents
        sketches = [cuts.flat(first, prompt)]
        sketches += [cuts.flat(p, p.prompt) if cuts.draws_flat(p.brief()) else None for p in others]
        weights = [row[0] for row in edit_as(recipe.edit, Mix).weights]
        pairs = [(s, weight) for s, weight in zip(sketches, weights, strict=True) if s is not None and weight]
        return blend_flats(*zip(*pairs, strict=True)) if pairs else None

    def on_figure(self, recipe: Recipe, request: FigureRequest, cuts: Cuts) -> OnFigureSketch | None:
        """As the parent that weighs most in the first layer stands and wears it."""
        edit = edit_as(recipe.edit, Mix)
        heaviest = max(range(len(edit.weights)), key=lambda place: edit.weights[place][0])
        parent = edit.parents[heaviest]
        brief = parent.brief()
        if heaviest and cuts.draws_on_figure(brief):
            return cuts.on_figure(parent, FigureRequest(brief.pose, None, request.cut, request.grades))
        return cuts.on_figure(edit.parents[0], own_words(recipe, request))

    def fabric_parent(self, edit: Mix) -> int:
        return int(np.argmax([row[-1] for row in edit.weights]))

    def base_color(self, recipe: Recipe, planner: Planner) -> RGB | None:
        edit = edit_as(recipe.edit, Mix)
        shares = [
            (planner.base_color(p), row[-1]) for p, row in zip(edit.parents, edit.weights, strict=True) if row[-1]
        ]
        colors = [color for color, _ in shares if color is not None]
        if len(colors) < len(shares) or not shares:
            return None
        return average_color(colors, [share for _, share in shares])

    def styles(
        self, edit: Mix, parents: Sequence[Idea], backend: EmbeddedBackend, conditions: BriefConditions
    ) -> np.ndarray:
        styles = blend_styles([parent.styles for parent in parents], edit.weights)
        if edit.truncation is None:
            return styles
        return truncated(styles, backend.center(conditions.cond), edit.truncation)


OPERATION = MixOperation()


def mix(
    engine: Engine,
    a: Idea,
    b: Idea,
    structure: float = 0.5,
    style: float = 0.5,
    layers: Sequence[LayerAmount | tuple[int, int, float]] = (),
    truncation: float | None = None,
) -> Idea:
    """As ``Studio.mix``."""
    ranges = [layer if isinstance(layer, LayerAmount) else LayerAmount(*layer) for layer in layers]
    config = engine.embedded("mix").networks.generator.config
    return _mix(engine, [a, b], pair_weights(config, structure, style, ranges), truncation)


def blend(engine: Engine, parts: Sequence[tuple[Idea, float, float]], truncation: float | None = None) -> Idea:
    """As ``Studio.blend``."""
    config = engine.embedded("mix").networks.generator.config
    weights = group_weights(config, [part[1] for part in parts], [part[2] for part in parts])
    return _mix(engine, [part[0] for part in parts], weights, truncation)


def mixing_matrix(engine: Engine, rows: Sequence[Idea], columns: Sequence[Idea]) -> list[list[Idea]]:
    """As ``Studio.mixing_matrix``."""
    return [[mix(engine, row, column, structure=0.0, style=1.0) for column in columns] for row in rows]


def _mix(engine: Engine, ideas: list[Idea], weights: Weights, truncation: float | None) -> Idea:
    for idea in ideas:
        engine.check_recipe(idea.recipe)
    return engine.derive(ideas[0], Mix(tuple(idea.recipe for idea in ideas), weights, truncation), *ideas)
