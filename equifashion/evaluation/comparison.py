"""Variants of one thing, measured on the same items beside a reference, and which differences are significant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from equifashion.evaluation.bootstrap import Estimate, crossed_estimate, paired_difference
from equifashion.evaluation.metric import MetricSpec
from equifashion.evaluation.tables import interval, markdown_table, short, with_interval


@dataclass(frozen=True)
class Cell:
    """One metric of one variant.

    Attributes:
        value: with its 95 % interval.
        count: items it rests on.
        difference: from the reference, paired; None for the reference itself or where that has no such value.
    """

    value: Estimate
    count: int
    difference: Estimate | None

    @property
    def significant(self) -> bool:
        """Whether 0 lies outside the interval of the difference."""
        return self.difference is not None and not self.difference.low <= 0.0 <= self.difference.high


@dataclass(frozen=True)
class VariantTable:
    """Variants that were measured on the same items.

    Attributes:
        title: heading.
        lead: what was done, in a sentence or two.
        specs: in the order of the table.
        reference: the variant that others are compared with.
        values: variant → metric's key → (S, N) values of S trainings, NaN where an item has no such value; one
            variant is ``reference``.
        missing: why nothing was measured; "" when something was.
    """

    title: str
    lead: str
    specs: tuple[MetricSpec, ...]
    reference: str
    values: Mapping[str, Mapping[str, np.ndarray]]
    missing: str = ""

    def cells(self) -> dict[str, dict[str, Cell]]:
        """variant → metric's key → cell, leaving out what was not measured."""
        rows: dict[str, dict[str, Cell]] = {name: {} for name in self.values}
        for spec in self.specs:
            tables = _of_known_items(
                {name: values[spec.key] for name, values in self.values.items() if spec.key in values}
            )
            for name, table in tables.items():
                base = None if name == self.reference else tables.get(self.reference)
                difference = None if base is None else paired_difference(table, base, spec.statistic)
                rows[name][spec.key] = Cell(crossed_estimate(spec.statistic, table), table.shape[1], difference)
        return rows

    def to_json(self) -> dict:
        """The table for a file, without the items' values."""
        return {
            "title": self.title,
            "lead": self.lead,
            "missing": self.missing,
            "reference": self.reference,
            "metrics": [
                {"key": s.key, "title": s.title, "explained": s.explained, "better": s.better, "unit": s.unit}
                for s in self.specs
            ],
            "variants": {
                name: {key: _plain(cell) for key, cell in row.items()} for name, row in self.cells().items()
            },
        }

    def to_markdown(self) -> list[str]:
        """Lines: what was done, the table, how each metric is measured, and the significant differences."""
        lines = [f"## {self.title}", "", self.lead, ""]
        if self.missing:
            return [*lines, self.missing, ""]
        cells = self.cells()
        measured = [spec for spec in self.specs if any(spec.key in row for row in cells.values())]
        rows = [
            [name, *(with_interval(row[s.key].value) if s.key in row else "–" for s in measured)]
            for name, row in cells.items()
        ]
        lines += [*markdown_table(["", *(f"{spec.title} {spec.arrow}" for spec in measured)], rows), ""]
        for spec in measured:
            count = min(row[spec.key].count for row in cells.values() if spec.key in row)
            lines.append(f"- {spec.title}: {spec.explained} N = {count}.")
        return [*lines, "", *self._differences(measured, cells), ""]

    def _differences(self, measured: Sequence[MetricSpec], cells: Mapping[str, Mapping[str, Cell]]) -> list[str]:
        compared = [
            (name, spec, row[spec.key])
            for name, row in cells.items()
            for spec in measured
            if spec.key in row and row[spec.key].difference is not None
        ]
        clear = [(name, spec, cell) for name, spec, cell in compared if cell.significant]
        lines = [
            f"Differences from “{self.reference}”: {len(compared)}, of which {len(clear)} with a paired bootstrap "
            f"95 % interval that leaves out 0; if nothing differed, about {0.05 * len(compared):.1f} would by "
            "chance."
        ]
        for name, spec, cell in clear:
            assert cell.difference is not None
            up = cell.difference.value > 0
            word = "better" if up == (spec.better == "higher") else "worse"
            change = f"{'+' if up else ''}{short(cell.difference.value)} {interval(cell.difference)}"
            lines.append(f"- {name}, {spec.title}: {change}, {word}.")
        return lines if len(lines) == 1 else [lines[0], "", *lines[1:]]


def _of_known_items(tables: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The tables with as many seeds each, and only those items that have a value in all; none if there is none.

    A variant without a training of its own stands beside every seed of the others.
    """
    if not tables:
        return {}
    seeds = max(len(table) for table in tables.values())
    full = {name: np.broadcast_to(table, (seeds, table.shape[1])) for name, table in tables.items()}
    known = np.all([np.isfinite(table).all(axis=0) for table in full.values()], axis=0)
    return {name: table[:, known] for name, table in full.items()} if known.any() else {}


def _plain(cell: Cell) -> dict:
    plain = vars(cell.value) | {"count": cell.count}
    if cell.difference is None:
        return plain
    return plain | {"difference": vars(cell.difference), "significant": cell.significant}
