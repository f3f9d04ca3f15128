from pathlib import Path

import pytest

from equifashion.datasets.encoding import encode
from equifashion.datasets.sources import open_source, source_names
from equifashion.errors import InvalidInput
from tests.support.drawn_garments import write_garments


@pytest.fixture(scope="module")
def garments(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("garments")
    write_garments(folder, 1, 1)
    return folder


def test_every_module_is_a_source():
    assert source_names() == ("croquis", "original", "photos")


@pytest.mark.parametrize("name", ["croquis", "photos"])
def test_a_record_depends_on_seed_and_number_alone(garments, name):
    data = garments if name == "photos" else None
    first = encode(open_source(name, data, 3).record(2))
    source = open_source(name, data, 3)
    source.record(5)
    assert encode(source.record(2)) == first
    assert encode(open_source(name, data, 4).record(2)).pictures["sketch"] != first.pictures["sketch"]


@pytest.mark.parametrize(
    ("name", "data", "seed", "message"),
    [
        ("dresses", None, 0, "There is no source 'dresses'; there are croquis, original, photos"),
        ("croquis", None, -1, "The seed must be a whole number from 0 to 2147483647; got -1"),
        ("croquis", None, 2**31, "got 2147483648"),
        ("croquis", "folder", 0, "draws everything itself; got --data folder"),
        ("photos", None, 0, "needs --data, a folder of cut-out garment photographs"),
        ("photos", "nowhere", 0, "Expected garment photographs in nowhere"),
        ("original", "./nowhere", 0, "There is no folder ./nowhere"),
    ],
)
def test_sources_that_cannot_be_opened(name, data, seed, message):
    with pytest.raises(InvalidInput, match=message):
        open_source(name, data, seed)
