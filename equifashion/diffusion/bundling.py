"""Semantic-bundled attention as guidance of any diffusers UNet: the adjective looks where its noun looks.

Between steps, latents move down the gradient of the Jensen–Shannon divergence between the cross-attention maps of
each adjective and its noun (the training term L_bundle, used at inference as in Chefer et al. 2023 and Rassin et
al. 2023). Only the down blocks and the mid block are run for it, where words decide places: under half of a call,
and little memory.
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from equifashion.diffusion.attention_maps import Bundles, bundle_divergence, record_attention_maps

_LOSS_SCALE = 2.0**12  # keeps FP16 gradients above the smallest number


class _MidBlockPassed(Exception):
    """No more maps are wanted."""


def bundle_gradient(
    unet: Any, latents: Tensor, timestep: Tensor, arguments: Mapping[str, Any], bundles: Bundles
) -> tuple[float, Tensor]:
    """How far apart the words of a prompt look, and its gradient.

    Args:
        unet: a ``UNet2DConditionModel``.
        latents: (1, C, h, w) at ``timestep``.
        arguments: of the conditional call, without latents and timestep; batch 1.
        bundles: adjectives and nouns of the prompt.

    Returns:
        The divergence in nats, 0 to ln 2, and its gradient in FP32, of the latents' shape.
    """

    def stop(*_: object) -> None:
        raise _MidBlockPassed

    dtype = next(unet.parameters()).dtype
    with torch.enable_grad(), record_attention_maps(unet) as maps:
        free = latents.detach().float().requires_grad_()
        hook = unet.mid_block.register_forward_hook(stop)
        try:
            unet(free.to(dtype), timestep, **arguments)
        except _MidBlockPassed:
            pass
        finally:
            hook.remove()
        divergence = bundle_divergence(maps, bundles)
        (gradient,) = torch.autograd.grad(divergence * _LOSS_SCALE, free)
    return float(divergence.detach()), gradient / _LOSS_SCALE


def step_against(latents: Tensor, gradient: Tensor, strength: float) -> Tensor:
    """Move latents against a gradient by ``strength`` times their own spread; without a gradient they stay."""
    length = gradient.square().mean().sqrt()
    if not torch.isfinite(length) or length == 0:
        return latents
    return latents - strength * latents.std() * gradient / length
