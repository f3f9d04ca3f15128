"""``python -m equifashion data …``, called as a function."""

import json

import pytest
from PIL import Image

from equifashion.cli.main import main
from tests.support.drawn_garments import write_garments


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Photographs, and the data set built from half of them."""
    photographs, out = tmp_path_factory.mktemp("garments"), tmp_path_factory.mktemp("sets") / "set"
    write_garments(photographs, 1, 1)
    assert main(build(photographs, out)) == 0
    return photographs, out


def build(photographs, out, seed: int = 5, count: int = 8, format: str = "shards") -> list[str]:
    options = {"data": photographs, "out": out, "seed": seed, "count": count, "format": format}
    return ["data", "build", "--source", "photos", *(str(x) for k, v in options.items() for x in (f"--{k}", v))]


def test_building_goes_on_where_it_was(folders, capsys):
    assert main(build(*folders)) == 0
    assert "0 records made, 8 were there" in capsys.readouterr().out
    assert json.loads((folders[1] / "dataset.json").read_text())["count"] == 8


def test_stats_check_and_show(folders, tmp_path, capsys):
    out = str(folders[1])
    assert main(["data", "stats", out, "--out", str(tmp_path / "plots")]) == 0
    printed = capsys.readouterr().out
    assert "8 records of photos" in printed and str(tmp_path / "plots" / "categories.png") in printed
    assert main(["data", "check", out]) == 0
    assert "nothing is missing, doubled, unreadable or leaking" in capsys.readouterr().out
    assert main(["data", "show", out, "--out", str(tmp_path / "sheet.png"), "--rows", "2"]) == 0
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.size[1] > 500


def test_problems_end_in_status_2(folders, tmp_path, capsys):
    out = tmp_path / "set"
    assert main(build(folders[0], out, count=2, format="folder")) == 0
    next(out.rglob("*.sketch.png")).write_bytes(b"x")
    capsys.readouterr()
    assert main(["data", "check", str(out)]) == 2
    captured = capsys.readouterr()
    assert "unreadable: Record photos-5-" in captured.out
    assert captured.err.splitlines()[-1].endswith("things are wrong, as listed.")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "--source", "photos", "--count", "3"], "needs --data, a folder"),
        (
            ["build", "--source", "photos", "--data", "nowhere", "--count", "3"],
            "Expected garment photographs in nowhere",
        ),
        (["build", "--source", "dresses", "--count", "3"], "There is no source 'dresses'"),
        (["build", "--source", "croquis", "--count", "0"], "The count must be a whole number"),
        (["build", "--source", "croquis", "--count", "2", "--workers", "0"], "The workers must be"),
        (
            ["build", "--source", "croquis", "--count", "2", "--format", "zip"],
            "The format must be one of shards",
        ),
        (["build", "--source", "croquis", "--count", "2", "--seed", "-1"], "The seed must be a whole number"),
    ],
)
def test_mistakes_cost_one_sentence(tmp_path, monkeypatch, capsys, arguments, message):
    monkeypatch.chdir(tmp_path)
    assert main(["data", *arguments, "--out", "out"]) == 2
    captured = capsys.readouterr().err
    assert captured.startswith("equifashion: ") and message in captured and captured.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments", [["stats", "x"], ["check", "x"], ["show", "x", "--out", "s.png"]])
def test_folders_without_a_data_set(tmp_path, monkeypatch, capsys, arguments):
    monkeypatch.chdir(tmp_path)
    assert main(["data", *arguments]) == 2
    assert "x holds no data set" in capsys.readouterr().err


def test_another_seed_in_a_folder_already_begun(folders, capsys):
    assert main(build(*folders, seed=6)) == 2
    assert "was begun with --seed 5; got --seed 6" in capsys.readouterr().err


def test_patterns_need_the_labelled_photographs(folders, capsys):
    assert main(["data", "patterns", "--data", str(folders[0])]) == 2
    assert "which is not in" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["data"], ["data", "mend"], ["data", "build"], ["data", "show", "x"]])
def test_incomplete_commands(capsys, arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2 and "usage: python -m equifashion data" in capsys.readouterr().err
