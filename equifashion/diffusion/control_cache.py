"""Control maps are embedded once: a ControlNet's first convolutions see the same picture at every step and seed."""

from collections import OrderedDict

import torch
from torch import Tensor, nn

_MAX_MAPS = 6  # kept; a brief has at most two


class CachedEmbedding(nn.Module):
    """A ControlNet's ``controlnet_cond_embedding`` that keeps the results for its last inputs.

    Attributes:
        computed, reused: how often an input was embedded and how often its result was kept already.
    """

    def __init__(self, embedding: nn.Module) -> None:
        super().__init__()
        self.embedding = embedding
        self.computed = self.reused = 0
        self._kept: OrderedDict[int, tuple[Tensor, Tensor]] = OrderedDict()

    def forward(self, conditioning: Tensor) -> Tensor:
        """Control maps → features; equal maps give the very same features."""
        if torch.is_grad_enabled():
            return self.embedding(conditioning)
        for key, (known, features) in self._kept.items():
            if known is conditioning or _equal(known, conditioning):
                self.reused += 1
                self._kept.move_to_end(key)
                return features
        features = self.embedding(conditioning)
        self.computed += 1
        self._kept[self.computed] = (conditioning, features)
        while len(self._kept) > _MAX_MAPS:
            self._kept.popitem(last=False)
        return features


def _equal(first: Tensor, second: Tensor) -> bool:
    same_kind = first.shape == second.shape and first.dtype == second.dtype and first.device == second.device
    return same_kind and torch.equal(first, second)


def cache_embedding(controlnet: nn.Module) -> CachedEmbedding:
    """Put a cache in front of a ControlNet's embedding, once."""
    embedding = controlnet.controlnet_cond_embedding
    if not isinstance(embedding, CachedEmbedding):
        assert isinstance(embedding, nn.Module)
        embedding = controlnet.controlnet_cond_embedding = CachedEmbedding(embedding)
    return embedding
