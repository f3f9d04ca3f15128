"""What the denoiser draws from the noise that a code stands for, kept for the generator to learn.

Knowledge distillation of a diffusion model into one step (Luhman & Luhman 2021): photographs average out where one
caption has many; what a deterministic sampler draws belongs to one code, so the target is sharp. A code sets the
lowest frequencies of the noise, which decide outline and place; the rest of the noise is the same for all, so that
few codes differ in what no code could foresee.
"""

import functools
import math
from collections import deque

import numpy as np
import torch
from diffusers import DDIMScheduler
from torch import Tensor

from equifashion.conditions.brief_encoder import BriefConditions
from equifashion.conditions.tensors import Conditions, join
from equifashion.latent.autoencoder import LATENT_HEIGHT, LATENT_WIDTH
from equifashion.refinement.denoiser import Denoiser
from equifashion.refinement.fusion import plan_fusion
from equifashion.refinement.sampler import refine

_STEPS, _FREEDOM, _GUIDANCE = 6, 1.0, 3.0
_SMALLEST = 96  # samples that must be there before any is learned


class Distilled:
    """A store of codes, conditions and what the denoiser drew for them; the oldest are forgotten.

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

    def add(self, conditions: Conditions, codes: Tensor, drawn: Tensor) -> None:
        """Keep B samples: conditions, codes (B, code_dim), clean latents (B, 16, 24, 16)."""
        small = conditions.to(torch.bfloat16)
        for row in range(len(codes)):
            self._kept.append((small[row : row + 1], codes[row : row + 1], drawn[row : row + 1]))

    def draw(self, count: int) -> tuple[Conditions, Tensor, Tensor]:
        """Some of them, at random: conditions, codes, clean latents; float32."""
        rows = [self._kept[int(i)] for i in torch.randint(len(self), (count,))]
        conditions, codes, drawn = zip(*rows, strict=True)
        return functools.reduce(join, conditions).to(torch.float32), torch.cat(codes), torch.cat(drawn)


@torch.no_grad()
def draw_for_codes(
    codes: Tensor, conditions: BriefConditions, denoiser: Denoiser, scheduler: DDIMScheduler
) -> Tensor:
    """What the denoiser alone draws, guided, from the noise that codes stand for.

    Args:
        codes: (B, code_dim).
        conditions: of the same samples.

    Returns:
        Clean latents (B, 16, 24, 16), float32.
    """
    noise = noise_of_codes(codes, torch.Size((denoiser.config.latent_channels, LATENT_HEIGHT, LATENT_WIDTH)))
    plan = plan_fusion(_STEPS, _FREEDOM)
    *_, last = refine(torch.zeros_like(noise), noise, conditions, denoiser, scheduler, plan, _GUIDANCE)
    return last.clean


def noise_of_codes(codes: Tensor, shape: torch.Size) -> Tensor:
    """Gaussian noise (B, *shape) whose lowest frequencies are codes.

    Args:
        codes: (B, code_dim); scaled to unit variance, as the generator does.
        shape: channels, height, width; at least as many numbers as a code has.
    """
    channels, height, width = shape
    basis = _low_frequencies(math.ceil(codes.shape[1] / channels), height, width).to(codes.device)  # (F, H, W)
    generator = torch.Generator().manual_seed(0)
    common = torch.randn(shape, generator=generator).to(codes.device)
    normal = codes.float() * torch.rsqrt(codes.float().square().mean(dim=1, keepdim=True) + 1e-6)
    common_share = torch.einsum("chw,fhw->fc", common, basis).flatten()  # ordered by frequency, then channel
    wanted = common_share.repeat(len(codes), 1)
    wanted[:, : codes.shape[1]] = normal
    change = (wanted - common_share).unflatten(1, (len(basis), channels))
    return common + torch.einsum("bfc,fhw->bchw", change, basis)


@functools.lru_cache(maxsize=4)
def _low_frequencies(count: int, height: int, width: int) -> Tensor:
    """The ``count`` smoothest functions of the orthonormal 2D cosine transform, (count, H, W)."""

    def cosines(size: int) -> np.ndarray:
        at = np.cos(np.pi * (np.arange(size) + 0.5) * np.arange(size)[:, None] / size) * math.sqrt(2 / size)
        at[0] /= math.sqrt(2)
        return at

    rows, columns = cosines(height), cosines(width)
    order = sorted(np.ndindex(height, width), key=lambda uv: (uv[0] / height) ** 2 + (uv[1] / width) ** 2)
    return torch.from_numpy(np.stack([np.outer(rows[u], columns[v]) for u, v in order[:count]])).float()
