import json

import numpy as np
import pytest

from equifashion.evaluation import control, report
from equifashion.evaluation.report import contact_sheet, write_report


def test_contact_sheets():
    shades = [10, 60, 110, 160, 210]
    images = np.stack([np.full((30, 20, 3), shade, np.uint8) for shade in shades])
    sheet = contact_sheet(images, columns=3)
    assert sheet.mode == "RGB" and sheet.size == (60, 60)
    pixels = np.asarray(sheet)
    for number, shade in enumerate(shades):
        top, left = number // 3 * 30, number % 3 * 20
        assert (pixels[top : top + 30, left : left + 20] == shade).all()
    assert (pixels[30:, 40:] == 255).all()  # the free place stays white


@pytest.mark.parametrize(
    ("count", "columns", "scale", "size"),
    [(1, 1, 1.0, (20, 30)), (8, 8, 0.5, (80, 15)), (9, 8, 0.5, (80, 30)), (2, 4, 2.0, (160, 60))],
)
def test_contact_sheet_sizes(count, columns, scale, size):
    assert contact_sheet(np.zeros((count, 30, 20, 3), np.uint8), columns, scale).size == size


@pytest.mark.slow
def test_a_small_report(studio, garments_folder, tmp_path, monkeypatch):
    """The whole report on fewer prompts, so that it takes seconds."""
    for module in (control, report):
        monkeypatch.setattr(module, "CATEGORY_NAMES", ("dress", "shirt"))
        monkeypatch.setattr(module, "COLOUR_NAMES", ("red", "blue", "black"))
    monkeypatch.setattr(report, "_DIVERSITY_SEEDS", 2)
    table = write_report(studio, garments_folder, tmp_path / "cache", tmp_path / "out", seeds=1)
    found = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert (found["prompts"], found["designs"]) == (6, 6)
    assert found["weights"] == studio.weights and found["judge"]["held_out_photographs"] == 12
    for name in ("draft", "finished"):
        for measured in found["control"][name].values():
            assert 0 <= measured["low"] <= measured["share"] <= measured["high"] <= 1
            assert 0 <= measured["shuffled"] <= 1
        assert f"{name} category" in table and f"{name} colour" in table
        assert (tmp_path / "out" / f"control-{name}.png").stat().st_size > 1000
    assert all(value > 0 for value in found["diversity"].values()) and len(found["diversity"]) == 3
