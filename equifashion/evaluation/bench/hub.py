"""The hub presets on a GPU: seconds a picture and peak memory, beside plain eager diffusers in the same run.

Weights are random, of the full size; nothing is downloaded. Without a GPU, small networks show that it runs.
"""

import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

from equifashion.design import DesignBrief, Idea, Recipe
from equifashion.diffusion.diffusers_callbacks import executed_steps
from equifashion.evaluation.bench.hub_networks import random_networks
from equifashion.evaluation.bench.machine import describe_machine, peak_memory_gb
from equifashion.evaluation.bench.timing import Case, time_side_by_side
from equifashion.evaluation.designs import Say
from equifashion.evaluation.tables import markdown_table, write_study
from equifashion.imaging import Pose, draw_skeleton
from equifashion.studio.backends.hub.finisher import HubFinisher
from equifashion.studio.backends.hub.machine import Placement
from equifashion.studio.backends.hub.networks import HubNetworks, trailing_ddim
from equifashion.studio.plan import DraftTraits, Planner
from equifashion.studio.presets import StudioPreset, preset_named

PUBLISHED_SECONDS, PUBLISHED_CARD = 3.8, "an A100 in FP16"  # EquiFashion, one sample at 512², T = 8
STEPS = 8
_SIZES = ((512, 512), (768, 1024))  # width × height
_SMALL_SIZE = (64, 64)


@dataclass(frozen=True)
class HubFigure:
    """One way of finishing at one size.

    Attributes:
        way: ``"this studio, second seed"`` and the like.
        size: width and height.
        median, low, high: seconds a picture.
        ratio: to this studio's finish, median over the rounds.
        peak_gb: largest memory allocated while it ran.
    """

    way: str
    size: tuple[int, int]
    median: float
    low: float
    high: float
    ratio: float
    peak_gb: float


def run_hub_bench(preset: str, device: torch.device, out: Path, rounds: int, on_progress: Say) -> str:
    """Measure a hub preset's finish with pose, sketch and fabric at T = 8; write ``bench.json`` and ``bench.md``.

    Args:
        preset: ``"photoreal"`` or ``"photoreal-light"``.
        device: where; on a processor the networks are small, and the report says so.
        out: folder for the report.
        rounds: warm rounds a case.
        on_progress: hears what is being measured.

    Returns:
        The Markdown.
    """
    row, full = preset_named(preset), device.type == "cuda"
    placement = Placement(device, torch.float16 if full else torch.float32, False)
    on_progress(f"making {'full-sized' if full else 'small'} random networks")
    networks = random_networks(row.hub.family, full, device, placement.dtype)
    figures = []
    for size in _SIZES if full else (_SMALL_SIZE,):
        figures += _measured(row, networks, placement, size, rounds, on_progress)
    machine = describe_machine(device, placement.dtype)
    result = {"preset": preset, "full_size": full, "machine": asdict(machine), "steps": STEPS}
    result["figures"] = [asdict(figure) for figure in figures]
    text = render_hub_markdown(result)
    write_study(out, "bench", result, text)
    return text


def _measured(
    row: StudioPreset,
    networks: HubNetworks,
    placement: Placement,
    size: tuple[int, int],
    rounds: int,
    on_progress: Say,
) -> list[HubFigure]:
    bundling = replace(row, hub=replace(row.hub, size=size))
    preset = replace(bundling, hub=replace(bundling.hub, bundling_steps=0))
    working = threading.Lock()
    finisher, bundler = (HubFinisher(one, networks, placement, working) for one in (preset, bundling))
    brief, planner = _brief(), Planner(DraftTraits(draws_figures=False))

    def finish(seed: int, words: str = "", finisher: HubFinisher = finisher) -> None:
        asked = replace(brief, prompt=brief.prompt + words)
        recipe = Recipe.for_idea(asked, seed, 0, 1.0, preset.name, {}, str(placement.device))
        idea = Idea(_draft(), recipe, np.zeros((1, 1, 1), np.float32), np.zeros((0, 0), np.float32))
        settings = finisher.settings(STEPS)
        plan = planner.plan(recipe.with_finish(STEPS, settings.freedom, None))
        *_, last = finisher.pictures(idea, plan, settings)
        last()

    cases = [
        Case("this studio, another seed of a known brief", lambda number: finish(number)),
        Case("this studio, another seed, words bundled", lambda number: finish(number, finisher=bundler)),
        Case("this studio, new words", lambda number: finish(number, f" {number}")),
        Case(
            "plain eager diffusers, the same inputs and steps",
            lambda number: _plainly(finisher, brief, size, number),
        ),
    ]
    timings = time_side_by_side(cases, rounds, on_progress)
    figures = []
    for case in cases:
        if placement.device.type == "cuda":
            torch.cuda.reset_peak_memory_stats(placement.device)
        case.run(rounds)
        timing, peak = timings[case.name], peak_memory_gb(placement.device)
        figures.append(HubFigure(case.name, size, timing.median, timing.low, timing.high, timing.ratio, peak))
    return figures


