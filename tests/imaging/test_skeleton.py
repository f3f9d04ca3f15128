import io
import math

import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion.errors import InvalidInput
from equifashion.imaging.pose import JOINT_NAMES, Pose
from equifashion.imaging.skeleton import (
    JOINT_COLOURS,
    LIMBS,
    draw_skeleton,
    looks_like_skeleton,
    read_skeleton,
)

STANDING = (
    (0.50, 0.12), (0.50, 0.21), (0.40, 0.22), (0.35, 0.35), (0.33, 0.47), (0.60, 0.22),
    (0.65, 0.35), (0.67, 0.47), (0.44, 0.50), (0.43, 0.69), (0.42, 0.88), (0.56, 0.50),
    (0.57, 0.69), (0.58, 0.88), (0.47, 0.10), (0.53, 0.10), (0.44, 0.115), (0.56, 0.115),
)  # fmt: skip
SIZES = [(256, 384), (512, 768), (1024, 1536), (3000, 4500)]


@pytest.fixture
def standing() -> Pose:
    return Pose(tuple((x, y, 1.0) for x, y in STANDING))


def jittered(pose: Pose, seed: int, missing: int) -> Pose:
    rng = np.random.default_rng(seed)
    away = set(rng.choice(18, missing, replace=False).tolist())
    return Pose(
        tuple(
            (0.0, 0.0, 0.0) if index in away else (*(np.array((x, y)) + rng.normal(0, 0.01, 2)).tolist(), 1.0)
            for index, (x, y, _) in enumerate(pose.keypoints)
        )
    )


def farthest(first: Pose, second: Pose) -> float:
    """Largest distance between joints seen in both, in pixels of the canvas."""
    return max(
        math.hypot((a[0] - b[0]) * 256, (a[1] - b[1]) * 384)
        for a, b in zip(first.keypoints, second.keypoints, strict=True)
        if a[2] and b[2]
    )


def test_colours_and_limbs_are_openposes(standing):
    image = draw_skeleton(standing, (512, 768))
    for colour, (x, y) in zip(JOINT_COLOURS, STANDING, strict=True):
        assert image.getpixel((int(x * 512), int(y * 768))) == colour
    for (first, second), colour in zip(LIMBS[:12], JOINT_COLOURS, strict=False):
        x, y = ((STANDING[first][axis] + STANDING[second][axis]) / 2 for axis in (0, 1))
        assert image.getpixel((int(x * 512), int(y * 768))) == tuple(int(value * 0.6) for value in colour)
    assert image.getpixel((0, 0)) == (0, 0, 0)
    assert len(LIMBS) == 17 and {joint for limb in LIMBS for joint in limb} == set(range(18))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", range(4))
def test_round_trip(standing, size, seed):
    pose = jittered(standing, seed, missing=2 * seed)
    image = draw_skeleton(pose, size)
    assert looks_like_skeleton(image)
    read = read_skeleton(image)
    assert read.visible == pose.visible
    assert farthest(pose, read) < 1.5


def test_round_trip_survives_jpeg_and_resizing(standing):
    image = draw_skeleton(standing, (768, 1152))
    buffer = io.BytesIO()
    image.save(buffer, format="JPEG", quality=85)
    for copy in (Image.open(buffer), image.resize((500, 750), Image.Resampling.LANCZOS)):
        assert looks_like_skeleton(copy)
        read = read_skeleton(copy)
        assert read.visible == standing.visible
        assert farthest(standing, read) < 2


def test_other_shapes_are_letterboxed(standing):
    wide = Image.new("RGB", (768, 768))
    wide.paste(draw_skeleton(standing, (512, 768)), (128, 0))
    read = read_skeleton(wide)
    for (x, y, _), (x_before, y_before) in zip(read.keypoints, STANDING, strict=True):
        share = (128 + x_before * 512) / 768  # of the square's width, which becomes the canvas's width
        assert x == pytest.approx(share, abs=0.006)
        assert y == pytest.approx((y_before - 0.5) * 2 / 3 + 0.5, abs=0.006)


def test_blue_hand_points_are_not_taken_for_the_knee(standing):
    image = draw_skeleton(standing, (512, 768))
    draw = ImageDraw.Draw(image)
    for finger in range(5):
        x, y = 0.33 * 512 - 40 + 18 * finger, 0.47 * 768 + 45
        draw.ellipse((x - 5, y - 5, x + 5, y + 5), fill=(0, 0, 255))
    assert farthest(standing, read_skeleton(image)) < 1.5


def test_a_mirrored_skeleton_reads_otherwise(standing):
    mirrored = draw_skeleton(standing, (512, 768)).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    read = read_skeleton(mirrored)
    assert farthest(standing, read) > 20
    assert read.keypoints[JOINT_NAMES.index("right wrist")][0] == pytest.approx(0.67, abs=0.006)


@pytest.mark.parametrize("colour", ["black", "white", "red", "grey"])
def test_plain_pictures_are_no_skeleton(colour):
    image = Image.new("RGB", (256, 384), colour)
    assert not looks_like_skeleton(image)
    with pytest.raises(InvalidInput, match="joints in OpenPose's colours; at least 4"):
        read_skeleton(image)


def test_photographs_and_colourful_pictures_are_no_skeleton(standing):
    rng = np.random.default_rng(0)
    noise = Image.fromarray(rng.integers(0, 256, (384, 256, 3), dtype=np.uint8))
    rainbow = Image.new("RGB", (256, 384))
    for index, colour in enumerate(JOINT_COLOURS):  # the right colours on black, no body
        rainbow.paste(colour, (10 + 13 * index, 50 + 7 * index, 18 + 13 * index, 58 + 7 * index))
    on_white = draw_skeleton(standing)
    on_white.paste("white", (0, 0, 256, 300))
    for image in (noise, rainbow, on_white):
        assert not looks_like_skeleton(image)
