"""A ControlLDM in diffusers' classes, filled strictly from its checkpoint's own tensors."""

from collections.abc import Callable, Mapping

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
from equifashion.studio.backends.eqf.layout import (
    CONTROL,
    DENOISER,
    GENERATOR,
    HINT_WIDTHS,
    TEXT,
    TRAINING_ONLY,
    VAE,
    layout,
)

_NAMED = 6  # names quoted in a refusal


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
                **_shared_settings(config), conditioning_embedding_out_channels=HINT_WIDTHS
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
            state_dict: what ``load_state_dict`` of the door read.
            strict: must stay true: a model with holes is no model.
            assign: must stay true: tensors are taken, not copied.

        Raises:
            CheckpointError: names are missing or extra, or shapes differ; the message quotes them.
        """
        if not strict or not assign:
            raise CheckpointError(
                "A ControlLDM checkpoint is only loaded strictly, and its tensors are taken as is."
            )
        check_layout(state_dict, self.config)
        for module, tensors in (
            (self.unet, convert_ldm_unet_checkpoint(_part(state_dict, DENOISER), self.unet.config)),
            (self.control, convert_controlnet_checkpoint(_part(state_dict, CONTROL), self.control.config)),
            (self.vae, convert_ldm_vae_checkpoint(_part(state_dict, VAE), self.vae.config)),
            (self.text, self._text_tensors(state_dict)),
            (self.generator, {n.removeprefix(GENERATOR): t for n, t in _part(state_dict, GENERATOR).items()}),
        ):
            try:
                module.load_state_dict(tensors, strict=True, assign=True)
            except RuntimeError as error:
                raise CheckpointError(f"The checkpoint cannot be converted: {str(error)[:500]}") from error
        self.eval().requires_grad_(False)

    def _text_tensors(self, state_dict: Mapping[str, Tensor]) -> dict[str, Tensor]:
        last = f"{TEXT}transformer.resblocks.{self.config.text_layers - 1}."
        unused = (last, f"{TEXT}text_projection", f"{TEXT}logit_scale")
        kept = {name: t for name, t in _part(state_dict, TEXT).items() if not name.startswith(unused)}
        converted = convert_open_clip_checkpoint(self.text, kept, prefix=TEXT)
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
        additions: dict[str, object] = {}
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


def check_layout(state_dict: Mapping[str, Tensor], config: EqfConfig) -> None:
    """Refuse a checkpoint that is not exactly a ControlLDM of these sizes, training-only tensors apart.

    Raises:
        CheckpointError: with the first names that are missing, extra, or of another shape.
    """
    expected = layout(config)
    extra = [name for name in state_dict if name not in expected and not name.startswith(TRAINING_ONLY)]
    missing = [name for name in expected if name not in state_dict]
    other = [
        f"{name} {tuple(state_dict[name].shape)} instead of {shape}"
        for name, shape in expected.items()
        if name in state_dict and tuple(state_dict[name].shape) != shape
    ]
    wrong = [
        f"{len(found)} {what}: {', '.join(found[:_NAMED])}{', …' if len(found) > _NAMED else ''}"
        for what, found in (("missing", missing), ("unknown", extra), ("of another shape", other))
        if found
    ]
    if wrong:
        raise CheckpointError(f"This is no ControlLDM checkpoint of the configured sizes. {'; '.join(wrong)}.")


def _part(state_dict: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name: tensor for name, tensor in state_dict.items() if name.startswith(prefix)}


def _shared_settings(config: EqfConfig) -> dict[str, object]:
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


def _denoiser_settings(config: EqfConfig) -> dict[str, object]:
    up = tuple("CrossAttnUpBlock2D" if a else "UpBlock2D" for a in reversed(config.attended))
    return {**_shared_settings(config), "out_channels": config.channels, "up_block_types": up}
