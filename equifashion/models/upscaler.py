"""The upscaler: a finished picture at twice its size, 256×384 → 512×768.

NCHW float, pixels in [-1, 1]. Residual blocks without normalisation at the small size (EDSR, Lim et al. 2017), then
nearest-neighbour doubling and two small convolutions at the large one, beside a bicubic skip. Doubling before the
convolutions, and borders that repeat, leave no grid: a flat picture stays exactly flat (Odena et al. 2016).
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor, nn

from equifashion.errors import InvalidInput
from equifashion.models.autoencoder import zero_
from equifashion.models.pixels import images_to_tensor, tensor_to_images

UPSCALE = 2  # times as many pixels on each side


@dataclass(frozen=True)
class UpscalerConfig:
    """Sizes of the upscaler.

    Attributes:
        width: channels at the small size.
        blocks: residual blocks there.
        detail_width: channels at the large size.
    """

    width: int = 32
    blocks: int = 4
    detail_width: int = 16

    def __post_init__(self) -> None:
        for name in ("width", "blocks", "detail_width"):
            if getattr(self, name) < 1:
                raise InvalidInput(f"{name} must be at least 1; got {getattr(self, name)}.")


def _convolution(width_in: int, width_out: int) -> nn.Conv2d:
    """3×3; the border repeats, so that a flat picture has no edge."""
    return nn.Conv2d(width_in, width_out, 3, padding=1, padding_mode="replicate")


class _Block(nn.Module):
    """x + conv(leaky(conv(x))), the last convolution starting at zero."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1 = _convolution(width, width)
        self.conv2 = _convolution(width, width)
        zero_(self.conv2)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv2(F.leaky_relu(self.conv1(x), 0.2))


class Upscaler(nn.Module):
    """Pixels (B, 3, H, W) → (B, 3, 2H, 2W) float32, not clipped; untrained, it is bicubic interpolation."""

    def __init__(self, config: UpscalerConfig) -> None:
        super().__init__()
        self.config = config
        self.head = _convolution(3, config.width)
        self.blocks = nn.Sequential(*(_Block(config.width) for _ in range(config.blocks)))
        self.detail = _convolution(config.width, config.detail_width)
        self.out = _convolution(config.detail_width, 3)
        zero_(self.out)

    def forward(self, pixels: Tensor) -> Tensor:
        pixels = pixels.float()
        smooth = F.interpolate(pixels, scale_factor=float(UPSCALE), mode="bicubic", align_corners=False)
        x = self.blocks(self.head(pixels.to(self.head.weight.dtype)))
        x = F.interpolate(F.leaky_relu(x, 0.2), scale_factor=float(UPSCALE), mode="nearest")
        x = self.out(F.leaky_relu(self.detail(x), 0.2))  # (B, 3, 2H, 2W)
        return smooth + x.float()


@torch.no_grad()
def upscale_image(image: Image.Image, upscaler: Upscaler) -> Image.Image:
    """An RGB picture at twice its width and height."""
    weight = upscaler.head.weight
    pixels = images_to_tensor(image.convert("RGB"))[None].to(weight.device)
    return Image.fromarray(tensor_to_images(upscaler(pixels)[0]))
