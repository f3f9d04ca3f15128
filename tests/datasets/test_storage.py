import json
import os
import resource
import tarfile
from dataclasses import replace

import pytest

from equifashion.datasets.encoding import encode
from equifashion.datasets.storage import STORES, Manifest, create_store, open_store
from equifashion.errors import InvalidInput, StorageError
from tests.support.drawn_source import DrawnSource

RECORDS = [encode(DrawnSource().record(i)) for i in range(10)]


def manifest(**changes) -> Manifest:
    return replace(Manifest("drawn", 3, "", "CC0-1.0", "shards", 10, 5), **changes)


def filled(folder, format):
    store = create_store(folder, manifest(format=format))
    for block in store.manifest.blocks:
        store.write(block, [RECORDS[i] for i in store.manifest.indices(block)])
    return store


def test_blocks_cover_every_record_once():
    whole = manifest(count=12, block=5)
    assert [list(whole.indices(b)) for b in whole.blocks] == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [10, 11]]


@pytest.mark.parametrize("format", STORES)
def test_what_is_written_is_read_back(tmp_path, format):
    filled(tmp_path, format)
    store = open_store(tmp_path)
    assert store.manifest.format == format and store.done() == {0: 5, 1: 5}
    back = [r for split in ("train", "test") for block in (0, 1) for r in _read(store, split, block)]
    assert sorted(back, key=lambda r: r.row["index"]) == RECORDS
    assert all(r.row["split"] == "train" for r in store.records("train", 0))


def _read(store, split, block):
    has = any(r.row["split"] == split and r.row["index"] // 5 == block for r in RECORDS)
    return list(store.records(split, block)) if has else []


@pytest.mark.parametrize("format", STORES)
def test_the_index_has_the_rows_and_the_hashes(tmp_path, format):
    table = filled(tmp_path, format).table().to_pylist()
    assert [row["id"] for row in table] == [r.row["id"] for r in RECORDS]
    assert dict(table[3].pop("sha256")) == RECORDS[3].hashes()
    assert table[3] == RECORDS[3].row


def test_archives_are_webdataset(tmp_path):
    filled(tmp_path, "shards")
    with tarfile.open(tmp_path / "data" / "train-00000.tar") as archive:
        entries = archive.getmembers()
        names = [entry.name for entry in entries]
        first = RECORDS[0].row["id"]
        assert {n.partition(".")[2] for n in names if n.startswith(first)} == {
            "image.webp", "sketch.png", "pose.png", "swatch.webp", "parts.png", "json",
        }  # fmt: skip
        assert json.loads(archive.extractfile(f"{first}.json").read()) == RECORDS[0].row
    assert all(entry.mtime == 0 and entry.uid == 0 for entry in entries)


def test_writing_a_block_again_replaces_it(tmp_path):
    store = filled(tmp_path, "folder")
    other = [replace(r, row={**r.row, "split": "train"}) for r in RECORDS[:3]]
    store.write(0, other)
    assert store.done() == {0: 3, 1: 5}
    assert list(store.records("train", 0)) == other
    assert not (tmp_path / "data" / "test" / "00000").exists()


@pytest.mark.parametrize("format", STORES)
def test_a_block_without_its_index_is_not_done(tmp_path, format):
    store = filled(tmp_path, format)
    (tmp_path / "index" / "00001.parquet").unlink()
    assert store.done() == {0: 5}
    store.write(1, RECORDS[5:])
    assert store.done() == {0: 5, 1: 5}


def test_leftovers_of_a_kill_are_thrown_away(tmp_path):
    filled(tmp_path, "folder")
    (tmp_path / ".partial" / "train-00007").mkdir(parents=True)
    (tmp_path / "index" / ".00007.parquet.partial").write_bytes(b"half")
    store = create_store(tmp_path, manifest(format="folder"))
    assert not (tmp_path / ".partial").exists() and not list((tmp_path / "index").glob(".*"))
    assert store.done() == {0: 5, 1: 5}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seed": 4}, "was begun with --seed 3; got --seed 4"),
        ({"source": "photos"}, "was begun with --source drawn; got --source photos"),
        ({"format": "folder"}, "--format shards; got --format folder"),
        ({"block": 7}, "block size 5"),
        ({"fingerprint": "x"}, "with other data"),
        ({"count": 4}, "--count 10; --count 4 is fewer"),
    ],
)
def test_another_data_set_in_a_folder_already_begun(tmp_path, change, message):
    filled(tmp_path, "shards")
    with pytest.raises(InvalidInput, match=message):
        create_store(tmp_path, manifest(**change))
    assert open_store(tmp_path).manifest == manifest()


def test_a_larger_count_goes_on(tmp_path):
    filled(tmp_path, "shards")
    create_store(tmp_path, manifest(count=99))
    assert open_store(tmp_path).manifest.count == 99


def test_a_folder_of_other_things_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(InvalidInput, match="not an empty folder and holds no data set"):
        create_store(tmp_path, manifest())
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("content", [None, "no json", "{}", '{"format": "zip"}', "[1]"])
def test_no_data_set(tmp_path, content):
    if content is not None:
        (tmp_path / "dataset.json").write_text(content)
    with pytest.raises(InvalidInput, match="holds no data set" if content is None else "damaged"):
        open_store(tmp_path)


@pytest.mark.parametrize("name", ["data/train-00000.tar", "index/00000.parquet"])
def test_damaged_files(tmp_path, name):
    store = filled(tmp_path, "shards")
    os.truncate(tmp_path / name, 700)
    with pytest.raises(InvalidInput, match=f"{name} is missing or damaged"):
        store.table(0)
        list(store.records("train", 0))


def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path):
    store = create_store(tmp_path, manifest())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))  # bytes that a file may grow to
    try:
        with pytest.raises(StorageError, match="the disk is full; make room and give the same command again"):
            store.write(0, RECORDS[:5])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert store.done() == {} and not list(tmp_path.rglob("*.partial"))
