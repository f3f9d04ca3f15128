"""The studio: explore a brief with the generator, derive ideas from ideas, finish a pick with the refiner.

Every idea and design is made from its recipe, so that ``rebuild`` gives the same pixels whatever its origin.
"""

from dataclasses import replace

from equifashion.design import Design, Idea, Recipe, Recoloured, Redrawn, Upscaled
from equifashion.pipeline.calls.alter import Altering
from equifashion.pipeline.calls.base import MAX_COUNT
from equifashion.pipeline.calls.colour import Colouring
from equifashion.pipeline.calls.edit import Editing
from equifashion.pipeline.calls.explore import Exploring
from equifashion.pipeline.calls.finish import Finishing
from equifashion.pipeline.calls.invert import Inverting
from equifashion.pipeline.calls.lines import Lining
from equifashion.pipeline.calls.mix import Mixing
from equifashion.pipeline.calls.upscale import Upscaling
from equifashion.pipeline.calls.vary import MAX_DISTANCE, Varying

__all__ = ["MAX_COUNT", "MAX_DISTANCE", "Studio"]


class Studio(Exploring, Mixing, Editing, Inverting, Varying, Colouring, Altering, Finishing, Upscaling, Lining):
    """One loaded preset. Safe to call from several threads: work is done one piece at a time.

    Its calls are in ``pipeline/calls``, one file a kind.

    Attributes:
        preset: its table row.
        device, dtype: where and in which precision it computes.
    """

    def rebuild(self, recipe: Recipe) -> Design | Idea:
        """Make the same pixels again from a recipe alone: a design, or an idea if it was never finished.

        Raises:
            CheckpointError: the recipe was made with other weights, or another preset.
        """
        self._check_recipe(recipe)
        if recipe.is_draft:
            return self._made(recipe)
        if isinstance(recipe.origin, Recoloured) and recipe.steps is None:
            return self._recoloured_design(self.rebuild(recipe.origin.parent), recipe.origin)
        if isinstance(recipe.origin, Upscaled):
            self.check_upscale()
            return self._enlarged(self.rebuild(recipe.origin.parent), recipe)
        if isinstance(recipe.origin, Redrawn):
            *_, last = self._redrawn(self.rebuild(recipe.origin.parent).image, recipe)
            return Design(last(), recipe)
        draft = replace(recipe, steps=None, freedom=None, guidance=None)
        return self.finish(self._made(draft), recipe.steps, recipe.freedom, recipe.guidance)
