"""Measures presets and writes the report's files."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from equifashion.datasets.garment_photos import pack_garments
from equifashion.errors import InvalidInput
from equifashion.evaluation.classifier import CategoryClassifier
from equifashion.evaluation.context import EvalSize, EvaluationContext
from equifashion.evaluation.designs import DesignCache
from equifashion.evaluation.evaluators import Evaluators
from equifashion.evaluation.features import Features
from equifashion.evaluation.metrics import METRICS, Metric
from equifashion.evaluation.photographs import Photographs
from equifashion.evaluation.report.html import to_html
from equifashion.evaluation.report.markdown import to_markdown
from equifashion.evaluation.report.model import PresetReport, Report
from equifashion.evaluation.tables import write_study
from equifashion.evaluation.weights import read_weights
from equifashion.studio import Studio

_LIBRARIES = ("torch", "diffusers", "open_clip_torch", "numpy", "scipy", "scikit-learn", "scikit-image", "pillow",
              "efficientnet-lite-pytorch")  # fmt: skip
OnProgress = Callable[[str, int, int], None]  # (what is being done, done, total)


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
    size: EvalSize,
    on_progress: OnProgress = lambda what, done, total: None,
    metrics: dict[str, Metric] | None = None,
) -> Report:
    """Measure one preset or several alike; write ``report.html``, ``.md`` and ``.json``.

    Args:
        subjects: at least one.
        data: folder of garment photographs.
        cache: folder for their packed arrays.
        out: folder for the files.
        size: how much to make and look at.
        on_progress: hears what is being done.
        metrics: name → metric; None for all.

    Raises:
        InvalidInput: no photographs, or none of a split.
    """
    metrics = METRICS if metrics is None else metrics
    if not subjects or not metrics:
        raise InvalidInput(f"Expected at least one preset and metric; got {len(subjects)} and {len(metrics)}.")
    garments = pack_garments(data, cache, lambda done, total: on_progress("photographs", done, total))
    photographs = Photographs(garments)
    on_progress("classifier", 0, 1)
    features = Features()
    classifier = CategoryClassifier.train(garments, size.categories, features)
    presets = []
    for subject, name in zip(subjects, _names(subjects), strict=True):
        evaluators = Evaluators(features, read_weights(subject.checkpoints), classifier, size.colours)
        presets.append(_measure(subject.studio, name, evaluators, photographs, size, metrics, on_progress))
    report = Report(
        size.name,
        photographs.sha256(),
        {"training": len(garments.indices("train")), "held out": len(garments.indices("test"))},
        classifier.ceiling,
        classifier.photographs,
        {library: version(library) for library in _LIBRARIES},
        datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        tuple(presets),
    )
    write_study(out, "report", report.to_json(), to_markdown(report))
    (out / "report.html").write_text(to_html(report), encoding="utf-8")
    return report


def _measure(
    studio: Studio,
    name: str,
    evaluators: Evaluators,
    photographs: Photographs,
    size: EvalSize,
    metrics: dict[str, Metric],
    on_progress: OnProgress,
) -> PresetReport:
    """All sections of one preset."""
    started, doing = time.perf_counter(), ""
    context = EvaluationContext(
        DesignCache(studio), evaluators, photographs, size, lambda done, total: on_progress(doing, done, total)
    )
    sections = {}
    for doing, metric in metrics.items():
        sections[doing] = metric(context)
    settings = {key: float(getattr(studio.preset, key)) for key in ("steps", "freedom", "guidance", "truncation")}
    minutes = (time.perf_counter() - started) / 60
    return PresetReport(name, studio.weights, studio.device_kind, settings, sections, minutes)


def _names(subjects: list[Subject]) -> list[str]:
    """The presets' names, numbered where one occurs twice."""
    names = [subject.studio.preset.name for subject in subjects]
    return [
        name if names.count(name) == 1 else f"{name} ({names[: place + 1].count(name)})"
        for place, name in enumerate(names)
    ]
