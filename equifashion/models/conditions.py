"""Conditioning tensors of the generator and the denoiser."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

import torch
from torch import Tensor


@dataclass(frozen=True)
class Conditions:
    """Conditions of a batch.

    Attributes:
        context: text states and swatch tokens for cross-attention, (B, L, W).
        mask: which of them are real rather than padding, (B, L) bool.
        pooled: text embedding plus swatch vector, elements of about unit variance, (B, W).
        features: adapter features at 24×16, 12×8 and 6×4, or () when nothing spatial was given.
    """

    context: Tensor
    mask: Tensor
    pooled: Tensor
    features: tuple[Tensor, ...] = ()

    def __len__(self) -> int:
        return len(self.context)

    def __getitem__(self, rows: slice | Tensor) -> "Conditions":
        """The conditions of some samples of the batch."""
        return Conditions(
            self.context[rows], self.mask[rows], self.pooled[rows], tuple(f[rows] for f in self.features)
        )

    def repeat(self, count: int) -> "Conditions":
        """The conditions of one sample (B = 1), for ``count`` samples, without copying."""

        def expand(tensor: Tensor) -> Tensor:
            return tensor.expand(count, *tensor.shape[1:])

        features = tuple(expand(f) for f in self.features)
        return Conditions(expand(self.context), expand(self.mask), expand(self.pooled), features)

    def to(self, dtype: torch.dtype) -> "Conditions":
        """The same in another floating type."""
        return Conditions(
            self.context.to(dtype),
            self.mask,
            self.pooled.to(dtype),
            tuple(f.to(dtype) for f in self.features),
        )

    def without_features(self) -> "Conditions":
        """The same, with nothing spatial."""
        return replace(self, features=())


def join_all(batches: Iterable[Conditions]) -> Conditions:
    """Several batches as one, as ``join`` does."""
    return reduce(join, batches)


def join(first: Conditions, second: Conditions) -> Conditions:
    """Two batches as one. Both must have features, or neither; shorter contexts are padded."""
    length = max(first.context.shape[1], second.context.shape[1])

    def padded(conditions: Conditions) -> tuple[Tensor, Tensor]:
        missing = length - conditions.context.shape[1]
        context = torch.nn.functional.pad(conditions.context, (0, 0, 0, missing))
        return context, torch.nn.functional.pad(conditions.mask, (0, missing))

    (context_a, mask_a), (context_b, mask_b) = padded(first), padded(second)
    return Conditions(
        torch.cat([context_a, context_b]),
        torch.cat([mask_a, mask_b]),
        torch.cat([first.pooled, second.pooled]),
        tuple(torch.cat([a, b]) for a, b in zip(first.features, second.features, strict=True)),
    )
