from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from equifashion.datasets.captions.writing import Caption
from equifashion.datasets.record import PART_NAMES
from equifashion.errors import InvalidInput
from equifashion.garments.scene.scene import Part
from tests.support.drawn_source import DrawnSource

RECORD = DrawnSource().record(0)


def test_part_names_are_those_of_the_drawn_parts():
    assert tuple(part.name.lower() for part in Part) == PART_NAMES


def test_a_row_has_plain_values_only():
    row = RECORD.row()
    assert row["id"] == "drawn-3-00000000" and row["split"] in ("train", "test")
    caption = row["captions"][0]
    noun, adjective = caption["phrases"][0]["noun"], caption["phrases"][0]["adjectives"][0]
    assert caption["text"][slice(*noun)] == "dress"
    assert caption["text"][slice(*adjective)] == row["garments"][0]["colours"][0]
    assert row["noisy_captions"][0]["corruptions"][0]["kind"] == "drop" and row["noisy_captions"][0]["clean"] == 0
    assert row["figure"]["skin_tone"] == 1
    assert len(row["keypoints"]) == 54


def test_a_record_without_pose_and_figure():
    row = replace(RECORD, pose=None, figure=None).row()
    assert row["keypoints"] == [] and row["figure"] is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "a/b"}, "letters, digits, - and _"),
        ({"id": ""}, "letters, digits"),
        ({"id": "ä"}, "letters, digits"),
        ({"split": "validation"}, "must be one of .*got 'validation'"),
        ({"captions": ()}, "no caption"),
        ({"captions": (Caption("", (), "", "en"),)}, "no caption, or an empty one"),
        ({"image": Image.new("RGB", (256, 256))}, "the image must be RGB 256×384; got RGB 256×256"),
        ({"sketch": Image.new("RGB", (256, 384))}, "the sketch must be L 256×384; got RGB"),
        ({"swatch": Image.new("RGB", (64, 64))}, "the swatch must be RGB 128×128"),
        ({"pose_map": Image.new("L", (256, 384))}, "the pose map must be RGB"),
        ({"parts": np.zeros((256, 384), np.uint8)}, "part masks must be"),
        ({"parts": np.zeros((384, 256), np.int64)}, "part masks must be"),
        ({"parts": np.full((384, 256), 10, np.uint8)}, "below 10"),
    ],
)
def test_what_does_not_fit_is_refused(change, message):
    with pytest.raises(InvalidInput, match=message):
        replace(RECORD, **change)
