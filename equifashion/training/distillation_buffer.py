"""What the denoiser draws from the noise that a latent code stands for, kept for the generator to learn.

Knowledge distillation of a diffusion model into one step (Luhman & Luhman 2021): photographs average out where one
caption has many; what a deterministic sampler draws belongs to one code, so the target is sharp.
"""

import functools
from collections import deque

import torch
from diffusers import DDIMScheduler
from torch import Tensor

from equifashion.diffusion.fusion import plan_fusion
from equifashion.diffusion.sampler import refine
from equifashion.models.brief_encoder import BriefConditions
from equifashion.models.conditions import Conditions, join
from equifashion.models.denoiser import Denoiser
from equifashion.models.generator import noise_from_z

_STEPS, _FREEDOM, _GUIDANCE = 6, 1.0, 3.0
_SMALLEST = 48  # samples that must be there before any is learned


class DistillationBuffer:
    """Latent codes, conditions and what the denoiser drew for them; the oldest are forgotten.

    Attributes:
        capacity: how many are kept.
    """

    def __init__(self, capacity: int = 8192) -> None:
        self.capacity = capacity
        self._kept: deque[tuple[Conditions, Tensor, Tensor]] = deque(maxlen=capacity)

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def ready(self) -> bool:
        """Whether there are enough to learn from."""
        return len(self) >= _SMALLEST

    def add(self, conditions: Conditions, z: Tensor, drawn: Tensor) -> None:
        """Keep B samples: conditions, latent codes (B, z_dim), clean latents (B, 16, 24, 16)."""
        small = conditions.to(torch.bfloat16)
        for row in range(len(z)):
            self._kept.append((small[row : row + 1], z[row : row + 1], drawn[row : row + 1]))

    def draw(self, count: int) -> tuple[Conditions, Tensor, Tensor]:
        """Some of them, at random: conditions, latent codes, clean latents; float32."""
        rows = [self._kept[int(i)] for i in torch.randint(len(self), (count,))]
        conditions, z, drawn = zip(*rows, strict=True)
        return functools.reduce(join, conditions).to(torch.float32), torch.cat(z), torch.cat(drawn)


@torch.no_grad()
def draw_from_z(z: Tensor, conditions: BriefConditions, denoiser: Denoiser, scheduler: DDIMScheduler) -> Tensor:
    """What the denoiser alone draws, guided, from the noise that latent codes stand for.

    Args:
        z: (B, z_dim).
        conditions: of the same samples.

    Returns:
        Clean latents (B, 16, 24, 16), float32.
    """
    noise = noise_from_z(z, denoiser.config.latent_channels)
    plan = plan_fusion(_STEPS, _FREEDOM)
    *_, last = refine(torch.zeros_like(noise), noise, conditions, denoiser, scheduler, plan, _GUIDANCE)
    return last.clean
