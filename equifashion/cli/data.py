"""Data sets: making, counting, checking and showing them."""

from pathlib import Path

from equifashion.errors import EquiFashionError


def build(
    *,
    source: str,
    count: int,
    out: Path,
    data: str | None = None,
    seed: int = 0,
    workers: int = 1,
    format: str = "shards",
) -> None:
    """Make the records that are still missing; give the command again to go on.

    Args:
        source: croquis, photos or original
        count: records in all
        out: folder for the data set
        data: the source's own folder; for original also a Hub id
        seed: 0–2147483647
        workers: processes; they change nothing else
        format: shards (WebDataset) or folder (pictures + Parquet)
    """
    from equifashion.datasets.build import build
    from equifashion.datasets.progress import ProgressLine
    from equifashion.datasets.sources import open_source

    opened = open_source(source, data, seed)
    try:
        with ProgressLine("records") as progress:
            built = build(opened, count, out, format=format, workers=workers, on_progress=progress)
    except KeyboardInterrupt as error:
        raise EquiFashionError("Interrupted. The same command goes on where it was.") from error
    print(f"{built.made} records made, {built.found} were there; they are in {built.folder}.")


def stats(folder: Path, *, out: Path | None = None) -> None:
    """Count everything, test the balance, draw plots.

    Args:
        folder: the data set
        out: folder for the plots instead of FOLDER/statistics
    """
    from equifashion.datasets.stats import measure, summary, write_statistics

    found = measure(folder)
    print(summary(found))
    for path in write_statistics(found, out or folder / "statistics"):
        print(path)


def check(folder: Path) -> None:
    """Look for missing, doubled, unreadable and leaking records.

    Args:
        folder: the data set
    """
    from equifashion.datasets.check import check
    from equifashion.datasets.progress import ProgressLine

    with ProgressLine("blocks") as progress:
        problems = check(folder, progress)
    for problem in problems:
        print(f"{problem.kind}: {problem.what}")
    if problems:
        raise EquiFashionError(f"{folder}: {len(problems)} things are wrong, as listed.")
    print(f"{folder}: nothing is missing, doubled, unreadable or leaking.")


def show(folder: Path, *, out: Path, rows: int = 8, seed: int = 0) -> None:
    """Draw a contact sheet with every modality.

    Args:
        folder: the data set
        out: PNG file
        rows: records, 1–60
        seed: chooses them
    """
    from equifashion.datasets.show import show

    print(show(folder, out, rows, seed))


def patterns(*, data: Path, fit: bool = False) -> None:
    """Tell how often measured pattern kinds agree with hand labels.

    Args:
        data: folder of cut-out garment photographs
        fit: fit the measure anew first
    """
    from equifashion.datasets.pattern_kind import fit_patterns, judge_patterns
    from equifashion.datasets.progress import ProgressLine

    with ProgressLine("photographs") as progress:
        if fit:
            fit_patterns(data, on_progress=progress)
        report = judge_patterns(data, on_progress=progress)
    print(report)
