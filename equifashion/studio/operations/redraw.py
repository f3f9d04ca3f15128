"""Redraw: a region of a finished design drawn anew."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
from PIL import Image

from equifashion.design import Design, FinishStep, Recipe
from equifashion.design.stored import stored_picture
from equifashion.imaging.mask import Mask, blend_inside, mask_to_area
from equifashion.studio.operations.base import StudioBase
from equifashion.studio.operations.steps import finish_steps, last_step
from equifashion.studio.redrawing import freedom_of, redrawn_recipe, stored_mask


class Redrawing(StudioBase):
    """``redrawing``, ``redraw``. Relies on the base alone; ``rebuild`` uses ``_redrawn``."""

    def redrawing(
        self,
        design: Design,
        mask: Mask,
        prompt: str | None = None,
        attribute: str | None = None,
        seed: int = 0,
        steps: int | None = None,
        freedom: float | None = None,
        guidance: float | None = None,
    ) -> Iterator[FinishStep]:
        """Draw a region of a finished design anew, one step at a time; not a pixel outside it changes.

        Args:
            design: finished by this studio.
            mask: the region, light on dark.
            prompt: what it shall show; None for the design's own words.
            attribute: "A1" garment length, "A2" sleeve length, "A3" sleeve type, "A4" collar or "A5" hem: how much
                of what is there such a change leaves standing.
            seed: another one draws another region.
            steps, guidance: as for ``iter_finish``.
            freedom: above the attribute's; 0 keeps most, from 0.5 on nothing of what was there stays.

        Raises:
            InvalidInput: a value is out of range, or the mask is empty.
        """
        self._check_recipe(design.recipe)
        plan, freedom, _ = self._finisher.plan(steps, freedom_of(attribute, freedom), guidance)
        stored = stored_mask(mask, design.image.size)
        settings = (len(plan.timesteps), freedom, guidance)
        recipe = redrawn_recipe(design, stored, prompt, seed, settings, self.device_kind)
        return finish_steps(self._redrawn(design.image, recipe), recipe)

    def redraw(
        self,
        design: Design,
        mask: Mask,
        prompt: str | None = None,
        attribute: str | None = None,
        seed: int = 0,
        steps: int | None = None,
        freedom: float | None = None,
        guidance: float | None = None,
        on_step: Callable[[FinishStep], None] | None = None,
    ) -> Design:
        """Draw a region of a finished design anew; arguments as for ``redrawing``. ``on_step`` sees every step."""
        steps_taken = self.redrawing(design, mask, prompt, attribute, seed, steps, freedom, guidance)
        return last_step(steps_taken, on_step).design

    def _redrawn(self, picture: Image.Image, recipe: Recipe) -> Iterator[Callable[[], Image.Image]]:
        """Pictures of a region's redrawing, put back into what it was drawn on."""
        mask = stored_picture("mask", recipe.edit.mask).convert("L")
        region, pixels = mask_to_area(mask, picture.size), np.asarray(picture.convert("RGB"))
        plan, _, scale = self._finisher.plan(recipe.steps, recipe.freedom, recipe.guidance)

        def joined(decode: Callable[[], Image.Image]) -> Image.Image:
            fresh = decode().resize(picture.size).convert("RGB")
            return Image.fromarray(blend_inside(pixels, np.asarray(fresh), region))

        for decode in self._finisher.region_pictures(picture, mask, recipe, plan, scale):
            yield partial(joined, decode)
