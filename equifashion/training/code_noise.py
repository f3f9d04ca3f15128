"""Codes as noise: the denoiser draws from it what the generator draws from the code.

A code sets the lowest frequencies of the noise, which decide outline and place. The rest, which decides details,
is the same for all, so that no code has to foresee what it does not set.
"""

import functools
import math

import numpy as np
import torch
from torch import Tensor


def noise_of_codes(codes: Tensor, shape: torch.Size) -> Tensor:
    """Gaussian noise (B, *shape) whose lowest frequencies are codes; its other frequencies are always the same.

    Args:
        codes: (B, code_dim); scaled to unit variance, as the generator does.
        shape: channels, height, width; at least as many numbers as a code has.
    """
    channels, height, width = shape
    rest = torch.randn((1, *shape), generator=torch.Generator().manual_seed(0)).to(codes.device)
    basis = _low_frequencies(math.ceil(codes.shape[1] / channels), height, width).to(codes.device)  # (F, H, W)
    normal = codes.float() * torch.rsqrt(codes.float().square().mean(dim=1, keepdim=True) + 1e-6)
    had = torch.einsum("bchw,fhw->bfc", rest, basis).flatten(1)  # ordered by frequency, then channel
    change = torch.zeros(len(codes), had.shape[1], device=codes.device)
    change[:, : codes.shape[1]] = normal - had[:, : codes.shape[1]]
    return rest + torch.einsum("bfc,fhw->bchw", change.unflatten(1, (len(basis), channels)), basis)


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
