"""Sizes of a ControlLDM, from its published YAML file or by hand."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from equifashion.errors import CheckpointError

_TARGET = "cldm.cldm.ControlLDM"


@dataclass(frozen=True)
class EqfConfig:
    """Sizes of the networks; the defaults are the published ones.

    Attributes:
        channels: of the latents.
        width: of the denoiser's first level.
        multipliers: widths of its levels, in ``width``.
        attended: whether each level has attention.
        blocks: residual blocks a level.
        head_width: channels of an attention head.
        context_width: of the text states; also the text encoder's width.
        vae_width, vae_multipliers, vae_blocks: of the autoencoder.
        text_layers: in the checkpoint; the last one is not used (penultimate states).
        text_heads, text_ratio: heads, and feed-forward width in ``context_width``.
        vocabulary, text_length: of the text encoder.
        generator_width: features of the latent generator.
        scale_factor: latents are the encoder's means times this.
        linear_start, linear_end: of the scaled-linear β.
        gamma: γ of Eq. 20.
    """

    channels: int = 4
    width: int = 320
    multipliers: tuple[int, ...] = (1, 2, 4, 4)
    attended: tuple[bool, ...] = (True, True, True, False)
    blocks: int = 2
    head_width: int = 64
    context_width: int = 1024
    vae_width: int = 128
    vae_multipliers: tuple[int, ...] = (1, 2, 4, 4)
    vae_blocks: int = 2
    text_layers: int = 24
    text_heads: int = 16
    text_ratio: int = 4
    vocabulary: int = 49408
    text_length: int = 77
    generator_width: int = 64
    scale_factor: float = 0.18215
    linear_start: float = 0.00085
    linear_end: float = 0.012
    gamma: float = 0.7

    def __post_init__(self) -> None:
        if len(self.multipliers) != len(self.attended):
            raise CheckpointError(f"Each level needs a width; got {self.multipliers} for {self.attended}.")
        if len(self.vae_multipliers) != 4:
            raise CheckpointError(
                f"The autoencoder must have 4 levels (8 pixels a latent); got {self.vae_multipliers}."
            )

    @property
    def widths(self) -> tuple[int, ...]:
        """Channels of the denoiser's levels."""
        return tuple(self.width * multiplier for multiplier in self.multipliers)

    @property
    def vae_widths(self) -> tuple[int, ...]:
        """Channels of the autoencoder's levels."""
        return tuple(self.vae_width * multiplier for multiplier in self.vae_multipliers)

    @classmethod
    def from_yaml(cls, path: Path | str) -> "EqfConfig":
        """Read a published ``cldm_v2.yaml``. Its ``target`` entries name classes; none is imported.

        Raises:
            CheckpointError: missing, not YAML, of another model, or with settings that are not supported.
        """
        try:
            model = yaml.safe_load(Path(path).read_text(encoding="utf-8"))["model"]
            if model["target"] != _TARGET:
                raise CheckpointError(f"{path} describes {model['target']!r}; expected {_TARGET!r}.")
            return cls._from_parameters(model["params"])
        except CheckpointError:
            raise
        except OSError as error:
            raise CheckpointError(f"The configuration {path} cannot be read ({error}).") from error
        except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
            raise CheckpointError(f"{path} is not a ControlLDM configuration ({error!r}).") from error

    @classmethod
    def _from_parameters(cls, parameters: dict) -> "EqfConfig":
        unet = parameters["unet_config"]["params"]
        control = parameters["control_stage_config"]["params"]
        vae = parameters["first_stage_config"]["params"]["ddconfig"]
        shared = (
            "in_channels", "model_channels", "attention_resolutions", "num_res_blocks", "channel_mult",
            "num_head_channels", "context_dim", "transformer_depth",
        )  # fmt: skip
        if different := [name for name in shared if unet[name] != control[name]]:
            raise CheckpointError(f"Denoiser and ControlNet differ in {', '.join(different)}; they must be alike.")
        supported = unet["use_spatial_transformer"] and unet["use_linear_in_transformer"]
        if not supported or unet["transformer_depth"] != 1 or control["hint_channels"] != 3:
            raise CheckpointError(
                "Only linear spatial transformers of depth 1 and hints of 3 channels are supported, as published."
            )
        encoder = parameters["cond_stage_config"]
        if not encoder["target"].endswith("FrozenOpenCLIPEmbedder") or encoder["params"]["layer"] != "penultimate":
            raise CheckpointError("Only OpenCLIP's penultimate text states are supported, as published.")
        return cls(
            channels=unet["in_channels"],
            width=unet["model_channels"],
            multipliers=tuple(unet["channel_mult"]),
            attended=tuple(2**i in unet["attention_resolutions"] for i in range(len(unet["channel_mult"]))),
            blocks=unet["num_res_blocks"],
            head_width=unet["num_head_channels"],
            context_width=unet["context_dim"],
            vae_width=vae["ch"],
            vae_multipliers=tuple(vae["ch_mult"]),
            vae_blocks=vae["num_res_blocks"],
            scale_factor=parameters["scale_factor"],
            linear_start=parameters["linear_start"],
            linear_end=parameters["linear_end"],
        )
