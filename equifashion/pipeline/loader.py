"""``load_studio``: the one door to a working studio; each (preset, device, folder) is loaded once."""

import threading
from pathlib import Path

import torch

from equifashion.errors import InvalidInput
from equifashion.pipeline.components import load_components, load_directions
from equifashion.pipeline.presets import preset_named
from equifashion.pipeline.studio import Studio

_loaded: dict[tuple[str, str, Path], Studio] = {}
_loading = threading.Lock()


def load_studio(preset: str = "embedded", device: str = "auto", *, checkpoints: Path | str | None = None) -> Studio:
    """Load a studio, or return the one already loaded.

    Args:
        preset: a name of ``PRESETS``.
        device: ``"auto"`` (CUDA when there is one), ``"cpu"`` or ``"cuda"``.
        checkpoints: folder with weights to use instead of the preset's.

    Raises:
        InvalidInput: unknown preset or device.
        MissingWeights: a weights file is missing.
        CheckpointError: a weights file does not fit.
    """
    row = preset_named(preset)
    chosen = choose_device(device)
    folder = Path(checkpoints).resolve() if checkpoints is not None else row.checkpoints
    key = (preset, chosen.type, folder)
    with _loading:
        if key not in _loaded:
            components = load_components(folder, chosen, choose_dtype(chosen))
            directions = load_directions(folder, components)
            _loaded[key] = Studio(row, components, chosen, choose_dtype(chosen), directions)
        return _loaded[key]


def choose_device(device: str) -> torch.device:
    """``"auto"``, ``"cpu"`` or ``"cuda"`` → a device that is there."""
    if device not in ("auto", "cpu", "cuda"):
        raise InvalidInput(f"The device must be 'auto', 'cpu' or 'cuda'; got {device!r}.")
    if device == "cuda" and not torch.cuda.is_available():
        raise InvalidInput("No CUDA GPU was found. Please use device='cpu', or 'auto' to take what there is.")
    return torch.device("cuda" if device != "cpu" and torch.cuda.is_available() else "cpu")


def choose_dtype(device: torch.device) -> torch.dtype:
    """CUDA → FP16; CPU → BF16 where the processor computes in it, else FP32."""
    if device.type == "cuda":
        return torch.float16
    if torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported():
        return torch.bfloat16
    return torch.float32
