"""Finish: a draft made into a design."""

from collections.abc import Callable, Iterator

from PIL import Image

from equifashion.design import Design, FinishStep, Idea, Recipe
from equifashion.studio.operations.base import StudioBase
from equifashion.studio.operations.steps import finish_steps, last_step


class Finishing(StudioBase):
    """``iter_finish``, ``finish``, ``check_finish``. Relies on the base alone."""

    def iter_finish(
        self,
        idea: Idea,
        steps: int | None = None,
        freedom: float | None = None,
        guidance: float | None = None,
    ) -> Iterator[FinishStep]:
        """Finish an idea with the refiner, one step at a time; closing the iterator stops the work.

        Args:
            idea: from ``explore``.
            steps: denoiser calls, 1–100; None takes the preset's.
            freedom: 0 keeps the draft's structure, 1 lets the refiner wander; None takes the preset's.
            guidance: classifier-free guidance scale, 1–20; None takes the preset's.

        Yields:
            A step with a preview; the last one carries the design.

        Raises:
            InvalidInput: a value is out of range.
            CheckpointError: the idea was made with other weights.
        """
        return finish_steps(*self._finished_pictures(idea, steps, freedom, guidance))

    def check_finish(
        self, steps: int | None = None, freedom: float | None = None, guidance: float | None = None
    ) -> None:
        """Raise InvalidInput if ``iter_finish`` would refuse these values; for checks before long work."""
        self._finisher.plan(steps, freedom, guidance)

    def finish(
        self,
        idea: Idea,
        steps: int | None = None,
        freedom: float | None = None,
        guidance: float | None = None,
        on_step: Callable[[FinishStep], None] | None = None,
    ) -> Design:
        """Finish an idea; arguments as for ``iter_finish``.

        ``on_step`` sees every step; without it only the last is decoded, which saves a third of the time.
        """
        if on_step is None:
            pictures, recipe = self._finished_pictures(idea, steps, freedom, guidance)
            *_, last = pictures
            return Design(last(), recipe)
        return last_step(self.iter_finish(idea, steps, freedom, guidance), on_step).design

    def _finished_pictures(
        self, idea: Idea, steps: int | None, freedom: float | None, guidance: float | None
    ) -> tuple[Iterator[Callable[[], Image.Image]], Recipe]:
        """What the finisher shows after every denoiser call, and the recipe of what comes out."""
        self._check_recipe(idea.recipe)
        plan, freedom, scale = self._finisher.plan(steps, freedom, guidance)
        recipe = idea.recipe.with_finish(len(plan.timesteps), freedom, guidance)
        return self._finisher.pictures(idea, recipe, plan, scale), recipe
