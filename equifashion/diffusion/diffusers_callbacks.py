"""Eq. 20 of EquiFashion inside any diffusers img2img pipeline, through its ``callback_on_step_end``.

The pipeline's scheduler makes z̃_{t−1}. The callback runs after it: it fuses the draft into z̃_{t−1}, keeps the
latents outside a region those of a finished picture, and hands on what the step shows. Latents are NCHW.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from diffusers import DDIMScheduler
from torch import Tensor

from equifashion.diffusion.fusion import GAMMA, FusionPlan
from equifashion.diffusion.sampler import InpaintMask
from equifashion.errors import InvalidInput


@dataclass(frozen=True)
class ExecutedSteps:
    """Arguments with which an img2img pipeline runs exactly so many steps as were asked for.

    Attributes:
        inference_steps: ``num_inference_steps``; the pipeline skips the first ones.
        strength: ``strength``; halfway to the next whole step, so that no rounding loses one.
    """

    inference_steps: int
    strength: float


def executed_steps(steps: int, freedom: float) -> ExecutedSteps:
    """Pipeline arguments for exactly ``steps`` denoiser steps from the noise level that a freedom starts at.

    The level is that of ``plan_fusion``, min(1, ½ + freedom), to the next one that divides evenly.

    Args:
        steps: ≥ 1.
        freedom: 0–1.
    """
    start = min(1.0, 0.5 + freedom)
    inference_steps = max(steps, math.ceil(steps / start - 1e-9))
    return ExecutedSteps(inference_steps, min(1.0, (steps + 0.5) / inference_steps))


def published_alphas(steps: int, gamma: float = GAMMA) -> tuple[float, ...]:
    """α_t = (t/T)^γ for t = T … 1, as printed: even the last step keeps a share of the generator's latent."""
    if not isinstance(steps, int) or isinstance(steps, bool) or steps < 1 or gamma <= 0:
        raise InvalidInput(f"Eq. 20 needs whole steps ≥ 1 and gamma > 0; got {steps!r} and {gamma!r}.")
    return tuple((t / steps) ** gamma for t in range(steps, 0, -1))


class DDIMWithPredictedX0(DDIMScheduler):
    """DDIM (Song et al. 2021) that keeps the clean latent x₀ predicted by its last step, for previews.

    Attributes:
        predicted_x0: of the last step, or None before the first.
    """

    predicted_x0: Tensor | None = None

    def step(self, *arguments: Any, **options: Any) -> Any:
        """As ``DDIMScheduler.step``."""
        result = super().step(*arguments, **options)
        self.predicted_x0 = result[1] if isinstance(result, tuple) else result.pred_original_sample
        return result


@dataclass(frozen=True)
class PipelineStep:
    """After one step: its index from 0, the fused state z_{t−1}, and the clean latent that it predicts."""

    index: int
    latents: Tensor
    clean: Tensor


class FusionCallback:
    """``callback_on_step_end``: z_{t−1} = α_t · ẑ_{t−1} + (1 − α_t) · z̃_{t−1}, then the region, then guidance.

    Args:
        draft: ẑ₀ in the pipeline's own scale, (1, C, h, w).
        noise: the one fixed noise, the very one the pipeline started from.
        plan: its ``alphas``, one a step.
        region: outside it, latents follow the kept picture; None leaves the whole canvas free.
        guide: called with (latents, next timestep, index) between steps, returns new latents; None for none.
        on_step: called after every step; what it raises ends the pipeline.
    """

    def __init__(
        self,
        draft: Tensor,
        noise: Tensor,
        plan: FusionPlan,
        region: InpaintMask | None = None,
        guide: Callable[[Tensor, Tensor, int], Tensor] | None = None,
        on_step: Callable[[PipelineStep], None] | None = None,
    ) -> None:
        self.draft, self.noise, self.alphas = draft.float(), noise.float(), plan.alphas
        self.region, self.guide, self.on_step = region, guide, on_step

    def __call__(self, pipe: Any, index: int, timestep: object, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
        """diffusers' callback; returns the changed latents in the pipeline's precision."""
        scheduler = pipe.scheduler
        z_tilde = tensors["latents"]
        timesteps = scheduler.timesteps[-pipe.num_timesteps :]
        if len(timesteps) != len(self.alphas):
            raise AssertionError(f"{len(timesteps)} steps run, {len(self.alphas)} were planned")
        next_timestep = timesteps[index + 1] if index + 1 < len(timesteps) else None
        alpha = self.alphas[index]
        latents = alpha * self._noised(self.draft, next_timestep, scheduler) + (1.0 - alpha) * z_tilde.float()
        if self.region is not None:
            latents = self.region.blend(
                latents, self._noised(self.region.original.float(), next_timestep, scheduler)
            )
        if self.guide is not None and next_timestep is not None:
            latents = self.guide(latents, next_timestep, index)
        if self.on_step is not None:
            self.on_step(PipelineStep(index, latents, scheduler.predicted_x0))
        return {"latents": latents.to(z_tilde.dtype)}

    def _noised(self, clean: Tensor, timestep: Tensor | None, scheduler: DDIMScheduler) -> Tensor:
        """A clean latent at the noise level of the coming step; after the last one, clean."""
        if timestep is None:
            return clean
        return scheduler.add_noise(clean, self.noise, timestep.reshape(1))


def start_noise(shape: tuple[int, ...], seed: int, device: torch.device, dtype: torch.dtype) -> Tensor:
    """The noise that an img2img pipeline draws from a CPU generator of this seed.

    Pipelines draw in their own precision; the same call gives the same numbers.
    """
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=dtype).to(device)
