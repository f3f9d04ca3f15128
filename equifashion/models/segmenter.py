"""The garment part segmenter: which part of an outfit each pixel of a picture shows.

A light U-Net (Ronneberger et al. 2015) at half the canvas, with skips that are added and a glance at the whole
picture at its bottom. NCHW float, [-1, 1].
"""

from dataclasses import asdict, dataclass
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from equifashion.errors import InvalidInput

SEEN_SIZE = (192, 128)  # height × width that the network works at


@dataclass(frozen=True)
class PartConfig:
    """What the segmenter tells apart, and how wide it is.

    Attributes:
        names: the parts, in the order of the logits; the first is the ground.
        widths: channels of each level, from 192×128 down; every level halves the size.

    Raises:
        InvalidInput: fewer than two names or widths.
    """

    names: tuple[str, ...]
    widths: tuple[int, ...] = (16, 24, 40, 56, 72)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(self.names))  # lists, where they come from a file
        object.__setattr__(self, "widths", tuple(self.widths))
        if min(len(self.names), len(self.widths)) < 2:
            raise InvalidInput(
                f"A part segmenter needs two names and two widths at least; got {self.names} and {self.widths}."
            )


class PartSegmenter(nn.Module):
    """Pictures → a logit for each part and pixel."""

    def __init__(self, config: PartConfig) -> None:
        super().__init__()
        self.config = config
        widths = config.widths
        self.stem = _convolution(3, widths[0])
        self.down = nn.ModuleList(
            nn.Sequential(_convolution(above, below, stride=2), _Residual(below))
            for above, below in pairwise(widths)
        )
        self.bottom = nn.Sequential(_Glance(widths[-1]), _Residual(widths[-1]))
        pairs = list(pairwise(widths))[::-1]
        self.up = nn.ModuleList(nn.Conv2d(below, above, 1, bias=False) for above, below in pairs)
        self.join = nn.ModuleList(_convolution(above, above) for above, _ in pairs)
        self.head = nn.Conv2d(widths[0], len(config.names), 3, padding=1)

    def forward(self, pixels: Tensor) -> Tensor:
        """Pixels (B, 3, H, W) in [-1, 1] → logits (B, P, H, W)."""
        x = self.stem(F.interpolate(pixels, SEEN_SIZE, mode="area"))
        skips = []
        for level in self.down:
            skips.append(x)
            x = level(x)
        x = self.bottom(x)
        for narrow, join, skip in zip(self.up, self.join, reversed(skips), strict=True):
            x = F.interpolate(narrow(x), scale_factor=2, mode="bilinear", align_corners=False)
            x = join(x + skip)
        logits = self.head(x)
        if logits.shape[2:] == pixels.shape[2:]:
            return logits
        return F.interpolate(logits, pixels.shape[2:], mode="bilinear", align_corners=False)

    @torch.no_grad()
    def label(self, pixels: Tensor) -> Tensor:
        """Pixels (B, 3, H, W) in [-1, 1] → the likeliest part of each, (B, H, W) int64 indices of the names."""
        return self(pixels).argmax(dim=1)

    def config_dict(self) -> dict:
        """The configuration, for a checkpoint."""
        return asdict(self.config)


def _convolution(width: int, out: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(width, out, 3, stride, padding=1, bias=False), nn.BatchNorm2d(out), nn.ReLU(inplace=True)
    )


class _Residual(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = _convolution(width, width)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x)


class _Glance(nn.Module):
    """Adds what the mean over the whole picture says: a sleeve here makes trousers there less likely."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.read = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, width))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.read(x.mean(dim=(2, 3)))[:, :, None, None]
