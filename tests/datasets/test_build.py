import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from equifashion.datasets.build import build
from equifashion.datasets.check import check
from equifashion.datasets.storage import STORES, open_store
from equifashion.errors import InvalidInput, StorageError
from tests.support.drawn_source import DrawnSource

SLOW_BUILD = """
import sys, time
from dataclasses import dataclass
from pathlib import Path
from tests.support.drawn_source import DrawnSource
from equifashion.datasets.build import build

@dataclass(frozen=True)
class Slow(DrawnSource):
    def record(self, index):
        (Path(sys.argv[1]).parent / f"pid-{__import__('os').getpid()}").touch()
        time.sleep(0.02)
        return super().record(index)

if __name__ == "__main__":
    build(Slow(), 40, sys.argv[1], format=sys.argv[2], workers=2, block=4)
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (".lock", "README.md")
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build(DrawnSource(), 30, folder, block=6)
    return folder


def test_the_number_of_workers_changes_nothing(built, tmp_path):
    told = []
    done = build(DrawnSource(), 30, tmp_path, workers=3, block=6, on_progress=lambda *p: told.append(p))
    assert contents(tmp_path) == contents(built)
    assert (done.made, done.found) == (30, 0)
    assert told == [(i, 30, i) for i in range(1, 31)]


def test_a_finished_build_makes_nothing_again(built):
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*.tar")}
    done = build(DrawnSource(), 30, built, block=6)
    assert (done.made, done.found) == (0, 30)
    assert {path: path.stat().st_mtime_ns for path in built.rglob("*.tar")} == before


def test_only_what_is_missing_is_made(built, tmp_path):
    build(DrawnSource(), 30, tmp_path, block=6)
    for name in ("index/00002.parquet", "index/00004.parquet"):
        (tmp_path / name).unlink()
    assert build(DrawnSource(), 30, tmp_path, block=6).made == 12
    assert contents(tmp_path) == contents(built)


def test_a_build_can_grow(built, tmp_path):
    build(DrawnSource(), 15, tmp_path, block=6)
    assert build(DrawnSource(), 30, tmp_path, block=6).found == 12  # the block that was not full is made anew
    assert contents(tmp_path) == contents(built)


def test_another_seed_gives_other_records(built, tmp_path):
    build(DrawnSource(seed=4), 6, tmp_path, block=6)
    ours, theirs = (open_store(folder).table(0)["sha256"].to_pylist() for folder in (tmp_path, built))
    assert all(dict(a)["image"] != dict(b)["image"] for a, b in zip(ours, theirs, strict=True))


@pytest.mark.parametrize("format", STORES)
def test_killed_at_any_moment_nothing_is_lost_or_doubled(tmp_path, format):
    script, out = tmp_path / "slow.py", tmp_path / "out"
    script.write_text(SLOW_BUILD)
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(root), str(root / "tests"), str(tmp_path)])}
    process = subprocess.Popen([sys.executable, str(script), str(out), format], env=environment)
    wait_until(lambda: (out / "index" / "00002.parquet").exists(), process)
    process.send_signal(signal.SIGKILL)
    process.wait()
    workers = [int(path.name[4:]) for path in tmp_path.glob("pid-*")]
    assert workers and process.pid not in workers
    wait_until(lambda: not any(alive(worker) for worker in workers))
    assert 3 <= len(open_store(out).done()) < 10
    done = build(DrawnSource(), 40, out, format=format, block=4)
    assert done.made + done.found == 40 and done.found >= 12
    assert check(out) == []
    straight = tmp_path / "straight"
    build(DrawnSource(), 40, straight, format=format, block=4)
    assert contents(out) == contents(straight)


def wait_until(condition, process=None) -> None:
    for _ in range(2400):
        if condition():
            return
        assert process is None or process.poll() is None, "the build ended by itself"
        time.sleep(0.05)
    raise AssertionError("waited for two minutes")


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0]
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("workers", [1, 2])
def test_a_record_that_cannot_be_made_stops_the_build_and_costs_nothing_else(tmp_path, workers):
    with pytest.raises(InvalidInput, match="Record 20: its picture cannot be read"):
        build(DrawnSource(fails_at=20), 30, tmp_path, workers=workers, block=6)
    assert sorted(open_store(tmp_path).done()) == [0, 1, 2]
    assert build(DrawnSource(), 30, tmp_path, block=6).made == 12


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interruption_from_the_keyboard(tmp_path, workers):
    def interrupt(done, total, made):
        if made == 9:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(DrawnSource(), 30, tmp_path, workers=workers, block=6, on_progress=interrupt)
    assert build(DrawnSource(), 30, tmp_path, block=6).found == 6
    assert check(tmp_path) == []


def test_two_builds_in_one_folder(tmp_path):
    def second(done, total, made):
        with pytest.raises(StorageError, match="Another build is at work"):
            build(DrawnSource(), 6, tmp_path, block=6)

    build(DrawnSource(), 6, tmp_path, block=6, on_progress=second)
    assert check(tmp_path) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"count": 0}, "The count must be a whole number from 1 to 10000000; got 0"),
        ({"count": -3}, "got -3"),
        ({"workers": 0}, "The workers must be a whole number from 1 to 256; got 0"),
        ({"workers": 1000}, "got 1000"),
        ({"format": "zip"}, "The format must be one of shards, folder; got 'zip'"),
        ({"block": 0}, "A block holds at least 1 record"),
        ({"source": DrawnSource(size=5)}, "The source drawn has 5 records; 6 were asked for"),
    ],
)
def test_wrong_arguments_leave_no_trace(tmp_path, options, message):
    options = {"source": DrawnSource(), "count": 6, "out": tmp_path / "out", **options}
    with pytest.raises(InvalidInput, match=message):
        build(**options)
    assert not (tmp_path / "out").exists()


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(InvalidInput, match="is a file, not a folder"):
        build(DrawnSource(), 6, tmp_path / "out")


@pytest.mark.parametrize("format", STORES)
def test_datasets_loads_what_was_built(tmp_path, format):
    import datasets

    build(DrawnSource(), 24, tmp_path / "set", format=format, block=6)
    data = datasets.load_dataset(str(tmp_path / "set"), cache_dir=str(tmp_path / "cache"))
    assert set(data) == {"train", "test"} and sum(map(len, data.values())) == 24
    for split, rows in data.items():
        for row in rows:
            known = row["json"] if format == "shards" else row
            picture = row["image.webp"] if format == "shards" else row["image"]
            source = DrawnSource().record(known["index"])
            assert known["split"] == split == source.split
            assert picture.convert("RGB").tobytes() == source.image.tobytes()
            assert known["garments"][0]["category"] == source.garments[0].category
            assert known["noisy_captions"][0]["corruptions"][0]["kind"] == "drop"
            assert known["captions"][0]["phrases"][0]["parts"] == ["bodice"]
            parts = row["parts.png"] if format == "shards" else row["parts"]
            assert np.array_equal(np.asarray(parts), source.parts)
            pose = row["pose.png"] if format == "shards" else row["pose"]
            assert (pose is None) == (source.pose is None)
