"""Contact sheet against finish: seconds, their ratio, peak memory."""

import json
import os
import platform
import resource
import time
from pathlib import Path

import numpy as np

from equifashion.design import DesignBrief
from equifashion.pipeline import load_studio

_COUNT = 8


def measure_studio(preset: str, device: str, checkpoints: Path | None, rounds: int, out: Path) -> str:
    """Measure load, a contact sheet of 8 and an 8-step finish; write ``bench.json``; return a text table.

    Every round uses a new prompt, so that nothing but the loaded weights is warm, and times both parts in turn.
    """
    started = time.perf_counter()
    studio = load_studio(preset, device, checkpoints=checkpoints)
    load = time.perf_counter() - started
    explore, finish, first = [], [], []
    for number in range(rounds + 1):
        brief = DesignBrief(f"red dress number {'x' * (number + 1)}")
        started = time.perf_counter()
        ideas = studio.explore(brief, _COUNT, number)
        middle = time.perf_counter()
        steps = list(studio.finishing(ideas[0], steps=8))
        ended = time.perf_counter()
        assert len(steps) == 8
        (first if number == 0 else explore).append(middle - started)
        (first if number == 0 else finish).append(ended - middle)
    result = {
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "device": studio.device_kind,
        "rounds": rounds,
        "load_seconds": load,
        "first_explore_seconds": first[0],
        "first_finish_seconds": first[1],
        "explore_8_seconds": float(np.median(explore)),
        "finish_8_steps_seconds": float(np.median(finish)),
        "explore_over_finish": float(np.median(np.array(explore) / np.array(finish))),
        "peak_memory_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "bench.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    return "\n".join(
        f"{name:<26}{value:.3f}" if isinstance(value, float) else f"{name:<26}{value}"
        for name, value in result.items()
    )
