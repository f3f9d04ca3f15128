"""The quick discriminator: a small network of its own on noised latents.

It is much cheaper than judging through the frozen denoiser, so a processor can train it for many steps. Noise of
random strength on real and generated latents alike keeps it from learning the photographs by heart (Diffusion-GAN,
Wang et al. 2023).
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from equifashion.models.conditions import Conditions

_WIDTHS = (64, 128, 192)  # channels at 24×16, 12×8 and 6×4
_HIDDEN = 256
_FREQUENCIES = 8
_STRONGEST = 0.8  # standard deviation of the noise


class LatentDiscriminator(nn.Module):
    """Noised latents and conditions → one logit: higher is more real, and fits words, sketch and pose better."""

    def __init__(
        self, channels: int, cells: tuple[int, int], context_width: int, feature_widths: tuple[int, int, int]
    ) -> None:
        """
        Args:
            channels, cells: of the latents: C, and their height and width, multiples of 4.
            context_width: W of the pooled conditions.
            feature_widths: channels of the adapters' features, the finest first.
        """
        super().__init__()
        fine, middle, coarse = _WIDTHS
        self.level = nn.Linear(2 * _FREQUENCIES, fine)
        self.stem = nn.Conv2d(channels, fine, 3, padding=1)
        self.fine = nn.Conv2d(fine, fine, 3, padding=1)
        self.to_middle = nn.Conv2d(fine, middle, 3, padding=1)
        self.middle = nn.Conv2d(middle, middle, 3, padding=1)
        self.to_coarse = nn.Conv2d(middle, coarse, 3, padding=1)
        self.coarse = nn.Conv2d(coarse, coarse, 3, padding=1)
        self.features = nn.ModuleList(nn.Conv2d(a, b, 1) for a, b in zip(feature_widths, _WIDTHS, strict=True))
        self.whole = nn.Linear(coarse * (cells[0] // 4) * (cells[1] // 4), _HIDDEN)
        self.local = nn.ModuleList(nn.Conv2d(width, 1, 1) for width in (fine, middle))
        self.out = nn.Linear(_HIDDEN, 1)
        # Projection discriminator (Miyato & Koyama 2018): do parts, and does the whole, fit the words?
        self.project = nn.ModuleList(nn.Linear(context_width, width) for width in (middle, _HIDDEN))

    def forward(self, latents: Tensor, level: Tensor, conditions: Conditions) -> Tensor:
        """Latents (B, C, H, W) with noise of standard deviation ``level`` (B,) on them → logits (B,)."""
        angles = level[:, None] * torch.exp(0.7 * torch.arange(_FREQUENCIES, device=level.device))
        embedded = self.level(torch.cat([angles.sin(), angles.cos()], dim=1))
        maps = [layer(f) for layer, f in zip(self.features, conditions.features, strict=False)] or [0.0] * 3
        x = _active(self.stem(latents) + embedded[:, :, None, None] + maps[0])
        x = x + _active(self.fine(x))
        middle = _active(self.to_middle(F.avg_pool2d(x, 2)) + maps[1])
        middle = middle + _active(self.middle(middle))
        coarse = _active(self.to_coarse(F.avg_pool2d(middle, 2)) + maps[2])
        coarse = coarse + _active(self.coarse(coarse))
        whole = _active(self.whole(coarse.flatten(1)))
        parts = (middle.mean(dim=(2, 3)) * self.project[0](conditions.pooled)).sum(dim=1) / middle.shape[1] ** 0.5
        fit = (whole * self.project[1](conditions.pooled)).sum(dim=1) / _HIDDEN**0.5
        texture = sum(head(y).mean(dim=(1, 2, 3)) for head, y in zip(self.local, (x, middle), strict=True))
        return self.out(whole)[:, 0] + texture + parts + fit


def _active(x: Tensor) -> Tensor:
    return F.leaky_relu(x, 0.2)


def noise_levels(count: int, device: torch.device) -> Tensor:
    """Random standard deviations of the noise, (count,), most of them small."""
    return _STRONGEST * torch.rand(count, device=device).square()
