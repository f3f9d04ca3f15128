"""Alter: a region of an idea or a design made anew, to give an attribute another value or around what is locked."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from PIL import Image

from equifashion.design import Design, Idea, Recipe
from equifashion.design.recipe import MAX_SEED
from equifashion.errors import InvalidInput
from equifashion.imaging.mask import Mask, mask_to_image
from equifashion.imaging.part_finder import RegionFinder
from equifashion.studio.altering import (
    LOCK_NOISE,
    AlterStep,
    altered_recipe,
    attribute_edit,
    attribute_key,
    attribute_region,
    free_region,
)
from equifashion.studio.arguments import number, whole
from equifashion.studio.operations.redraw import Redrawing
from equifashion.studio.operations.steps import last_step


class Altering(Redrawing):
    """``editing_region``, ``edit_region``, ``locking``, ``lock``; ``find_region`` and ``find_parts`` tell where.

    Relies on the base and on ``redrawing``, by which hub presets give attributes other values.
    """

    def find_region(
        self, work: Idea | Design, attribute: str, finder: RegionFinder | None = None, value: str | None = None
    ) -> Image.Image:
        """Where ``edit_region`` would change an attribute: a picture of 0 and 255, for a designer to correct.

        Args:
            work: an idea, or a finished design.
            attribute: as for ``editing_region``.
            finder: of regions; None takes the studio's own.
            value: that it would be given; None for wherever the attribute lives.

        Raises:
            InvalidInput: an unknown attribute or value, or one that this garment does not have.
        """
        if value is None:
            return mask_to_image(attribute_region(work, attribute_key(attribute), finder or self.regions))
        _, prompt, region, _ = attribute_edit(work, attribute, value, None, None, finder or self.regions)
        return mask_to_image(self._altered_area(work, prompt, region, finder))

    def find_parts(
        self, work: Idea | Design, locks: Sequence[str], finder: RegionFinder | None = None
    ) -> Image.Image:
        """What ``lock`` would hold: a picture of 0 and 255.

        Raises:
            InvalidInput: an unknown part, or one that is not to be found.
        """
        return mask_to_image(~free_region(work, locks, None, finder or self.regions))

    def editing_region(
        self,
        work: Idea | Design,
        attribute: str,
        value: str,
        mask: Mask | None = None,
        *,
        noise: float | None = None,
        steps: int | None = None,
        guidance: float | None = None,
        seed: int = 0,
        finder: RegionFinder | None = None,
    ) -> Iterator[AlterStep]:
        """Give one attribute another value where it lives, step by step; closing the iterator stops the work.

        Args:
            work: an idea, or a finished design.
            attribute: A1–A5 by key or name: garment length, sleeve length, sleeve type, collar, hem.
            value: of the vocabulary's table of that attribute.
            mask: where to change it, light on dark; None finds the place.
            noise: 0–1, how much of what was there is forgotten; None takes the attribute's own stage.
            steps: denoiser calls, 1–100; None takes the preset's.
            guidance: classifier-free guidance scale, 1–20; None takes the preset's.
            seed: of the noise, 0–2³¹−1.
            finder: of regions; None takes the studio's own.

        Yields:
            Steps; the last one carries the idea, or with a hub preset the design. Its brief holds the new words;
            outside the region, pixels are those of ``work`` bit for bit.

        Raises:
            InvalidInput: an unknown attribute or value, a value out of range, or no region.
        """
        self._check_recipe(work.recipe)
        key, prompt, region, level = attribute_edit(work, attribute, value, mask, noise, finder or self.regions)
        if self.preset.hub is not None:
            return self._redrawing_attribute(
                work, key, prompt, region, noise, steps=steps, guidance=guidance, seed=seed
            )
        if mask is None:
            region = self._altered_area(work, prompt, region, finder)
        return self._altering(
            work, prompt, region, (), attribute=key, value=value,
            **self._region_settings(level, steps, guidance, seed),
        )  # fmt: skip

    def _altered_area(
        self, work: Idea | Design, prompt: str, found: np.ndarray, finder: RegionFinder | None
    ) -> np.ndarray:
        """Where new words change a picture: as its block tells, but for a given finder or another model."""
        if finder is not None or self.preset.hub is not None:
            return found
        return self._styled().altered_area(work.recipe, prompt, found)

    def _redrawing_attribute(
        self,
        work: Idea | Design,
        key: str,
        prompt: str,
        region: np.ndarray,
        noise: float | None,
        **settings,
    ) -> Iterator[AlterStep]:
        """``editing_region`` by a hub preset's own model, which works on finished designs."""
        if not isinstance(work, Design):
            raise InvalidInput(
                f"The preset {self.preset.name!r} alters finished designs. Please finish this idea first."
            )
        freedom = None if noise is None else number("noise", noise, 0.01, 1.0) / 2  # freedom 0.5 forgets all
        mask = mask_to_image(region)
        for step in self.redrawing(work, mask, prompt, key, freedom=freedom, **settings):
            yield AlterStep(step.index, step.steps, step.preview, step.design)

    def edit_region(
        self,
        work: Idea | Design,
        attribute: str,
        value: str,
        mask: Mask | None = None,
        *,
        on_step: Callable[[AlterStep], None] | None = None,
        **options,
    ) -> Idea | Design:
        """Give one attribute another value where it lives; arguments as for ``editing_region``."""
        return last_step(self.editing_region(work, attribute, value, mask, **options), on_step).idea

    def locking(
        self,
        work: Idea | Design,
        other: Idea,
        locks: Sequence[str] = (),
        mask: Mask | None = None,
        *,
        noise: float = LOCK_NOISE,
        steps: int | None = None,
        guidance: float | None = None,
        seed: int = 0,
        finder: RegionFinder | None = None,
    ) -> Iterator[AlterStep]:
        """Let another idea in wherever nothing is locked, step by step; arguments and steps as ``editing_region``.

        Args:
            work: an idea, or a finished design, whose locked parts come back bit for bit.
            other: the draft that takes the place of the rest: a variation, a mix, an edit.
            locks: parts to hold, of ``LOCKS``: collar, sleeves, hem, print.
            mask: brushed places to hold as well, light on dark.

        Raises:
            InvalidInput: nothing or everything is locked, or a part is not to be found.
        """
        self._check_recipe(work.recipe)
        self._check_recipe(other.recipe)
        region = free_region(work, locks, mask, finder or self.regions)
        settings = self._region_settings(noise, steps, guidance, seed)
        return self._altering(work, work.recipe.prompt, region, (other,), held=tuple(locks), **settings)

    def lock(
        self,
        work: Idea | Design,
        other: Idea,
        locks: Sequence[str] = (),
        mask: Mask | None = None,
        *,
        on_step: Callable[[AlterStep], None] | None = None,
        **options,
    ) -> Idea:
        """Let another idea in wherever nothing is locked; arguments as for ``locking``."""
        return last_step(self.locking(work, other, locks, mask, **options), on_step).idea

    def _region_settings(self, noise: object, steps: object, guidance: object, seed: object) -> dict[str, object]:
        return {
            "noise": number("noise", noise, 0.01, 1.0),
            "steps": self.preset.steps if steps is None else whole("steps", steps, 1, 100),
            "guidance": self.preset.guidance if guidance is None else number("guidance", guidance, 1.0, 20.0),
            "seed": whole("seed", seed, 0, MAX_SEED),
        }

    def _altering(
        self, work: Idea | Design, prompt: str, region: np.ndarray, others: tuple[Idea, ...], **settings
    ) -> Iterator[AlterStep]:
        self._styled()
        if self.preset.hub is not None and isinstance(work, Design):
            raise InvalidInput(
                f"With the preset {self.preset.name!r} only ideas can be locked, not finished designs."
            )
        parents = [self._as_idea(work), *others]
        recipe = altered_recipe(
            work.recipe, prompt, region, self.device_kind, *(other.recipe for other in others), **settings
        )
        return self._alter_steps(recipe, parents)

    def _alter_steps(self, recipe: Recipe, parents: list[Idea]) -> Iterator[AlterStep]:
        with self._working:
            making = self._styled().altering(recipe, parents)
        steps = recipe.edit.steps
        for index in range(1, steps + 1):
            with self._working:
                picture = next(making)()
                idea = self._styled().repainted(picture, recipe, parents[0]) if index == steps else None
            yield AlterStep(index, steps, picture, idea)
