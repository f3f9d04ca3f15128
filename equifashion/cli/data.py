"""Data sets: making, counting, checking and showing them."""

from pathlib import Path

from equifashion.cli import Commands
from equifashion.errors import EquiFashionError


def add_data(commands: Commands) -> None:
    parser = commands.add_parser("data", help="build, describe, check or show a data set")
    actions = parser.add_subparsers(dest="action", required=True)
    for add in (_add_build, _add_stats, _add_check, _add_show, _add_patterns):
        add(actions)


def _add_build(actions: Commands) -> None:
    parser = actions.add_parser("build", help="make the records that are still missing; give it again to go on")
    parser.add_argument("--source", required=True, help="croquis, photos or original")
    parser.add_argument("--data", help="the source's own folder; for original also a Hub id")
    parser.add_argument("--count", type=int, required=True, help="records in all")
    parser.add_argument("--seed", type=int, default=0, help="0–2147483647 (default 0)")
    parser.add_argument("--workers", type=int, default=1, help="processes (default 1); they change nothing else")
    parser.add_argument("--format", default="shards", help="shards (WebDataset) or folder (pictures + Parquet)")
    parser.add_argument("--out", type=Path, required=True, help="folder for the data set")
    parser.set_defaults(perform=_build)


def _build(source: str, data: str | None, count: int, seed: int, out: Path, **options: object) -> None:
    from equifashion.datasets.build import build
    from equifashion.datasets.progress import ProgressLine
    from equifashion.datasets.sources import open_source

    opened = open_source(source, data, seed)
    try:
        with ProgressLine("records") as progress:
            built = build(opened, count, out, **options, on_progress=progress)
    except KeyboardInterrupt as error:
        raise EquiFashionError("Interrupted. The same command goes on where it was.") from error
    print(f"{built.made} records made, {built.found} were there; they are in {built.folder}.")


def _add_stats(actions: Commands) -> None:
    parser = actions.add_parser("stats", help="count everything, test the balance, draw plots")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, help="folder for the plots (default: FOLDER/statistics)")
    parser.set_defaults(perform=_stats)


def _stats(folder: Path, out: Path | None) -> None:
    from equifashion.datasets.stats import measure, summary, write_statistics

    found = measure(folder)
    print(summary(found))
    for path in write_statistics(found, out or folder / "statistics"):
        print(path)


def _add_check(actions: Commands) -> None:
    parser = actions.add_parser("check", help="look for missing, doubled, unreadable and leaking records")
    parser.add_argument("folder", type=Path)
    parser.set_defaults(perform=_check)


def _check(folder: Path) -> None:
    from equifashion.datasets.check import check
    from equifashion.datasets.progress import ProgressLine

    with ProgressLine("blocks") as progress:
        problems = check(folder, progress)
    for problem in problems:
        print(f"{problem.kind}: {problem.what}")
    if problems:
        raise EquiFashionError(f"{folder}: {len(problems)} things are wrong, as listed.")
    print(f"{folder}: nothing is missing, doubled, unreadable or leaking.")


def _add_show(actions: Commands) -> None:
    parser = actions.add_parser("show", help="draw a contact sheet with every modality")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="PNG file")
    parser.add_argument("--rows", type=int, default=8, help="records, 1–60 (default 8)")
    parser.add_argument("--seed", type=int, default=0, help="chooses them")
    parser.set_defaults(perform=_show)


def _show(**options: object) -> None:
    from equifashion.datasets.show import show

    print(show(**options))


def _add_patterns(actions: Commands) -> None:
    parser = actions.add_parser("patterns", help="how often measured pattern kinds agree with hand labels")
    parser.add_argument("--data", type=Path, required=True, help="folder of cut-out garment photographs")
    parser.add_argument("--fit", action="store_true", help="fit the measure anew first")
    parser.set_defaults(perform=_patterns)


def _patterns(data: Path, fit: bool) -> None:
    from equifashion.datasets.pattern_kind import fit_patterns, judge_patterns
    from equifashion.datasets.progress import ProgressLine

    with ProgressLine("photographs") as progress:
        if fit:
            fit_patterns(data, on_progress=progress)
        report = judge_patterns(data, on_progress=progress)
    print(report)
