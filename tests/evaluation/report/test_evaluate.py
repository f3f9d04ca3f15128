"""The whole evaluation with the shipped weights, on drawn garments and few prompts."""

import json

import pytest

from equifashion.__main__ import main
from equifashion.datasets.garment_photos import pack_garments
from equifashion.evaluation.context import LENGTH_CATEGORIES, EvalSize
from equifashion.evaluation.photographs import Photographs
from equifashion.evaluation.report import command, compare_reports

TINY = EvalSize("tiny", pool=9, control_seeds=1, prompts=2, ideas=2, word_seeds=1, sketches=3, swatch_groups=1,
                noisy=4, kids=2, poses=2, edits=2, explored=2, categories=("dress", "shirt"),
                colours=("red", "black"),
                length_categories=LENGTH_CATEGORIES[-1:], pattern_categories=("dress",))  # fmt: skip


def unreachable_report(garments_folder, cache) -> dict:
    """An earlier report on the same photographs, whose one figure nothing can reach."""
    data = Photographs(pack_garments(garments_folder, cache)).sha256()
    figure = {"key": "adherence.category", "stage": "finished", "value": 2.0, "low": 2.0, "high": 2.0}
    figure |= {"better": "higher", "tolerance": 0.1, "tolerance_is_relative": False}
    presets = [{"name": "embedded", "figures": [figure]}]
    return {"format": 2, "effort": "tiny", "data": {"sha256": data}, "presets": presets}


@pytest.mark.slow
def test_a_small_report_worse_than_an_earlier_one(studio, garments_folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "QUICK", TINY)
    cache, out, earlier = tmp_path / "cache", tmp_path / "out", tmp_path / "earlier.json"
    earlier.write_text(json.dumps(unreachable_report(garments_folder, cache)), encoding="utf-8")
    arguments = ["evaluate", "--quick", "--data", str(garments_folder), "--cache", str(cache), "--out", str(out)]
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--against", str(earlier)])
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert "embedded: Of 4 finished designs" in said
    assert "1 figures compared: 1 worse than tolerated" in said
    assert "worse   embedded adherence.category (finished): was 2, is " in said
    for name in ("report.html", "report.md", "report.json"):
        assert (out / name).stat().st_size > 2000

    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    [preset] = report["presets"]
    assert preset["weights"] == studio.weights and preset["device"] == studio.device_kind
    figures = {(figure["key"], figure["stage"]): figure for figure in preset["figures"]}
    assert len(figures) == len(preset["figures"])
    for (key, stage), figure in figures.items():
        if figure["value"] is None:
            assert figure["missing"], key
            continue
        assert figure["low"] <= figure["value"] + 1e-9 and figure["value"] <= figure["high"] + 1e-9, (key, stage)
        assert figure["count"] > 0 and figure["seeds"], key
        stages = {other for name, other in figures if name == key}
        assert stages >= {"draft", "finished"} or stages == {"parts"}, key  # of designs, or of the image–text model
    unmeasured = {key for (key, _), figure in figures.items() if figure["value"] is None}
    assert "balance.people" in unmeasured and not {"outfits.pose_10", "outfits.binding"} & unmeasured
    itself = compare_reports(report, report)
    assert itself.compared > 40 and not itself.regressions and not itself.improvements
