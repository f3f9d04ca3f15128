"""Edit: ideas moved along directions, the weights' and a designer's own."""

from collections.abc import Mapping, Sequence

import numpy as np

from equifashion.design import Idea, Move, Steer
from equifashion.design.stored import encode_array
from equifashion.errors import InvalidInput
from equifashion.gan.directions import Direction, direction_between, own_direction_json, read_own_direction
from equifashion.studio.operations.base import StudioBase

_STRIP = 7  # pictures along a direction


class Editing(StudioBase):
    """``directions``, ``steer``, ``traverse``, and a designer's own directions. Relies on the base alone."""

    def directions(self) -> dict[str, Direction]:
        """Name → direction, of those found in this generator's weights; empty if none were looked for."""
        return {} if self._directions is None else {entry.name: entry for entry in self._directions.entries}

    def own_direction(self, name: str, start: Idea, end: Idea, part: str = "both") -> Direction:
        """A designer's own direction: the way from one idea to another, an amount of 1 going all of it.

        Args:
            name: 1–80 characters.
            start, end: drafts.
            part: ``"structure"`` moves the cut, ``"style"`` the cloth, ``"both"`` all.

        Raises:
            InvalidInput: an unusable name or part, or ideas that do not differ there.
            CheckpointError: an idea was made with other weights.
        """
        config = self._styled().parts.generator.config
        layers = {
            "structure": (0, config.structure_layers - 1),
            "style": (config.structure_layers, config.style_layers - 1),
            "both": (0, config.style_layers - 1),
        }
        if part not in layers:
            raise InvalidInput(f"The part must be one of {', '.join(layers)}; got {part!r}.")
        if not isinstance(name, str) or not 1 <= len(name.strip()) <= 80:
            raise InvalidInput("Please name your direction in 1 to 80 characters.")
        for idea in (start, end):
            self._check_recipe(idea.recipe)
        found = direction_between(name.strip(), start.styles, end.styles, layers[part])
        if not found.vector.any():
            raise InvalidInput("These two ideas do not differ there, so there is no way from one to the other.")
        return found

    def save_direction(self, direction: Direction) -> str:
        """A direction as JSON text that ``open_direction`` reads."""
        return own_direction_json(direction)

    def open_direction(self, text: str | bytes) -> Direction:
        """A designer's own direction from JSON text.

        Raises:
            InvalidInput: it is something else, or belongs to another generator.
        """
        direction = read_own_direction(text)
        config = self._styled().parts.generator.config
        wanted = (config.style_layers, config.style_dim)
        if direction.vector.shape != wanted:
            raise InvalidInput(
                f"The direction {direction.name!r} is of shape {direction.vector.shape}; this generator's are of "
                f"shape {wanted}. It was named in another studio."
            )
        return direction

    def steer(self, idea: Idea, amounts: Mapping[str, float], own: Sequence[Direction] = ()) -> Idea:
        """An idea moved along directions; other colours painted on it are painted on again.

        Args:
            idea: a draft.
            amounts: name → how far, −100 to 100; ``Direction.safe`` tells where designs stay designs.
            own: a designer's own directions, which may stand for shipped ones of the same name.

        Raises:
            InvalidInput: an unknown name, or an amount out of range.
        """
        self._styled()
        self._check_recipe(idea.recipe)
        known = self.directions() | {direction.name: direction for direction in own}
        if unknown := [name for name in amounts if name not in known]:
            raise InvalidInput(f"There is no direction {unknown[0]!r}; choose from {sorted(known)}.")
        moves = tuple(
            Move(name, amount, encode_array(known[name].vector)) for name, amount in amounts.items() if amount != 0
        )
        if not moves:
            return idea
        bare = self._bare(idea)
        return self._painted(idea.recipe, self._derived(bare, Steer(bare.recipe, moves)))

    def traverse(
        self, idea: Idea, name: str, amounts: Sequence[float] | None = None, own: Sequence[Direction] = ()
    ) -> list[Idea]:
        """An idea at several places along a direction; without amounts, evenly over the direction's safe ones."""
        known = self.directions() | {direction.name: direction for direction in own}
        if amounts is None and name in known:
            amounts = [float(amount) for amount in np.linspace(*known[name].safe, _STRIP)]
        return [self.steer(idea, {name: amount}, own) for amount in amounts or (0.0,)]
