"""Tables and numbers of all written reports, in Markdown."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from equifashion.evaluation.bootstrap import Estimate


def markdown_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Lines of a table."""

    def line(cells: Sequence[object]) -> str:
        return "|" + "".join(f" {cell} |" if cell != "" else " |" for cell in cells)

    return [line(heads), "|---" * len(heads) + "|", *map(line, rows)]


def number(value: float | None) -> str:
    """Two decimals for shares and the like, three figures for the rest; a dash for none."""
    if value is None:
        return "–"
    if 0.1 <= abs(value) < 10 or value == 0:
        return f"{value:.2f}"
    return f"{value:.3f}" if abs(value) < 0.1 else f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}"


def short(value: float) -> str:
    """Three figures."""
    return f"{value:.3g}"


def with_interval(estimate: Estimate) -> str:
    """A value and its interval, three figures each."""
    return f"{short(estimate.value)} {interval(estimate)}"


def interval(estimate: Estimate) -> str:
    """The interval in brackets, three figures each."""
    return f"[{short(estimate.low)}, {short(estimate.high)}]"


def write_study(out: Path, name: str, content: dict, text: str) -> None:
    """Write ``name.json`` and ``name.md`` to a folder."""
    out.mkdir(parents=True, exist_ok=True)
    plain = json.dumps(content, indent=1, ensure_ascii=False)
    (out / f"{name}.json").write_text(plain + "\n", encoding="utf-8")
    (out / f"{name}.md").write_text(text, encoding="utf-8")
