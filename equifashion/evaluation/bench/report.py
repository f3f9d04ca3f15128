"""Run the benchmarks and write them down: JSON for machines, Markdown for people."""

import time
from dataclasses import asdict
from pathlib import Path

from torch.utils.flop_counter import FlopCounterMode

from equifashion.errors import InvalidInput
from equifashion.evaluation.bench.hub import run_hub_bench
from equifashion.evaluation.bench.machine import describe_machine, peak_memory_gb
from equifashion.evaluation.bench.peers import stable_diffusion_step
from equifashion.evaluation.bench.studio import job_cases, part_cases, peer_cases
from equifashion.evaluation.bench.timing import Case, Timing, time_side_by_side
from equifashion.evaluation.designs import Say, say_nothing
from equifashion.evaluation.runner import AblationRunner, open_runner
from equifashion.evaluation.tables import markdown_table, write_study
from equifashion.studio import load_studio
from equifashion.studio.loader import choose_device
from equifashion.studio.presets import preset_named

_QUICK_ROUNDS, _ROUNDS = 2, 7


def run_bench(
    preset: str,
    device: str,
    checkpoints: Path | None,
    out: Path,
    quick: bool = False,
    on_progress: Say = say_nothing,
) -> str:
    """Measure jobs, their parts and peers; write ``bench.json`` and ``bench.md`` to ``out``.

    Args:
        preset: the studio's; of a hub preset, finishing is measured with random weights of its size.
        device: ``"auto"``, ``"cpu"`` or ``"cuda"``.
        checkpoints: weights instead of the preset's.
        out: folder for the report.
        quick: fewer rounds and cases, and no peer of Stable Diffusion's size.
        on_progress: hears what is being measured.

    Returns:
        The Markdown.
    """
    rounds, hub = _QUICK_ROUNDS if quick else _ROUNDS, preset_named(preset).hub
    if hub is not None:
        if hub.family == "eqf":
            raise InvalidInput("There is no benchmark of 'eqf'; its networks have the size of 'photoreal-light'.")
        return run_hub_bench(preset, choose_device(device), out, rounds, on_progress)
    started = time.perf_counter()
    studio = load_studio(preset, device, checkpoints=checkpoints)
    load_seconds = time.perf_counter() - started
    runner = open_runner(checkpoints, device, preset)

    jobs = time_side_by_side(list(job_cases(studio, quick)), rounds, on_progress)
    memory = peak_memory_gb(runner.device)  # before the peers allocate theirs
    stages = list(part_cases(runner))
    peers = list(peer_cases(runner))
    if not quick:
        on_progress("making a network of Stable Diffusion 1.5's size")
        step = stable_diffusion_step(runner.device, runner.dtype)
        peers.append(Case("one guided call of a UNet of Stable Diffusion 1.5's size, 512×512", lambda n: step()))
    machine = describe_machine(runner.device, runner.dtype)
    result = {
        "preset": preset,
        "machine": asdict(machine),
        "weights": studio.weights,
        "load_seconds": load_seconds,
        "peak_memory_gb": memory,
        "briefs": {"found": studio.cache_hits, "encoded": studio.cache_misses},
        "jobs": _plain(jobs),
        "parts": _plain(time_side_by_side(stages, 4 * rounds, on_progress)),
        "gflop": {case.name: _gflop(case) for case in stages},
        "parameters": _parameters(runner),
        "peers": _plain(time_side_by_side(peers, rounds, on_progress)),
    }
    text = render_markdown(result)
    write_study(out, "bench", result, text)
    return text


def _plain(timings: dict[str, Timing]) -> dict[str, dict]:
    return {name: asdict(timing) for name, timing in timings.items()}


def _gflop(case: Case) -> float:
    """Billions of operations of the matrix products, convolutions and attention of one call."""
    with FlopCounterMode(display=False) as counter:
        case.run(0)
    return counter.get_total_flops() / 1e9


def _parameters(runner: AblationRunner) -> dict[str, int]:
    networks = ("autoencoder", "text", "conditions", "generator", "denoiser")
    return {name: sum(p.numel() for p in getattr(runner.components, name).parameters()) for name in networks}


def render_markdown(result: dict) -> str:
    """The report as Markdown."""
    machine = result["machine"]
    lines = [
        f"# Benchmark of the {result['preset']} preset",
        "",
        f"{machine['processor']}, {machine['cores']} cores; {machine['device']} in {machine['precision']}, where a "
        f"large matrix product reaches {machine['peak_gflops']:.0f} GFLOP/s; torch {machine['torch_version']}. "
        f"Weights read in {result['load_seconds']:.1f} s; peak memory {result['peak_memory_gb']:.2f} GB; "
        f"{result['briefs']['found']} briefs found in the cache, {result['briefs']['encoded']} encoded. "
        "Within a table all rows were timed in turn, round after round; ratios are medians over the rounds.",
    ]
    for title, key in (("Jobs", "jobs"), ("Peers", "peers")):
        rows = [(name, *_seconds(timing)) for name, timing in result[key].items()]
        lines += ["", f"## {title}", "", *markdown_table(["", "seconds", "range", "first", "ratio"], rows)]
    parts = []
    for name, timing in result["parts"].items():
        gflop = result["gflop"][name]
        share = gflop / timing["median"] / machine["peak_gflops"]
        parts.append((name, f"{1e3 * timing['median']:.1f}", f"{gflop:.2f}", f"{share:.0%}"))
    lines += ["", "## Parts", "", *markdown_table(["", "ms", "GFLOP", "of the peak"], parts)]
    counts = [(name, f"{count / 1e6:.1f}") for name, count in result["parameters"].items()]
    lines += ["", "## Parameters", "", *markdown_table(["", "millions"], counts)]
    return "\n".join(lines) + "\n"


def _seconds(timing: dict) -> tuple[str, ...]:
    median, low, high, first, ratio = (timing[key] for key in ("median", "low", "high", "first", "ratio"))
    return f"{median:.3f}", f"{low:.3f}–{high:.3f}", f"{first:.3f}", f"{ratio:.2f}"
