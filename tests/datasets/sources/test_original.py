import json
from pathlib import Path

import datasets
import numpy as np
import pytest
from PIL import Image

from equifashion.datasets.build import build
from equifashion.datasets.captions.corruption import apply_corruptions
from equifashion.datasets.check import check
from equifashion.datasets.sources import open_source
from equifashion.datasets.sources.original import Original, find_picture
from equifashion.errors import InvalidInput
from equifashion.imaging.pose import Pose
from equifashion.imaging.skeleton import draw_skeleton

POSE = Pose(tuple((0.3 + 0.02 * i, 0.1 + 0.04 * i, 1.0) for i in range(18)))
ENTRIES = [
    {"gt": "000001_0.jpg", "caption": "a red dress", "pose": "train_pose/pose/000001_0.png"},
    {"gt": "000001_1.jpg", "caption": " a red dress, seen from behind ", "pose": "train_pose/pose/000001_1.png"},
    {"gt": "000002_0.jpg", "caption": "blue trousers"},
]


def write_layout(folder: Path, listed: bool = True, name: str = "train.json", place: str = "train") -> Path:
    (folder / place).mkdir(parents=True, exist_ok=True)
    (folder / "train_pose" / "pose").mkdir(parents=True, exist_ok=True)
    for number, entry in enumerate(ENTRIES):
        Image.new("RGB", (512, 512), (40 * number, 90, 160)).save(folder / place / entry["gt"])
        if "pose" in entry:
            draw_skeleton(POSE, (512, 768)).save(folder / entry["pose"])
    text = json.dumps(ENTRIES) if listed else "\n".join(json.dumps(entry) for entry in ENTRIES)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("place", ["", "train", "images", "gt"])
def test_a_local_folder_in_its_layout(tmp_path, listed, place):
    source = open_source("original", write_layout(tmp_path, listed, place=place), 0)
    assert source.size == 3
    first, second, third = (source.record(index) for index in range(3))
    assert [c.text for c in second.captions] == ["a red dress, seen from behind"]
    assert first.image.getpixel((128, 192)) == pytest.approx((0, 90, 160), abs=3)
    assert first.image.getpixel((128, 20)) == (255, 255, 255), "letterboxed on white"
    assert np.allclose([k[:2] for k in first.pose.keypoints], [k[:2] for k in POSE.keypoints], atol=0.01)
    assert third.pose is None and third.pose_map is None
    assert first.group == second.group == "000001" and third.group == "000002"
    assert first.swatch is None and first.parts is None and first.figure is None
    assert first.sketch_hand == "extracted"


def test_the_table_with_poses_is_preferred(tmp_path):
    write_layout(tmp_path, name="train_pose.json")
    (tmp_path / "train.json").write_text("[]")
    assert open_source("original", tmp_path, 0).size == 3


def test_what_it_gives_can_be_built_and_checked(tmp_path):
    source = open_source("original", write_layout(tmp_path / "data"), 7)
    build(source, 3, tmp_path / "out", workers=2, block=2)
    assert check(tmp_path / "out") == []


def test_noise_is_recorded(tmp_path):
    source = open_source("original", write_layout(tmp_path), 1)
    for index in range(3):
        record = source.record(index)
        (noisy,) = record.noisy_captions
        assert apply_corruptions(record.captions[0].text, noisy.corruptions) == noisy.text


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("train/000001_1.jpg", r"Record 1 of .*train.json names the gt 000001_1.jpg, which is not there"),
        (
            "train_pose/pose/000001_0.png",
            r"Record 0 .*names the pose train_pose/pose/000001_0.png, which",
        ),
    ],
)
def test_a_missing_file_is_an_error_that_names_the_record(tmp_path, name, message):
    write_layout(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(InvalidInput, match=message):
        open_source("original", tmp_path, 0)


def test_a_damaged_or_vanished_picture_names_the_record(tmp_path):
    source = open_source("original", write_layout(tmp_path), 0)
    (tmp_path / "train" / "000001_1.jpg").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(InvalidInput, match="Record original-0-00000001: The gt"):
        source.record(1)
    (tmp_path / "train" / "000002_0.jpg").unlink()
    with pytest.raises(InvalidInput, match=r"Record original-0-00000002: its gt 000002_0\.jpg is not there"):
        source.record(2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[{]", "neither a JSON list nor JSON lines"),
        ("", "holds no records"),
        ("[1, 2]", "holds no records"),
        ('[{"gt": "a.jpg"}]', "lacks caption; it has gt"),
        ('[{"file": "a.jpg", "caption": "x"}]', "lacks gt; it has caption, file"),
        ('[{"gt": "../../etc/passwd", "caption": "x"}]', "lies outside of"),
        ('[{"gt": "/etc/passwd", "caption": "x"}]', "lies outside of"),
    ],
)
def test_wrong_tables(tmp_path, text, message):
    (tmp_path / "train.json").write_text(text)
    with pytest.raises(InvalidInput, match=message):
        open_source("original", tmp_path, 0)


def test_an_empty_caption_names_the_record(tmp_path):
    write_layout(tmp_path)
    (tmp_path / "train.json").write_text(json.dumps([{**ENTRIES[0], "caption": "  "}]))
    with pytest.raises(InvalidInput, match=r"Record original-0-00000000 .* has no caption"):
        open_source("original", tmp_path, 0).record(0)


def test_a_folder_without_a_table(tmp_path):
    with pytest.raises(InvalidInput, match=r"there is no train\.json in it"):
        open_source("original", tmp_path, 0)


def test_rows_with_pictures_as_the_hub_gives_them():
    pictures = [Image.new("RGB", (300, 300), (200, 20 * i, 0)) for i in range(3)]
    rows = datasets.Dataset.from_dict(
        {"image": pictures, "text": ["a", "b", "c"], "fabric": pictures},
        features=datasets.Features(
            {"image": datasets.Image(), "text": datasets.Value("string"), "fabric": datasets.Image()}
        ),
    )
    source = Original(0, "", rows, {"gt": "image", "caption": "text", "fabric": "fabric"})
    record = source.record(2)
    assert record.captions[0].text == "c" and record.group == "2"
    assert record.swatch.getpixel((5, 5)) == (200, 40, 0)


def test_names_with_backslashes(tmp_path):
    write_layout(tmp_path)
    assert find_picture(tmp_path, "pose", r"train_pose\pose\000001_0.png").is_file()