@torch.no_grad()
def _plainly(finisher: HubFinisher, brief: DesignBrief, size: tuple[int, int], seed: int) -> None:
    """The same pipeline as its documentation calls it: pictures and words in, a picture out, nothing kept."""
    networks = finisher.networks
    remembered = networks.embeddings
    for net, memory in zip(_nets(networks), remembered, strict=True):
        net.controlnet_cond_embedding = memory.embedding
    try:
        pipe = finisher.controlled_pipeline(("pose", "sketch"), trailing_ddim())
        pipe.set_ip_adapter_scale(0.6)
        steps = executed_steps(STEPS, finisher.settings(STEPS).freedom)
        options = {"control_mode": [0, 2]} if networks.family == "sdxl" else {}
        pipe(
            prompt=brief.prompt,
            negative_prompt="blurry, lowres",
            image=_draft().resize(size),
            control_image=[draw_skeleton(brief.pose, size), brief.sketch.resize(size)],
            ip_adapter_image=brief.fabric,
            width=size[0],
            height=size[1],
            strength=steps.strength,
            num_inference_steps=steps.inference_steps,
            guidance_scale=5.0,
            controlnet_conditioning_scale=[0.8, 0.8],
            generator=torch.Generator().manual_seed(seed),
            **options,
        )
    finally:
        for net, memory in zip(_nets(networks), remembered, strict=True):
            net.controlnet_cond_embedding = memory


def _nets(networks: HubNetworks) -> list:
    return list({id(net): net for net in networks.controls.values()}.values())


def _draft() -> Image.Image:
    """A red garment on white, as drafts are."""
    image = Image.new("RGB", (256, 384), "white")
    ImageDraw.Draw(image).polygon(
        [(100, 40), (156, 40), (150, 150), (220, 340), (36, 340), (106, 150)], fill="#b02030"
    )
    return image


def _brief() -> DesignBrief:
    sketch = Image.new("RGB", (256, 384), "white")
    outline = [(100, 40), (156, 40), (150, 150), (220, 340), (36, 340), (106, 150), (100, 40)]
    ImageDraw.Draw(sketch).line(outline, fill="black", width=4)
    pose = Pose(tuple((0.3 + 0.02 * joint, 0.1 + 0.04 * joint, 1.0) for joint in range(18)))
    return DesignBrief("red dress", sketch=sketch, pose=pose, fabric=Image.new("RGB", (128, 128), "#b02030"))


def render_hub_markdown(result: dict) -> str:
    """The report as Markdown."""
    machine, full = result["machine"], result["full_size"]
    lines = [f"# Finishing with the {result['preset']} preset", ""]
    if full:
        lines.append(
            f"{machine['device']} in {machine['precision']}, where a large matrix product reaches "
            f"{machine['peak_gflops'] / 1000:.0f} TFLOP/s; torch {machine['torch_version']}. Full-sized networks "
            f"with random weights, T = {result['steps']}, pose + sketch + fabric, guided."
        )
    else:
        lines.append(
            f"**No GPU was found.** Small networks with random weights ran on {machine['processor']} only to show "
            f"that everything works; these figures say nothing about a GPU or about full-sized networks."
        )
    rows = [
        (
            figure["way"],
            "{}×{}".format(*figure["size"]),
            f"{figure['median']:.3f}",
            f"{figure['low']:.3f}–{figure['high']:.3f}",
            f"{figure['ratio']:.2f}",
            f"{figure['peak_gb']:.2f}",
        )
        for figure in result["figures"]
    ]
    heads = ["", "size", "seconds a picture", "range", "ratio", "peak memory, GB"]
    lines += ["", *markdown_table(heads, rows)]
    lines += ["", f"Published for EquiFashion: {PUBLISHED_SECONDS} s a sample at 512×512 on {PUBLISHED_CARD}."]
    if full:
        here = next(figure for figure in result["figures"] if tuple(figure["size"]) == (512, 512))
        times = PUBLISHED_SECONDS / here["median"]
        lines[-1] += (
            f" Here, on {machine['device']}: {here['median']:.2f} s, {times:.1f} times less, on another card."
        )
    return "\n".join(lines) + "\n"
