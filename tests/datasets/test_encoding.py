from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from PIL import Image

from equifashion.datasets.encoding import MODALITIES, PART_COLOURS, SCHEMA, decode, encode
from equifashion.errors import InvalidInput
from equifashion.imaging.skeleton import draw_skeleton, read_skeleton
from tests.support.drawn_source import DrawnSource

RECORD = DrawnSource().record(1)
ENCODED = encode(RECORD)


def test_every_modality_comes_back_exactly():
    assert set(ENCODED.pictures) == set(MODALITIES)
    back = {name: decode(name, content) for name, content in ENCODED.pictures.items()}
    assert back["image"].tobytes() == RECORD.image.tobytes()
    assert back["sketch"].tobytes() == RECORD.sketch.tobytes()
    assert back["swatch"].tobytes() == RECORD.swatch.tobytes()
    assert back["pose"].tobytes() == draw_skeleton(RECORD.pose).tobytes()
    assert np.array_equal(np.asarray(back["parts"]), RECORD.parts)


def test_part_masks_can_be_looked_at():
    picture = decode("parts", ENCODED.pictures["parts"])
    assert picture.mode == "P"
    y, x = np.argwhere(RECORD.parts == 4)[0]
    assert picture.convert("RGB").getpixel((int(x), int(y))) == PART_COLOURS[4]


def test_all_part_labels_survive():
    parts = (np.arange(384 * 256) % 10).astype(np.uint8).reshape(384, 256)
    encoded = encode(replace(RECORD, parts=parts))
    assert np.array_equal(np.asarray(decode("parts", encoded.pictures["parts"])), parts)


def test_a_given_pose_map_is_kept_as_it_is():
    pose_map = Image.new("RGB", (256, 384), (10, 20, 30))
    encoded = encode(replace(RECORD, pose_map=pose_map))
    assert decode("pose", encoded.pictures["pose"]).getpixel((5, 5)) == (10, 20, 30)


def test_the_pose_map_holds_the_keypoints():
    found = read_skeleton(decode("pose", ENCODED.pictures["pose"]))
    assert sum(found.visible) >= 15


def test_what_is_missing_has_no_file():
    bare = encode(replace(RECORD, sketch=None, swatch=None, pose=None, parts=None))
    assert set(bare.pictures) == {"image"}


def test_the_same_record_gives_the_same_bytes():
    assert encode(DrawnSource().record(1)) == ENCODED


def test_hashes_tell_pictures_apart():
    other = encode(DrawnSource().record(2))
    assert ENCODED.hashes()["image"] != other.hashes()["image"]
    assert ENCODED.hashes() == encode(RECORD).hashes()


def test_rows_fit_the_schema():
    rows = [encode(DrawnSource().record(i)).row for i in range(6)]
    assert pa.Table.from_pylist(rows, schema=SCHEMA).to_pylist() == rows
    assert list(rows[0]) == SCHEMA.names


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (ENCODED.pictures["image"][:100], "the image is damaged"),
        (b"no picture", "the image is damaged"),
        (ENCODED.pictures["swatch"], r"the image is 128×128, not \(256, 384\)"),
    ],
)
def test_damaged_pictures(content, message):
    with pytest.raises(InvalidInput, match=message):
        decode("image", content)
