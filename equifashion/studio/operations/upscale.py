"""Pictures at twice their size."""

from equifashion.design import Design, Idea, Recipe
from equifashion.studio.enlarging import no_enlarger
from equifashion.studio.operations.base import StudioBase


class Upscaling(StudioBase):
    """``upscale``; relies on the base alone."""

    @property
    def can_upscale(self) -> bool:
        """Whether ``upscale`` has what it needs."""
        return self._enlarger is not None and self._enlarger.available

    def check_upscale(self) -> None:
        """Raise what ``upscale`` would refuse for any picture; for checks before long work.

        Raises:
            InvalidInput: this preset enlarges nothing.
            MissingWeights, CheckpointError: the upscaler's weights are missing or damaged.
        """
        if self._enlarger is None:
            raise no_enlarger(self.preset.name)
        with self._working:
            self._enlarger.check()

    def upscale(self, work: Idea | Design) -> Design:
        """A picture at twice its width and height; its recipe rebuilds it like any other.

        Args:
            work: a design, or an idea that was altered. Nothing can be made out of what comes out.

        Raises:
            InvalidInput: this preset enlarges nothing, or the picture is enlarged already.
            MissingWeights, CheckpointError: the upscaler's weights are missing or damaged.
        """
        self.check_upscale()
        self._check_recipe(work.recipe)
        with self._working:
            origin = self._enlarger.edit(work)
        return self._enlarged(work, work.recipe.derive(origin, self.device_kind))

    def _enlarged(self, work: Idea | Design, recipe: Recipe) -> Design:
        with self._working:
            return Design(self._enlarger.picture(work.image, recipe.edit), recipe)
