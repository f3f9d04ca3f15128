"""A region made anew: blended latent diffusion (Avrahami et al. 2023) with the guided DDIM steps of the sampler.

After every step the latents outside the mask are put back to the original at that step's noise level, so that
what grows inside sees what it must join. Latents are NCHW. Deterministic: the only noise is the caller's.
"""

import itertools
from collections.abc import Iterator

import torch
from diffusers import DDIMScheduler
from torch import Tensor

from equifashion.diffusion.sampler import SamplerStep, add_noise, all_rows, clean_and_noise, guided_v
from equifashion.diffusion.schedule import TRAIN_TIMESTEPS
from equifashion.errors import InvalidInput
from equifashion.models.brief_encoder import BriefConditions
from equifashion.models.denoiser import Denoiser


def region_timesteps(steps: int, level: float) -> tuple[int, ...]:
    """Noise levels from which each step starts, falling.

    Args:
        steps: denoiser calls, ≥ 1.
        level: where the first one starts, 0–1: 1 is pure noise, in which nothing of the original is left.

    Raises:
        InvalidInput: a value is out of range.
    """
    if steps < 1 or not 0.0 < level <= 1.0:
        raise InvalidInput(
            f"A region needs 1 step or more and a noise above 0, up to 1; got {steps} and {level!r}."
        )
    return tuple(max(0, round(level * TRAIN_TIMESTEPS * t / steps) - 1) for t in range(steps, 0, -1))


@torch.no_grad()
def refine_region(
    original: Tensor,
    start: Tensor,
    mask: Tensor,
    noise: Tensor,
    conditions: BriefConditions,
    denoiser: Denoiser,
    scheduler: DDIMScheduler,
    timesteps: tuple[int, ...],
    guidance: float,
) -> Iterator[SamplerStep]:
    """Make a region anew; yields after every denoiser call.

    Args:
        original: latent of the picture, (1, 16, 24, 16); outside the mask it comes back.
        start: latent that the region begins with, same shape; the original itself, or another design's.
        mask: 1 where the region is, else 0, (1, 1, 24, 16).
        noise: the one fixed noise, same shape as the latents.
        conditions: of the brief the region is made for.
        timesteps: as from ``region_timesteps``.
        guidance: classifier-free guidance scale; 1 is unguided and halves the work.
    """
    alpha_bar = scheduler.alphas_cumprod.to(original.device)
    rows = all_rows(conditions, guidance)
    begun = mask * start + (1.0 - mask) * original
    latents = add_noise(begun, noise, alpha_bar[timesteps[0]])
    for now, then in itertools.pairwise([*timesteps, None]):
        v = guided_v(denoiser, latents, now, rows, guidance, conditions.halves)
        clean, epsilon = clean_and_noise(latents, v, alpha_bar[now])
        a_then = alpha_bar[then] if then is not None else torch.ones_like(alpha_bar[now])
        inside = add_noise(clean, epsilon, a_then)
        outside = add_noise(original, noise, a_then)
        latents = mask * inside + (1.0 - mask) * outside
        yield SamplerStep(latents, mask * clean + (1.0 - mask) * original)
