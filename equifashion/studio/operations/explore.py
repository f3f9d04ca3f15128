"""Explore: a contact sheet for a brief."""

from equifashion.design import DesignBrief, Idea, Recipe
from equifashion.design.recipe import MAX_SEED
from equifashion.studio.arguments import whole
from equifashion.studio.operations.base import MAX_COUNT, StudioBase


class Exploring(StudioBase):
    """``explore``. Relies on the base alone."""

    def explore(
        self, brief: DesignBrief, count: int = 8, seed: int = 0, truncation: float | None = None
    ) -> list[Idea]:
        """A contact sheet of variants for one brief, by the generator.

        Args:
            brief: what to design.
            count: 1–64.
            seed: 0–2³¹−1; idea number i of a seed is the same whatever the count.
            truncation: ψ ≥ 0; smaller is closer to the brief's average; None takes the preset's.

        Raises:
            InvalidInput: a value is out of range.
        """
        count = whole("count", count, 1, MAX_COUNT)
        seed = whole("seed", seed, 0, MAX_SEED)
        truncation = self.preset.truncation if truncation is None else truncation
        first = Recipe.for_idea(brief, seed, 0, truncation, self.preset.name, self._maker.hashes, self.device_kind)
        return [self._made(first.with_index(index)) for index in range(count)]
