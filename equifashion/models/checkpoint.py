"""A safetensors file holds a model's tensors, its configuration and a note on how it was made.

Knows no model. No pickle is ever read. Tensors are stored in FP16 and come back in FP32. A model above
15 MB is spread over several files, ``name.safetensors``, ``name.2.safetensors``, …, the configuration in the
first.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from equifashion.errors import CheckpointError, MissingWeights

_CONFIG_KEY = "equifashion_config"
_HALF_LIMIT = 65504.0  # largest finite FP16 number
_PART_BYTES = 15_000_000


@dataclass(frozen=True)
class Checkpoint:
    """What a checkpoint file holds.

    Attributes:
        kind: model family, e.g. ``"autoencoder"``.
        config: keyword arguments that rebuild the model's configuration.
        tensors: name → FP32 tensor.
        notes: how it was made (steps, seed, metrics).
        sha256: hash of the file or files, for recipes.
    """

    kind: str
    config: dict
    tensors: dict[str, torch.Tensor]
    notes: dict
    sha256: str


def save_checkpoint(
    path: Path | str, kind: str, config: dict, tensors: dict[str, torch.Tensor], notes: dict | None = None
) -> None:
    """Write tensors (floating ones as FP16) and configuration to one file or several, each atomically.

    Raises:
        CheckpointError: a tensor holds values that FP16 cannot (NaN, infinite or above 65504).
    """
    path = Path(path)
    stored = {}
    for name, tensor in tensors.items():
        tensor = tensor.detach().cpu().contiguous()
        if tensor.is_floating_point():
            if not bool((tensor.float().abs() <= _HALF_LIMIT).all()):
                raise CheckpointError(f"{path.name}: tensor {name!r} has values that FP16 cannot hold.")
            tensor = tensor.half()
        stored[name] = tensor.clone()
    parts: list[dict[str, torch.Tensor]] = [{}]
    room = _PART_BYTES
    for name, tensor in stored.items():
        if tensor.nbytes > room and parts[-1]:
            parts.append({})
            room = _PART_BYTES
        parts[-1][name] = tensor
        room -= tensor.nbytes
    described = {"kind": kind, "config": config, "notes": notes or {}, "parts": len(parts)}
    header = json.dumps(described, sort_keys=True, ensure_ascii=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    for number, part in enumerate(parts, start=1):
        target = part_path(path, number)
        partial = target.with_suffix(".partial")
        save_file(part, str(partial), metadata={_CONFIG_KEY: header})
        os.replace(partial, target)


def part_path(path: Path, number: int) -> Path:
    """File of a checkpoint's n-th part, counted from 1; the first keeps the plain name."""
    return path if number == 1 else path.with_suffix(f".{number}{path.suffix}")


def load_checkpoint(path: Path | str, kind: str) -> Checkpoint:
    """Read a checkpoint of the given kind.

    Raises:
        MissingWeights: there is no such file.
        CheckpointError: the file is damaged, or of another kind.
    """
    path = Path(path)
    header, tensors = _read_part(path)
    if header["kind"] != kind:
        raise CheckpointError(f"{path} holds a {header['kind']!r}; expected a {kind!r}.")
    digests = [file_sha256(path)]
    for number in range(2, header["parts"] + 1):
        part = part_path(path, number)
        part_header, part_tensors = _read_part(part)
        if part_header != header:
            raise CheckpointError(f"{part} does not belong to {path}. Please restore both files.")
        tensors |= part_tensors
        digests.append(file_sha256(part))
    tensors = {name: t.float() if t.is_floating_point() else t for name, t in tensors.items()}
    digest = digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
    return Checkpoint(kind, header["config"], tensors, header["notes"], digest)


def _read_part(path: Path) -> tuple[dict, dict[str, torch.Tensor]]:
    if not path.is_file():
        raise MissingWeights(
            f"The weights file {path} is missing. Restore the checkpoints folder (for a git clone: "
            f"`git checkout -- checkpoints`), or train it with `python -m equifashion train`."
        )
    try:
        with safe_open(str(path), framework="pt") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (not a dict)
    except (SafetensorError, OSError) as error:
        raise CheckpointError(f"The weights file {path} is damaged ({error}). Please restore it.") from error
    if _CONFIG_KEY not in metadata:
        raise CheckpointError(f"{path} is a safetensors file, but not one of EquiFashion's (no configuration).")
    header = json.loads(metadata[_CONFIG_KEY])
    if missing := {"kind", "config", "notes", "parts"} - header.keys():
        raise CheckpointError(f"{path} was written in another format (no {', '.join(sorted(missing))}).")
    return header, tensors


def file_sha256(path: Path | str) -> str:
    """SHA-256 of a file, as 64 hexadecimal characters."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
