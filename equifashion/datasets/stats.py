"""Statistics of a data set: what is in it, how even its figures are, and how noisy its captions."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.stats import chi2_contingency

from equifashion.datasets.files import storing
from equifashion.datasets.record import SPLITS
from equifashion.datasets.storage import open_store
from equifashion.errors import InvalidInput
from equifashion.files import replace_whole

TONES = tuple(range(1, 11))
ATTRIBUTES = ("length", "sleeve_length", "sleeve_type", "collar", "hem", "silhouette", "pattern", "colour")
_FACTORS = ("skin tone", "body shape", "presentation", "category")


@dataclass(frozen=True)
class CrossTable:
    """How often two properties occur together, with Pearson's test of their independence.

    Attributes:
        rows, columns: names of the properties. row_values, column_values: what they can be.
        counts: (len(row_values), len(column_values)) int64.
        chi2, degrees, p: the test; NaN, 0, NaN where a property has one value only.
        cramers_v: 0 independent … 1.
    """

    rows: str
    columns: str
    row_values: tuple[str, ...]
    column_values: tuple[str, ...]
    counts: np.ndarray
    chi2: float
    degrees: int
    p: float
    cramers_v: float


@dataclass(frozen=True)
class Noise:
    """How captions were corrupted.

    Attributes:
        captions: noisy captions in all.
        changed: share of them with at least one change.
        mean_changes: changes in a noisy caption.
        kinds: kind of change → share of noisy captions with it.
    """

    captions: int
    changed: float
    mean_changes: float
    kinds: dict[str, float]


@dataclass(frozen=True)
class Statistics:
    """Of one data set.

    Attributes:
        source: name.
        records: how many. splits: in each split.
        categories: of the main garments, most frequent first.
        attributes: attribute → value → main garments with it.
        tones: Monk tone 1–10 → figures; empty without figures.
        tables: of every two of skin tone, body shape, presentation and category; empty without figures.
        cell_counts: smallest and largest number of figures over tone × body shape × presentation.
        noise: of the captions.
    """

    source: str
    records: int
    splits: dict[str, int]
    categories: dict[str, int]
    attributes: dict[str, dict[str, int]]
    tones: dict[int, int]
    tables: tuple[CrossTable, ...]
    cell_counts: tuple[int, int]
    noise: Noise

    @property
    def tone_deviation(self) -> tuple[int, float]:
        """The Monk tone whose share is farthest from a tenth, and by how much (signed share)."""
        shares = {tone: count / sum(self.tones.values()) - 1 / len(TONES) for tone, count in self.tones.items()}
        return max(shares.items(), key=lambda item: abs(item[1]))

    def table(self, rows: str, columns: str) -> CrossTable:
        """One of the tables."""
        return next(t for t in self.tables if (t.rows, t.columns) == (rows, columns))


def measure(folder: Path | str) -> Statistics:
    """Statistics of what has been built so far.

    Raises:
        InvalidInput: no data set, or an empty one.
    """
    store = open_store(folder)
    rows = store.table().to_pylist()
    if not rows:
        raise InvalidInput(f"{folder} holds no finished records yet.")
    mains = [garment for row in rows for garment in row["garments"] if garment["main"]]
    figures = [(row["figure"], garment) for row in rows for garment in row["garments"] if garment["main"]]
    people = [_factors(figure, garment) for figure, garment in figures if figure]
    splits = Counter(row["split"] for row in rows)
    tones = Counter(person["skin tone"] for person in people)
    return Statistics(
        source=store.manifest.source,
        records=len(rows),
        splits={split: splits[split] for split in SPLITS},
        categories=_ranked(garment["category"] for garment in mains),
        attributes={name: _ranked(_values(mains, name)) for name in ATTRIBUTES},
        tones={tone: tones[tone] for tone in TONES} if people else {},
        tables=tuple(_cross(people, *pair) for pair in combinations(_FACTORS, 2)) if people else (),
        cell_counts=_cells(people),
        noise=_noise(row["noisy_captions"] for row in rows),
    )


def summary(found: Statistics) -> str:
    """The statistics in a few lines."""
    splits = ", ".join(f"{count} {split}" for split, count in found.splits.items())
    lines = [
        f"{found.records} records of {found.source} ({splits}); {len(found.categories)} categories.",
        *(f"{name.replace('_', ' ')}: {_shares(counts)}" for name, counts in _told(found)),
    ]
    if found.tables:
        tone, deviation = found.tone_deviation
        table = found.table("skin tone", "category")
        lines += [
            f"Monk tones: the largest deviation from uniform is {100 * deviation:+.2f} % of all, at tone {tone}.",
            f"skin tone × category: χ² = {table.chi2:.1f} ({table.degrees} degrees of freedom, p = {table.p:.3f}), "
            f"Cramér's V = {table.cramers_v:.3f}.",
            "skin tone × body shape × presentation: {} to {} figures a cell.".format(*found.cell_counts),
        ]
    noise = found.noise
    if noise.captions:
        lines.append(
            f"noisy captions: {noise.captions}, of which {100 * noise.changed:.1f} % were changed, "
            f"{noise.mean_changes:.2f} changes each; "
            + ", ".join(f"{kind} {100 * share:.1f} %" for kind, share in noise.kinds.items())
            + "."
        )
    return "\n".join(lines)


def write_statistics(found: Statistics, out: Path | str) -> list[Path]:
    """Write ``statistics.json`` and the plots.

    Returns:
        The files written.

    Raises:
        StorageError: full disk or no permission.
    """
    from equifashion.datasets.plots import plot_all

    out = Path(out)
    content = {
        "source": found.source,
        "records": found.records,
        "splits": found.splits,
        "categories": found.categories,
        "attributes": found.attributes,
        "monk_tones": found.tones,
        "figures_a_cell": found.cell_counts,
        "cross_tables": [_plain(table) for table in found.tables],
        "noise": vars(found.noise),
    }
    if found.tables:
        tone, deviation = found.tone_deviation
        content["largest_tone_deviation"] = {"tone": tone, "share": deviation}
    with storing(out):
        replace_whole(out / "statistics.json", json.dumps(content, indent=1, ensure_ascii=False).encode())
        return [out / "statistics.json", *plot_all(found, out)]


def _factors(figure: dict, garment: dict) -> dict[str, object]:
    values = (figure["skin_tone"], figure["body_shape"], figure["presentation"], garment["category"])
    return dict(zip(_FACTORS, values, strict=True))


def _values(garments: list[dict], name: str) -> Iterable[str]:
    for garment in garments:
        yield from garment["colours"] if name == "colour" else filter(None, [garment[name]])


def _ranked(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())


def _cross(people: list[dict], rows: str, columns: str) -> CrossTable:
    counted = Counter((person[rows], person[columns]) for person in people)
    row_values, column_values = (sorted({person[name] for person in people}) for name in (rows, columns))
    counts = np.array([[counted[row, column] for column in column_values] for row in row_values])
    chi2, degrees, p, v = float("nan"), 0, float("nan"), float("nan")
    if min(counts.shape) > 1:
        test = chi2_contingency(counts, correction=False)
        chi2, degrees, p = float(test.statistic), int(test.dof), float(test.pvalue)
        v = float(np.sqrt(chi2 / counts.sum() / (min(counts.shape) - 1)))
    names = tuple(map(str, row_values)), tuple(map(str, column_values))
    return CrossTable(rows, columns, *names, counts, chi2, degrees, p, v)


def _cells(people: list[dict]) -> tuple[int, int]:
    if not people:
        return 0, 0
    values = [sorted({person[name] for person in people}) for name in _FACTORS[1:3]]
    counted = Counter(tuple(person[name] for name in _FACTORS[:3]) for person in people)
    counts = [
        counted[tone, shape, presentation] for tone in TONES for shape in values[0] for presentation in values[1]
    ]
    return min(counts), max(counts)


def _noise(noisy: Iterable[list[dict]]) -> Noise:
    changes = [[change["kind"] for change in caption["corruptions"]] for captions in noisy for caption in captions]
    if not changes:
        return Noise(0, 0.0, 0.0, {})
    kinds = Counter(kind for kinds in changes for kind in set(kinds))
    return Noise(
        len(changes),
        sum(map(bool, changes)) / len(changes),
        sum(map(len, changes)) / len(changes),
        {kind: count / len(changes) for kind, count in kinds.most_common()},
    )


def _told(found: Statistics) -> list[tuple[str, dict[str, int]]]:
    return [("categories", found.categories), *((n, c) for n, c in found.attributes.items() if c)]


def _shares(counts: dict[str, int]) -> str:
    total = sum(counts.values())
    told = [f"{value} {100 * count / total:.1f} %" for value, count in list(counts.items())[:8]]
    return ", ".join(told) + (f", and {len(counts) - 8} more" if len(counts) > 8 else "")


def _plain(table: CrossTable) -> dict[str, object]:
    return {key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in vars(table).items()}
