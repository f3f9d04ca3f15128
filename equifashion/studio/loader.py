"""``load_studio``: the one door to a working studio; each (preset, device, folder) is loaded once."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import torch

from equifashion.errors import InvalidInput
from equifashion.models.precision import computes_bf16
from equifashion.studio.assembly import create_studio
from equifashion.studio.backends.components import UpscalerLoader, load_components, load_directions
from equifashion.studio.presets import StudioPreset, preset_named
from equifashion.studio.studio import Studio

_loaded: dict[tuple[str, str, Path, Path | None], Studio] = {}
_loading = threading.Lock()


def _to_stderr(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def load_studio(
    preset: str = "embedded",
    device: str = "auto",
    *,
    checkpoints: Path | str | None = None,
    models: Path | str | None = None,
    say: Callable[[str], None] = _to_stderr,
) -> Studio:
    """Load a studio, or return the one already loaded.

    Args:
        preset: a name of ``PRESETS``.
        device: ``"auto"`` (CUDA when there is one), ``"cpu"`` or ``"cuda"``.
        checkpoints: folder with the embedded weights to use instead of the preset's.
        models: of a hub preset, a folder with its repositories as ``owner--name``, used instead of downloading; of
            ``eqf``, also the checkpoint file itself.
        say: called with what is downloaded, its licences, and its progress.

    Raises:
        InvalidInput: unknown preset or device, or models for a preset that takes none.
        MissingWeights: a weights file is missing.
        CheckpointError: a weights file does not fit.
        HardwareError: a hub preset without a GPU, or with too small a one.
        DownloadError: models are neither in the cache nor to be had.
    """
    row = preset_named(preset)
    if row.hub is None and models is not None:
        raise InvalidInput(f"The preset {preset!r} takes no models; please give `checkpoints` instead.")
    chosen = choose_device(device)
    folder = Path(checkpoints).resolve() if checkpoints is not None else row.checkpoints
    given = None if models is None else Path(models).resolve()
    key = (preset, chosen.type, folder, given)
    with _loading:
        if key not in _loaded:
            if row.hub is None:
                _loaded[key] = _load_embedded(row, folder, chosen, choose_dtype(chosen))
            else:
                from equifashion.studio.backends.hub.machine import choose_placement
                from equifashion.studio.backends.hub.studio import load_hub_studio

                placement = choose_placement(preset, row.hub, chosen, device)
                _loaded[key] = load_hub_studio(row, placement, folder, given, say)
        return _loaded[key]


def _load_embedded(preset: StudioPreset, folder: Path, device: torch.device, dtype: torch.dtype) -> Studio:
    networks = load_components(folder, device, dtype)
    directions, upscaler = load_directions(folder, networks), UpscalerLoader(folder, device, dtype)
    return create_studio(preset, networks, device, dtype, directions=directions, upscaler=upscaler)


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
    return torch.bfloat16 if computes_bf16(device) else torch.float32
