import json
import math

import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.imaging.pose import CANVAS_SIZE, JOINT_NAMES, Pose, face_area, letterbox

STANDING = (  # (x, y) of a figure seen from the front, shares of the canvas
    (0.50, 0.12), (0.50, 0.21), (0.40, 0.22), (0.35, 0.35), (0.33, 0.47), (0.60, 0.22),
    (0.65, 0.35), (0.67, 0.47), (0.44, 0.50), (0.43, 0.69), (0.42, 0.88), (0.56, 0.50),
    (0.57, 0.69), (0.58, 0.88), (0.47, 0.10), (0.53, 0.10), (0.44, 0.115), (0.56, 0.115),
)  # fmt: skip


@pytest.fixture
def standing() -> Pose:
    return Pose(tuple((x, y, 1.0) for x, y in STANDING))


def openpose(joints, width=None, height=None) -> dict:
    content = {"people": [{"pose_keypoints_2d": [number for joint in joints for number in joint]}]}
    return content | ({"canvas_width": width, "canvas_height": height} if width else {})


def in_pixels(width, height):
    return [(x * width, y * height, 1.0) for x, y in STANDING]


def close(first: Pose, second: Pose) -> bool:
    pairs = zip(first.keypoints, second.keypoints, strict=True)
    return all(math.dist(a, b) < 2e-6 for a, b in pairs)


def test_own_json_round_trip_is_exact():
    pose = Pose(tuple((i / 19 + 0.0123456789, 1 - i / 17, (i % 4) / 3) for i in range(18)))
    assert Pose.from_json(pose.to_json()) == pose
    assert Pose.from_json(json.loads(pose.to_json())) == pose
    assert pose.visible[0] is False and sum(pose.visible) == 13


@pytest.mark.parametrize("size", [(256, 384), (512, 768), (1000, 1500)])
def test_pixels_and_shares_of_a_2_to_3_canvas_agree(standing, size):
    assert close(Pose.from_json(openpose(in_pixels(*size), *size)), standing)
    assert close(Pose.from_json(json.dumps(openpose(standing.keypoints, *size))), standing)


def test_list_of_people_form(standing):
    assert close(Pose.from_json([openpose(in_pixels(512, 768), 512, 768)]), standing)


def test_a_square_canvas_is_letterboxed():
    pose = Pose.from_json(openpose(in_pixels(600, 600), 600, 600))
    for (x, y, _), (x_before, y_before) in zip(pose.keypoints, STANDING, strict=True):
        assert x == pytest.approx(x_before, abs=1e-6)
        assert y == pytest.approx((y_before - 0.5) * 2 / 3 + 0.5, abs=1e-6)


def test_pixels_without_canvas_are_fitted_with_their_proportions():
    pose = Pose.from_json(openpose(in_pixels(2560, 3840)))
    xs, ys, _ = zip(*pose.keypoints, strict=True)
    assert min(ys) == pytest.approx(0.08, abs=1e-5) and max(ys) == pytest.approx(0.92, abs=1e-5)
    assert (min(xs) + max(xs)) / 2 == pytest.approx(0.5, abs=1e-5)
    wanted = (0.67 - 0.33) / (0.88 - 0.10)
    assert (max(xs) - min(xs)) / (max(ys) - min(ys)) == pytest.approx(wanted, rel=1e-4)


def test_missing_and_off_canvas_joints():
    joints = in_pixels(256, 384)
    joints[4] = (0.0, 0.0, 0.0)
    joints[7] = (300.0, 100.0, 0.9)  # right of the canvas
    joints[10] = (0, 0, 1)  # how some tools write a missing joint
    pose = Pose.from_json(openpose(joints, *CANVAS_SIZE))
    assert [index for index, seen in enumerate(pose.visible) if not seen] == [4, 7, 10]
    assert pose.keypoints[7] == (0.0, 0.0, 0.0)


def test_the_largest_person_is_taken(standing):
    small = [(x * 20, y * 20, 1.0) for x, y in STANDING]
    content = openpose(small, *CANVAS_SIZE)
    content["people"] += openpose(in_pixels(*CANVAS_SIZE))["people"]
    assert close(Pose.from_json(content), standing)


