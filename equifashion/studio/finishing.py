"""How a draft is finished: the plan of a call's settings, and the refiner's pictures step by step."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from equifashion.design import DesignBrief, Idea, Recipe
from equifashion.diffusion.fusion import FusionPlan, plan_fusion
from equifashion.diffusion.held_region import Region
from equifashion.diffusion.sampler import refine
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.mask import mask_to_area
from equifashion.models.autoencoder import DOWNSCALE, LATENT_HEIGHT, LATENT_WIDTH
from equifashion.models.codec import encode_images
from equifashion.studio.arguments import number, whole
from equifashion.studio.making import IdeaMaker
from equifashion.studio.presets import StudioPreset


class Finisher(ABC):
    """Finishes drafts for a studio, one piece of work at a time under the studio's lock."""

    def __init__(self, preset: StudioPreset, working: threading.Lock) -> None:
        self._preset, self._working = preset, working

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """What was encoded: name → (times computed, times reused)."""
        return {}

    @property
    def draws_figures(self) -> bool:
        """Whether finishing can put an outfit on a figure that the draft does not show."""
        return False

    def notices(self, brief: DesignBrief) -> tuple[str, ...]:
        """What of a brief finishing leaves out, in plain sentences."""
        return ()

    def plan(
        self, steps: int | None, freedom: float | None, guidance: float | None
    ) -> tuple[FusionPlan, float, float]:
        """The plan, the freedom and the guidance scale that apply; None takes the preset's.

        Raises:
            InvalidInput: a value is out of range.
        """
        steps = self._preset.steps if steps is None else whole("steps", steps, 1, 100)
        freedom = self._preset.freedom if freedom is None else number("freedom", freedom, 0.0, 1.0)
        scale = self._preset.guidance if guidance is None else number("guidance", guidance, 1.0, 20.0)
        return plan_fusion(steps, freedom, self._preset.gamma), freedom, scale

    @abstractmethod
    def pictures(
        self, idea: Idea, recipe: Recipe, plan: FusionPlan, guidance: float
    ) -> Iterator[Callable[[], Image.Image]]:
        """Refine a draft step by step.

        Args:
            idea: the draft.
            recipe: the design's; its seed and index make the noise.
            plan: noise levels and shares of the draft.
            guidance: classifier-free guidance scale.

        Yields:
            After every denoiser call, a function that decodes what it shows: decoding is left to who looks.
        """

    @abstractmethod
    def region_pictures(
        self, picture: Image.Image, mask: Image.Image, recipe: Recipe, plan: FusionPlan, guidance: float
    ) -> Iterator[Callable[[], Image.Image]]:
        """Draw a region of a picture anew, step by step: outside the mask, latents stay the picture's.

        Args:
            picture: a finished design.
            mask: greyscale, light where it may change.
            recipe: of what will come out.
            plan: noise levels.
            guidance: classifier-free guidance scale.

        Yields:
            As ``pictures``: whole pictures, whose pixels outside the region are only nearly the old ones.
        """


def noise_seed(recipe: Recipe) -> int:
    """Seed of the one fixed noise of a finish or of a region's redrawing."""
    if recipe.edit.by_finisher:
        return recipe.edit.seed * 1_000_003
    return recipe.seed * 1_000_003 + recipe.index + 1


def without_draft(plan: FusionPlan) -> FusionPlan:
    """The same noise levels, with no share of a draft."""
    return FusionPlan(plan.timesteps, (0.0,) * len(plan.alphas))


class EmbeddedFinisher(Finisher):
    """Runs the embedded refiner on the generator's own latents."""

    def __init__(self, preset: StudioPreset, maker: IdeaMaker, working: threading.Lock) -> None:
        super().__init__(preset, working)
        self._parts, self._maker = maker.parts, maker

    def pictures(
        self, idea: Idea, recipe: Recipe, plan: FusionPlan, guidance: float
    ) -> Iterator[Callable[[], Image.Image]]:
        """As ``Finisher.pictures``."""
        draft = torch.from_numpy(idea.latent)[None].to(self._maker.device)
        return self._running(draft, recipe, plan, guidance, None)

    def region_pictures(
        self, picture: Image.Image, mask: Image.Image, recipe: Recipe, plan: FusionPlan, guidance: float
    ) -> Iterator[Callable[[], Image.Image]]:
        """As ``Finisher.region_pictures``."""
        with self._working:
            kept = encode_images([picture.convert("RGB").resize(CANVAS_SIZE)], self._parts.autoencoder)
        touched = mask_to_area(mask, CANVAS_SIZE).reshape(LATENT_HEIGHT, DOWNSCALE, LATENT_WIDTH, DOWNSCALE)
        inside = torch.from_numpy(touched.any(axis=(1, 3)).astype(np.float32))[None, None].to(self._maker.device)
        return self._running(kept, recipe, without_draft(plan), guidance, Region(inside, kept))

    def _running(
        self, draft: Tensor, recipe: Recipe, plan: FusionPlan, guidance: float, region: Region | None
    ) -> Iterator[Callable[[], Image.Image]]:
        with self._working:
            conditions = self._maker.told(recipe)
        generator = torch.Generator().manual_seed(noise_seed(recipe))
        noise = torch.randn(draft.shape, generator=generator).to(draft.device)
        parts = self._parts
        sampling = refine(draft, noise, conditions, parts.denoiser, parts.scheduler, plan, guidance, region)
        for _ in plan.timesteps:
            with self._working:
                latents = next(sampling).clean
            yield partial(self._picture, latents, recipe)

    def _picture(self, latents: Tensor, recipe: Recipe) -> Image.Image:
        with self._working:
            return self._maker.finished_picture(latents, recipe)
