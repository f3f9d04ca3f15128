"""The discriminator D: small heads on the frozen denoiser's features at random noise levels.

As in latent adversarial diffusion distillation (Sauer et al. 2024): the denoiser already knows garments and
reads the conditions, so that a few thousand photographs suffice and cannot simply be memorised.
"""

import torch
from torch import Tensor, nn

_WIDTH = 128
_SHARPEST, _NOISIEST = 20, 800  # timesteps between which latents are noised before being judged


class DiscriminatorHeads(nn.Module):
    """Denoiser features and the pooled conditions → logits, local ones and a projected one a map."""

    def __init__(self, widths: tuple[int, ...], context_width: int) -> None:
        super().__init__()
        self.bodies = nn.ModuleList(
            nn.Sequential(
                nn.GroupNorm(1, width, affine=False),  # with gains, its CPU backward needs input gradients
                nn.Conv2d(width, _WIDTH, 1),
                nn.LeakyReLU(0.2),
                nn.Conv2d(_WIDTH, _WIDTH, 3, padding=1),
                nn.GroupNorm(8, _WIDTH),
                nn.LeakyReLU(0.2),
            )
            for width in widths
        )
        self.local = nn.ModuleList(nn.Linear(_WIDTH, 1) for _ in widths)
        # Projection discriminator (Miyato & Koyama 2018): does the whole map fit the words?
        self.project = nn.ModuleList(nn.Linear(context_width, _WIDTH) for _ in widths)

    def forward(self, features: list[Tensor], pooled: Tensor) -> Tensor:
        """Features [(B, w, h, w')], pooled (B, W) → logits (B, N)."""
        logits = []
        for feature, body, local, project in zip(features, self.bodies, self.local, self.project, strict=True):
            y = body(feature)
            fit = (y.mean(dim=(2, 3)) * project(pooled)).sum(dim=1, keepdim=True) / _WIDTH**0.5
            logits.append(local(y.flatten(2).transpose(1, 2)).squeeze(2) + fit)
        return torch.cat(logits, dim=1)


def judging_timesteps(count: int, device: torch.device) -> Tensor:
    """Random noise levels at which latents are judged, (count,) int64, denser where there is less noise."""
    return (_SHARPEST + (_NOISIEST - _SHARPEST) * torch.rand(count, device=device).square()).long()
