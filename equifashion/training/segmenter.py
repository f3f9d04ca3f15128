"""Stage ``segmenter``: garment parts, by cross-entropy and Dice on drawings, by possible parts on photographs."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from equifashion.datasets.record import PART_NAMES
from equifashion.errors import InvalidInput
from equifashion.models.autoencoder import Autoencoder
from equifashion.models.checkpoint import save_checkpoint
from equifashion.models.segmenter import PartSegmenter
from equifashion.training.batches import NumberedBatches
from equifashion.training.config import Optimisation
from equifashion.training.part_pictures import (
    PartExample,
    drawn_example,
    photographed_example,
    possible_parts,
)
from equifashion.training.samples import Samples
from equifashion.training.stage import Clock, Stage
from equifashion.vocabulary import PHOTOGRAPH_LABELS

_DICE, _POSSIBLE = 1.0, 0.5  # weights beside the cross-entropy's 1
_EVERY_CODED = 12  # one picture of so many passes the autoencoder
_UNKNOWN = -1
_COUNTED = 256  # label maps from which the parts' frequencies are taken
_KINDS = {label.name: label.kind for label in PHOTOGRAPH_LABELS}


class PartBatch(NamedTuple):
    """Pictures with what is known of their parts.

    Attributes:
        pixels: (B, 3, 192, 128) in [-1, 1].
        labels: (B, 192, 128) int64 indices of ``PART_NAMES``, −1 where only ``possible`` is known.
        possible: (B, P) bool.
    """

    pixels: Tensor
    labels: Tensor
    possible: Tensor


class PartPictures(NumberedBatches):
    """Batches of varied drawings, and of photographs where the samples have some."""

    def __init__(self, samples: Samples, batch: int, seed: int) -> None:
        super().__init__(seed)
        self.samples, self.batch = samples, batch
        self.indices = samples.indices("train")
        self.weights = samples.weights(self.indices)

    def make(self, random: np.random.Generator) -> PartBatch:
        chosen = random.choice(self.indices, self.batch, p=self.weights)
        examples = [self._example(int(i), random) for i in chosen]
        pixels = np.stack([e.pixels for e in examples]) * 2.0 - 1.0
        return PartBatch(
            torch.from_numpy(pixels).permute(0, 3, 1, 2),  # channels-last in memory already
            torch.from_numpy(np.stack([e.labels for e in examples])),
            torch.from_numpy(np.stack([e.possible for e in examples])),
        )

    def _example(self, index: int, random: np.random.Generator) -> PartExample:
        image, labels = self.samples.image(index), self.samples.parts(index)
        if labels is None:
            category = self.samples.facts(index)[0]
            possible = possible_parts(category, _KINDS.get(category, ""))
            return photographed_example(image, self.samples.matte(index), possible, random)
        cloth = self.samples.swatch(int(random.choice(self.indices)), random)
        return drawn_example(image, labels, cloth, random)


def part_weights(samples: Samples) -> Tensor:
    """How much each part counts in the cross-entropy, (P,): inverse square root of its frequency, mean 1.

    Raises:
        InvalidInput: no picture has part labels.
    """
    train = samples.indices("train")
    known = [int(i) for i in train if samples.parts(int(i)) is not None]
    if not known:
        raise InvalidInput(
            "The segmenter learns from part labels, and none of these pictures has any. Please name a data set of "
            "drawn figures too, which `python -m equifashion data build` makes."
        )
    chosen = np.array(known)[np.linspace(0, len(known) - 1, min(len(known), _COUNTED)).astype(int)]
    counts = sum(np.bincount(samples.parts(int(i)).ravel(), minlength=len(PART_NAMES)) for i in chosen)
    weights = 1.0 / np.sqrt(np.maximum(counts / counts.sum(), 1e-4))
    return torch.from_numpy(weights / weights.mean()).float()


def dice_loss(probabilities: Tensor, labels: Tensor) -> Tensor:
    """1 − mean soft Dice over the parts that a batch shows, the ground left out (Milletari et al. 2016).

    Args:
        probabilities: (B, P, H, W), summing to 1 over P.
        labels: (B, H, W) indices below P.
    """
    target = F.one_hot(labels, probabilities.shape[1]).movedim(-1, 1).to(probabilities.dtype)
    common = (probabilities * target).sum(dim=(0, 2, 3))
    both = probabilities.sum(dim=(0, 2, 3)) + target.sum(dim=(0, 2, 3))
    shown = (target.sum(dim=(0, 2, 3)) > 0)[1:]
    scores = (2.0 * common[1:] / both[1:].clamp(min=1e-6))[shown]
    return 1.0 - scores.mean() if len(scores) else probabilities.sum() * 0.0


def possible_loss(logits: Tensor, labels: Tensor, possible: Tensor) -> Tensor:
    """−log of the probability of all parts that a pixel may be (Jin and Ghahramani 2002), mean over pixels.

    Args:
        logits: (B, P, H, W).
        labels: (B, H, W): 0 for ground, −1 for any of ``possible``.
        possible: (B, P) bool; none for a picture leaves it out.
    """
    used = possible.any(dim=1)
    if not used.any():
        return logits.sum() * 0.0
    logs, labels = logits[used].float().log_softmax(dim=1), labels[used]
    among = logs.masked_fill(~possible[used][:, :, None, None], -torch.inf).logsumexp(dim=1)
    return -torch.where(labels == _UNKNOWN, among, logs[:, 0]).mean()


class SegmenterStage(Stage):
    """Trains the part segmenter.

    Args:
        autoencoder: frozen; a few pictures pass it, since finished designs come out of it.
        weights: (P,) of the parts.
    """

    kind = "segmenter"

    def __init__(
        self,
        model: PartSegmenter,
        optimisation: Optimisation,
        clock: Clock,
        autoencoder: Autoencoder,
        weights: Tensor,
    ) -> None:
        super().__init__(optimisation, clock)
        self.network = model
        self.autoencoder = autoencoder.eval().requires_grad_(False)
        self.register_buffer("weights", weights, persistent=False)
        self.finish_setup()

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return self.adamw(self.network.parameters(), self.optimisation.learning_rate)

    def training_step(self, batch: PartBatch, batch_idx: int) -> None:
        logits = self.network(self._coded(batch.pixels)).float()
        drawn = ~batch.possible.any(dim=1)
        terms = {"possible": possible_loss(logits, batch.labels, batch.possible)}
        if drawn.any():
            terms["cross_entropy"] = F.cross_entropy(logits[drawn], batch.labels[drawn], self.weights)
            terms["dice"] = dice_loss(logits[drawn].softmax(dim=1), batch.labels[drawn])
        loss = _POSSIBLE * terms["possible"] + terms.get("cross_entropy", 0.0) + _DICE * terms.get("dice", 0.0)
        self.descend(self.optimizers(), loss, self.network.parameters())
        self.log_dict({name: term.detach() for name, term in terms.items()})

    @torch.no_grad()
    def _coded(self, pixels: Tensor) -> Tensor:
        """The batch with its first pictures sent through the autoencoder, at least one."""
        count = max(1, len(pixels) // _EVERY_CODED)
        coded = self.autoencoder.decode(self.autoencoder.encode(pixels[:count]))
        return torch.cat([coded.to(pixels.dtype), pixels[count:]])

    def export(self, folder: Path, notes: dict) -> Path:
        path = folder / f"{self.kind}.safetensors"
        model = self.average.module
        save_checkpoint(path, self.kind, model.config_dict(), model.state_dict(), notes)
        return path
