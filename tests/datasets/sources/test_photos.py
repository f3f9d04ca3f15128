import csv
import shutil
from collections import Counter

import numpy as np
import pytest

from equifashion.datasets.captions.corruption import apply_corruptions
from equifashion.datasets.garment_photos import split_of
from equifashion.datasets.record import PART_NAMES
from equifashion.datasets.sources import open_source
from equifashion.errors import InvalidInput
from equifashion.vocabulary import COLOURS
from tests.support.drawn_garments import write_garments, write_metadata


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two photographs of each kind of garment, one of them held out."""
    folder = tmp_path_factory.mktemp("garments")
    write_garments(folder, 1, 1)
    with (folder / "metadata.csv").open(newline="") as file:
        write_metadata(folder, [row for row in csv.DictReader(file) if "-red-" in row["file_name"]])
    return folder


@pytest.fixture(scope="module")
def records(folder):
    source = open_source("photos", folder, 3)
    assert source.size == 16
    return [source.record(index) for index in range(source.size)]


def test_every_photograph_is_there_twice_the_second_time_mirrored(records):
    assert [record.mirrored for record in records] == [False] * 8 + [True] * 8
    for record, mirrored in zip(records[:8], records[8:], strict=True):
        assert np.array_equal(np.asarray(record.image)[:, ::-1], np.asarray(mirrored.image))
        assert np.array_equal(record.parts[:, ::-1], mirrored.parts)
        assert record.garments == mirrored.garments
        assert (record.split, record.group) == (mirrored.split, mirrored.group)


def test_the_order_is_the_seeds(folder):
    def names(seed):
        return [p.path.name for p in open_source("photos", folder, seed).photographs]

    assert names(1) == names(1) != names(2) and sorted(names(1)) == sorted(names(2))


def test_attributes_are_measured_and_labelled(records):
    for record in records[:8]:
        (garment,) = record.garments
        assert garment.category in ("dress", "shirt", "trousers", "hoodie") and garment.colours[0] in COLOURS
        assert garment.pattern == "solid"
        assert garment.sleeve_length == ("long" if garment.category == "hoodie" else garment.sleeve_length)
        assert garment.length != ""
        assert record.figure is None and record.pose is None
    assert Counter(r.garments[0].category for r in records)["dress"] == 4


def test_the_modalities_show_the_same_garment(records):
    record = records[0]
    image, inside = np.asarray(record.image).astype(int), record.parts > 0
    assert (image[~inside].min(axis=-1) > 200).mean() > 0.97, "but for the soft rim"
    swatch, cloth = np.asarray(record.swatch).reshape(-1, 3), image[inside]
    assert np.allclose(np.median(swatch, axis=0), np.median(cloth, axis=0), atol=6)
    dark = np.asarray(record.sketch) < 128
    assert 0.003 < dark.mean() < 0.2
    kinds = {PART_NAMES[i] for r in records for i in np.unique(r.parts)}
    assert {"background", "bodice", "lower", "hem"} <= kinds


def test_captions_say_what_was_measured(records):
    for record in records:
        (garment,) = record.garments
        assert len(record.captions) == 4 and {caption.language for caption in record.captions} == {"en"}
        told = {fact for phrase in record.captions[3].phrases for fact in phrase.facts}
        assert ("category", garment.category) in told
        assert {value for key, value in told if key == "colour"} <= set(garment.colours)
        for noisy in record.noisy_captions:
            assert apply_corruptions(record.captions[noisy.clean].text, noisy.corruptions) == noisy.text


def test_splits_go_by_contributor(records, folder):
    with (folder / "metadata.csv").open() as file:
        people = {row["contributor"] for row in csv.DictReader(file)}
    assert {record.group for record in records} == {f"contributor-{name}" for name in people}
    assert all(record.split == split_of(record.group.removeprefix("contributor-")) for record in records)
    assert {record.split for record in records} == {"train", "test"}


@pytest.mark.parametrize("content", [b"no picture", None])
def test_a_photograph_that_cannot_be_read_is_named(folder, tmp_path, content):
    shutil.copytree(folder, tmp_path / "copy")
    source = open_source("photos", tmp_path / "copy", 3)
    path = source.photographs[5].path
    path.write_bytes(path.read_bytes()[:60] if content is None else content)
    with pytest.raises(InvalidInput, match=f"Record photos-3-00000005: .*{path.name} cannot be read"):
        source.record(5)


def test_other_photographs_have_another_fingerprint(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "copy")
    first = open_source("photos", folder, 3).fingerprint
    assert open_source("photos", tmp_path / "copy", 4).fingerprint == first
    path = next((tmp_path / "copy").glob("*.webp"))
    path.write_bytes(path.read_bytes() + b"\0")
    assert open_source("photos", tmp_path / "copy", 3).fingerprint != first
