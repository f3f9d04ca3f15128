"""Mix: ideas between two, among several, or of every pair."""

from collections.abc import Sequence

from equifashion.design import Idea, Mix
from equifashion.gan.mixing import LayerAmount, Weights, group_weights, pair_weights
from equifashion.studio.operations.base import StudioBase


class Mixing(StudioBase):
    """``mix``, ``blend``, ``mixing_matrix``. Relies on the base alone."""

    def mix(
        self,
        a: Idea,
        b: Idea,
        structure: float = 0.5,
        style: float = 0.5,
        *,
        layers: Sequence[LayerAmount | tuple[int, int, float]] = (),
        truncation: float | None = None,
    ) -> Idea:
        """An idea between two: the cut of one with the cloth of another, or anything in between.

        Words, sketch, pose and swatch reach the generator at every layer, apart from the styles, and only one
        brief can be followed there. It is the first idea's: that is the one being changed, so amounts of 0 give
        it back exactly, and what was asked for it still holds. Amounts of 1 give the second one's styles under
        that brief: its very picture if both were made for the same brief and, of figures, in the same stance.

        Args:
            a, b: drafts. Other colours painted on one are not mixed, only the styles beneath.
            structure: amount of b in the structure layers, 0–1.
            style: amount of b in the style layers, 0–1. Structure 0 with style 1 is appearance transfer.
            layers: amounts for ranges of layers (first, last, amount), above the two.
            truncation: how far from the brief's average the mix may lie, ≥ 0; None leaves it where it is.

        Raises:
            InvalidInput: an amount or a layer is out of range.
            CheckpointError: an idea was made with other weights.
        """
        apart = [layer if isinstance(layer, LayerAmount) else LayerAmount(*layer) for layer in layers]
        return self._mixed(
            [a, b], pair_weights(self._styled().parts.generator.config, structure, style, apart), truncation
        )

    def blend(self, parts: Sequence[tuple[Idea, float, float]], truncation: float | None = None) -> Idea:
        """An idea among several.

        Args:
            parts: 2–16 of (draft, its weight in structure, its weight in style); weights ≥ 0 of any sum. The
                first draft's brief is the child's, as in ``mix``.
            truncation: as in ``mix``.

        Raises:
            InvalidInput, CheckpointError: as in ``mix``.
        """
        ideas = [idea for idea, _, _ in parts]
        weights = group_weights(
            self._styled().parts.generator.config, [part[1] for part in parts], [part[2] for part in parts]
        )
        return self._mixed(ideas, weights, truncation)

    def mixing_matrix(self, rows: Sequence[Idea], columns: Sequence[Idea]) -> list[list[Idea]]:
        """Every row's structure in every column's style; briefs are the rows'."""
        return [[self.mix(row, column, structure=0.0, style=1.0) for column in columns] for row in rows]

    def _mixed(self, ideas: list[Idea], weights: Weights, truncation: float | None) -> Idea:
        for idea in ideas:
            self._check_recipe(idea.recipe)
        return self._derived(ideas[0], Mix(tuple(idea.recipe for idea in ideas), weights, truncation), *ideas)
