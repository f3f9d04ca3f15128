import json

import numpy as np
import pytest
from PIL import Image

from equifashion.__main__ import main
from equifashion.errors import InvalidInput
from equifashion.evaluation.few_steps import StepsStudy
from equifashion.evaluation.sheets import labelled_sheet


@pytest.mark.parametrize("counts", [(8,), (8, 8), (0, 4), (4, 101)])
def test_numbers_of_steps_are_checked(tmp_path, counts):
    with pytest.raises(InvalidInput, match=r"two or more different numbers of steps, 1–100; got \["):
        StepsStudy(tmp_path, tmp_path, counts)


def test_the_most_steps_come_last(tmp_path):
    study = StepsStudy(tmp_path, tmp_path, (50, 4, 8, 4))
    assert study.counts == (4, 8, 50) and study.longest == "T = 50"


def test_a_labelled_sheet_keeps_rows_and_columns():
    shades = np.array([[10, 90], [130, 170], [210, 250]], np.uint8)
    images = np.broadcast_to(shades[:, :, None, None, None], (3, 2, 40, 20, 3))
    sheet = np.asarray(labelled_sheet(images, ["red dress", "a", "b"], ["draft", "T = 4"], scale=1.0).convert("L"))
    tiles = sheet[-120:, -40:]
    assert np.array_equal(tiles[::40, ::20], shades) and (tiles[:40, :20] == 10).all()
    above, beside = sheet[:-120, -40:], sheet[-120:-80, :-40]
    assert above.min() < 120 and beside.min() < 120  # words are there
    longer = labelled_sheet(images, ["a much longer prompt", "a", "b"], ["draft", "T = 4"], scale=1.0)
    assert longer.width > sheet.shape[1] and longer.height == sheet.shape[0]


@pytest.mark.slow
def test_the_whole_study(tiny_weights, garments_folder, tmp_path, capsys):
    out = tmp_path / "out"
    arguments = ["steps", "--quick", "--weights", tiny_weights, "--out", out, "--counts", 3, 1]
    assert main([str(part) for part in arguments]) == 0
    assert "need photographs (--data)" in capsys.readouterr().out
    bare = json.loads((out / "steps.json").read_text(encoding="utf-8"))
    arguments += ["--data", garments_folder, "--cache", tmp_path / "cache"]
    assert main([str(part) for part in arguments]) == 0
    result = json.loads((out / "steps.json").read_text(encoding="utf-8"))
    rows = result["group"]["variants"]
    assert list(rows) == ["draft", "T = 1", "T = 3"] and rows["T = 1"]["adherence.category"]["count"] == 12
    assert rows["T = 1"]["steps.apart"]["value"] > 0 and "steps.apart" not in rows["T = 3"]
    assert "adherence.category" not in bare["group"]["variants"]["draft"] and not bare["frechet"]
    assert bare["group"]["variants"]["T = 3"]["adherence.colour_error"] == rows["T = 3"]["adherence.colour_error"]
    assert set(result["frechet"]) == {*rows, "photographs"}
    assert set(result["seconds"]) == {"T = 1", "T = 1, unguided", "T = 3", "T = 3, unguided"}
    with Image.open(out / "steps.png") as sheet:
        assert sheet.height > 6 * 190 and sheet.width > 3 * 128
