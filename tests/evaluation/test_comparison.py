import numpy as np
import pytest

from equifashion.evaluation.comparison import VariantTable
from equifashion.evaluation.metric import MetricSpec

SHARE = MetricSpec("share", "Share", "How many.", "higher")
ERROR = MetricSpec("error", "Error", "How far.", "lower", statistic=np.median)
NAN = float("nan")


def make_table() -> VariantTable:
    base = np.array([[0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, NAN, 1.0]])
    error = np.linspace(1.0, 2.0, 8)[None]
    values = {
        "start": {"share": np.zeros((1, 10))},
        "full": {"share": np.repeat(base, 2, axis=0), "error": error},
        "without": {"share": np.repeat(base, 2, axis=0), "error": error + 0.5},
        "less": {"error": error - 0.25},
    }
    return VariantTable("Parts", "All in turn.", (SHARE, ERROR), "full", values)


def test_only_items_that_all_have_are_compared():
    cells = make_table().cells()
    assert {row["share"].count for row in cells.values() if "share" in row} == {9}
    assert cells["full"]["share"].value.value == pytest.approx(7 / 9)
    assert cells["full"]["share"].difference is None and "share" not in cells["less"]
    assert cells["start"]["share"].difference.value == pytest.approx(-7 / 9)  # one row beside both seeds


def test_which_differences_are_significant():
    cells = make_table().cells()
    assert not cells["without"]["share"].significant  # equal, item by item
    assert cells["without"]["error"].significant and cells["less"]["error"].significant
    assert cells["start"]["share"].significant and not cells["full"]["error"].significant


def test_the_table_says_better_and_worse_and_marks_nothing():
    text = "\n".join(make_table().to_markdown())
    assert "| | Share ↑ | Error ↓ |\n|---|---|---|" in text
    assert "| less | – | 1.25 [" in text and "**" not in text
    assert "Differences from “full”: 4, of which 3 with a paired bootstrap 95 % interval that leaves out 0" in text
    assert "- without, Error: +0.5 [0.5, 0.5], worse." in text
    assert "- less, Error: -0.25 [-0.25, -0.25], better." in text
    assert "- start, Share: -0.778 [" in text and "N = 9." in text and "N = 8." in text


def test_the_file_holds_the_same():
    kept = make_table().to_json()
    difference = kept["variants"]["without"]["error"]["difference"]
    assert difference == pytest.approx({"value": 0.5, "low": 0.5, "high": 0.5})
    assert (
        kept["variants"]["without"]["error"]["significant"]
        and "difference" not in kept["variants"]["full"]["error"]
    )
    assert [q["key"] for q in kept["metrics"]] == ["share", "error"]


def test_what_was_not_measured_says_why():
    table = VariantTable("Poses", "With and without.", (SHARE,), "whole", {}, "Not learned.")
    assert table.to_markdown() == ["## Poses", "", "With and without.", "", "Not learned.", ""]
    assert table.to_json()["missing"] == "Not learned."


def test_no_item_known_to_all_is_no_value():
    values = {"a": {"share": np.array([[NAN, 1.0]])}, "b": {"share": np.array([[1.0, NAN]])}}
    assert VariantTable("T", "L", (SHARE,), "a", values).cells() == {"a": {}, "b": {}}
