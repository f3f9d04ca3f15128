import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from equifashion.errors import InvalidInput
from equifashion.imaging.pose import JOINT_NAMES
from equifashion.imaging.pose_detector import detect_pose

WRISTS = {"right wrist": (173, 420), "left wrist": (339, 420)}  # in the figure's pixels
PLACES = {
    "nose": (256, 115), "right shoulder": (180, 205), "left shoulder": (332, 205),
    "right ankle": (222, 700), "left ankle": (290, 700), "right eye": (244, 100), "left eye": (268, 100),
}  # fmt: skip


def figure() -> Image.Image:
    """A person facing us, drawn in flat shapes on 512×768."""
    image = Image.new("RGB", (512, 768), (235, 235, 235))
    draw = ImageDraw.Draw(image)
    skin, jacket, trousers, dark = (224, 172, 140), (40, 60, 120), (60, 50, 50), (25, 20, 20)
    draw.rectangle((190, 180, 322, 420), fill=jacket)
    for left in (150, 316):
        draw.rounded_rectangle((left, 180, left + 46, 420), 20, fill=jacket)
        draw.ellipse((left, 400, left + 46, 460), fill=skin)
    for left in (195, 262):
        draw.rectangle((left, 410, left + 55, 720), fill=trousers)
        draw.ellipse((left - 10, 705, left + 60, 745), fill=dark)
    draw.rectangle((236, 140, 276, 190), fill=skin)
    draw.ellipse((206, 50, 306, 160), fill=skin)
    draw.pieslice((200, 40, 312, 150), 180, 360, fill=(50, 30, 20))
    for left in (230, 268):
        draw.ellipse((left, 95, left + 14, 105), fill=dark)
    draw.line((240, 135, 272, 135), fill=(150, 60, 60), width=4)
    return image


def test_a_drawn_figure_is_found_where_it_stands():
    pose = detect_pose(figure())
    for name, (x, y) in (PLACES | WRISTS).items():
        found_x, found_y, confidence = pose.keypoints[JOINT_NAMES.index(name)]
        assert confidence > 0.3, name
        assert abs(found_x - x / 512) < 0.06 and abs(found_y - y / 768) < 0.06, name


def test_a_wide_picture_is_letterboxed():
    wide = Image.new("RGB", (1024, 768), (235, 235, 235))
    wide.paste(figure(), (0, 0))  # the person on the left half
    nose_x, nose_y, _ = detect_pose(wide).keypoints[0]
    assert nose_x == pytest.approx(256 / 1024, abs=0.03)
    # 1024×768 becomes 256×192 in the middle of the 384 rows.
    assert nose_y == pytest.approx((96 + 115 / 768 * 192) / 384, abs=0.03)


@pytest.mark.parametrize("colour", ["red", "black", "white"])
def test_a_plain_picture_holds_no_person(colour):
    with pytest.raises(InvalidInput, match="no person"):
        detect_pose(Image.new("RGB", (300, 400), colour))


def test_importing_the_module_does_not_load_mediapipe():
    check = "import sys, equifashion.imaging.pose_detector; sys.exit('mediapipe' in sys.modules)"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", check], cwd=root).returncode == 0
