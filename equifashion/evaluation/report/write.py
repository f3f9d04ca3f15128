"""Measures presets and writes the report's files."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from equifashion.datasets.garment_photos import pack_garments
from equifashion.errors import InvalidInput
from equifashion.evaluation.control import CATEGORY_NAMES
from equifashion.evaluation.designs import Maker
from equifashion.evaluation.features import Features
from equifashion.evaluation.judge import CategoryJudge
from equifashion.evaluation.metrics import METRICS, Metric
from equifashion.evaluation.photographs import Photographs
from equifashion.evaluation.report.html import to_html
from equifashion.evaluation.report.markdown import to_markdown
from equifashion.evaluation.report.model import PresetReport, Report
from equifashion.evaluation.study import Effort, Study
from equifashion.evaluation.weights import read_weights
from equifashion.studio import Studio

_LIBRARIES = ("torch", "diffusers", "open_clip_torch", "numpy", "scipy", "scikit-learn", "scikit-image", "pillow",
              "efficientnet-lite-pytorch")  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """What is evaluated: a loaded studio, and the folder that its weights came from."""

    studio: Studio
    checkpoints: Path


def write_report(
    subjects: list[Subject],
    data: Path,
    cache: Path,
    out: Path,
    effort: Effort,
    on_progress: Callable[[str, int, int], None] = lambda what, done, total: None,
    metrics: dict[str, Metric] | None = None,
) -> Report:
    """Measure one preset or several alike; write ``report.html``, ``.md``, ``.json`` and the contact sheets.

    Args:
        subjects: at least one.
        data: folder of garment photographs.
        cache: folder for their packed arrays.
        out: folder for the files.
        effort: how much to make and look at.
        on_progress: hears (what is being done, done, total).
        metrics: name → metric; None for all.

    Raises:
        InvalidInput: no photographs, or none of a split.
    """
    metrics = METRICS if metrics is None else metrics
    if not subjects or not metrics:
        raise InvalidInput(f"Expected at least one preset and metric; got {len(subjects)} and {len(metrics)}.")
    garments = pack_garments(data, cache, lambda done, total: on_progress("photographs", done, total))
    photographs = Photographs(garments)
    on_progress("judge", 0, 1)
    features = Features()
    judge = CategoryJudge.train(garments, CATEGORY_NAMES, features)
    presets = []
    for subject, name in zip(subjects, _names(subjects), strict=True):
        started = time.perf_counter()
        study = Study(
            Maker(subject.studio), read_weights(subject.checkpoints), photographs, judge, features, effort
        )
        sections = {
            title: metric(study, lambda done, total, title=title: on_progress(title, done, total))
            for title, metric in metrics.items()
        }
        preset = subject.studio.preset
        settings = {key: float(getattr(preset, key)) for key in ("steps", "freedom", "guidance", "truncation")}
        minutes = (time.perf_counter() - started) / 60
        presets.append(
            PresetReport(name, subject.studio.weights, subject.studio.device_kind, settings, sections, minutes)
        )
    report = Report(
        effort.name,
        photographs.sha256(),
        {"training": len(garments.indices("train")), "held out": len(garments.indices("test"))},
        judge.ceiling,
        judge.photographs,
        {library: version(library) for library in _LIBRARIES},
        datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        tuple(presets),
    )
    _write(report, out)
    return report


def _names(subjects: list[Subject]) -> list[str]:
    """The presets' names, numbered where one occurs twice."""
    names = [subject.studio.preset.name for subject in subjects]
    return [
        name if names.count(name) == 1 else f"{name} ({names[: place + 1].count(name)})"
        for place, name in enumerate(names)
    ]


def _write(report: Report, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / "report.json").write_text(json.dumps(report.to_json(), indent=1, ensure_ascii=False), encoding="utf-8")
    (out / "report.md").write_text(to_markdown(report), encoding="utf-8")
    (out / "report.html").write_text(to_html(report), encoding="utf-8")
