"""The cross-attention maps of any diffusers UNet (where each word looks), and how far apart two words' maps are.

Semantic-bundled attention (EquiFashion) asks the map of an adjective to lie on that of its noun. Maps are
computed from the very queries and keys of the network's layers by hooks, so that its own (fused) attention stays.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

_CROSS_ATTENTION = "attn2"  # diffusers' name of it in a block


@contextmanager
def record_attention_maps(unet: nn.Module) -> Iterator[list[Tensor]]:
    """Collect the cross-attention maps of every call of a diffusers UNet made inside the ``with``.

    Maps are differentiable, in the order of the layers' calls.

    Yields:
        A list that fills with maps (B, H·W, L), the mean over heads; each row sums to 1 over the L tokens.
    """
    maps: list[Tensor] = []

    def record(attention: nn.Module, arguments: tuple, options: dict) -> None:
        hidden = arguments[0] if arguments else options["hidden_states"]
        context = options.get("encoder_hidden_states")
        if context is None:
            context = arguments[1]
        if isinstance(context, tuple):  # with an IP-Adapter: words, then image tokens with attention of their own
            context = context[0]
        maps.append(_attention_map(attention, hidden, context, options.get("attention_mask")))

    hooks = [
        module.register_forward_pre_hook(record, with_kwargs=True)
        for name, module in unet.named_modules()
        if name.endswith(_CROSS_ATTENTION)
    ]
    try:
        yield maps
    finally:
        for hook in hooks:
            hook.remove()


def _attention_map(attention: Any, hidden: Tensor, context: Tensor, mask: Tensor | None) -> Tensor:
    """Softmax over tokens, averaged over heads: (B, H·W, L). ``mask`` is added to the scores: (B, 1, L)."""
    query = attention.to_q(hidden).unflatten(-1, (attention.heads, -1)).transpose(1, 2)  # (B, heads, HW, d)
    key = attention.to_k(context).unflatten(-1, (attention.heads, -1)).transpose(1, 2)
    scores = (query @ key.transpose(-1, -2)).float() * attention.scale
    if mask is not None:
        scores = scores + mask[:, None].float()
    return scores.softmax(dim=-1).mean(dim=1)


@dataclass(frozen=True)
class Bundles:
    """Which tokens are adjectives of which nouns, for a batch with up to P phrases a sample.

    Attributes:
        adjectives: (B, P, L) weights, each row the mean over the adjective's tokens.
        nouns: (B, P, L), the same for the noun.
        present: (B, P) bool; false where a sample has fewer phrases.
    """

    adjectives: Tensor
    nouns: Tensor
    present: Tensor

    @classmethod
    def from_groups(
        cls, groups: list[list[tuple[tuple[int, ...], tuple[int, ...]]]], length: int, device: torch.device
    ) -> "Bundles":
        """From (adjective tokens, noun tokens) pairs of each sample; tokens beyond ``length`` are left out."""
        kept = [
            [
                ([i for i in adjective if i < length], [i for i in noun if i < length])
                for adjective, noun in pairs
                if any(i < length for i in adjective) and any(i < length for i in noun)
            ]
            for pairs in groups
        ]
        most = max([1, *map(len, kept)])
        adjectives, nouns = torch.zeros(2, len(kept), most, length).unbind(0)
        present = torch.zeros(len(kept), most, dtype=torch.bool)
        for b, pairs in enumerate(kept):
            for p, (adjective, noun) in enumerate(pairs):
                adjectives[b, p, adjective] = 1.0 / len(adjective)
                nouns[b, p, noun] = 1.0 / len(noun)
                present[b, p] = True
        return cls(adjectives, nouns, present).to(device)

    def to(self, device: torch.device) -> "Bundles":
        """Move everything."""
        return Bundles(self.adjectives.to(device), self.nouns.to(device), self.present.to(device))


def bundle_divergence(maps: list[Tensor], bundles: Bundles, detach_nouns: bool = False) -> Tensor:
    """Mean Jensen–Shannon divergence, in nats, of adjectives' and nouns' maps: scalar in [0, ln 2].

    A map is read as a distribution over places. Layers count alike; 0 where no sample has a phrase.

    Args:
        maps: from ``record_attention_maps``, (B, H·W, L) each; L may exceed the bundles' (swatch tokens).
        bundles: of the same batch.
        detach_nouns: gradients move adjectives alone. For training, where adjectives and nouns would else both
            learn the same uniform map.
    """
    if not bool(bundles.present.any()):
        return maps[0].new_zeros(())
    length = bundles.adjectives.shape[-1]
    per_layer = []
    for found in maps:
        words = found[..., :length]
        first = _places(torch.einsum("bnl,bpl->bpn", words, bundles.adjectives))
        second = _places(torch.einsum("bnl,bpl->bpn", words, bundles.nouns))
        second = second.detach() if detach_nouns else second
        per_layer.append(jensen_shannon(first, second)[bundles.present].mean())
    return torch.stack(per_layer).mean()


def _places(weights: Tensor) -> Tensor:
    return weights / weights.sum(dim=-1, keepdim=True).clamp_min(1e-12)


def jensen_shannon(first: Tensor, second: Tensor) -> Tensor:
    """Jensen–Shannon divergence of distributions along the last axis, in nats, in [0, ln 2]."""
    middle = 0.5 * (first + second)

    def kullback_leibler(p: Tensor) -> Tensor:
        return (p * (p.clamp_min(1e-12).log() - middle.clamp_min(1e-12).log())).sum(dim=-1)

    return 0.5 * (kullback_leibler(first) + kullback_leibler(second))
