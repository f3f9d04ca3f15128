"""The hybrid sampler: DDIM steps on v (Song et al. 2021), guided, fused with the GAN's latent by Eq. 20.

Latents are NCHW. Deterministic: the only noise is the one the caller gives.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from diffusers import DDIMScheduler
from torch import Tensor

from equifashion.diffusion.fusion import FusionPlan
from equifashion.models.brief_encoder import BriefConditions, RegionalSplit
from equifashion.models.conditions import Conditions, join_all
from equifashion.models.denoiser import Denoiser

_RESCALE = 0.7  # φ of guidance rescaling (Lin et al. 2023), against washed-out or burnt colours


@dataclass(frozen=True)
class InpaintMask:
    """Where a picture may change, while the rest stays (blended latent diffusion, Avrahami et al. 2023).

    Attributes:
        mask: (1, 1, h, w) in [0, 1], 1 where it may.
        original: clean latents of the picture, (1, C, h, w).
    """

    mask: Tensor
    original: Tensor

    def blend(self, latents: Tensor, original: Tensor) -> Tensor:
        """Latents inside the mask, the original's at the same noise level outside."""
        return self.mask * latents + (1.0 - self.mask) * original


@dataclass(frozen=True)
class SamplerStep:
    """After one step: the state z_{t−1} and the denoiser's present idea of the clean latents, (B, 16, 24, 16)."""

    latents: Tensor
    clean: Tensor


@torch.no_grad()
def refine(
    draft: Tensor,
    noise: Tensor,
    conditions: BriefConditions,
    denoiser: Denoiser,
    scheduler: DDIMScheduler,
    plan: FusionPlan,
    guidance: float,
    mask: InpaintMask | None = None,
) -> Iterator[SamplerStep]:
    """Finish a draft, or several at once, everywhere or inside a mask; yields after every denoiser call.

    Args:
        draft: ẑ₀, the generator's latents, (B, 16, 24, 16).
        noise: the one fixed noise of each, same shape.
        conditions: of the same B samples.
        plan: noise levels and shares of the draft.
        guidance: classifier-free guidance scale; 1 is unguided and halves the work.
        mask: where the picture may change; None for everywhere.
    """
    alpha_bar = scheduler.alphas_cumprod.to(draft.device)
    rows = all_rows(conditions, guidance)
    split = None if conditions.regional is None else conditions.regional.split
    latents = add_noise(draft, noise, alpha_bar[plan.timesteps[0]])
    for now, then, alpha in zip(plan.timesteps, [*plan.timesteps[1:], None], plan.alphas, strict=True):
        v = guided_v(denoiser, latents, now, rows, guidance, split)
        clean, epsilon = clean_and_noise(latents, v, alpha_bar[now])
        a_then = alpha_bar[then] if then is not None else torch.ones_like(alpha_bar[now])
        z_tilde = add_noise(clean, epsilon, a_then)
        z_hat = add_noise(draft, noise, a_then)
        latents = alpha * z_hat + (1.0 - alpha) * z_tilde
        if mask is not None:
            latents = mask.blend(latents, add_noise(mask.original, noise, a_then))
            clean = mask.blend(clean, mask.original)
        yield SamplerStep(latents, clean)


def add_noise(clean: Tensor, noise: Tensor, alpha_bar: Tensor) -> Tensor:
    """√ᾱ · clean + √(1 − ᾱ) · noise."""
    return alpha_bar.sqrt() * clean + (1.0 - alpha_bar).sqrt() * noise


def clean_and_noise(latents: Tensor, v: Tensor, alpha_bar: Tensor) -> tuple[Tensor, Tensor]:
    """What v-prediction says of noisy latents (Salimans & Ho 2022): the clean latents and the noise in them."""
    clean = alpha_bar.sqrt() * latents - (1.0 - alpha_bar).sqrt() * v
    return clean, alpha_bar.sqrt() * v + (1.0 - alpha_bar).sqrt() * latents


def all_rows(conditions: BriefConditions, guidance: float) -> Conditions:
    """What a guided call looks at, in one batch: each half, or the whole; then, unless the scale is 1, no words."""
    uncond = (conditions.uncond,) if guidance != 1.0 else ()
    return join_all((*conditions.branches, *uncond))


def guided_v(
    denoiser: Denoiser,
    latents: Tensor,
    timestep: int,
    rows: Conditions,
    guidance: float,
    split: RegionalSplit | None,
) -> Tensor:
    """Classifier-free guidance (Ho & Salimans 2022), rescaled to the spread of the conditional prediction.

    Args:
        denoiser: predicts v.
        latents: (B, 16, 24, 16).
        timestep: of all of them.
        rows: as from ``all_rows``.
        guidance: the scale.
        split: where each half of an outfit is, if each has its own conditions.
    """
    dtype = next(denoiser.parameters()).dtype
    repeated = latents.repeat(len(rows) // len(latents), 1, 1, 1).to(dtype)
    times = torch.full((len(rows),), timestep, device=latents.device)
    v = denoiser(repeated, times, rows).to(latents.dtype).split(len(latents))
    cond = v[0] if split is None else split.blend(v[0], v[1])
    if guidance == 1.0:
        return cond
    uncond = v[-1]
    guided = uncond + guidance * (cond - uncond)
    spreads = (x.std(dim=(1, 2, 3), keepdim=True) for x in (cond, guided))
    rescaled = guided * (next(spreads) / next(spreads).clamp_min(1e-6))
    return _RESCALE * rescaled + (1.0 - _RESCALE) * guided
