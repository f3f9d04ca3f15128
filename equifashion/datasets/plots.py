"""Plots of a data set's statistics."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from equifashion.files import replace_whole

if TYPE_CHECKING:
    from equifashion.datasets.stats import CrossTable, Statistics

_BLUE, _MOST_BARS, _DPI = "#31708f", 48, 110


def plot_all(found: "Statistics", out: Path) -> list[Path]:
    """Draw every plot that the statistics have something for; returns the files."""
    figures = {"categories": _bars({"category": found.categories})}
    attributes = {name.replace("_", " "): counts for name, counts in found.attributes.items() if counts}
    if attributes:
        figures["attributes"] = _bars(attributes)
    if found.tables:
        figures["figures"] = _tables(found.tables)
        figures["tones"] = _bars({"Monk tone": {str(tone): count for tone, count in found.tones.items()}})
    if found.noise.kinds:
        shares = {kind: 100 * share for kind, share in found.noise.kinds.items()}
        figures["noise"] = _bars({"noisy captions with it, %": shares})
    paths = []
    for name, figure in figures.items():
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=_DPI)
        paths.append(out / f"{name}.png")
        replace_whole(paths[-1], buffer.getvalue())
    return paths


def _bars(groups: dict[str, dict[str, float]]) -> Figure:
    """Horizontal bars, one panel for each group."""
    columns = min(4, len(groups))
    rows = -(-len(groups) // columns)
    longest = max(min(len(counts), _MOST_BARS) for counts in groups.values())
    figure = Figure(figsize=(3.4 * columns + 1.5, rows * (0.19 * longest + 0.9)), layout="constrained")
    panels = np.atleast_1d(figure.subplots(rows, columns)).ravel()
    for panel, (name, counts) in zip(panels, groups.items(), strict=False):
        shown = list(counts.items())[:_MOST_BARS][::-1]
        panel.barh([str(value) for value, _ in shown], [count for _, count in shown], color=_BLUE)
        panel.set_title(name, fontsize=9)
        panel.tick_params(labelsize=7)
        panel.spines[["top", "right"]].set_visible(False)
    for panel in panels[len(groups) :]:
        panel.axis("off")
    return figure


def _tables(tables: tuple["CrossTable", ...]) -> Figure:
    """One heat map for each cross-table: count over what independence would give."""
    figure = Figure(figsize=(15, 5 * -(-len(tables) // 3)), layout="constrained")
    panels = figure.subplots(-(-len(tables) // 3), 3).ravel()
    for panel, table in zip(panels, tables, strict=True):
        _heat(panel, table)
    return figure


def _heat(panel: Axes, table: "CrossTable") -> None:
    counts = table.counts.T  # (columns, rows): categories run down
    expected = counts.sum(0, keepdims=True) * counts.sum(1, keepdims=True) / counts.sum()
    image = panel.imshow(counts / expected, vmin=0, vmax=2, cmap="RdBu_r", aspect="auto")
    panel.figure.colorbar(image, ax=panel, shrink=0.8)
    panel.set_xticks(range(len(table.row_values)), table.row_values, rotation=40, ha="right", fontsize=7)
    panel.set_yticks(range(len(table.column_values)), table.column_values, fontsize=5 if len(counts) > 20 else 7)
    if counts.size <= 100:
        for (y, x), count in np.ndenumerate(counts):
            panel.text(x, y, str(count), ha="center", va="center", fontsize=6)
    verdict = f"χ² {table.chi2:.0f}, {table.degrees} d.f., p {table.p:.2f}" if table.degrees else "one value only"
    panel.set_title(f"{table.rows} × {table.columns}: {verdict}\ncount ÷ expected", fontsize=9)
