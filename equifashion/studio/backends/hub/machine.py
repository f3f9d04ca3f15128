"""Whether this machine can run a hub preset, and how: everything on the GPU, or part after part."""

from dataclasses import dataclass

import torch

from equifashion.errors import HardwareError
from equifashion.studio.backends.hub.table import HubModels

GIB = 2**30


@dataclass(frozen=True)
class Placement:
    """Where a preset's networks live.

    Attributes:
        device: that computes.
        dtype: FP16 on CUDA, FP32 elsewhere.
        offloaded: whether parts wait in main memory and come to the GPU in turn.
    """

    device: torch.device
    dtype: torch.dtype
    offloaded: bool


def choose_placement(name: str, models: HubModels, device: torch.device, asked: str) -> Placement:
    """Place a preset on this machine.

    Args:
        name: of the preset, for messages.
        models: its row.
        device: what there is.
        asked: what the user asked for: ``"auto"`` must not end on a processor that would take half an hour.

    Raises:
        HardwareError: no CUDA GPU, or too little of its memory.
    """
    if device.type != "cuda":
        if asked == "cpu":
            return Placement(device, torch.float32, False)
        raise HardwareError(
            f"The preset {name!r} needs an NVIDIA GPU with at least {models.min_gpu_gb:g} GB, and PyTorch sees "
            f"none. Please use the preset 'embedded', which runs on any processor; or install the GPU's driver "
            f"and a CUDA build of PyTorch; or give device='cpu' if minutes a picture and "
            f"{2 * models.megabytes / 1024:.0f} GB of main memory are no hindrance."
        )
    return placed_on_gpu(name, models, device, torch.cuda.get_device_properties(device).total_memory)


def placed_on_gpu(name: str, models: HubModels, device: torch.device, memory: int) -> Placement:
    """Placement on a GPU with so many bytes of memory.

    Raises:
        HardwareError: it is too small; the message names what fits.
    """
    # A card sold as 16 GB reports a little less.
    gigabytes = 1.05 * memory / GIB
    if gigabytes < models.min_gpu_gb:
        smaller = "'photoreal-light' (from 4 GB) or 'embedded' (any)" if models.min_gpu_gb > 4 else "'embedded'"
        raise HardwareError(
            f"The preset {name!r} needs a GPU with at least {models.min_gpu_gb:g} GB; this one has "
            f"{memory / GIB:.1f} GB. Please use the preset {smaller}."
        )
    return Placement(device, torch.float16, gigabytes < models.full_gpu_gb)
