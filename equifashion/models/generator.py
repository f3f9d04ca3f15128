"""The generator G: a StyleGAN-family network in latent space (Karras et al. 2020), with attention to the text.

A latent code z and the pooled conditions become w+, one style vector per layer. Coarse layers (6×4 and 12×8) hold
the structure of a garment, fine layers (24×16) its style, so the two can be mixed separately. The output is a
normalised latent and is not squashed: real latents have no bound that a tanh would respect.

Where StyleGAN adds random noise to its layers, this generator adds a map that is linear in the first style
(``SpatialNoise``). Its part that follows z is the noise from which the denoiser draws the same design
(``noise_from_z``). So the position of things need not pass through channel scales alone.
"""

import math
from dataclasses import dataclass, replace
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from equifashion.errors import InvalidInput
from equifashion.models.autoencoder import LATENT_HEIGHT, LATENT_WIDTH
from equifashion.models.conditions import Conditions
from equifashion.seeds import combine_seed

_ATTENTION_HEAD = 32  # channels
_SCALES = 3  # 6×4, 12×8, 24×16
_Z_SHARE = 0.8  # of the noise's standard deviation that follows z; the rest is the same for all
_EMBED_GAIN = 0.5  # initial size of z within its style


@dataclass(frozen=True)
class GeneratorConfig:
    """Sizes of the generator.

    Attributes:
        latent_channels: channels out.
        z_dim: length of z.
        style_dim: length of a style vector w.
        widths: channels at 24×16, 12×8 and 6×4 (the order of the adapters' features).
        layers: modulated convolutions at 24×16, 12×8 and 6×4.
        feature_widths: channels of the adapters' features.
        context_width: width of the cross-attention context and the pooled vector.
        spatial_noise: whether the first style also adds a map at every scale.
    """

    latent_channels: int = 16
    z_dim: int = 128
    style_dim: int = 256
    widths: tuple[int, int, int] = (128, 160, 224)
    layers: tuple[int, int, int] = (3, 2, 2)
    feature_widths: tuple[int, int, int] = (96, 160, 224)
    context_width: int = 256
    spatial_noise: bool = False

    def __post_init__(self) -> None:
        for name in ("widths", "layers", "feature_widths"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
            if len(getattr(self, name)) != _SCALES:
                raise InvalidInput(f"{name} needs three numbers, one a scale; got {getattr(self, name)}.")
        if any(width % _ATTENTION_HEAD for width in self.widths):
            raise InvalidInput(f"widths must be multiples of {_ATTENTION_HEAD}; got {self.widths}.")

    @property
    def style_layers(self) -> int:
        """How many style vectors a design has."""
        return sum(self.layers)

    @property
    def structure_layers(self) -> int:
        """The first so many style vectors are structure; the others are style."""
        return self.layers[2] + self.layers[1]


def normalize_z(z: Tensor) -> Tensor:
    """Latent codes (B, z_dim) scaled to unit variance: their length does not matter."""
    return z * torch.rsqrt(z.square().mean(dim=1, keepdim=True) + 1e-6)


def _common_and_projection(z_dim: int, channels: int) -> tuple[Tensor, Tensor]:
    """Noise that all z share (channels, 24, 16), and maps (z_dim, channels, 24, 16) that z weighs."""
    generator = torch.Generator().manual_seed(0)
    common = torch.randn(channels, LATENT_HEIGHT, LATENT_WIDTH, generator=generator)
    projection = torch.randn(z_dim, common.numel(), generator=generator)
    return common, projection.reshape(z_dim, channels, LATENT_HEIGHT, LATENT_WIDTH) / math.sqrt(z_dim)


def noise_from_z(z: Tensor, channels: int) -> Tensor:
    """Gaussian noise (B, channels, 24, 16) that is linear in z: a fixed part, and a projection of each z.

    The denoiser draws from it what the generator is to draw from z. The larger the share of z, the more designs of
    one brief differ, and the harder it is to learn which z gives which design. Maps of the lowest frequencies alone
    gave designs that were all alike.

    Args:
        z: (B, z_dim).
        channels: of the latents.
    """
    common, projection = (t.to(z.device) for t in _common_and_projection(z.shape[1], channels))
    return _noise(z, common, projection)


def _noise(z: Tensor, common: Tensor, projection: Tensor) -> Tensor:
    own = torch.einsum("bk,kchw->bchw", normalize_z(z.float()), projection)
    return math.sqrt(1.0 - _Z_SHARE**2) * common + _Z_SHARE * own


class SpatialNoise(nn.Module):
    """A style → maps to add at 24×16, 12×8 and 6×4; adds nothing before it is trained.

    ``embed`` puts z into the style, ``decode`` reads it from there, and ``inject`` adds its projection.
    """

    common: Tensor
    projection: Tensor

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.embed = nn.Linear(config.z_dim, config.style_dim, bias=False)
        self.decode = nn.Linear(config.style_dim, config.z_dim)
        with torch.no_grad():  # each other's inverse, from the start
            nn.init.orthogonal_(self.embed.weight, gain=_EMBED_GAIN)
            self.decode.weight.copy_(self.embed.weight.T / _EMBED_GAIN**2)
            self.decode.bias.zero_()
        self.inject = nn.ModuleList(
            nn.Conv2d(config.latent_channels, width, 3, padding=1, bias=False) for width in config.widths
        )
        for convolution in self.inject:
            nn.init.zeros_(cast(nn.Conv2d, convolution).weight)
        common, projection = _common_and_projection(config.z_dim, config.latent_channels)
        self.register_buffer("common", common, persistent=False)
        self.register_buffer("projection", projection, persistent=False)

    def noise(self, style: Tensor) -> Tensor:
        """``noise_from_z`` of the z in a style (B, style_dim), (B, channels, 24, 16) float32."""
        return _noise(self.decode(style), self.common.float(), self.projection.float())

    def forward(self, style: Tensor) -> list[Tensor]:
        noise = torch.einsum("bk,kchw->bchw", self.decode(style), self.projection)
        # The mean of n independent cells, times √n, varies as much as one.
        pooled = (F.avg_pool2d(noise, 2**scale) * 2**scale for scale in range(_SCALES))
        return [convolution(maps) for convolution, maps in zip(self.inject, pooled, strict=True)]


class ModulatedConv(nn.Module):
    """Convolution whose input channels are scaled by a style, with demodulation.

    Scaling the activations before and after equals scaling the weights of each sample, and needs no grouped
    convolution, which is slow on CPUs.
    """

    def __init__(self, width_in: int, width_out: int, style_dim: int, kernel: int, demodulate: bool = True) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(width_out, width_in, kernel, kernel) / (width_in * kernel**2) ** 0.5)
        self.bias = nn.Parameter(torch.zeros(width_out))
        self.affine = nn.Linear(style_dim, width_in)
        nn.init.normal_(self.affine.weight, std=style_dim**-0.5)
        nn.init.ones_(self.affine.bias)
        self.demodulate = demodulate

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        """x (B, Ci, H, W), style (B, style_dim) → (B, Co, H, W)."""
        scale = self.affine(style)  # (B, Ci)
        y = F.conv2d(x * scale[:, :, None, None], self.weight, padding=self.weight.shape[-1] // 2)
        if self.demodulate:
            power = scale.square() @ self.weight.square().sum(dim=(2, 3)).T  # (B, Co)
            y = y * torch.rsqrt(power + 1e-6)[:, :, None, None]
        return y + self.bias[:, None, None]


class TextAttention(nn.Module):
    """Cross-attention from feature map to context, added to the map."""

    def __init__(self, width: int, context_width: int) -> None:
        super().__init__()
        self.heads = width // _ATTENTION_HEAD
        self.norm = nn.GroupNorm(1, width)
        self.query = nn.Conv2d(width, width, 1, bias=False)
        self.key = nn.Linear(context_width, width, bias=False)
        self.value = nn.Linear(context_width, width, bias=False)
        self.out = nn.Conv2d(width, width, 1)
        nn.init.zeros_(cast(Tensor, self.out.bias))

    def forward(self, x: Tensor, conditions: Conditions) -> Tensor:
        b, c, h, w = x.shape
        split = (b, self.heads, _ATTENTION_HEAD)
        query = self.query(self.norm(x)).reshape(*split, h * w).transpose(2, 3)  # (B, heads, HW, 32)
        key = self.key(conditions.context).reshape(b, -1, *split[1:]).transpose(1, 2)
        value = self.value(conditions.context).reshape(b, -1, *split[1:]).transpose(1, 2)
        found = F.scaled_dot_product_attention(query, key, value, conditions.mask[:, None, None, :])
        return x + self.out(found.transpose(2, 3).reshape(b, c, h, w))


class Scale(nn.Module):
    """All layers at one resolution: convolutions, text attention, adapter features, a read-out to the latent."""

    def __init__(self, config: GeneratorConfig, scale: int, width_in: int) -> None:
        super().__init__()
        width = config.widths[scale]
        self.convolutions = nn.ModuleList(
            ModulatedConv(width_in if i == 0 else width, width, config.style_dim, 3)
            for i in range(config.layers[scale])
        )
        # Without a bias, features of weight 0 are the same as none.
        self.features = nn.Conv2d(config.feature_widths[scale], width, 1, bias=False)
        self.attention = TextAttention(width, config.context_width)
        self.readout = ModulatedConv(width, config.latent_channels, config.style_dim, 1, demodulate=False)
        nn.init.zeros_(self.readout.weight)

    def forward(
        self, x: Tensor, styles: list[Tensor], conditions: Conditions, scale: int, noise: list[Tensor]
    ) -> tuple[Tensor, Tensor]:
        for i, (convolution, style) in enumerate(zip(self.convolutions, styles, strict=True)):
            x = F.leaky_relu(convolution(x, style), 0.2) * 2**0.5
            if i == 0:
                if noise:
                    x = x + noise[scale]
                if conditions.features:
                    x = x + self.features(conditions.features[scale])
                x = self.attention(x, conditions)
        return x, self.readout(x, styles[-1])


class Generator(nn.Module):
    """z and conditions → w+ → latent."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.config = config
        hidden = config.style_dim
        self.mapping = nn.Sequential(
            nn.Linear(config.z_dim + config.context_width, hidden),
            nn.LeakyReLU(0.2),
            nn.Linear(hidden, hidden),
            nn.LeakyReLU(0.2),
            nn.Linear(hidden, hidden),
            nn.LeakyReLU(0.2),
            nn.Linear(hidden, hidden),
        )
        _, middle, coarse = config.widths
        self.spatial_noise = SpatialNoise(config) if config.spatial_noise else None
        self.constant = nn.Parameter(torch.randn(1, coarse, 6, 4))
        self.coarse = Scale(config, 2, coarse)
        self.middle = Scale(config, 1, coarse)
        self.fine = Scale(config, 0, middle)

    def add_spatial_noise(self) -> None:
        """Give a generator without spatial noise one to train."""
        if self.spatial_noise is None:
            self.config = replace(self.config, spatial_noise=True)
            self.spatial_noise = SpatialNoise(self.config).to(self.constant.device, self.constant.dtype)

    def sample_z(self, count: int, seed: int, first: int = 0) -> Tensor:
        """Latent codes number ``first`` … of a seed, (count, z_dim); each depends on its number alone."""
        rows = []
        for number in range(first, first + count):
            generator = torch.Generator().manual_seed(combine_seed(seed, number * 7_919 + 1) % 2**63)
            rows.append(torch.randn(self.config.z_dim, generator=generator))
        return torch.stack(rows)

    def styles(self, z: Tensor, conditions: Conditions) -> Tensor:
        """z (B, z_dim) → w+ (B, style_layers, style_dim), the same w in every layer."""
        normal = normalize_z(z)
        w = self.mapping(torch.cat([normal, conditions.pooled], dim=1))
        if self.spatial_noise is not None:
            w = w + self.spatial_noise.embed(normal)
        return w[:, None].expand(-1, self.config.style_layers, -1)

    def synthesize(self, styles: Tensor, conditions: Conditions) -> Tensor:
        """w+ (B, style_layers, style_dim) and conditions → latents (B, 16, 24, 16)."""
        per_scale = styles.unbind(dim=1)
        _, n_middle, n_coarse = self.config.layers
        noise = [] if self.spatial_noise is None else self.spatial_noise(per_scale[0])
        x = self.constant.expand(len(styles), -1, -1, -1)
        x, latents = self.coarse(x, per_scale[:n_coarse], conditions, 2, noise)
        for scale, module, part in (
            (1, self.middle, per_scale[n_coarse : n_coarse + n_middle]),
            (0, self.fine, per_scale[n_coarse + n_middle :]),
        ):
            x = F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)
            latents = F.interpolate(latents, scale_factor=2.0, mode="bilinear", align_corners=False)
            x, readout = module(x, part, conditions, scale, noise)
            latents = latents + readout
        return latents

    def forward(self, z: Tensor, conditions: Conditions) -> Tensor:
        return self.synthesize(self.styles(z, conditions), conditions)
