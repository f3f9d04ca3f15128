"""Sample: a contact sheet for a brief, drawn by the generator from a seed."""

from collections.abc import Sequence

import numpy as np

from equifashion.design import DesignBrief, Idea, Recipe, Sample
from equifashion.design.checks import MAX_SEED
from equifashion.design.edits import edit_as
from equifashion.garments.flat.sketch import FlatSketch, sample_flat
from equifashion.garments.on_figure.sketch import OnFigureSketch, sample_on_figure
from equifashion.models.brief_encoder import BriefConditions
from equifashion.prompts.training_vocabulary import to_training_vocabulary
from equifashion.studio.arguments import MAX_COUNT, whole
from equifashion.studio.backends.embedded import EmbeddedBackend
from equifashion.studio.cuts import Cuts, FigureRequest
from equifashion.studio.engine import Engine
from equifashion.studio.operations.base import StyleOperation


class SampleOperation(StyleOperation):
    kind = "sample"

    def flat(self, recipe: Recipe, prompt: str, cuts: Cuts) -> FlatSketch | None:
        edit = edit_as(recipe.edit, Sample)
        return sample_flat(prompt, edit.seed, edit.index)

    def on_figure(self, recipe: Recipe, request: FigureRequest, cuts: Cuts) -> OnFigureSketch | None:
        prompt = recipe.prompt if request.prompt is None else request.prompt
        companion = to_training_vocabulary(prompt, draws_figures=True, figure=True).companion
        cut = request.whole_grades()
        edit = edit_as(recipe.edit, Sample)
        return sample_on_figure(prompt, companion, edit.seed, edit.index, cut, request.pose)

    def styles(
        self, edit: Sample, parents: Sequence[Idea], backend: EmbeddedBackend, conditions: BriefConditions
    ) -> np.ndarray:
        return backend.sample(conditions.cond, edit.seed, edit.index, edit.truncation)


OPERATION = SampleOperation()


def explore(
    engine: Engine, brief: DesignBrief, count: int = 8, seed: int = 0, truncation: float | None = None
) -> list[Idea]:
    """As ``Studio.explore``."""
    count = whole("count", count, 1, MAX_COUNT)
    seed = whole("seed", seed, 0, MAX_SEED)
    truncation = engine.preset.truncation if truncation is None else truncation
    first = engine.recipe(brief, Sample(seed, 0, truncation))
    return [engine.make_idea(first.with_index(index)) for index in range(count)]
