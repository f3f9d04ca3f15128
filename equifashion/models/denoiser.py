"""The denoiser F_θ: diffusers' UNet2DConditionModel on 24×16×16 latents, predicting v (Salimans & Ho 2022)."""

from dataclasses import dataclass
from typing import Any

from diffusers import UNet2DConditionModel
from torch import Tensor, nn

from equifashion.errors import InvalidInput
from equifashion.models.autoencoder import LATENT_HEIGHT, LATENT_WIDTH
from equifashion.models.conditions import Conditions


@dataclass(frozen=True)
class DenoiserConfig:
    """Sizes of the denoiser.

    Attributes:
        latent_channels: channels in and out.
        widths: channels at 24×16, 12×8 and 6×4.
        attention: whether each scale has self- and cross-attention (the middle always has). diffusers adds
            adapter features at a scale's own resolution only where it has, or at the last.
        layers: residual blocks a scale.
        context_width: width of the cross-attention context and of the pooled vector.
    """

    latent_channels: int = 16
    widths: tuple[int, int, int] = (96, 160, 224)
    attention: tuple[bool, bool, bool] = (True, True, False)
    layers: int = 1
    context_width: int = 256

    def __post_init__(self) -> None:
        object.__setattr__(self, "widths", tuple(self.widths))
        object.__setattr__(self, "attention", tuple(self.attention))
        if len(self.widths) != 3 or len(self.attention) != 3:
            raise InvalidInput(
                f"widths and attention need three values, one a scale; got {self.widths} and {self.attention}."
            )
        if not all(self.attention[:2]):
            raise InvalidInput(f"The first two scales need attention; got {self.attention}.")
        if any(width % 32 for width in self.widths):
            raise InvalidInput(f"widths must be multiples of 32 (attention heads); got {self.widths}.")


class Denoiser(nn.Module):
    """Predicts v from a noisy latent, its timestep and the conditions."""

    def __init__(self, config: DenoiserConfig) -> None:
        super().__init__()
        self.config = config
        down = ["CrossAttnDownBlock2D" if a else "DownBlock2D" for a in config.attention]
        up = ["CrossAttnUpBlock2D" if a else "UpBlock2D" for a in reversed(config.attention)]
        self.unet: Any = UNet2DConditionModel(
            sample_size=(LATENT_HEIGHT, LATENT_WIDTH),
            in_channels=config.latent_channels,
            out_channels=config.latent_channels,
            layers_per_block=config.layers,
            block_out_channels=config.widths,
            down_block_types=tuple(down),
            up_block_types=tuple(up),
            cross_attention_dim=config.context_width,
            attention_head_dim=tuple(width // 32 for width in config.widths),  # heads, by diffusers' naming
            norm_num_groups=16,
            use_linear_projection=True,
            class_embed_type="projection",
            projection_class_embeddings_input_dim=config.context_width,
        )

    def forward(self, latents: Tensor, timesteps: Tensor, conditions: Conditions) -> Tensor:
        """v for noisy latents.

        Args:
            latents: (B, 16, 24, 16).
            timesteps: (B,) int64 in [0, 999].
            conditions: of the same batch.
        """
        return self.unet(
            latents,
            timesteps,
            conditions.context,
            class_labels=conditions.pooled,
            encoder_attention_mask=conditions.mask,
            down_intrablock_additional_residuals=list(conditions.features) or None,
        ).sample

    def features(self, latents: Tensor, timesteps: Tensor, conditions: Conditions) -> list[Tensor]:
        """Feature maps on the way down: after each scale and after the middle; for the discriminator.

        Returns:
            [(B, w1, 24, 16), (B, w2, 12, 8), (B, w3, 6, 4), (B, w3, 6, 4)].
        """
        unet = self.unet
        time = unet.time_embedding(unet.time_proj(timesteps.expand(len(latents))).to(latents.dtype))
        embedding = time + unet.class_embedding(conditions.pooled)
        bias = (1.0 - conditions.mask.to(latents.dtype))[:, None] * -10000.0
        x = unet.conv_in(latents)
        additions = list(conditions.features)
        found = []
        for block in unet.down_blocks:
            addition = additions.pop(0) if additions else None
            if getattr(block, "has_cross_attention", False):
                x, states = block(
                    x,
                    embedding,
                    conditions.context,
                    encoder_attention_mask=bias,
                    additional_residuals=addition,
                )
            else:
                x, states = block(x, embedding)
                x = x if addition is None else x + addition
            found.append(states[self.config.layers - 1])
        x = unet.mid_block(x, embedding, conditions.context, encoder_attention_mask=bias)
        return [*found, x]
