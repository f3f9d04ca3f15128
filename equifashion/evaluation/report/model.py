"""A report as data, and as JSON."""

from dataclasses import dataclass

from equifashion.evaluation.figures import Figure, Section

FORMAT = 2  # of the JSON; 1 was a handful of numbers without floors


@dataclass(frozen=True)
class PresetReport:
    """What one preset's weights reached.

    Attributes:
        name: the preset, numbered when it occurs twice.
        weights: weights file name → SHA-256.
        device: device and precision.
        settings: steps, freedom, guidance, truncation.
        sections: name → what that metric found.
        minutes: how long it took.
    """

    name: str
    weights: dict[str, str]
    device: str
    settings: dict[str, float]
    sections: dict[str, Section]
    minutes: float

    @property
    def figures(self) -> list[Figure]:
        """Of all sections, in order."""
        return [figure for section in self.sections.values() for figure in section.figures]


@dataclass(frozen=True)
class Report:
    """One or several presets, measured alike.

    Attributes:
        effort: ``"quick"`` or ``"full"``.
        data_sha256: of the photographs.
        photographs: split → how many.
        judge_ceiling, judge_photographs: accuracy of the category judge on real ones, and how many.
        versions: library → version.
        made: when, ISO 8601.
        presets: their results.
    """

    effort: str
    data_sha256: str
    photographs: dict[str, int]
    judge_ceiling: float
    judge_photographs: int
    versions: dict[str, str]
    made: str
    presets: tuple[PresetReport, ...]

    def to_json(self) -> dict:
        """Everything but the pictures, as plain values."""
        return {
            "format": FORMAT,
            "effort": self.effort,
            "made": self.made,
            "data": {"sha256": self.data_sha256, "photographs": self.photographs},
            "judge": {"ceiling": self.judge_ceiling, "held_out_photographs": self.judge_photographs},
            "versions": self.versions,
            "presets": [
                {
                    "name": preset.name,
                    "device": preset.device,
                    "settings": preset.settings,
                    "weights": preset.weights,
                    "minutes": round(preset.minutes, 2),
                    "figures": [_plain(figure) for figure in preset.figures],
                }
                for preset in self.presets
            ],
        }


def _plain(figure: Figure) -> dict:
    measure = figure.measure
    return {
        "key": measure.key,
        "stage": figure.stage,
        "title": measure.title,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "count": figure.count,
        "seeds": figure.seeds,
        "better": measure.better,
        "reference": figure.reference,
        "reference_is": measure.reference,
        "control": figure.control,
        "control_is": measure.control,
        "attained": figure.attained,
        "tolerance": measure.tolerance,
        "tolerance_is_relative": measure.relative,
        "missing": figure.missing,
    }
