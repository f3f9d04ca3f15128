"""How a draft is finished: the plan of a call's settings, and the refiner's pictures step by step."""

import threading
from collections.abc import Callable, Iterator
from functools import partial

import torch
from PIL import Image
from torch import Tensor

from equifashion.conditions.brief_encoder import BriefConditions
from equifashion.design import Idea, Recipe
from equifashion.latent.codec import decode_to_images
from equifashion.pipeline.arguments import number, whole
from equifashion.pipeline.components import Components
from equifashion.pipeline.making import IdeaMaker
from equifashion.pipeline.presets import StudioPreset
from equifashion.refinement.fusion import FusionPlan, plan_fusion
from equifashion.refinement.sampler import refine


class Finisher:
    """Runs the refiner for a studio, one piece of work at a time under the studio's lock."""

    def __init__(
        self, preset: StudioPreset, components: Components, maker: IdeaMaker, working: threading.Lock
    ) -> None:
        self._preset, self._parts, self._maker, self._working = preset, components, maker, working

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
        return plan_fusion(steps, freedom), freedom, scale

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
        with self._working:
            conditions = self._maker.conditions(recipe.brief())
        device, dtype = self._maker.device, self._maker.dtype
        conditions = BriefConditions(conditions.given.to(dtype), conditions.unguided.to(dtype))
        draft = torch.from_numpy(idea.latent)[None].to(device)
        generator = torch.Generator().manual_seed(recipe.seed * 1_000_003 + recipe.index + 1)
        noise = torch.randn(draft.shape, generator=generator).to(device)
        sampling = refine(draft, noise, conditions, self._parts.denoiser, self._parts.scheduler, plan, guidance)
        for _ in plan.timesteps:
            with self._working:
                latents = next(sampling).clean
            yield partial(self._picture, latents)

    def _picture(self, latents: Tensor) -> Image.Image:
        with self._working:
            return decode_to_images(latents, self._parts.autoencoder)[0]
