"""The published checkpoint's latent generator G(z_t, u, c, t): an hourglass of strided convolutions.

Written anew from the tensors' names and shapes and the paper's description, so that published weights fit.
"""

import torch
from torch import Tensor, nn

from equifashion.errors import InvalidInput
from equifashion.studio.backends.eqf.config import EqfConfig

_STRIDE = 8  # three halvings


class LatentGenerator(nn.Module):
    """Proposes ẑ_{t−1} for a noisy latent; a tanh keeps it in (−1, 1), as published.

    Use it in evaluation mode: its batch norms then work with the statistics of its training.
    """

    def __init__(self, config: EqfConfig) -> None:
        super().__init__()
        width, wide = config.generator_width, 4 * config.generator_width
        self.time_embed = nn.Sequential(nn.Linear(1, wide), nn.SiLU(), nn.Linear(wide, wide))
        self.context_projection = nn.Linear(config.context_width, wide)

        def down(into: int, out: int) -> nn.Sequential:
            convolution = nn.Conv2d(into, out, 4, 2, 1, bias=False)
            return nn.Sequential(convolution, nn.BatchNorm2d(out), nn.LeakyReLU(0.2))

        def up(into: int, out: int) -> nn.Sequential:
            convolution = nn.ConvTranspose2d(into, out, 4, 2, 1, bias=False)
            return nn.Sequential(convolution, nn.BatchNorm2d(out), nn.ReLU())

        self.net = nn.Sequential(
            nn.Conv2d(2 * config.channels + 2 * wide, width, 4, 2, 1),
            nn.LeakyReLU(0.2),
            down(width, 2 * width),
            down(2 * width, 4 * width),
            up(4 * width, 2 * width),
            up(2 * width, width),
            nn.ConvTranspose2d(width, config.channels, 4, 2, 1),
            nn.Tanh(),
        )

    def forward(self, latents: Tensor, code: Tensor, context: Tensor, timesteps: Tensor) -> Tensor:
        """ẑ_{t−1}.

        Args:
            latents: z_t, (B, C, h, w); sides are multiples of 8.
            code: u ~ N(0, 1) of the same shape.
            context: text states (B, L, W), averaged over the tokens, or pooled already (B, W).
            timesteps: (B,) in [0, 999], as they are.

        Raises:
            InvalidInput: sides that the strides do not divide.
        """
        if any(side % _STRIDE for side in latents.shape[-2:]):
            sides = " × ".join(str(side) for side in latents.shape[-2:])
            raise InvalidInput(f"The latent's sides must be multiples of {_STRIDE}; got {sides}.")
        pooled = context.mean(dim=1) if context.ndim == 3 else context
        time = self.time_embed(timesteps.to(latents.dtype)[:, None])
        conditions = torch.cat([time, self.context_projection(pooled)], dim=1)  # (B, 8 · width)
        everywhere = conditions[:, :, None, None].expand(-1, -1, *latents.shape[-2:])
        return self.net(torch.cat([latents, code, everywhere], dim=1))
