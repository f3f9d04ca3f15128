"""What the refiner made of the generator's own drafts, kept for the generator to learn from.

Expert iteration (Anthony et al. 2017): the slow expert, a guided finish, improves what the fast apprentice drew,
and the apprentice learns to draw that at once. Photographs average out where one caption has many; a finish belongs
to one code, so its target is sharp.
"""

import functools
import math
from collections import deque

import torch
from diffusers import DDIMScheduler
from torch import Tensor

from equifashion.conditions.brief_encoder import BriefConditions
from equifashion.conditions.tensors import Conditions, join
from equifashion.refinement.denoiser import Denoiser
from equifashion.refinement.fusion import plan_fusion
from equifashion.refinement.sampler import refine

_STEPS, _FREEDOM, _GUIDANCE, _GAMMA = 8, 0.6, 4.0, 3.0  # as the embedded preset finishes
_OWN = 0.6  # share of the noise's standard deviation that follows the code, so that codes keep their difference
_SMALLEST = 32  # finishes that must be there before any is learned


class FinishedDrafts:
    """A store of codes, conditions and finishes; the oldest are forgotten.

    Attributes:
        capacity: how many are kept.
    """

    def __init__(self, capacity: int = 2048) -> None:
        self.capacity = capacity
        self._kept: deque[tuple[Conditions, Tensor, Tensor]] = deque(maxlen=capacity)

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def ready(self) -> bool:
        """Whether there are enough to learn from."""
        return len(self) >= _SMALLEST

    def add(self, conditions: Conditions, codes: Tensor, finishes: Tensor) -> None:
        """Keep B samples: conditions, codes (B, code_dim), finished latents (B, 16, 24, 16)."""
        for row in range(len(codes)):
            self._kept.append((conditions[row : row + 1], codes[row : row + 1], finishes[row : row + 1]))

    def draw(self, count: int) -> tuple[Conditions, Tensor, Tensor]:
        """Some of them, at random: conditions, codes, finishes."""
        rows = [self._kept[int(i)] for i in torch.randint(len(self), (count,))]
        conditions, codes, finishes = zip(*rows, strict=True)
        return functools.reduce(join, conditions), torch.cat(codes), torch.cat(finishes)


@torch.no_grad()
def finish_drafts(
    drafts: Tensor, codes: Tensor, conditions: BriefConditions, denoiser: Denoiser, scheduler: DDIMScheduler
) -> Tensor:
    """Finish drafts as the studio does, with noise that follows from the codes.

    Args:
        drafts: (B, 16, 24, 16).
        codes: (B, code_dim).
        conditions: of the same samples.

    Returns:
        Clean latents (B, 16, 24, 16), float32.
    """
    noise = noise_of_codes(codes, drafts.shape[1:])
    plan = plan_fusion(_STEPS, _FREEDOM, _GAMMA)
    *_, last = refine(drafts.float(), noise, conditions, denoiser, scheduler, plan, _GUIDANCE)
    return last.clean


def noise_of_codes(codes: Tensor, shape: torch.Size) -> Tensor:
    """Gaussian noise (B, *shape) that varies smoothly with codes: a fixed part, and a fixed projection of each."""
    generator = torch.Generator().manual_seed(0)
    common = torch.randn(shape, generator=generator).to(codes.device)
    projection = torch.randn(codes.shape[1], common.numel(), generator=generator).to(codes.device)
    normal = codes.float() * torch.rsqrt(codes.float().square().mean(dim=1, keepdim=True) + 1e-6)
    own = (normal @ projection / math.sqrt(codes.shape[1])).reshape(-1, *shape)
    return math.sqrt(1.0 - _OWN**2) * common + _OWN * own
