"""Measuring: reports, benchmarks and studies, and what is written from them."""

import sys
from pathlib import Path

_QUICK_DESIGNS, _QUICK_ROUNDS = 12, 2


def report(
    *,
    data: Path,
    out: Path,
    preset: tuple[str, ...] = ("embedded",),
    device: str = "auto",
    checkpoints: tuple[Path, ...] = (),
    quick: bool = False,
    against: Path | None = None,
    cache: Path = Path(".cache"),
) -> None:
    """Measure what a preset can do, and write a report about it.

    Args:
        data: folder of cut-out garment photographs
        out: folder for report.html, .md and .json
        preset: one, or several to compare
        device: auto, cpu or cuda
        checkpoints: weights instead of each preset's
        quick: fewer designs: minutes on two cores
        against: an earlier report.json; exit status 1 if this one is worse
        cache: folder for packed images
    """
    from equifashion.evaluation.report import evaluate

    comparison = evaluate(
        preset,
        data,
        out,
        checkpoints=checkpoints,
        device=device,
        cache=cache,
        quick=quick,
        against=against,
        say=_say,
    )
    if comparison is not None and comparison.regressions:
        sys.exit(1)


def bench(
    *,
    out: Path,
    preset: str = "embedded",
    device: str = "auto",
    checkpoints: Path | None = None,
    quick: bool = False,
) -> None:
    """Measure time and memory of the whole job.

    Args:
        out: folder for bench.json and bench.md
        preset: whose job
        device: auto, cpu or cuda
        checkpoints: weights instead of the preset's
        quick: fewer rounds and cases, no large peer
    """
    from equifashion.evaluation.bench import run_bench

    print(run_bench(preset, device, checkpoints, out, quick, on_progress=_overwrite))


def ablation(
    *,
    data: tuple[Path, ...],
    weights: Path,
    out: Path,
    shares: tuple[float, ...] | None = None,
    steps: int | None = None,
    batch: int | None = None,
    seeds: tuple[int, ...] = (0,),
    only: tuple[str, ...] = (),
    count: int = 80,
    cache: Path = Path(".cache"),
) -> None:
    """Leave out each term of the objective and each mechanism, in turn.

    Args:
        data: folders of garment photographs or built data sets
        weights: folder that all variants start from
        out: folder for the variants' weights and the table
        shares: how often each folder is drawn from
        steps: of each variant's training
        batch: batch instead of the preset's
        seeds: trainings of each variant
        only: variants, or trained, or mechanisms; all without it
        count: held-out pictures and designs
        cache: folder for packed images
    """
    from equifashion.evaluation.ablation import AblationStudy, run_ablation

    study = AblationStudy(
        data=data, weights=weights, out=out, shares=shares, steps=steps, batch=batch, seeds=seeds, only=only,
        count=count, cache=cache,
    )  # fmt: skip
    print(run_ablation(study, _say_aside), end="")


def steps(
    *,
    out: Path,
    weights: Path = Path("checkpoints"),
    counts: tuple[int, ...] = (4, 8, 16, 50),
    data: Path | None = None,
    cache: Path = Path(".cache"),
    quick: bool = False,
) -> None:
    """Measure finishes in few steps beside long ones.

    Args:
        out: folder for steps.json, .md and .png
        weights: folder with the weights
        counts: numbers of steps
        data: garment photographs, for category and Fréchet distance
        cache: folder for packed photographs
        quick: fewer designs and rounds
    """
    from equifashion.evaluation.few_steps import StepsStudy, study_steps

    effort = {"designs": _QUICK_DESIGNS, "rounds": _QUICK_ROUNDS} if quick else {}
    study = StepsStudy(weights=weights, out=out, counts=counts, data=data, cache=cache, **effort)
    print(study_steps(study, _say_aside), end="")


def upscaling(
    *, data: tuple[Path, ...], checkpoints: Path = Path("checkpoints"), cache: Path = Path(".cache")
) -> None:
    """Measure the upscaler beside bicubic, on held-out pictures.

    Args:
        data: folders of garment photographs or data sets of croquis
        checkpoints: folder with the weights
        cache: folder for pieces of pictures
    """
    from equifashion.evaluation.upscaling import measure_upscaler, render_table

    print(render_table(measure_upscaler(data, checkpoints, cache, _say_aside)))


def parts(
    *,
    data: tuple[Path, ...],
    checkpoints: Path = Path("checkpoints"),
    count: int | None = None,
    cache: Path = Path(".cache"),
) -> None:
    """Measure how well the segmenter and the outline find garment parts.

    Args:
        data: a data set of drawn figures
        checkpoints: folder with the segmenter
        count: held-out pictures; all without it
        cache: folder for packed images
    """
    from equifashion.evaluation.parts import report_parts

    report_parts(checkpoints, data, cache, count, _say)


def figures(
    *,
    report: Path = Path("checkpoints/report/report.json"),
    bench: Path = Path("checkpoints/report/bench.json"),
    readme: Path = Path("README.md"),
) -> None:
    """Write a README's figures from a report and a benchmark.

    Args:
        report: report.json of ``evaluate report``
        bench: bench.json of ``evaluate bench``
        readme: holds the markers to write between
    """
    from equifashion.evaluation.report import update_readme

    print(update_readme(readme, report, bench))


def _say(line: str) -> None:
    print(line, flush=True)


def _say_aside(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _overwrite(text: str) -> None:
    print(f"\r{text:<78}", end="", file=sys.stderr, flush=True)
