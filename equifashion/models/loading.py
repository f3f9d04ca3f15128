"""Any of our networks from its weights file and back: ``load_model(Autoencoder, folder).model``, ``save_model``."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

import torch
from torch import Tensor, nn

from equifashion.errors import CheckpointError
from equifashion.models.autoencoder import Autoencoder, AutoencoderConfig
from equifashion.models.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
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
        tensors: those of a model that its checkpoint keeps.
        settings: a model's configuration for JSON.
        renamed: beginnings of tensors' names, and settings, as earlier versions wrote them → today's.
    """

    name: str
    config_class: Callable[..., Any]
    fill: Callable[[Any, dict[str, Tensor]], object] = nn.Module.load_state_dict
    tensors: Callable[[Any], dict[str, Tensor]] = nn.Module.state_dict
    settings: Callable[[Any], dict[str, Any]] = lambda model: asdict(model.config)
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """Name of the weights file in a checkpoints folder."""
        return f"{self.name}.safetensors"

    def read(self, path: Path | str) -> Checkpoint:
        """A checkpoint of this kind, its names as this version has them.

        Raises:
            MissingWeights, CheckpointError: as ``load_checkpoint``.
        """
        found = load_checkpoint(path, self.name)
        config = {self._todays_name(name): value for name, value in found.config.items()}
        tensors = {self._todays_name(name): tensor for name, tensor in found.tensors.items()}
        return replace(found, config=config, tensors=tensors)

    def _todays_name(self, name: str) -> str:
        for old, new in self.renamed.items():
            if name == old or name.startswith(f"{old}."):
                return new + name[len(old) :]
        return name


MODEL_KINDS: dict[type[nn.Module], ModelKind] = {
    Autoencoder: ModelKind("autoencoder", AutoencoderConfig),
    ImageTextModel: ModelKind(
        "semantics",
        ImageTextConfig,
        lambda model, tensors: model.clip.load_state_dict(tensors),
        lambda model: model.clip.state_dict(),
        ImageTextModel.config_dict,
    ),
    ConditionNetworks: ModelKind(
        "conditions", ConditionConfig, ConditionNetworks.load_trained, ConditionNetworks.trained_state
    ),
    Denoiser: ModelKind("denoiser", DenoiserConfig),
    Generator: ModelKind(
        "generator",
        GeneratorConfig,
        renamed={
            "code_dim": "z_dim",
            "layout.pass_on": "spatial_noise.embed",
            "layout.read": "spatial_noise.decode",
            "layout.write": "spatial_noise.inject",
            "layout": "spatial_noise",
        },
    ),
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
    checkpoint = kind.read(path)
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


def save_model(model: nn.Module, folder: Path | str, notes: dict | None = None) -> Path:
    """Write a model's checkpoint under its usual name in ``folder``; returns the file.

    Raises:
        CheckpointError: a tensor holds values that FP16 cannot.
    """
    kind, path = MODEL_KINDS[type(model)], weights_file(type(model), folder)
    save_checkpoint(path, kind.name, kind.settings(model), kind.tensors(model), notes)
    return path
