"""Codes as noise: the denoiser draws from it what the generator is to draw from the code."""

import math

import torch
from torch import Tensor

_OWN = 0.8  # share of the noise's standard deviation that follows the code; the rest is the same for all


def noise_of_codes(codes: Tensor, shape: torch.Size) -> Tensor:
    """Gaussian noise (B, *shape) that is linear in codes: a fixed part, and a fixed projection of each.

    The larger the code's share, the more do designs of one brief differ, and the harder is it to learn which code
    gives which. Codes that set nothing but the lowest frequencies gave designs that were all alike.

    Args:
        codes: (B, code_dim); scaled to unit variance, as the generator does.
        shape: channels, height, width.
    """
    generator = torch.Generator().manual_seed(0)
    common = torch.randn(shape, generator=generator).to(codes.device)
    projection = torch.randn(codes.shape[1], common.numel(), generator=generator).to(codes.device)
    normal = codes.float() * torch.rsqrt(codes.float().square().mean(dim=1, keepdim=True) + 1e-6)
    own = (normal @ projection / math.sqrt(codes.shape[1])).reshape(-1, *shape)
    return math.sqrt(1.0 - _OWN**2) * common + _OWN * own
