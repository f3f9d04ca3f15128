"""Vary: ideas at a chosen distance from one."""

from collections.abc import Iterator

from equifashion.design import Idea
from equifashion.design.recipe import MAX_SEED
from equifashion.studio.arguments import number, whole
from equifashion.studio.operations.base import MAX_COUNT, StudioBase
from equifashion.studio.searching import VaryStep, search_variations

MAX_DISTANCE = 100.0  # black against white, in the picture distance


class Varying(StudioBase):
    """``iter_vary``, ``vary``. Relies on the base alone."""

    def iter_vary(self, idea: Idea, distance: float, count: int = 8, seed: int = 0) -> Iterator[VaryStep]:
        """Variations of an idea that look about equally different from it, and different from one another.

        One step a candidate; closing the iterator stops the search.

        Args:
            idea: a draft; what was painted on it, colours or regions, is painted on again.
            distance: how different, in the picture distance (mean ΔE over the picture, on three scales): 2 is
                hardly seen, 10 is another garment. Where too few can lie there, nearer ones come, and farther ones
                up to half as far again.
            count: 1–64; near-duplicates are left out, so that fewer may come.
            seed: 0–2³¹−1.

        Yields:
            Steps; the last one carries the ideas.

        Raises:
            InvalidInput: a value is out of range.
        """
        self._styled()
        self._check_recipe(idea.recipe)
        distance = number("distance", distance, 0.0, MAX_DISTANCE)
        count, seed = whole("count", count, 1, MAX_COUNT), whole("seed", seed, 0, MAX_SEED)
        return self._varying(idea, distance, count, seed)

    def _varying(self, idea: Idea, distance: float, count: int, seed: int) -> Iterator[VaryStep]:
        bare = self._bare(idea)
        search = search_variations(bare, distance, count, seed, self._styled())
        while True:
            with self._working:
                step = next(search)
            if step.origins is not None:
                break
            yield VaryStep(step.index, step.steps)
        found = [self._painted(idea.recipe, self._derived(bare, origin)) for origin in step.origins]
        yield VaryStep(step.index, step.steps, found)

    def vary(self, idea: Idea, distance: float, count: int = 8, seed: int = 0) -> list[Idea]:
        """Variations of an idea; arguments as for ``iter_vary``."""
        *_, last = self.iter_vary(idea, distance, count, seed)
        assert last.ideas is not None
        return last.ideas
