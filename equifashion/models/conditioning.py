"""The networks that read sketch, pose and swatch. Each runs once a brief, never once a step.

Sketch and pose maps pass through diffusers' T2IAdapter (Mou et al. 2023) and are added to the denoiser's and
the generator's features; a swatch becomes four context tokens (as in IP-Adapter, Ye et al. 2023) and a vector.
"""

from dataclasses import dataclass, replace
from typing import Any

import torch
import torch.nn.functional as F
from diffusers import T2IAdapter
from torch import Tensor, nn

from equifashion.errors import InvalidInput
from equifashion.models.autoencoder import DOWNSCALE
from equifashion.models.conditions import Conditions
from equifashion.models.image_text import TextFeatures

SWATCH_TOKENS = 4
_GAIN = 0.2  # at which a learning adapter starts


@dataclass(frozen=True)
class ConditionConfig:
    """Sizes of the condition networks.

    Attributes:
        widths: channels of the features at 24×16, 12×8 and 6×4; the denoiser's own.
        context_width: width of text states and swatch tokens.
        pose_learned: whether the pose adapter has been trained; users are informed.
        pose_widths: channels inside the pose adapter: a skeleton says little, so they are few.
    """

    widths: tuple[int, int, int] = (96, 160, 224)
    context_width: int = 256
    pose_learned: bool = False
    pose_widths: tuple[int, int, int] = (48, 64, 64)

    def __post_init__(self) -> None:
        for name in ("widths", "pose_widths"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
            if len(getattr(self, name)) != 3:
                raise InvalidInput(f"{name} needs three numbers, one a scale; got {getattr(self, name)}.")


class SketchAdapter(nn.Module):
    """A T2IAdapter whose features enter through a gain a scale.

    The gains start at ``gain``: at zero, an adapter that was never trained leaves the picture untouched.
    """

    def __init__(self, widths: tuple[int, int, int], gain: float) -> None:
        super().__init__()
        self.adapter: Any = T2IAdapter(
            in_channels=1,
            channels=list(widths),
            num_res_blocks=1,
            downscale_factor=DOWNSCALE,
            adapter_type="full_adapter",
        )
        self.gains = nn.Parameter(torch.full((len(widths),), gain))

    def forward(self, maps: Tensor) -> tuple[Tensor, ...]:
        """Maps (B, 1, 384, 256) → features (B, w, 24, 16), (B, w, 12, 8), (B, w, 6, 4)."""
        return tuple(f * g for f, g in zip(self.adapter(maps), self.gains, strict=True))


class PoseAdapter(nn.Module):
    """A narrow T2IAdapter on maps of half the size, then 1×1 convolutions; a gain a scale as above."""

    def __init__(self, inner: tuple[int, int, int], widths: tuple[int, int, int], gain: float) -> None:
        super().__init__()
        self.adapter: Any = T2IAdapter(
            in_channels=3,
            channels=list(inner),
            num_res_blocks=1,
            downscale_factor=DOWNSCALE // 2,
            adapter_type="full_adapter",
        )
        self.widen = nn.ModuleList(nn.Conv2d(a, b, 1) for a, b in zip(inner, widths, strict=True))
        self.gains = nn.Parameter(torch.full((len(widths),), gain))

    def forward(self, maps: Tensor) -> tuple[Tensor, ...]:
        """Maps (B, 3, 384, 256) → features (B, w, 24, 16), (B, w, 12, 8), (B, w, 6, 4)."""
        found = self.adapter(F.avg_pool2d(maps, 2))
        return tuple(w(f) * g for w, f, g in zip(self.widen, found, self.gains, strict=True))


class SwatchEncoder(nn.Module):
    """Swatch (B, 3, 64, 64) in [-1, 1] → four context tokens and a vector; learned stand-ins for "none"."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.network = nn.Sequential(
            nn.PixelUnshuffle(4),
            nn.Conv2d(48, 96, 3, padding=1),
            nn.SiLU(),
            nn.Conv2d(96, 128, 3, stride=2, padding=1),
            nn.SiLU(),
            nn.Conv2d(128, 192, 3, stride=2, padding=1),
            nn.SiLU(),
            nn.AdaptiveAvgPool2d(2),  # four quarters, four tokens
            nn.Conv2d(192, width, 1),
        )
        self.norm = nn.LayerNorm(width)
        self.vector = nn.Linear(width, width)
        self.no_tokens = nn.Parameter(0.02 * torch.randn(SWATCH_TOKENS, width))
        nn.init.zeros_(self.vector.weight)
        nn.init.zeros_(self.vector.bias)

    def forward(self, swatches: Tensor) -> tuple[Tensor, Tensor]:
        """Returns tokens (B, 4, W) and vectors (B, W)."""
        tokens = self.norm(self.network(swatches).flatten(2).transpose(1, 2))
        return tokens, self.vector(tokens.mean(dim=1))


class ConditionNetworks(nn.Module):
    """Sketch adapter, pose adapter and swatch encoder."""

    def __init__(self, config: ConditionConfig) -> None:
        super().__init__()
        self.config = config
        self.sketch = SketchAdapter(config.widths, gain=_GAIN)
        self.pose = PoseAdapter(config.pose_widths, config.widths, gain=0.0)
        self.swatch = SwatchEncoder(config.context_width)

    def learn_poses(self) -> None:
        """Open the pose adapter, which an untrained model keeps shut, so that gradients reach it."""
        if not self.config.pose_learned:
            self.config = replace(self.config, pose_learned=True)
            nn.init.constant_(self.pose.gains, _GAIN)

    def trained_state(self) -> dict[str, Tensor]:
        """What a checkpoint keeps: everything that was trained. An unlearned pose adapter is not."""
        state = self.state_dict()
        return {k: v for k, v in state.items() if self.config.pose_learned or not k.startswith("pose.")}

    def load_trained(self, tensors: dict[str, Tensor]) -> None:
        """Take ``trained_state()`` back; an unlearned pose adapter stays at its start, where its gain is 0.

        Raises:
            RuntimeError: names or shapes do not fit.
        """
        kept = {} if self.config.pose_learned else {f"pose.{k}": v for k, v in self.pose.state_dict().items()}
        self.load_state_dict(kept | tensors)

    def forward(
        self,
        text: TextFeatures,
        text_mask: Tensor,
        swatches: Tensor | None = None,
        swatch_weight: Tensor | float = 1.0,
        sketch: Tensor | None = None,
        sketch_weight: Tensor | float = 1.0,
        pose: Tensor | None = None,
        pose_weight: Tensor | float = 1.0,
    ) -> Conditions:
        """Gather everything into ``Conditions``.

        Args:
            text: encoded prompts, B of them.
            text_mask: (B, L) bool, true on start, pieces and end.
            swatches: (B, 3, 64, 64) in [-1, 1].
            sketch: (B, 1, 384, 256), ink 1, paper 0.
            pose: (B, 3, 384, 256) in [0, 1], skeleton on black.
            *_weight: 0 leaves an input out, 1 takes it as trained; a number, or (B,) numbers.
        """
        batch = len(text.pooled)
        tokens = self.swatch.no_tokens.expand(batch, -1, -1)
        pooled = text.pooled * text.pooled.shape[1] ** 0.5  # unit length → unit variance
        if swatches is not None:
            share = _column(swatch_weight, pooled)
            swatch_tokens, vector = self.swatch(swatches)
            tokens = tokens + share[:, None] * (swatch_tokens - tokens)
            pooled = pooled + share * vector
        features: tuple[Tensor, ...] = ()
        for maps, weight, adapter in (
            (sketch, sketch_weight, self.sketch),
            (pose, pose_weight, self.pose),
        ):
            if maps is not None:
                scale = _column(weight, pooled)[:, :, None, None]
                found = tuple(scale * f for f in adapter(maps))
                features = tuple(a + b for a, b in zip(features, found, strict=True)) if features else found
        mask = F.pad(text_mask, (0, SWATCH_TOKENS), value=True)
        return Conditions(torch.cat([text.states, tokens], dim=1), mask, pooled, features)


def _column(weight: Tensor | float, like: Tensor) -> Tensor:
    """A number or (B,) numbers as (1 or B, 1)."""
    return torch.as_tensor(weight, dtype=like.dtype, device=like.device).reshape(-1, 1)
