"""A ControlLDM in diffusers' classes, filled strictly from its checkpoint's own tensors."""

from collections.abc import Callable, Mapping
from typing import Any

import torch
from accelerate import init_empty_weights
from diffusers import AutoencoderKL, ControlNetModel, UNet2DConditionModel
from diffusers.loaders.single_file_utils import (
    convert_controlnet_checkpoint,
    convert_ldm_unet_checkpoint,
    convert_ldm_vae_checkpoint,
    convert_open_clip_checkpoint,
)
from torch import Tensor, nn
from transformers import CLIPTextConfig, CLIPTextModel

from equifashion.errors import CheckpointError
from equifashion.studio.backends.eqf.config import EqfConfig
from equifashion.studio.backends.eqf.latent_generator import LatentGenerator

DENOISER, CONTROL = "model.diffusion_model.", "control_model."
VAE, TEXT, GENERATOR = "first_stage_model.", "cond_stage_model.model.", "latent_generator."
# What only training needs: losses, the discriminator, the schedule's buffers.
TRAINING_ONLY = (
    "latent_discriminator.", "lpips_loss.", "semantic_encoder.", "garment_segmentor.", "structural_consensus.",
    "semantic_bundle_loss.", "fashion_compat_loss.", "clip_semantic_loss.", "betas", "alphas_cumprod",
    "sqrt_alphas_cumprod", "sqrt_one_minus_alphas_cumprod", "log_one_minus_alphas_cumprod",
    "sqrt_recip_alphas_cumprod", "sqrt_recipm1_alphas_cumprod", "posterior_variance",
    "posterior_log_variance_clipped", "posterior_mean_coef1", "posterior_mean_coef2", "logvar", "model_ema.",
    "cond_stage_model.model.attn_mask",
)  # fmt: skip
_HINT_WIDTHS = (16, 32, 96, 256)  # of ControlNet's hint block
_COPIED_BY_CONVERTERS = (".attn.in_proj_weight", ".attn.in_proj_bias")  # split into query, key and value
_MAX_NAMES = 6  # quoted in a refusal

Tensors = dict[str, Tensor]


