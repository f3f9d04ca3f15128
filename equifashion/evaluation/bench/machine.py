"""What the figures were measured on: names, and the arithmetic peak that matrix products reach here."""

import os
import platform
import resource
import time
from dataclasses import dataclass
from pathlib import Path

import torch

_SIDE = {"cpu": 1024, "cuda": 8192}  # of the square matrices multiplied
_TRIES = 8


@dataclass(frozen=True)
class Machine:
    """The machine of a run.

    Attributes:
        processor, cores, device, precision: what computes.
        peak_gflops: the best rate of a large matrix product in that precision, measured here.
        torch_version: e.g. ``"2.11.0"``.
    """

    processor: str
    cores: int
    device: str
    precision: str
    peak_gflops: float
    torch_version: str


def describe_machine(device: torch.device, dtype: torch.dtype) -> Machine:
    """Measure and describe."""
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else device.type
    return Machine(
        processor_name(),
        os.cpu_count() or 1,
        name,
        str(dtype).removeprefix("torch."),
        peak_gflops(device, dtype),
        torch.__version__,
    )


def processor_name() -> str:
    """The processor's model, as the system tells it."""
    listing = Path("/proc/cpuinfo")
    if listing.is_file():
        for line in listing.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def peak_gflops(device: torch.device, dtype: torch.dtype) -> float:
    """Billions of operations a second of the best of a few large matrix products."""
    side = _SIDE[device.type]
    a, b = (torch.randn(side, side, device=device).to(dtype) for _ in range(2))
    best = float("inf")
    for _ in range(_TRIES):
        started = time.perf_counter()
        torch.mm(a, b)
        if device.type == "cuda":
            torch.cuda.synchronize()
        best = min(best, time.perf_counter() - started)
    return 2 * side**3 / best / 1e9


def peak_memory_gb(device: torch.device) -> float:
    """Largest memory so far: of the process, or on a GPU what was allocated there."""
    if device.type == "cuda":
        return torch.cuda.max_memory_allocated(device) / 2**30
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
