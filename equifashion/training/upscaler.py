"""Stage ``upscaler``: L1 + perceptual, on pieces of pictures at twice the canvas's scale."""

import io
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageFilter
from torch import Tensor

from equifashion.errors import InvalidInput
from equifashion.models.checkpoint import save_checkpoint
from equifashion.models.pixels import images_to_tensor
from equifashion.models.upscaler import UPSCALE, Upscaler
from equifashion.training.batches import NumberedBatches
from equifashion.training.config import Optimisation
from equifashion.training.crops import Pieces, halved
from equifashion.training.perceptual import ImageNetFeatures, perceptual_distance
from equifashion.training.stage import Clock, Stage

_DECODED = 0.6  # how often the small picture went through the autoencoder, as every design does
_BLUR = 0.7  # pixels of Gaussian blur at most, where it did not
_COMPRESSED, _QUALITY = 0.4, (70, 96)  # how often it was a JPEG then, and of which quality
_SHIFT = 8  # pixels: a perceptual network that always sees one phase prints its strides as a grid


class UpscalerBatches(NumberedBatches):
    """Batches of (small, large) pixels: (B, 3, S, S) and (B, 3, 2S, 2S) in [-1, 1].

    Args:
        sources: pieces of each source.
        batch: pieces a batch.
        side: S.
        seed: of the sequence.
        shares: how often each source is drawn from; None for equally often.
    """

    def __init__(
        self, sources: Sequence[Pieces], batch: int, side: int, seed: int, shares: Sequence[float] | None = None
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
        pieces = self.sources[random.choice(len(self.sources), p=self.shares)]
        index = int(random.integers(len(pieces)))
        top, left = (int(x) for x in random.integers(0, pieces.decoded.shape[1] - self.side + 1, 2))
        large = _window(pieces.large[index], UPSCALE * top, UPSCALE * left, UPSCALE * self.side)
        if random.random() < _DECODED:
            small = _window(pieces.decoded[index], top, left, self.side)
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

    kind = "upscaler"

    def __init__(
        self, model: Upscaler, optimisation: Optimisation, clock: Clock, perceptual_weight: float = 0.2
    ) -> None:
        super().__init__(optimisation, clock)
        self.network = model
        self.features = ImageNetFeatures("lite1")
        self.perceptual_weight = perceptual_weight
        self.finish_setup()

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return self.adamw(self.network.parameters(), self.optimisation.learning_rate)

    def training_step(self, batch: tuple[Tensor, Tensor], batch_idx: int) -> None:
        terms = self.losses(*batch)
        self.descend(self.optimizers(), sum(terms.values()), self.network.parameters())
        self.log_dict(terms)

    def losses(self, small: Tensor, large: Tensor) -> dict[str, Tensor]:
        """The weighted terms of one batch."""
        output = self.network(small)
        down, right = torch.randint(0, _SHIFT, (2,)).tolist()
        with torch.no_grad():
            wanted = self.features(large[..., down:, right:])
        found = self.features(output[..., down:, right:])
        return {
            "l1": (output - large).abs().mean(),
            "perceptual": self.perceptual_weight * perceptual_distance(found, wanted).mean(),
        }

    def export(self, folder: Path, notes: dict) -> Path:
        model = self.average.module
        path = folder / f"{self.kind}.safetensors"
        save_checkpoint(path, self.kind, asdict(model.config), model.state_dict(), notes)
        return path
