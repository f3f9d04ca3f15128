"""Invert: the idea nearest to a picture, and how much of the picture it holds."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from PIL import Image

from equifashion.design import DesignBrief, Idea, Invert, Recipe
from equifashion.errors import InvalidInput
from equifashion.gan.inversion import InversionSettings, Reconstruction
from equifashion.imaging.cutout import cut_out
from equifashion.imaging.io import PictureSource
from equifashion.prompts.presentation import names_figure
from equifashion.studio.operations.base import StudioBase
from equifashion.studio.operations.steps import last_step
from equifashion.studio.searching import InvertStep, inverted_edit, measure_reconstruction, search_picture


class Inverting(StudioBase):
    """``iter_invert``, ``invert``, ``reconstruction``. Relies on the base alone."""

    def iter_invert(
        self,
        picture: PictureSource,
        prompt: str | DesignBrief = "garment",
        mask: PictureSource | np.ndarray | None = None,
        settings: InversionSettings | None = None,
    ) -> Iterator[InvertStep]:
        """Find the styles of a garment in a picture, one step at a time; closing the iterator stops the search.

        Args:
            picture: photograph of a garment; its ground is taken away.
            prompt: what it shows, or a whole brief; the styles are found, and later edited, under it.
            mask: where the garment is, if the ground cannot be told from it.
            settings: of the search.

        Yields:
            Steps; the last one carries the idea.

        Raises:
            InvalidInput: no garment is found, or the prompt cannot be used.
        """
        brief = prompt if isinstance(prompt, DesignBrief) else DesignBrief(prompt)
        if brief.look == "auto" and not names_figure(brief) and brief.pose is None:
            brief = replace(brief, look="flat")  # pictures of garments show them without anybody
        return self._inverting(cut_out(picture, mask), brief, settings or InversionSettings())

    def _inverting(
        self, picture: Image.Image, brief: DesignBrief, settings: InversionSettings
    ) -> Iterator[InvertStep]:
        with self._working:
            search = search_picture(picture, brief, self._styled(), settings)
        for index in range(settings.steps + 1):
            with self._working:
                step = next(search)
            idea = None
            if index == settings.steps:
                origin = inverted_edit(picture, step, settings)
                idea = self._made(
                    Recipe.of_edit(brief, origin, self.preset.name, self._maker.hashes, self.device_kind)
                )
            yield InvertStep(index, settings.steps, step.difference, idea)

    def invert(
        self,
        picture: PictureSource,
        prompt: str | DesignBrief = "garment",
        mask: PictureSource | np.ndarray | None = None,
        settings: InversionSettings | None = None,
        on_step: Callable[[InvertStep], None] | None = None,
    ) -> Idea:
        """The idea nearest to a picture; arguments as for ``iter_invert``. ``on_step`` sees every step."""
        return last_step(self.iter_invert(picture, prompt, mask, settings), on_step).idea

    def reconstruction(self, idea: Idea) -> Reconstruction:
        """How much of its picture an inverted idea holds.

        Raises:
            InvalidInput: the idea was not inverted from a picture.
        """
        if not isinstance(idea.recipe.edit, Invert):
            raise InvalidInput(
                f"Only an idea found for a picture can be compared to it; got one by {idea.recipe.edit.kind!r}."
            )
        self._check_recipe(idea.recipe)
        with self._working:
            return measure_reconstruction(idea, self._styled())
