"""The published code's two calls, so that scripts written for it keep their shape.

::

    model = create_model("configs/cldm_v2.yaml").cpu()
    model.load_state_dict(load_state_dict("checkpoints/EqF_100epochs.ckpt", location="cpu"))
"""

import pickle
import zipfile
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from equifashion.errors import CheckpointError, MissingWeights
from equifashion.studio.backends.eqf.config import EqfConfig
from equifashion.studio.backends.eqf.model import EqfModel


def create_model(config_path: Path | str) -> EqfModel:
    """A model of a published configuration, without weights yet.

    Raises:
        CheckpointError: the file is missing or describes another model.
    """
    return EqfModel(EqfConfig.from_yaml(config_path))


def load_state_dict(ckpt_path: Path | str, location: str = "cpu") -> dict[str, Tensor]:
    """The tensors of a checkpoint, ``.safetensors`` or PyTorch's own format; no code in the file is run.

    Args:
        ckpt_path: file.
        location: where the tensors go: ``"cpu"`` or ``"cuda"``.

    Raises:
        MissingWeights: there is no such file.
        CheckpointError: it is damaged, or would have to run code to be read.
    """
    path = Path(ckpt_path)
    if not path.is_file():
        raise MissingWeights(f"The checkpoint {path} is missing. Please download it, or give its right place.")
    if path.suffix == ".safetensors":
        try:
            return load_file(path, device=location)
        except (SafetensorError, OSError) as error:
            raise CheckpointError(f"The checkpoint {path} is damaged ({error}). Please fetch it again.") from error
    try:
        # Only tensors and plain containers; anything else is refused, never called.
        content = torch.load(path, map_location=location, weights_only=True, mmap=zipfile.is_zipfile(path))
    except pickle.UnpicklingError as error:
        raise CheckpointError(
            f"The checkpoint {path} holds more than tensors, which would run code from the file; it was not read. "
            f"Someone who trusts its origin can save the tensors alone: `torch.save(torch.load(old, "
            f"weights_only=False)['state_dict'], new)`. ({str(error).splitlines()[0][:200]})"
        ) from error
    except (RuntimeError, EOFError, OSError, ValueError) as error:
        raise CheckpointError(
            f"The checkpoint {path} is damaged ({str(error)[:200]}). Please fetch it again."
        ) from error
    tensors = content.get("state_dict", content) if isinstance(content, Mapping) else None
    if not isinstance(tensors, Mapping) or not all(
        isinstance(name, str) and isinstance(tensor, Tensor) for name, tensor in tensors.items()
    ):
        raise CheckpointError(f"{path} holds no tensors under names; a checkpoint of a model is expected.")
    return dict(tensors)
