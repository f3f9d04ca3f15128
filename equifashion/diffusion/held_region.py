"""A region of the canvas that may change while the rest follows a finished picture (latent blending).

Source: Avrahami et al. 2023, "Blended latent diffusion".
"""

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class Region:
    """Where a picture may change.

    Attributes:
        mask: (1, 1, h, w) in [0, 1], 1 where it may.
        kept: clean latents of the picture, (1, C, h, w).
    """

    mask: Tensor
    kept: Tensor

    def held(self, latents: Tensor, kept: Tensor) -> Tensor:
        """Latents inside the mask, the picture's at the same noise level outside."""
        return self.mask * latents + (1.0 - self.mask) * kept
