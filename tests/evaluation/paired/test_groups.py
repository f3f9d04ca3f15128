import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.evaluation.paired.groups import Group, Quantity, group_to_json, group_to_markdown

SHARE = Quantity("share", "Share", "How many.", "higher")
ERROR = Quantity("error", "Error", "How far.", "lower", np.median)
NAN = float("nan")


def make_group() -> Group:
    base = np.array([[0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, NAN, 1.0]])
    error = np.linspace(1.0, 2.0, 8)[None]
    values = {
        "start": {"share": np.zeros((1, 10))},
        "full": {"share": np.repeat(base, 2, axis=0), "error": error},
        "without": {"share": np.repeat(base, 2, axis=0), "error": error + 0.5},
        "less": {"error": error - 0.25},
    }
    return Group("Parts", "All in turn.", (SHARE, ERROR), "full", values)


def test_only_items_that_all_have_are_compared():
    cells = make_group().cells()
    assert {row["share"].count for row in cells.values() if "share" in row} == {9}
    assert cells["full"]["share"].value.value == pytest.approx(7 / 9)
    assert cells["full"]["share"].difference is None and "share" not in cells["less"]
    assert cells["start"]["share"].difference.value == pytest.approx(-7 / 9)  # one row beside both seeds


def test_what_is_told_apart():
    cells = make_group().cells()
    assert not cells["without"]["share"].told_apart  # equal, item by item
    assert cells["without"]["error"].told_apart and cells["less"]["error"].told_apart
    assert cells["start"]["share"].told_apart and not cells["full"]["error"].told_apart


def test_the_table_says_better_and_worse_and_marks_nothing():
    text = "\n".join(group_to_markdown(make_group()))
    assert "| | Share ↑ | Error ↓ |\n|---|---|---|" in text
    assert "| less | – | 1.25 [" in text and "**" not in text
    assert "Differences from “full”: 4, of which 3 with a paired bootstrap 95 % interval that leaves out 0" in text
    assert "- without, Error: +0.5 [0.5, 0.5], worse." in text
    assert "- less, Error: -0.25 [-0.25, -0.25], better." in text
    assert "- start, Share: -0.778 [" in text and "N = 9." in text and "N = 8." in text


def test_the_file_holds_the_same():
    kept = group_to_json(make_group())
    difference = kept["variants"]["without"]["error"]["difference"]
    assert difference == pytest.approx({"value": 0.5, "low": 0.5, "high": 0.5})
    assert (
        kept["variants"]["without"]["error"]["told_apart"] and "difference" not in kept["variants"]["full"]["error"]
    )
    assert [q["key"] for q in kept["quantities"]] == ["share", "error"]


def test_what_was_not_measured_says_why():
    group = Group("Poses", "With and without.", (SHARE,), "whole", {}, "Not learned.")
    assert group_to_markdown(group) == ["## Poses", "", "With and without.", "", "Not learned.", ""]
    assert group_to_json(group)["missing"] == "Not learned."


def test_no_item_known_to_all_is_no_value():
    values = {"a": {"share": np.array([[NAN, 1.0]])}, "b": {"share": np.array([[1.0, NAN]])}}
    assert Group("T", "L", (SHARE,), "a", values).cells() == {"a": {}, "b": {}}


def test_a_quantity_is_better_one_way():
    with pytest.raises(InvalidInput, match="'higher' or 'lower'; got 'more'"):
        Quantity("a", "A", "How.", "more")