class EqfModel(nn.Module):
    """Denoiser, ControlNet, autoencoder, text encoder and latent generator of a ControlLDM.

    Without weights until ``load_state_dict``: parameters are on the meta device, and ``cpu()``, ``half()`` and the
    like have nothing to move yet; the tensors stay what and where they were loaded.

    Attributes:
        config: sizes.
        unet, control, vae, text, generator: the networks.
    """

    def __init__(self, config: EqfConfig) -> None:
        super().__init__()
        self.config = config
        with init_empty_weights(include_buffers=False):
            self.unet = UNet2DConditionModel(**_denoiser_settings(config), sample_size=64)
            self.control = ControlNetModel(
                **_shared_settings(config), conditioning_embedding_out_channels=_HINT_WIDTHS
            )
            self.vae = AutoencoderKL(
                block_out_channels=config.vae_widths,
                down_block_types=("DownEncoderBlock2D",) * 4,
                up_block_types=("UpDecoderBlock2D",) * 4,
                latent_channels=config.channels,
                layers_per_block=config.vae_blocks,
                scaling_factor=config.scale_factor,
                sample_size=512,
            )
            self.text = CLIPTextModel(
                CLIPTextConfig(
                    vocab_size=config.vocabulary,
                    hidden_size=config.context_width,
                    intermediate_size=config.text_ratio * config.context_width,
                    num_hidden_layers=config.text_layers - 1,  # penultimate states: the last layer is not run
                    num_attention_heads=config.text_heads,
                    max_position_embeddings=config.text_length,
                    hidden_act="gelu",
                    projection_dim=config.context_width,
                )
            )
            self.generator = LatentGenerator(config)
        self.eval().requires_grad_(False)

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> "EqfModel":
        return self if self.device.type == "meta" else super()._apply(fn, recurse)

    def load_state_dict(self, state_dict: Mapping[str, Tensor], strict: bool = True, assign: bool = True) -> None:
        """Take the tensors of a ControlLDM checkpoint under their published names.

        Args:
            state_dict: as from ``compat.load_state_dict``.
            strict: must stay true: a model with holes is no model.
            assign: must stay true: tensors are taken, not copied.

        Raises:
            CheckpointError: names are missing or extra, or shapes differ; the message quotes them.
        """
        if not strict or not assign:
            raise CheckpointError(
                "A ControlLDM checkpoint is only loaded strictly, and its tensors are taken as is."
            )
        left = {name: tensor for name, tensor in state_dict.items() if not name.startswith(TRAINING_ONLY)}
        for prefix, module, convert in (
            (DENOISER, self.unet, lambda part: convert_ldm_unet_checkpoint(part, self.unet.config)),
            (CONTROL, self.control, lambda part: convert_controlnet_checkpoint(part, self.control.config)),
            (VAE, self.vae, lambda part: convert_ldm_vae_checkpoint(part, self.vae.config)),
            (TEXT, self.text, self._convert_text),
            (GENERATOR, self.generator, lambda part: {n.removeprefix(GENERATOR): t for n, t in part.items()}),
        ):
            part = {name: left.pop(name) for name in list(left) if name.startswith(prefix)}
            _load_part(module, part, convert)
        _refuse_unknown(left)
        self.eval().requires_grad_(False)

    def _convert_text(self, part: Tensors) -> Tensors:
        last = f"{TEXT}transformer.resblocks.{self.config.text_layers - 1}."
        for name in list(part):
            if name.startswith((last, f"{TEXT}text_projection", f"{TEXT}logit_scale")):
                del part[name]  # behind the penultimate states
        converted = convert_open_clip_checkpoint(self.text, dict(part), prefix=TEXT)
        known = self.text.state_dict().keys()
        return {name if name in known else name.removeprefix("text_model."): t for name, t in converted.items()}

    @property
    def device(self) -> torch.device:
        """Where its denoiser is."""
        return self.unet.device

    def get_learned_conditioning(self, tokens: Tensor) -> Tensor:
        """Penultimate text states after the final norm, (B, L, W), of OpenCLIP tokens (B, L)."""
        return self.text(tokens.to(self.device)).last_hidden_state

    def apply_model(
        self, latents: Tensor, timesteps: Tensor, context: Tensor, hint: Tensor | None = None, scale: float = 1.0
    ) -> Tensor:
        """ε of a noisy latent.

        Args:
            latents: z_t, (B, C, h, w).
            timesteps: (B,) in [0, 999].
            context: text states (B, L, W).
            hint: pose map (B, 3, 8h, 8w) in [0, 1]; None leaves the ControlNet out.
            scale: of the ControlNet's additions.
        """
        additions: dict[str, Any] = {}
        if hint is not None:
            down, middle = self.control(
                latents, timesteps, context, hint, conditioning_scale=scale, return_dict=False
            )
            additions = {"down_block_additional_residuals": down, "mid_block_additional_residual": middle}
        return self.unet(latents, timesteps, context, **additions).sample

    def decode_first_stage(self, latents: Tensor) -> Tensor:
        """Latents → pixels (B, 3, 8h, 8w) in about [-1, 1]."""
        return self.vae.decode(latents / self.config.scale_factor).sample

    def encode_first_stage(self, pixels: Tensor) -> Tensor:
        """Pixels in [-1, 1] → latents, the encoder's means."""
        return self.vae.encode(pixels).latent_dist.mode() * self.config.scale_factor


def _load_part(module: nn.Module, part: Tensors, convert: Callable[[Tensors], Tensors]) -> None:
    """Fill a network; every one of its tensors must come from the part, and every tensor of the part go into it."""
    try:
        converted = convert(part)
        module.load_state_dict(converted, strict=True, assign=True)
    except (KeyError, RuntimeError, AttributeError) as error:
        reason = " ".join(str(error).split())[:500].rstrip(" .")
        raise CheckpointError(f"This is no ControlLDM checkpoint of the configured sizes: {reason}.") from error
    used = {tensor.data_ptr() for tensor in converted.values()}  # converters rename tensors and do not copy them
    _refuse_unknown(
        {n: t for n, t in part.items() if t.data_ptr() not in used and not n.endswith(_COPIED_BY_CONVERTERS)}
    )


def _refuse_unknown(left: Tensors) -> None:
    if left:
        names = ", ".join(list(left)[:_MAX_NAMES]) + (", …" if len(left) > _MAX_NAMES else "")
        raise CheckpointError(
            f"This is no ControlLDM checkpoint of the configured sizes: {len(left)} unknown: {names}."
        )


def _shared_settings(config: EqfConfig) -> dict[str, Any]:
    return {
        "in_channels": config.channels,
        "block_out_channels": config.widths,
        "layers_per_block": config.blocks,
        "down_block_types": tuple("CrossAttnDownBlock2D" if a else "DownBlock2D" for a in config.attended),
        "cross_attention_dim": config.context_width,
        # Heads a level, by diffusers' naming.
        "attention_head_dim": tuple(width // config.head_width for width in config.widths),
        "use_linear_projection": True,
    }


def _denoiser_settings(config: EqfConfig) -> dict[str, Any]:
    up = tuple("CrossAttnUpBlock2D" if a else "UpBlock2D" for a in reversed(config.attended))
    return {**_shared_settings(config), "out_channels": config.channels, "up_block_types": up}
