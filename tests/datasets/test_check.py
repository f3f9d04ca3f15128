import json
import os
from dataclasses import dataclass, replace

import pytest

from equifashion.datasets.build import build
from equifashion.datasets.check import check
from equifashion.errors import InvalidInput
from tests.support.drawn_source import DrawnSource


@dataclass(frozen=True)
class Leaking(DrawnSource):
    """Records 2 and 3 share a group, and 3 is put on the other side."""

    def record(self, index):
        record = super().record(index)
        other = {"train": "test", "test": "train"}
        return replace(record, split=other[record.split]) if index == 3 else record


@dataclass(frozen=True)
class Doubling(DrawnSource):
    """Record 4 is record 1 under another number, record 7 has the id of record 6."""

    def record(self, index):
        record = super().record({4: 1}.get(index, index))
        return replace(record, id=f"drawn-3-{6 if index == 7 else index:08d}", index=index)


def built(folder, source=None, format="shards"):
    build(source or DrawnSource(), 20, folder, format=format, block=5)
    return folder


def kinds(problems):
    return sorted({problem.kind for problem in problems})


def told(problems):
    return " ".join(problem.what for problem in problems)


@pytest.mark.parametrize("format", ["shards", "folder"])
def test_a_sound_data_set(tmp_path, format):
    seen = []
    assert check(built(tmp_path, format=format), lambda *progress: seen.append(progress)) == []
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_blocks_not_built_yet(tmp_path):
    built(tmp_path)
    (tmp_path / "index" / "00002.parquet").unlink()
    problems = check(tmp_path)
    assert kinds(problems) == ["missing"] and "Records 10 to 14 have not been built" in told(problems)


def test_a_missing_archive(tmp_path):
    built(tmp_path)
    (tmp_path / "data" / "train-00001.tar").unlink()
    problems = check(tmp_path)
    assert [p.kind for p in problems] == ["unreadable"] and "train-00001.tar is missing or damaged" in told(
        problems
    )


@pytest.mark.parametrize("name", ["data/train-00000.tar", "index/00003.parquet"])
def test_a_cut_file(tmp_path, name):
    built(tmp_path)
    path = tmp_path / name
    os.truncate(path, path.stat().st_size // 2)
    problems = check(tmp_path)
    assert "unreadable" in kinds(problems) and name in told(problems)


def test_a_flipped_byte_in_a_picture(tmp_path):
    built(tmp_path)
    path = tmp_path / "data" / "train-00000.tar"
    content = bytearray(path.read_bytes())
    at = content.index(b"RIFF") + 40
    content[at] ^= 0xFF
    path.write_bytes(content)
    problems = check(tmp_path)
    assert kinds(problems) == ["unreadable"] and "the image" in told(problems)


def test_a_missing_picture_and_an_exchanged_one(tmp_path):
    built(tmp_path, format="folder")
    files = sorted((tmp_path / "data" / "train").rglob("*.sketch.png"))
    files[0].write_bytes(files[1].read_bytes())
    sorted((tmp_path / "data" / "train" / "00001").rglob("*.parts.png"))[0].unlink()
    problems = check(tmp_path)
    assert "the sketch is not the one that was built" in told(problems)
    assert "00001 is missing or damaged" in told(problems)


def test_doubled_records(tmp_path):
    problems = check(built(tmp_path, Doubling()))
    assert "duplicate" in kinds(problems)
    assert "Records drawn-3-00000001, drawn-3-00000004 have the same picture" in told(problems)
    assert "drawn-3-00000006 is there 2 times" in told(problems)


def test_a_group_on_both_sides(tmp_path):
    problems = check(built(tmp_path, Leaking()))
    assert [p.kind for p in problems] == ["leaking"]
    assert DrawnSource().record(2).group in told(problems) and "on both sides" in told(problems)


def test_rows_that_were_changed_by_hand(tmp_path):
    built(tmp_path)
    path = tmp_path / "data" / "train-00000.tar"
    text = json.dumps("CC0-1.0").encode()
    path.write_bytes(path.read_bytes().replace(text, b'"CC9-9.9"', 1))
    assert "reads otherwise in its file than in the index" in told(check(tmp_path))


def test_no_data_set(tmp_path):
    with pytest.raises(InvalidInput, match="holds no data set"):
        check(tmp_path)
