"""A report against an earlier one: what has become worse by more than is tolerated?"""

import json
import math
from dataclasses import dataclass
from pathlib import Path

from equifashion.errors import InvalidInput
from equifashion.evaluation.report.model import FORMAT


@dataclass(frozen=True)
class Change:
    """A figure that has become worse.

    Attributes:
        name: preset, key and stage.
        before, now: its values; ``now`` is None when it is no longer measured.
        allowed: by how much it might have become worse.
    """

    name: str
    before: float
    now: float | None
    allowed: float

    def __str__(self) -> str:
        if self.now is None:
            return f"{self.name}: was {self.before:.4g}, is not measured any more"
        return f"{self.name}: was {self.before:.4g}, is {self.now:.4g}, tolerated was {self.allowed:.2g}"


@dataclass(frozen=True)
class Comparison:
    """What comparing found.

    Attributes:
        compared: how many figures both reports hold.
        regressions: worse by more than is tolerated.
        improvements: names of figures that are better by more than that.
    """

    compared: int
    regressions: tuple[Change, ...]
    improvements: tuple[str, ...]

    def __str__(self) -> str:
        lines = [
            f"{self.compared} figures compared: {len(self.regressions)} worse than tolerated, "
            f"{len(self.improvements)} better by as much."
        ]
        return "\n".join(lines + [f"  worse   {change}" for change in self.regressions])


def read_report(path: Path | str) -> dict:
    """Read a ``report.json``.

    Raises:
        InvalidInput: it is missing, or not a report of this format.
    """
    path = Path(path)
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidInput(f"There is no report {path} to compare with ({error.strerror}).") from error
    except ValueError as error:
        raise InvalidInput(f"{path} is not a report: it holds no JSON.") from error
    if not isinstance(report, dict) or report.get("format") != FORMAT:
        came = report.get("format") if isinstance(report, dict) else None
        raise InvalidInput(
            f"{path} is not a report of format {FORMAT}; its format is {came!r}. Please make it anew."
        )
    return report


def compare_reports(now: dict, before: dict) -> Comparison:
    """Compare reports of the same size on the same photographs.

    A figure is a regression when it is worse than before by more than its tolerance and by more than half the
    earlier 95 % interval, or when it is not measured any more. Presets are matched by name.

    Raises:
        InvalidInput: the reports are of different size, data or presets.
    """
    for name, a, b in (
        ("size", now["effort"], before["effort"]),
        ("photographs", now["data"]["sha256"], before["data"]["sha256"]),
    ):
        if a != b:
            raise InvalidInput(
                f"The reports cannot be compared: their {name} differ ({str(b)[:12]} before, {str(a)[:12]} now)."
            )
    earlier = {preset["name"]: preset for preset in before["presets"]}
    shared = [preset for preset in now["presets"] if preset["name"] in earlier]
    if not shared:
        raise InvalidInput(f"The reports share no preset: {sorted(earlier)} before.")
    compared, regressions, improvements = 0, [], []
    for preset in shared:
        found = {(figure["key"], figure["stage"]): figure for figure in preset["figures"]}
        for figure in earlier[preset["name"]]["figures"]:
            if figure["value"] is None:
                continue
            compared += 1
            name = f"{preset['name']} {figure['key']} ({figure['stage']})"
            value = found.get((figure["key"], figure["stage"]), {"value": None})["value"]
            allowed = _allowed(figure)
            if value is None or not math.isfinite(value):
                regressions.append(Change(name, figure["value"], None, allowed))
                continue
            worse = figure["value"] - value if figure["better"] == "higher" else value - figure["value"]
            if worse > allowed:
                regressions.append(Change(name, figure["value"], value, allowed))
            elif -worse > allowed:
                improvements.append(name)
    return Comparison(compared, tuple(regressions), tuple(improvements))


def _allowed(figure: dict) -> float:
    """How much worse a figure may become: its tolerance, or half its earlier interval where that is wider."""
    scale = abs(figure["value"]) if figure["tolerance_is_relative"] else 1.0
    return max(figure["tolerance"] * scale, (figure["high"] - figure["low"]) / 2)
