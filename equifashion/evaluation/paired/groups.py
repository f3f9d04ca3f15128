"""Variants of one thing, measured alike beside a reference, and what can be told apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from equifashion.errors import InvalidInput
from equifashion.evaluation.figures import Estimate
from equifashion.evaluation.paired.bootstrap import Statistic, crossed_estimate, paired_difference


@dataclass(frozen=True)
class Quantity:
    """What is measured on every item.

    Attributes:
        key: its name in values and files.
        title: in plain words.
        explained: one sentence: how it is measured.
        better: ``"higher"`` or ``"lower"``.
        statistic: makes one number of the items' values.
    """

    key: str
    title: str
    explained: str
    better: str
    statistic: Statistic = np.mean

    def __post_init__(self) -> None:
        if self.better not in ("higher", "lower"):
            raise InvalidInput(f"A quantity is better 'higher' or 'lower'; got {self.better!r}.")


@dataclass(frozen=True)
class Cell:
    """One quantity of one variant.

    Attributes:
        value: with its 95 % interval.
        count: items it rests on.
        difference: from the reference, paired; None for the reference itself or where that has no such value.
    """

    value: Estimate
    count: int
    difference: Estimate | None

    @property
    def told_apart(self) -> bool:
        """Whether 0 lies outside the interval of the difference."""
        return self.difference is not None and not self.difference.low <= 0.0 <= self.difference.high


@dataclass(frozen=True)
class Group:
    """Variants that were measured on the same items.

    Attributes:
        title: heading.
        lead: what was done, in a sentence or two.
        quantities: in the order of the table.
        reference: the variant that others are compared with.
        values: variant → quantity → (S, N) values, NaN where an item has no such value; one is ``reference``.
        missing: why nothing was measured; "" when something was.
    """

    title: str
    lead: str
    quantities: tuple[Quantity, ...]
    reference: str
    values: Mapping[str, Mapping[str, np.ndarray]]
    missing: str = ""

    def cells(self) -> dict[str, dict[str, Cell]]:
        """variant → quantity → cell, leaving out what was not measured."""
        found: dict[str, dict[str, Cell]] = {name: {} for name in self.values}
        for quantity in self.quantities:
            tables = _of_known_items(
                {name: values[quantity.key] for name, values in self.values.items() if quantity.key in values}
            )
            for name, table in tables.items():
                base = None if name == self.reference else tables.get(self.reference)
                found[name][quantity.key] = Cell(
                    crossed_estimate(quantity.statistic, table),
                    table.shape[1],
                    None if base is None else paired_difference(table, base, quantity.statistic),
                )
        return found


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


def group_to_json(group: Group) -> dict:
    """The group for a file, without the items' values."""
    return {
        "title": group.title,
        "lead": group.lead,
        "missing": group.missing,
        "reference": group.reference,
        "quantities": [
            {"key": q.key, "title": q.title, "explained": q.explained, "better": q.better} for q in group.quantities
        ],
        "variants": {
            name: {key: _plain(cell) for key, cell in cells.items()} for name, cells in group.cells().items()
        },
    }


def _plain(cell: Cell) -> dict:
    difference = cell.difference
    told = {} if difference is None else {"difference": vars(difference), "told_apart": cell.told_apart}
    return vars(cell.value) | {"count": cell.count} | told


def group_to_markdown(group: Group) -> list[str]:
    """Lines: what was done, the table, how each quantity is measured, and which differences can be told."""
    lines = [f"## {group.title}", "", group.lead, ""]
    if group.missing:
        return [*lines, group.missing, ""]
    cells = group.cells()
    measured = [q for q in group.quantities if any(q.key in row for row in cells.values())]
    heads = [f"{q.title} {'↑' if q.better == 'higher' else '↓'}" for q in measured]
    lines += ["| | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    for name, row in cells.items():
        lines.append("| " + " | ".join([name, *(_told(row.get(q.key)) for q in measured)]) + " |")
    lines += [""]
    for quantity in measured:
        counts = {row[quantity.key].count for row in cells.values() if quantity.key in row}
        lines.append(f"- {quantity.title}: {quantity.explained} N = {min(counts)}.")
    return [*lines, "", *_differences(group, measured, cells), ""]


def _told(cell: Cell | None) -> str:
    return "–" if cell is None else f"{_number(cell.value.value)} [{_range(cell.value)}]"


def _differences(group: Group, measured: Sequence[Quantity], cells: Mapping[str, Mapping[str, Cell]]) -> list[str]:
    compared = [
        (name, quantity, row[quantity.key])
        for name, row in cells.items()
        for quantity in measured
        if quantity.key in row and row[quantity.key].difference is not None
    ]
    apart = [(name, quantity, cell) for name, quantity, cell in compared if cell.told_apart]
    lines = [
        f"Differences from “{group.reference}”: {len(compared)}, of which {len(apart)} with a paired bootstrap "
        f"95 % interval that leaves out 0; if nothing differed, about {0.05 * len(compared):.1f} would by chance."
    ]
    for name, quantity, cell in apart:
        up = cell.difference.value > 0
        word = "better" if up == (quantity.better == "higher") else "worse"
        moved = f"{'+' if up else ''}{_number(cell.difference.value)} [{_range(cell.difference)}]"
        lines.append(f"- {name}, {quantity.title}: {moved}, {word}.")
    return lines if len(lines) == 1 else [lines[0], "", *lines[1:]]


def _number(value: float) -> str:
    """Three figures."""
    return f"{value:.3g}"


def _range(estimate: Estimate) -> str:
    return f"{_number(estimate.low)}, {_number(estimate.high)}"
