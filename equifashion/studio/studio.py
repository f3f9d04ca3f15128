"""The studio: explore a brief with the generator, derive ideas from ideas, finish a pick with the refiner.

Every idea and design is made from its recipe, so that ``rebuild`` gives the same pixels whatever its origin.
"""

from dataclasses import replace

from equifashion.design import Design, Idea, Recipe, Recolor, Upscale
from equifashion.studio.operations.alter import Altering
from equifashion.studio.operations.base import MAX_COUNT
from equifashion.studio.operations.explore import Exploring
from equifashion.studio.operations.finish import Finishing
from equifashion.studio.operations.invert import Inverting
from equifashion.studio.operations.lines import Lining
from equifashion.studio.operations.mix import Mixing
from equifashion.studio.operations.recolor import Colouring
from equifashion.studio.operations.steer import Editing
from equifashion.studio.operations.upscale import Upscaling
from equifashion.studio.operations.vary import MAX_DISTANCE, Varying

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
        if isinstance(recipe.edit, Recolor) and recipe.steps is None:
            return self._recoloured_design(self.rebuild(recipe.edit.parent), recipe.edit)
        if isinstance(recipe.edit, Upscale):
            self.check_upscale()
            return self._enlarged(self.rebuild(recipe.edit.parent), recipe)
        if recipe.edit.by_finisher:
            *_, last = self._redrawn(self.rebuild(recipe.edit.parents[0]).image, recipe)
            return Design(last(), recipe)
        draft = replace(recipe, steps=None, freedom=None, guidance=None)
        return self.finish(self._made(draft), recipe.steps, recipe.freedom, recipe.guidance)