def test_confidence_slightly_above_one_is_one():
    joints = [(x, y, 1.03) for x, y, _ in in_pixels(256, 384)]
    assert Pose.from_json(openpose(joints, *CANVAS_SIZE)).keypoints[0][2] == 1.0


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{", "not JSON"),
        ("[" * 200_000, "not JSON"),
        (" " * 1_000_001, "1000001 characters"),
        ("3", "another kind"),
        ("[]", "another kind"),
        ("{}", "no list of people"),
        ({"people": []}, "no person"),
        ({"people": [7]}, "no joints"),
        ({"people": [{"pose_keypoints_2d": None}]}, "no joints"),
        ({"people": [{"pose_keypoints_2d": [1.0] * 51}]}, "51 numbers; expected 54"),
        ({"people": [{"pose_keypoints_2d": [1.0] * 75}]}, "75 numbers .*25-joint.*expected 54"),
        ({"people": [{"pose_keypoints_2d": [1.0] * 53 + ["a"]}]}, "'a' where a number"),
        ({"people": [{"pose_keypoints_2d": [1.0] * 53 + [None]}]}, "'None' where a number"),
        ({"people": [{"pose_keypoints_2d": [1.0] * 53 + [math.nan]}]}, "'nan' where a number"),
        ({"people": [{"pose_keypoints_2d": [1.0] * 53 + [10**400]}]}, "where a number"),
        ({"people": [{"pose_keypoints_2d": [0] * 54}]}, "shows 0 joints; at least 4"),
        (openpose([(0.5, 0.5, 1)] * 3 + [(0, 0, 0)] * 15), "shows 3 joints; at least 4"),
        (openpose(in_pixels(9, 9), 9, "wide"), "canvas size must be two numbers"),
        (openpose(in_pixels(9, 9), 9, -9), "canvas size must be two numbers"),
    ],
)
def test_unusable_json_is_refused_in_a_sentence(source, message):
    with pytest.raises(InvalidInput, match=message):
        Pose.from_json(source)


def test_constructor_refuses_what_is_no_pose():
    good = tuple((x, y, 1.0) for x, y in STANDING)
    for keypoints, message in [
        (good[:17], "17 joints; expected 18"),
        ((*good[:17], (0.5, 1.2, 1.0)), "left ear must lie between 0 and 1"),
        ((*good[:17], (0.5, 0.5)), "left ear must be three numbers"),
        ((*good[:17], (0.5, 0.5, math.inf)), "left ear must be three numbers"),
    ]:
        with pytest.raises(InvalidInput, match=message):
            Pose(keypoints)
    assert len(JOINT_NAMES) == 18


def test_letterbox_of_a_2_to_3_picture_changes_nothing():
    joints = [(0.25, 0.75, 0.5), (1.0, 0.0, 1.0)]
    assert letterbox(joints, 512, 768) == tuple(joints)


def test_a_mirrored_pose_swaps_left_and_right(standing):
    waving = list(standing.keypoints)
    waving[JOINT_NAMES.index("left wrist")] = (0.8, 0.1, 1.0)
    standing = Pose(tuple(waving))
    seen = standing.mirrored()
    left, right = JOINT_NAMES.index("left wrist"), JOINT_NAMES.index("right wrist")
    x, y, _ = standing.keypoints[left]
    assert seen.keypoints[right] == (pytest.approx(1 - x), y, 1.0)
    assert seen.keypoints[0][0] == pytest.approx(1 - standing.keypoints[0][0])
    assert seen != standing and close(seen.mirrored(), standing)


def test_a_missing_joint_is_missing_in_the_mirror(standing):
    missing = list(standing.keypoints)
    missing[JOINT_NAMES.index("left knee")] = (0.0, 0.0, 0.0)
    seen = Pose(tuple(missing)).mirrored()
    assert seen.keypoints[JOINT_NAMES.index("right knee")] == (0.0, 0.0, 0.0)
    assert seen.keypoints[JOINT_NAMES.index("left knee")][2] == 1.0


def test_a_face_lies_about_the_nose_and_turns_with_the_head():
    joints = [(x, y, 1.0) for x, y in STANDING]
    joints[JOINT_NAMES.index("nose")], joints[JOINT_NAMES.index("neck")] = (0.5, 0.15, 1.0), (0.5, 0.25, 1.0)
    face = face_area(Pose(tuple(joints)), (256, 384))
    rows, columns = np.nonzero(face)
    assert face[58, 128] and not face[90, 128] and rows.min() > 20 and 105 < columns.min() < columns.max() < 151
    joints[JOINT_NAMES.index("nose")] = (0.57, 0.16, 1.0)  # tilted to the side
    assert np.nonzero(face_area(Pose(tuple(joints)), (256, 384)))[1].mean() > columns.mean() + 10
    joints[0] = (0.5, 0.15, 0.0)
    assert not face_area(Pose(tuple(joints)), (256, 384)).any()
