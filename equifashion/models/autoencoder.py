"""The embedded autoencoder: 256×384 pixels ⇄ a 16-channel latent sixteen times smaller.

NCHW float, pixels in [-1, 1], latents normalised per channel to about zero mean and unit variance.
A pixel-unshuffle by 4 in front (Shi et al. 2016) keeps full-resolution work small, and a linear patch
shortcut beside both networks carries the low frequencies from the first training step on (in the spirit
of DC-AE's residual autoencoding, Chen et al. 2024).
"""

from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from equifashion.errors import InvalidInput

CANVAS_WIDTH, CANVAS_HEIGHT = 256, 384  # pixels; every embedded model is made for this canvas
DOWNSCALE = 16  # pixels per latent cell, on each side
LATENT_HEIGHT, LATENT_WIDTH = CANVAS_HEIGHT // DOWNSCALE, CANVAS_WIDTH // DOWNSCALE  # 24, 16
_PATCH = 4  # pixel-unshuffle factor of the front end


@dataclass(frozen=True)
class AutoencoderConfig:
    """Sizes of the autoencoder.

    Attributes:
        latent_channels: channels of the latent.
        widths: channels at 1/4, 1/8 and 1/16 of the canvas.
        encoder_blocks: residual blocks at each of those scales, encoder.
        decoder_blocks: the same for the decoder.
        detail_width: channels of the decoder's last correction, at full resolution; 0 for none.
    """

    latent_channels: int = 16
    widths: tuple[int, int, int] = (64, 128, 256)
    encoder_blocks: tuple[int, int, int] = (1, 2, 1)
    decoder_blocks: tuple[int, int, int] = (2, 2, 3)
    detail_width: int = 0

    def __post_init__(self) -> None:
        for name in ("widths", "encoder_blocks", "decoder_blocks"):
            value = tuple(getattr(self, name))
            object.__setattr__(self, name, value)  # JSON brings lists
            if len(value) != 3:
                raise InvalidInput(f"{name} needs three numbers, one a scale; got {value}.")
        if any(width % 16 for width in self.widths):
            raise InvalidInput(f"widths must be multiples of 16 (group norm); got {self.widths}.")


def zero_(layer: nn.Conv2d) -> nn.Conv2d:
    """The layer with all its parameters set to 0, so that at first it adds nothing."""
    for parameter in layer.parameters():
        nn.init.zeros_(parameter)
    return layer


class ResidualBlock(nn.Module):
    """x + conv(silu(conv(silu(norm(x))))), the last convolution starting at zero."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(16, width)
        self.conv1 = nn.Conv2d(width, width, 3, padding=1)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
        zero_(self.conv2)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv2(F.silu(self.conv1(F.silu(self.norm(x)))))


def _blocks(width: int, count: int) -> list[nn.Module]:
    return [ResidualBlock(width) for _ in range(count)]


class Upsample(nn.Module):
    """Nearest-neighbour doubling, then a convolution."""

    def __init__(self, width_in: int, width_out: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width_in, width_out, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(F.interpolate(x, scale_factor=2.0, mode="nearest"))


class Encoder(nn.Module):
    """Pixels (B, 3, H, W) → mean and log-variance of the latent, each (B, C, H/16, W/16)."""

    def __init__(self, config: AutoencoderConfig) -> None:
        super().__init__()
        w4, w8, w16 = config.widths
        n4, n8, n16 = config.encoder_blocks
        patch_channels = 3 * _PATCH**2
        self.network = nn.Sequential(
            nn.Conv2d(patch_channels, w4, 3, padding=1),
            *_blocks(w4, n4),
            nn.Conv2d(w4, w8, 3, stride=2, padding=1),
            *_blocks(w8, n8),
            nn.Conv2d(w8, w16, 3, stride=2, padding=1),
            *_blocks(w16, n16),
            nn.GroupNorm(16, w16),
            nn.SiLU(),
            nn.Conv2d(w16, 2 * config.latent_channels, 3, padding=1),
        )
        self.shortcut = nn.Conv2d(patch_channels, 2 * config.latent_channels, _PATCH, stride=_PATCH)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        patches = F.pixel_unshuffle(pixels, _PATCH)  # (B, 48, H/4, W/4)
        mean, log_variance = (self.network(patches) + self.shortcut(patches)).chunk(2, dim=1)
        return mean, log_variance.clamp(-20.0, 4.0)


class DetailHead(nn.Module):
    """A full-resolution correction of pixels (B, 3, H, W), starting at zero.

    Pixel-shuffle makes neighbouring pixels out of unrelated channels, which leaves a grid; convolutions over the
    pixels themselves take it away.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.network = nn.Sequential(
            nn.Conv2d(3, width, 3, padding=1),
            nn.SiLU(),
            nn.Conv2d(width, width, 3, padding=1),
            nn.SiLU(),
            zero_(nn.Conv2d(width, 3, 3, padding=1)),
        )

    def forward(self, pixels: Tensor) -> Tensor:
        return pixels + self.network(pixels)


class Decoder(nn.Module):
    """Latent (B, C, H/16, W/16) → pixels (B, 3, H, W); not clipped."""

    def __init__(self, config: AutoencoderConfig) -> None:
        super().__init__()
        w4, w8, w16 = config.widths
        n4, n8, n16 = config.decoder_blocks
        patch_channels = 3 * _PATCH**2
        self.network = nn.Sequential(
            nn.Conv2d(config.latent_channels, w16, 3, padding=1),
            *_blocks(w16, n16),
            Upsample(w16, w8),
            *_blocks(w8, n8),
            Upsample(w8, w4),
            *_blocks(w4, n4),
            nn.GroupNorm(16, w4),
            nn.SiLU(),
            nn.Conv2d(w4, patch_channels, 3, padding=1),
        )
        self.shortcut = nn.ConvTranspose2d(config.latent_channels, patch_channels, _PATCH, stride=_PATCH)
        self.detail = DetailHead(config.detail_width) if config.detail_width else nn.Identity()

    def forward(self, latents: Tensor) -> Tensor:
        return self.detail(F.pixel_shuffle(self.network(latents) + self.shortcut(latents), _PATCH))


class Autoencoder(nn.Module):
    """Encoder, decoder, and the statistics that normalise latents (set once, after training)."""

    latent_mean: Tensor
    latent_std: Tensor

    def __init__(self, config: AutoencoderConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.decoder = Decoder(config)
        self.register_buffer("latent_mean", torch.zeros(config.latent_channels))
        self.register_buffer("latent_std", torch.ones(config.latent_channels))

    def encode(self, pixels: Tensor) -> Tensor:
        """Pixels (B, 3, H, W) in [-1, 1] → normalised mean latents (B, C, H/16, W/16)."""
        mean, _ = self.encoder(pixels)
        return (mean - self.latent_mean[:, None, None]) / self.latent_std[:, None, None]

    def with_detail(self, width: int) -> "Autoencoder":
        """A copy that decodes the same and has a detail head to train; itself, if it has one already."""
        if self.config.detail_width:
            return self
        other = Autoencoder(replace(self.config, detail_width=width))
        other.load_state_dict(self.state_dict(), strict=False)
        return other

    def decode(self, latents: Tensor) -> Tensor:
        """Normalised latents (B, C, H/16, W/16) → pixels (B, 3, H, W), clipped to [-1, 1]."""
        raw = latents * self.latent_std[:, None, None] + self.latent_mean[:, None, None]
        return self.decoder(raw).clamp(-1.0, 1.0)
