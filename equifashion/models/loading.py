"""Any of our networks from its weights file, in one call: ``load_model(Autoencoder, folder).model``."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import torch
from torch import Tensor, nn

from equifashion.errors import CheckpointError
from equifashion.models.autoencoder import Autoencoder, AutoencoderConfig
from equifashion.models.checkpoint import load_checkpoint
from equifashion.models.conditioning import ConditionConfig, ConditionNetworks
from equifashion.models.denoiser import Denoiser, DenoiserConfig
from equifashion.models.generator import Generator, GeneratorConfig
from equifashion.models.image_text import ImageTextConfig, ImageTextModel
from equifashion.models.segmenter import PartConfig, PartSegmenter
from equifashion.models.upscaler import Upscaler, UpscalerConfig

ModelT = TypeVar("ModelT", bound=nn.Module)


@dataclass(frozen=True)
class ModelKind:
    """How a model class is stored.

    Attributes:
        name: kind of its checkpoints, which also names the file.
        config_class: rebuilt from the checkpoint's configuration; the model's only argument.
        fill: puts the checkpoint's tensors into a new model.
    """

    name: str
    config_class: Callable[..., Any]
    fill: Callable[[Any, dict[str, Tensor]], object] = nn.Module.load_state_dict

    @property
    def file(self) -> str:
        """Name of the weights file in a checkpoints folder."""
        return f"{self.name}.safetensors"


MODEL_KINDS: dict[type[nn.Module], ModelKind] = {
    Autoencoder: ModelKind("autoencoder", AutoencoderConfig),
    ImageTextModel: ModelKind("semantics", ImageTextConfig, lambda model, t: model.clip.load_state_dict(t)),
    ConditionNetworks: ModelKind("conditions", ConditionConfig, ConditionNetworks.load_trained),
    Denoiser: ModelKind("denoiser", DenoiserConfig),
    Generator: ModelKind("generator", GeneratorConfig),
    PartSegmenter: ModelKind("segmenter", PartConfig),
    Upscaler: ModelKind("upscaler", UpscalerConfig),
}


@dataclass(frozen=True)
class LoadedModel(Generic[ModelT]):
    """A model and where it came from.

    Attributes:
        model: with its weights; its configuration is ``model.config``.
        file: name of the weights file.
        sha256: hash of the weights, for recipes.
        notes: how they were made.
    """

    model: ModelT
    file: str
    sha256: str
    notes: dict


def weights_file(model_class: type[nn.Module], path: Path | str) -> Path:
    """The weights file of a model: ``path`` itself, or the file of its name in the folder ``path``."""
    path = Path(path)
    return path if path.suffix == ".safetensors" else path / MODEL_KINDS[model_class].file


def load_model(
    model_class: type[ModelT],
    path: Path | str,
    device: torch.device | str = "cpu",
    dtype: torch.dtype = torch.float32,
    *,
    memory_format: torch.memory_format = torch.contiguous_format,
    trainable: bool = False,
) -> LoadedModel[ModelT]:
    """Build a model from its checkpoint.

    Args:
        model_class: one of ``MODEL_KINDS``.
        path: the weights file, or the folder that holds it under its usual name.
        device, dtype, memory_format: what the model is moved to.
        trainable: keep it in training mode with gradients; else it is frozen, in evaluation mode.

    Raises:
        MissingWeights: there is no such file.
        CheckpointError: the file is damaged, of another kind, or does not fit the model.
    """
    kind, path = MODEL_KINDS[model_class], weights_file(model_class, path)
    checkpoint = load_checkpoint(path, kind.name)
    try:
        model = model_class(kind.config_class(**checkpoint.config))
        kind.fill(model, checkpoint.tensors)
    except (RuntimeError, TypeError) as error:
        raise CheckpointError(
            f"The {kind.name} weights in {path} do not fit this version's model. Please restore the checkpoints "
            f"folder that belongs to it. ({str(error)[:300]})"
        ) from error
    if not trainable:
        model.eval().requires_grad_(False)
    model.to(device=device, dtype=dtype, memory_format=memory_format)  # type: ignore[call-overload]
    return LoadedModel(model, path.name, checkpoint.sha256, checkpoint.notes)
