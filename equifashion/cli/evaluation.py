"""Measuring: reports, benchmarks, and what is found or written by measuring."""

import sys
from pathlib import Path

from equifashion.cli import Commands


def add_evaluate(commands: Commands) -> None:
    parser = commands.add_parser("evaluate", help="measure what a preset can do, and write a report about it")
    parser.add_argument("--data", type=Path, required=True, help="folder of cut-out garment photographs")
    parser.add_argument(
        "--preset", dest="presets", nargs="+", default=["embedded"], help="one, or several to compare"
    )
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--checkpoints", nargs="+", type=Path, default=[], help="weights instead of each preset's")
    parser.add_argument("--quick", action="store_true", help="fewer designs: minutes on two cores")
    parser.add_argument("--against", type=Path, help="an earlier report.json; exit 1 if worse")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for packed images")
    parser.add_argument("--out", type=Path, required=True, help="folder for report.html, .md and .json")
    parser.set_defaults(perform=_evaluate)


def _evaluate(**options: object) -> None:
    from equifashion.evaluation.report import evaluate

    comparison = evaluate(**options, say=_say)
    if comparison is not None and comparison.regressions:
        sys.exit(1)


def add_upscaling(commands: Commands) -> None:
    parser = commands.add_parser("upscaling", help="measure the upscaler beside bicubic, on held-out pictures")
    parser.add_argument(
        "--data",
        dest="folders",
        type=Path,
        nargs="+",
        required=True,
        help="folders of garment photographs or data sets of croquis",
    )
    parser.add_argument("--checkpoints", type=Path, default=Path("checkpoints"), help="folder with the weights")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for pieces of pictures")
    parser.set_defaults(perform=_upscaling)


def _upscaling(**options: object) -> None:
    from equifashion.evaluation.upscaling import measure_upscaler, render_table

    print(render_table(measure_upscaler(**options, say=lambda line: print(line, file=sys.stderr))))


def add_bench(commands: Commands) -> None:
    parser = commands.add_parser("bench", help="measure time and memory of the whole job")
    parser.add_argument("--preset", default="embedded")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--checkpoints", type=Path)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and cases, no large peer")
    parser.add_argument("--out", type=Path, required=True, help="folder for bench.json and bench.md")
    parser.set_defaults(perform=_bench)


def _bench(**options: object) -> None:
    from equifashion.evaluation.bench import run_bench

    print(
        run_bench(**options, on_progress=lambda text: print(f"\r{text:<78}", end="", file=sys.stderr, flush=True))
    )


def add_figures(commands: Commands) -> None:
    parser = commands.add_parser("figures", help="write a README's figures from a report and a benchmark")
    parser.add_argument("--report", type=Path, default=Path("checkpoints/report/report.json"))
    parser.add_argument("--bench", type=Path, default=Path("checkpoints/report/bench.json"))
    parser.add_argument("--readme", type=Path, default=Path("README.md"), help="holds the markers to write between")
    parser.set_defaults(perform=_figures)


def _figures(**options: object) -> None:
    from equifashion.evaluation.report import update_readme

    print(update_readme(**options))


def add_directions(commands: Commands) -> None:
    parser = commands.add_parser("directions", help="find directions to edit designs along, and measure them")
    parser.add_argument("--preset", default="embedded")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--checkpoints", type=Path, help="weights instead of the preset's")
    parser.add_argument("--quick", action="store_true", help="fewer designs, so that less can be told apart")
    parser.add_argument("--out", type=Path, required=True, help="folder for directions.safetensors")
    parser.set_defaults(perform=_directions)


def _directions(quick: bool, **options: object) -> None:
    from equifashion.evaluation.directions import QUICK, find_directions

    print(find_directions(**options, size=QUICK if quick else None, say=_say))


def add_parts(commands: Commands) -> None:
    parser = commands.add_parser("parts", help="how well the segmenter and the outline find garment parts")
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="a data set of drawn figures")
    parser.add_argument(
        "--checkpoints", dest="weights", type=Path, default=Path("checkpoints"), help="folder with the segmenter"
    )
    parser.add_argument("--count", type=int, help="held-out pictures (default: all)")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for packed images")
    parser.set_defaults(perform=_parts)


def _parts(**options: object) -> None:
    from equifashion.evaluation.parts import report_parts

    report_parts(**options, say=_say)


def _say(line: str) -> None:
    print(line, flush=True)
