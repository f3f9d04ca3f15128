"""The kind of pattern on a photographed garment, measured: solid, striped, checked or printed.

A linear classifier of ``pattern_features`` and of the kind of garment, fitted on photographs labelled by hand
(``pattern_labels.csv``; the photographs themselves are not part of this repository). ``judge_patterns`` measures it
on those whose contributors it was not fitted on.
"""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image

from equifashion.datasets.files import storing
from equifashion.datasets.garment_photos import GarmentRecord, read_records
from equifashion.datasets.pattern_features import pattern_features
from equifashion.errors import InvalidInput
from equifashion.files import replace_whole

PATTERN_KINDS = ("solid", "striped", "checked", "printed")
LABELS = Path(__file__).with_name("pattern_labels.csv")
_WEIGHTS = Path(__file__).with_name("pattern_kind.json")
_GROUPS = (  # photograph labels whose seams, buttons and graphics are alike
    ("T-Shirt", "Polo", "Undershirt", "Top"),
    ("Longsleeve", "Hoodie"),
    ("Shirt", "Blouse"),
    ("Blazer", "Outwear"),
    ("Dress", "Skirt"),
    ("Pants", "Shorts"),
)
_INVERSE_PENALTY = 0.1


@dataclass(frozen=True)
class PatternKind:
    """A measured pattern.

    Attributes:
        kind: one of ``PATTERN_KINDS``.
        probability: that it is, as the classifier sees it.
    """

    kind: str
    probability: float


@dataclass(frozen=True)
class PatternReport:
    """How often the measure agrees with people.

    Attributes:
        photographs: judged.
        accuracy: share that is right.
        confusion: (4, 4) counts, rows as labelled by hand, columns as measured, in the order of ``PATTERN_KINDS``.
    """

    photographs: int
    accuracy: float
    confusion: np.ndarray

    def __str__(self) -> str:
        head = f"{'':>10}" + "".join(f"{kind:>10}" for kind in PATTERN_KINDS)
        rows = [
            f"{kind:>10}" + "".join(f"{count:>10}" for count in row)
            for kind, row in zip(PATTERN_KINDS, self.confusion, strict=True)
        ]
        told = f"{100 * self.accuracy:.1f} % of {self.photographs} photographs of held-out contributors are right."
        return "\n".join([told, "Rows as labelled by hand, columns as measured:", head, *rows])


def pattern_kind(cutout: Image.Image, label: str) -> PatternKind:
    """Measure a garment.

    Args:
        cutout: RGBA, as large as the photograph has it: fine stripes vanish on the canvas.
        label: of the photograph, e.g. ``"T-Shirt"``; zips and fly fronts are no stripes.
    """
    scores = _scores(_described(cutout, label), _weights())
    best = int(scores.argmax())
    return PatternKind(PATTERN_KINDS[best], float(scores[best]))


def judge_patterns(
    folder: Path | str, labels: Path = LABELS, on_progress: Callable[[int, int], None] | None = None
) -> PatternReport:
    """Compare the measure with the labels of photographs whose contributors are held out.

    Args:
        folder: of the photographs.
        labels: CSV with ``file_name`` and ``kind``.
        on_progress: called with (done, total).

    Raises:
        InvalidInput: the folder lacks a labelled photograph, or is of another kind.
    """
    confusion = np.zeros((len(PATTERN_KINDS),) * 2, np.int64)
    judged = [pair for pair in _labelled(folder, labels) if pair[0].split == "test"]
    for done, (record, kind) in enumerate(judged, start=1):
        found = pattern_kind(_open(record), record.label)
        confusion[PATTERN_KINDS.index(kind), PATTERN_KINDS.index(found.kind)] += 1
        if on_progress:
            on_progress(done, len(judged))
    return PatternReport(len(judged), float(confusion.trace() / max(len(judged), 1)), confusion)


def fit_patterns(
    folder: Path | str,
    labels: Path = LABELS,
    out: Path = _WEIGHTS,
    on_progress: Callable[[int, int], None] | None = None,
) -> None:
    """Fit the classifier on the labelled photographs of the other contributors and write its weights.

    Raises:
        InvalidInput: as for ``judge_patterns``. StorageError: the weights cannot be written.
    """
    from sklearn.linear_model import LogisticRegression

    pairs = [pair for pair in _labelled(folder, labels) if pair[0].split == "train"]
    described = []
    for done, (record, _) in enumerate(pairs, start=1):
        described.append(_described(_open(record), record.label))
        if on_progress:
            on_progress(done, len(pairs))
    features = np.stack(described)
    mean, scale = features.mean(0), features.std(0) + 1e-6
    model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=5000)
    model.fit((features - mean) / scale, [PATTERN_KINDS.index(kind) for _, kind in pairs])
    told = {"mean": mean, "scale": scale, "coefficients": model.coef_, "intercepts": model.intercept_}
    content = {name: np.asarray(values).round(5).tolist() for name, values in told.items()}
    with storing(out.parent):
        replace_whole(out, json.dumps(content).encode())
    _weights.cache_clear()


def _described(cutout: Image.Image, label: str) -> np.ndarray:
    groups = [float(label in group) for group in _GROUPS]
    return np.concatenate([pattern_features(cutout), groups])


def _scores(features: np.ndarray, weights: dict[str, np.ndarray]) -> np.ndarray:
    """Probabilities of the kinds (4,)."""
    logits = weights["coefficients"] @ ((features - weights["mean"]) / weights["scale"]) + weights["intercepts"]
    likely = np.exp(logits - logits.max())
    return likely / likely.sum()


@cache
def _weights() -> dict[str, np.ndarray]:
    return {name: np.array(values) for name, values in json.loads(_WEIGHTS.read_text()).items()}


def _labelled(folder: Path | str, labels: Path) -> list[tuple[GarmentRecord, str]]:
    """Photographs with their hand labels."""
    records = {record.path.name: record for record in read_records(folder)}
    with labels.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["kind"] not in PATTERN_KINDS:
            raise InvalidInput(f"{labels} says {row['kind']!r}; known are {', '.join(PATTERN_KINDS)}.")
        if row["file_name"] not in records:
            raise InvalidInput(f"{labels} names {row['file_name']}, which is not in {folder}.")
    return [(records[row["file_name"]], row["kind"]) for row in rows]


def _open(record: GarmentRecord) -> Image.Image:
    with Image.open(record.path) as image:
        return image.convert("RGBA")
