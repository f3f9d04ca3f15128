"""Peers measured in the same run: a plain diffusers loop over the same network, a network of SD 1.5's size."""

from collections.abc import Callable

import torch
from diffusers import DDIMScheduler, UNet2DConditionModel
from torch import Tensor

from equifashion.diffusion.schedule import create_scheduler
from equifashion.models.conditions import Conditions, join
from equifashion.models.denoiser import Denoiser


@torch.no_grad()
def plain_diffusers_loop(
    denoiser: Denoiser, given: Conditions, unguided: Conditions, steps: int, guidance: float, seed: int
) -> Tensor:
    """Text to latent as diffusers' documentation shows it: no draft, no fusion, guidance, scheduler steps.

    Returns:
        (1, 16, 24, 16).
    """
    weight = next(denoiser.parameters())
    scheduler: DDIMScheduler = create_scheduler()
    scheduler.set_timesteps(steps)
    both = join(given, unguided)
    shape = (1, denoiser.config.latent_channels, *denoiser.unet.config.sample_size)
    latents = torch.randn(shape, generator=torch.Generator().manual_seed(seed)).to(weight.device)
    for timestep in scheduler.timesteps.to(weight.device):
        rows = latents.expand(2, -1, -1, -1).to(weight.dtype)
        v, v_unguided = denoiser(rows, timestep.expand(2), both).float().chunk(2)
        latents = scheduler.step(v_unguided + guidance * (v - v_unguided), timestep, latents).prev_sample
    return latents


def stable_diffusion_step(device: torch.device, dtype: torch.dtype) -> Callable[[], Tensor]:
    """One guided denoiser call of a UNet of Stable Diffusion 1.5's size (860 M, random weights) at 512×512."""
    with torch.device("meta"):
        unet = UNet2DConditionModel(
            sample_size=64,
            block_out_channels=(320, 640, 1280, 1280),
            layers_per_block=2,
            cross_attention_dim=768,
            attention_head_dim=8,
            down_block_types=("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
            up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3,
        )
    unet = unet.to(dtype).to_empty(device=device).eval().requires_grad_(False)
    generator = torch.Generator(device).manual_seed(0)
    for parameter in unet.parameters():
        parameter.normal_(std=0.02, generator=generator)
    latents = torch.randn(2, 4, 64, 64, device=device, dtype=dtype)
    context = torch.randn(2, 77, 768, device=device, dtype=dtype)
    timestep = torch.tensor(500, device=device)

    @torch.no_grad()
    def step() -> Tensor:
        return unet(latents, timestep, context).sample

    return step
