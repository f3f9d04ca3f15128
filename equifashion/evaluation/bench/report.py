"""Run the benchmarks and write them down: JSON for machines, Markdown for people."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from torch.utils.flop_counter import FlopCounterMode

from equifashion.errors import InvalidInput
from equifashion.evaluation.bench.hub import run_hub_bench
from equifashion.evaluation.bench.machine import describe_machine, peak_memory_gb
from equifashion.evaluation.bench.peers import stable_diffusion_step
from equifashion.evaluation.bench.studio import job_cases, part_cases, peer_cases
from equifashion.evaluation.bench.timing import Case, Timing, time_side_by_side
from equifashion.studio import load_studio
from equifashion.studio.backends.components import Components, load_components
from equifashion.studio.loader import choose_device, choose_dtype
from equifashion.studio.presets import preset_named

_QUICK_ROUNDS, _ROUNDS = 2, 7


def run_bench(
    preset: str,
    device: str,
    checkpoints: Path | None,
    out: Path,
    quick: bool = False,
    on_progress: Callable[[str], None] = lambda text: None,
) -> str:
    """Measure jobs, their parts and peers; write ``bench.json`` and ``bench.md`` to ``out``.

    Args:
        preset: the studio's; of a hub preset, finishing is measured with random weights of its size.
        device: ``"auto"``, ``"cpu"`` or ``"cuda"``.
        checkpoints: weights instead of the preset's.
        out: folder for the report.
        quick: fewer rounds and cases, and no peer of Stable Diffusion's size.
        on_progress: told what is being measured.

    Returns:
        The Markdown.
    """
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    if preset_named(preset).hub is not None:
        if preset_named(preset).hub.family == "eqf":
            raise InvalidInput("There is no benchmark of 'eqf'; its networks have the size of 'photoreal-light'.")
        return run_hub_bench(preset, choose_device(device), out, rounds, on_progress)
    started = time.perf_counter()
    studio = load_studio(preset, device, checkpoints=checkpoints)
    load_seconds = time.perf_counter() - started
    chosen = choose_device(device)
    parts = load_components(checkpoints or preset_named(preset).checkpoints, chosen, choose_dtype(chosen))

    jobs = time_side_by_side(list(job_cases(studio, quick)), rounds, on_progress)
    memory = peak_memory_gb(chosen)  # before the peers allocate theirs
    stages = list(part_cases(parts, chosen, choose_dtype(chosen)))
    peers = list(peer_cases(studio, parts))
    if not quick:
        on_progress("making a network of Stable Diffusion 1.5's size")
        step = stable_diffusion_step(chosen, choose_dtype(chosen))
        peers.append(Case("one guided call of a UNet of Stable Diffusion 1.5's size, 512×512", lambda n: step()))
    machine = describe_machine(chosen, choose_dtype(chosen))
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
        "parameters": _parameters(parts),
        "peers": _plain(time_side_by_side(peers, rounds, on_progress)),
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "bench.json").write_text(json.dumps(result, indent=1, ensure_ascii=False), encoding="utf-8")
    text = render_markdown(result)
    (out / "bench.md").write_text(text, encoding="utf-8")
    return text


def _plain(timings: dict[str, Timing]) -> dict[str, dict]:
    return {name: asdict(timing) for name, timing in timings.items()}


def _gflop(case: Case) -> float:
    """Billions of operations of the matrix products, convolutions and attention of one call."""
    with FlopCounterMode(display=False) as counter:
        case.run(0)
    return counter.get_total_flops() / 1e9


def _parameters(parts: Components) -> dict[str, int]:
    networks = ("autoencoder", "text", "conditions", "generator", "denoiser")
    return {name: sum(p.numel() for p in getattr(parts, name).parameters()) for name in networks}


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
        lines += ["", f"## {title}", "", "| | seconds | range | first | ratio |", "|---|---|---|---|---|"]
        lines += [_row(name, timing) for name, timing in result[key].items()]
    lines += ["", "## Parts", "", "| | ms | GFLOP | of the peak |", "|---|---|---|---|"]
    for name, timing in result["parts"].items():
        gflop = result["gflop"][name]
        share = gflop / timing["median"] / machine["peak_gflops"]
        lines.append(f"| {name} | {1e3 * timing['median']:.1f} | {gflop:.2f} | {share:.0%} |")
    lines += ["", "## Parameters", "", "| | millions |", "|---|---|"]
    lines += [f"| {name} | {count / 1e6:.1f} |" for name, count in result["parameters"].items()]
    return "\n".join(lines) + "\n"


def _row(name: str, timing: dict) -> str:
    numbers = "{median:.3f} | {low:.3f}–{high:.3f} | {first:.3f} | {ratio:.2f}".format(**timing)
    return f"| {name} | {numbers} |"
