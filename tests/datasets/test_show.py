import numpy as np
import pytest
from PIL import Image

from equifashion.datasets.build import build
from equifashion.datasets.show import show
from equifashion.errors import InvalidInput
from tests.support.drawn_source import DrawnSource


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("set")
    build(DrawnSource(), 10, folder, block=5)
    return folder


def sheet(folder, out, **options):
    with Image.open(show(folder, out, **options)) as image:
        return np.asarray(image.convert("RGB"))


def test_a_row_for_each_record_with_pictures_and_words(folder, tmp_path):
    two, ten = (sheet(folder, tmp_path / f"{n}.png", rows=n) for n in (2, 10))
    assert ten.shape[0] - two.shape[0] == 8 * 298 and ten.shape[1] == two.shape[1]
    row = ten[45:330]  # record 0
    cells = [row[:, 16 + 202 * i : 16 + 202 * i + 190] for i in range(5)]
    assert [cell.std() > 10 for cell in cells] == [True] * 5
    assert (row[:, 1030:] < 100).any(), "captions"


def test_the_same_seed_chooses_the_same_records(folder, tmp_path):
    first, again, other = (
        sheet(folder, tmp_path / f"{i}.png", rows=3, seed=seed) for i, seed in enumerate((1, 1, 2))
    )
    assert np.array_equal(first, again) and not np.array_equal(first, other)


def test_a_missing_modality_is_said_to_be(folder, tmp_path):
    whole = sheet(folder, tmp_path / "all.png", rows=10)
    top = 40 + 4 * 298  # record 4 has no pose
    assert (whole[top + 40 : top + 280, 430:600] == 255).all() and (whole[top : top + 40, 420:600] < 200).any()


def test_more_rows_than_records(folder, tmp_path):
    assert sheet(folder, tmp_path / "s.png", rows=60).shape[0] == 2 * 16 + 24 + 298 * 10


@pytest.mark.parametrize("rows", [0, 61])
def test_wrong_numbers(folder, tmp_path, rows):
    with pytest.raises(InvalidInput, match="from 1 to 60"):
        show(folder, tmp_path / "s.png", rows=rows)


def test_missing_files(tmp_path):
    build(DrawnSource(), 4, tmp_path / "set")
    for path in (tmp_path / "set" / "data").iterdir():
        path.unlink()
    with pytest.raises(InvalidInput, match="missing or damaged"):
        show(tmp_path / "set", tmp_path / "s.png")
