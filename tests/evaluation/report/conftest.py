import numpy as np
import pytest
from PIL import Image

from equifashion.evaluation.bootstrap import Estimate
from equifashion.evaluation.metric import ImageGrid, ImageRow, MetricSpec, Section, not_measured, result
from equifashion.evaluation.report import PresetReport, Report


def _picture(shade: int) -> Image.Image:
    return Image.fromarray(np.full((384, 256, 3), shade, np.uint8))


def make_preset(name: str = "embedded", category: float = 0.42, frechet: float = 40.0) -> PresetReport:
    heard = MetricSpec(
        "adherence.category",
        "Category recognised",
        "A judge.",
        "higher",
        0.08,
        "Train longer.",
        "photographs",
        "shuffled",
    )
    colour = MetricSpec(
        "adherence.colour", "Colour recognised", "Measured.", "higher", 0.05, "Guide more.", "real", "shuffled"
    )
    apart = MetricSpec(
        "fidelity.frechet", "Fréchet distance, Lite0", "Apart.", "lower", 0.15, "Sharpen.", "real", relative=True
    )
    fid = MetricSpec("fidelity.fid", "FID", "Inception <features>.", "lower", 0.15, "Sharpen.")
    binding = MetricSpec("outfits.binding", "Each garment in its own colour", "Halves.", "higher", 0.1, "Bundle.")

    def both(spec, draft: float, finished: float, half: float, **others: float) -> list:
        return [
            result(spec, stage, Estimate(value, value - half, value + half), 80, "1000", **others)
            for stage, value in (("draft", draft), ("finished", finished))
        ]

    sheet = ImageGrid("All drafts", "None left out.", (), (ImageRow("", (_picture(90),)),))
    rows = ImageGrid(
        "Sketches", "Best to worst.", ("sketch", "draft"), (ImageRow("best & first", (_picture(9), _picture(50))),)
    )
    sections = {
        "adherence": Section(
            "Adherence", "Words.",
            (*both(heard, 0.19, category, 0.05, reference=0.87, control=0.1),
             *both(colour, 0.99, 0.98, 0.01, reference=1.0, control=0.12)),
            (sheet, rows),
        ),
        "fidelity": Section(
            "Fidelity", "Sets.",
            (*both(apart, 60.0, frechet, 2.0, reference=10.0), not_measured(fid, "No weights.")),
        ),
        "outfits": Section(
            "Outfits", "Poses.", (not_measured(binding, "Not applicable to these weights: <prints>."),)
        ),
    }  # fmt: skip
    settings = {"steps": 8.0, "freedom": 0.75}
    return PresetReport(name, {"denoiser.safetensors": "ab" * 32}, "cpu-float32", settings, sections, 4.5)


def make_report(*presets: PresetReport, size: str = "quick", data: str = "cd" * 32) -> Report:
    versions = {"torch": "2.11.0"}
    photographs = {"training": 2684, "held out": 629}
    return Report(size, data, photographs, 0.87, 597, versions, "2026-01-01 12:00 UTC", presets or (make_preset(),))


@pytest.fixture
def report() -> Report:
    return make_report()


@pytest.fixture
def reporting():
    """Makers of presets and reports with chosen figures."""
    return make_preset, make_report
