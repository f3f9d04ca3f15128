"""Stage ``upscaler``: L1 + perceptual, on crops of pictures at twice the canvas's scale."""

import io
from collections.abc import Sequence

import numpy as np
import torch
from PIL import Image, ImageFilter
from torch import Tensor

from equifashion.errors import InvalidInput
from equifashion.models.pixels import images_to_tensor
from equifashion.models.upscaler import UPSCALE, Upscaler
from equifashion.training.batches import NumberedBatches
from equifashion.training.config import Optimisation
from equifashion.training.crops import LargeCrops, halved
from equifashion.training.perceptual import PerceptualModels, perceptual_distance
from equifashion.training.stage import Stage

_DECODED = 0.6  # how often the small picture went through the autoencoder, as every design does
_BLUR = 0.7  # pixels of Gaussian blur at most, where it did not
_COMPRESSED, _QUALITY = 0.4, (70, 96)  # how often it was a JPEG then, and of which quality
_SHIFT = 8  # pixels: a perceptual network that always sees one phase prints its strides as a grid


class UpscalerBatches(NumberedBatches):
    """Batches of (small, large) pixels: (B, 3, S, S) and (B, 3, 2S, 2S) in [-1, 1].

    Args:
        sources: crops of each source.
        batch: crops a batch.
        side: S.
        seed: of the sequence.
        shares: how often each source is drawn from; None for equally often.
    """

    def __init__(
        self, sources: Sequence[LargeCrops], batch: int, side: int, seed: int, shares: Sequence[float] | None = None
    ) -> None:
        super().__init__(seed)
        shares = [1.0] * len(sources) if shares is None else list(shares)
        if len(shares) != len(sources) or min(shares) <= 0:
            raise InvalidInput(f"Expected a share above 0 for each of {len(sources)} sources; got {shares}.")
        self.sources, self.batch, self.side = sources, batch, side
        self.shares = np.array(shares) / sum(shares)

    def make(self, random: np.random.Generator) -> tuple[Tensor, Tensor]:
        pairs = [self._pair(random) for _ in range(self.batch)]
        small, large = zip(*pairs, strict=True)
        return images_to_tensor(small), images_to_tensor(large)

    def _pair(self, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        crops = self.sources[random.choice(len(self.sources), p=self.shares)]
        index = int(random.integers(len(crops)))
        top, left = (int(x) for x in random.integers(0, crops.decoded.shape[1] - self.side + 1, 2))
        large = _window(crops.large[index], UPSCALE * top, UPSCALE * left, UPSCALE * self.side)
        if random.random() < _DECODED:
            small = _window(crops.decoded[index], top, left, self.side)
        else:
            small = _worn(halved(large), random)
        step = -1 if random.random() < 0.5 else 1
        return small[:, ::step], large[:, ::step]


def _window(picture: np.ndarray, top: int, left: int, side: int) -> np.ndarray:
    return picture[top : top + side, left : left + side]


def _worn(picture: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """A picture slightly blurred, and now and then compressed."""
    image = Image.fromarray(picture).filter(ImageFilter.GaussianBlur(random.uniform(0, _BLUR)))
    if random.random() < _COMPRESSED:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=int(random.integers(*_QUALITY)))
        image = Image.open(file)
    return np.asarray(image)


class UpscalerStage(Stage):
    """Trains the upscaler."""

    network: Upscaler

    def __init__(self, model: Upscaler, optimisation: Optimisation, perceptual_weight: float = 0.2) -> None:
        super().__init__(model, optimisation)
        self.frozen = PerceptualModels()
        self.perceptual_weight = perceptual_weight

    def losses_of(self, batch: tuple[Tensor, Tensor]) -> dict[str, Tensor]:
        terms = self.losses(*batch)
        self.update_network(terms["l1"] + terms["perceptual"])
        return terms

    def losses(self, small: Tensor, large: Tensor) -> dict[str, Tensor]:
        """The weighted terms of one batch."""
        output, features = self.network(small), self.frozen.features
        down, right = torch.randint(0, _SHIFT, (2,)).tolist()
        with torch.no_grad():
            wanted = features(large[..., down:, right:])
        found = features(output[..., down:, right:])
        return {
            "l1": (output - large).abs().mean(),
            "perceptual": self.perceptual_weight * perceptual_distance(found, wanted).mean(),
        }
