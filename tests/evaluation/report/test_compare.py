import json

import pytest

from equifashion.__main__ import main
from equifashion.errors import InvalidInput
from equifashion.evaluation.report import compare_reports, read_report


def plain(reporting, **values: float) -> dict:
    make_preset, make_report = reporting
    return make_report(make_preset(**values)).to_json()


def test_a_report_against_itself(reporting):
    found = compare_reports(plain(reporting), plain(reporting))
    assert (found.compared, found.regressions, found.improvements) == (6, (), ())
    assert str(found) == "6 figures compared: 0 worse than tolerated, 0 better by as much."


@pytest.mark.parametrize(
    ("now", "worse"),
    [
        ({"category": 0.35}, []),  # tolerated: 0.08
        ({"category": 0.33}, ["adherence.category"]),
        ({"frechet": 45.0}, []),  # tolerated: 15 % of 40
        ({"frechet": 47.0}, ["fidelity.frechet"]),
        ({"category": 0.3, "frechet": 47.0}, ["adherence.category", "fidelity.frechet"]),
        ({"category": 0.9, "frechet": 20.0}, []),
    ],
)
def test_what_is_worse_than_tolerated(reporting, now, worse):
    found = compare_reports(plain(reporting, **now), plain(reporting))
    assert [change.name for change in found.regressions] == [f"embedded {key} (finished)" for key in worse]
    for key in worse:
        assert f"worse   embedded {key} (finished): was " in str(found)


def test_improvements_are_named(reporting):
    found = compare_reports(plain(reporting, category=0.6), plain(reporting))
    assert found.improvements == ("embedded adherence.category (finished)",)


def test_a_wide_interval_tolerates_more(reporting):
    before, now = plain(reporting), plain(reporting, category=0.3)
    for figure in before["presets"][0]["figures"]:
        if figure["key"] == "adherence.category":
            figure["low"], figure["high"] = figure["value"] - 0.15, figure["value"] + 0.15
    assert not compare_reports(now, before).regressions


def test_a_figure_that_is_gone_is_a_regression(reporting):
    before, now = plain(reporting), plain(reporting)
    now["presets"][0]["figures"] = now["presets"][0]["figures"][1:]
    [change] = compare_reports(now, before).regressions
    assert "adherence.category (draft): was 0.19, is not measured any more" in str(change)


def test_new_figures_are_no_regression(reporting):
    before, now = plain(reporting), plain(reporting)
    before["presets"][0]["figures"] = before["presets"][0]["figures"][1:]
    assert compare_reports(now, before).compared == 5


def test_what_cannot_be_compared(reporting):
    make_preset, make_report = reporting
    now = plain(reporting)
    for other, said in (
        (make_report(size="full"), "their size differ"),
        (make_report(data="ef" * 32), "their photographs differ"),
        (make_report(make_preset("photoreal")), "share no preset"),
    ):
        with pytest.raises(InvalidInput, match=said):
            compare_reports(now, other.to_json())


def test_reading(reporting, tmp_path):
    file = tmp_path / "report.json"
    with pytest.raises(InvalidInput, match="There is no report"):
        read_report(file)
    for content, said in (("{", "holds no JSON"), ("{}", "format is None"), ("[]", "not a report of format 2")):
        file.write_text(content, encoding="utf-8")
        with pytest.raises(InvalidInput, match=said):
            read_report(file)
    file.write_text(json.dumps(plain(reporting)), encoding="utf-8")
    assert read_report(file) == plain(reporting)


def test_a_missing_earlier_report_is_told_before_any_work(tmp_path, capsys):
    arguments = ["evaluate", "--data", str(tmp_path), "--out", str(tmp_path / "out")]
    assert main([*arguments, "--against", str(tmp_path / "report.json")]) == 2
    assert "There is no report" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_folders_and_presets_are_counted(tmp_path, capsys):
    arguments = ["evaluate", "--data", str(tmp_path), "--out", str(tmp_path / "out"), "--preset", "embedded"]
    assert main([*arguments, "--checkpoints", "a", "b"]) == 2
    assert "got 1 presets, 2 folders" in capsys.readouterr().err
