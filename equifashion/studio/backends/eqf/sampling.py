"""Hybrid sampling of the published checkpoint, Eq. 20 of the paper: z_{t−1} = α_t ẑ_{t−1} + (1 − α_t) z̃_{t−1}.

ẑ_{t−1} = G(z_t, u, c, t) is its latent generator's proposal, z̃_{t−1} a DDIM step of its denoiser, α_t = (t/T)^γ.
The published code holds this loop in a method that nothing calls and that cannot run; here it runs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from equifashion.diffusion.diffusers_callbacks import DDIMWithPredictedX0
from equifashion.studio.backends.eqf.config import EqfConfig
from equifashion.studio.backends.eqf.model import EqfModel


@dataclass(frozen=True)
class HybridInputs:
    """What a draft is sampled from.

    Attributes:
        context: text states, (1, L, W).
        negative_context: text states of the negative prompt, (1, L, W); None for no guidance.
        hint: pose map (1, 3, 8h, 8w) in [0, 1], or None.
        hint_scale: of the ControlNet's additions.
        guidance: classifier-free guidance scale.
    """

    context: Tensor
    negative_context: Tensor | None
    hint: Tensor | None
    hint_scale: float
    guidance: float


def published_ddim(config: EqfConfig) -> DDIMWithPredictedX0:
    """The schedule and the steps of the published DDIM samplers: 1, 1 + 1000/S, … for S steps."""
    return DDIMWithPredictedX0(
        num_train_timesteps=1000,
        beta_start=config.linear_start,
        beta_end=config.linear_end,
        beta_schedule="scaled_linear",
        prediction_type="epsilon",
        timestep_spacing="leading",
        steps_offset=1,
        set_alpha_to_one=False,
        clip_sample=False,
    )


@torch.no_grad()
def sample_hybrid(
    model: EqfModel,
    inputs: HybridInputs,
    noise: Tensor,
    codes: Tensor,
    alphas: tuple[float, ...],
) -> Iterator[Tensor]:
    """Sample a draft; yields z_{t−1}, (1, C, h, w), after every step.

    Args:
        model: with its weights.
        inputs: words and pose.
        noise: z_T, (1, C, h, w), float32.
        codes: u of every step, (T, C, h, w), float32.
        alphas: α_t of every step, T of them.
    """
    scheduler = published_ddim(model.config)
    scheduler.set_timesteps(len(alphas))
    latents = noise
    for timestep, code, alpha in zip(scheduler.timesteps, codes, alphas, strict=True):
        time = timestep.to(latents.device).reshape(1)
        epsilon = _guided(model, inputs, latents, time)
        z_tilde = scheduler.step(epsilon, timestep, latents, return_dict=False)[0]
        z_hat = model.generator(latents, code[None], inputs.context.float(), time)
        latents = alpha * z_hat + (1.0 - alpha) * z_tilde
        yield latents


def _guided(model: EqfModel, inputs: HybridInputs, latents: Tensor, time: Tensor) -> Tensor:
    """ε with classifier-free guidance; the pose guides both halves, as published."""
    contexts = [inputs.context] if inputs.negative_context is None else [inputs.context, inputs.negative_context]
    count, dtype = len(contexts), model.unet.dtype
    hint = None if inputs.hint is None else inputs.hint.expand(count, -1, -1, -1).to(dtype)
    rows, context = latents.expand(count, -1, -1, -1).to(dtype), torch.cat(contexts).to(dtype)
    epsilon = model.apply_model(rows, time.expand(count), context, hint, inputs.hint_scale).float()
    if inputs.negative_context is None:
        return epsilon
    conditional, negative = epsilon.chunk(2)
    return negative + inputs.guidance * (conditional - negative)
