"""A report as data, and as JSON."""

from dataclasses import dataclass

from equifashion.evaluation.metric import MetricResult, Section

FORMAT = 2  # of the JSON; 1 was a handful of numbers without floors


@dataclass(frozen=True)
class PresetReport:
    """What one preset's weights reached.

    Attributes:
        name: the preset, numbered when it occurs twice.
        weights: weights file name → SHA-256.
        device: device and precision.
        settings: steps, freedom, guidance, truncation.
        sections: name → what its metrics gave.
        minutes: how long it took.
    """

    name: str
    weights: dict[str, str]
    device: str
    settings: dict[str, float]
    sections: dict[str, Section]
    minutes: float

    @property
    def results(self) -> list[MetricResult]:
        """Of all sections, in order."""
        return [result for section in self.sections.values() for result in section.results]


@dataclass(frozen=True)
class Report:
    """One or several presets, measured alike.

    Attributes:
        size: ``"quick"`` or ``"full"``.
        data_sha256: of the photographs.
        photographs: split → how many.
        classifier_ceiling, classifier_photographs: accuracy of the category classifier on real ones, and how many.
        versions: library → version.
        made: when, ISO 8601.
        presets: their results.
    """

    size: str
    data_sha256: str
    photographs: dict[str, int]
    classifier_ceiling: float
    classifier_photographs: int
    versions: dict[str, str]
    made: str
    presets: tuple[PresetReport, ...]

    def to_json(self) -> dict:
        """Everything but the pictures, as plain values."""
        return {
            "format": FORMAT,
            "effort": self.size,
            "made": self.made,
            "data": {"sha256": self.data_sha256, "photographs": self.photographs},
            "judge": {"ceiling": self.classifier_ceiling, "held_out_photographs": self.classifier_photographs},
            "versions": self.versions,
            "presets": [
                {
                    "name": preset.name,
                    "device": preset.device,
                    "settings": preset.settings,
                    "weights": preset.weights,
                    "minutes": round(preset.minutes, 2),
                    "figures": [_plain(result) for result in preset.results],
                }
                for preset in self.presets
            ],
        }


def _plain(result: MetricResult) -> dict:
    spec = result.spec
    return {
        "key": spec.key,
        "stage": result.stage,
        "title": spec.title,
        "value": result.value,
        "low": result.low,
        "high": result.high,
        "unit": spec.unit,
        "count": result.count,
        "seeds": result.seeds,
        "better": spec.better,
        "reference": result.reference,
        "reference_is": spec.reference,
        "control": result.control,
        "control_is": spec.control,
        "attained": result.attained,
        "tolerance": spec.tolerance,
        "tolerance_is_relative": spec.relative,
        "missing": result.missing,
    }
