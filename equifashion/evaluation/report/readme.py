"""The README's figures, written from a report and a benchmark; nobody types them."""

import json
from pathlib import Path

from equifashion.errors import InvalidInput
from equifashion.evaluation.report.compare import read_report
from equifashion.evaluation.tables import markdown_table, number

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
# Row of the table → the figure's key in reports.
_ROWS = {
    "category recognised": "adherence.category",
    "colour recognised": "adherence.colour",
    "ΔE00 to the named colour": "adherence.colour_error",
    "outline of a sketch kept (IoU)": "inputs.sketch_silhouette",
    "lines of a sketch kept (F1)": "inputs.sketch_edges",
    "ΔE00 to a swatch": "inputs.fabric_colour",
    "category kept under typing errors": "robustness.category",
    "Fréchet distance, EfficientNet-Lite2": "fidelity.frechet.lite2",
    "difference within a prompt": "diversity.distance",
}
# Row → the benchmark's job.
_JOBS = {
    "contact sheet of 8": "contact sheet of 8, new words",
    "finish in 8 steps, every step shown": "finish, 8 steps, every step shown",
    "finish in 8 steps, only the last shown": "finish, 8 steps, only the last shown",
}


def figures_block(report: dict, bench: dict) -> str:
    """Both tables as Markdown, without the markers.

    Args:
        report: ``report.json`` of ``evaluate``; its first preset is shown.
        bench: ``bench.json`` of ``bench``.

    Raises:
        InvalidInput: the two are of different weights, or a figure that the tables show was not measured.
    """
    preset = report["presets"][0]
    if preset["weights"] != bench["weights"]:
        raise InvalidInput("The report and the benchmark are of different weights; make both with the same ones.")
    machine = bench["machine"]
    quick = " --quick" if report["effort"] == "quick" else ""
    jobs = [
        ("load the weights", f"{bench['load_seconds']:.1f} s"),
        *((row, f"{_job(bench, job)['median']:.2f} s") for row, job in _JOBS.items()),
        ("contact sheet over finish", f"{_job(bench, _JOBS['contact sheet of 8'])['ratio']:.2f}"),
        ("peak memory", f"{bench['peak_memory_gb']:.1f} GB"),
    ]
    lines = [
        f"On {machine['cores']} cores of an {machine['processor']} ({machine['device']}, {machine['precision']}), "
        f"`python -m equifashion bench`, medians of {_job(bench, _JOBS['contact sheet of 8'])['rounds']} rounds:",
        "",
        *markdown_table(["", ""], jobs),
        "",
        f"`python -m equifashion evaluate{quick}`: judged by classifiers and measurements that no training used. "
        "*Wrong* is that of other prompts, sketches or swatches, or of flat silhouettes in the right colours; "
        "*real* is what held-out photographs reach. Seeds, intervals and all other figures: "
        "[the report](checkpoints/report/report.md).",
        "",
        *markdown_table(
            ["", "drafts", "finished", "wrong", "real", "N"], [_row(preset, row, key) for row, key in _ROWS.items()]
        ),
    ]
    return "\n".join(lines)


def _job(bench: dict, name: str) -> dict:
    if name not in bench["jobs"]:
        raise InvalidInput(f"The benchmark has no job {name!r}; make it again with this version.")
    return bench["jobs"][name]


def _row(preset: dict, row: str, key: str) -> tuple[str, ...]:
    found = {figure["stage"]: figure for figure in preset["figures"] if figure["key"] == key}
    if not {"draft", "finished"} <= set(found) or found["finished"]["value"] is None:
        raise InvalidInput(f"The report has no figure {key!r}; make it again with this version.")
    draft, finished = found["draft"], found["finished"]
    better = "↑" if finished["better"] == "higher" else "↓"
    values = (draft["value"], finished["value"], finished["control"], finished["reference"])
    return (f"{row} {better}", *map(number, values), str(finished["count"]))


def update_readme(readme: Path, report: Path, bench: Path) -> str:
    """Put the block between the markers of a README; returns the block.

    Raises:
        InvalidInput: a file cannot be read, or the README lacks the markers.
    """
    text = readme.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise InvalidInput(f"{readme} must hold {BEGIN} and {END} once each, in this order.")
    block = figures_block(read_report(report), _read_bench(bench))
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    readme.write_text(f"{text[:start]}\n{block}\n{text[end:]}", encoding="utf-8")
    return block


def _read_bench(path: Path) -> dict:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidInput(f"Expected a bench.json of `python -m equifashion bench` at {path}: {error}.") from error
    if not isinstance(found, dict) or not {"jobs", "machine", "weights"} <= set(found):
        raise InvalidInput(f"{path} is not a bench.json of `python -m equifashion bench`.")
    return found
