"""Control maps are embedded once: a ControlNet's first convolutions see the same picture at every step and seed."""

from collections import OrderedDict

import torch
from torch import Tensor, nn

_KEPT = 6  # embedded maps; a brief has at most two


class RememberedEmbedding(nn.Module):
    """A ControlNet's ``controlnet_cond_embedding`` that keeps what it made of its last inputs.

    Attributes:
        computed, reused: how often an input was embedded and how often it was known already.
    """

    def __init__(self, embedding: nn.Module) -> None:
        super().__init__()
        self.embedding = embedding
        self.computed = self.reused = 0
        self._kept: OrderedDict[int, tuple[Tensor, Tensor]] = OrderedDict()
        self._count = 0

    def forward(self, conditioning: Tensor) -> Tensor:
        """Control maps → features; the very ones made before for equal maps."""
        if torch.is_grad_enabled():
            return self.embedding(conditioning)
        for key, (known, made) in self._kept.items():
            if known is conditioning or _equal(known, conditioning):
                self.reused += 1
                self._kept.move_to_end(key)
                return made
        made = self.embedding(conditioning)
        self.computed += 1
        self._count += 1
        self._kept[self._count] = (conditioning, made)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return made


def _equal(first: Tensor, second: Tensor) -> bool:
    same_kind = first.shape == second.shape and first.dtype == second.dtype and first.device == second.device
    return same_kind and torch.equal(first, second)


def remember_embeddings(controlnet: nn.Module) -> RememberedEmbedding:
    """Put a memory in front of a ControlNet's embedding, once."""
    if not isinstance(controlnet.controlnet_cond_embedding, RememberedEmbedding):
        controlnet.controlnet_cond_embedding = RememberedEmbedding(controlnet.controlnet_cond_embedding)
    return controlnet.controlnet_cond_embedding
