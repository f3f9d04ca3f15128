import numpy as np
import pytest

from equifashion.design.vocabulary import COLOURS
from equifashion.evaluation.metrics.outfits import bound, correct_joints, standing_pose
from equifashion.imaging.pose import Pose


def figure(upper: str, lower: str) -> np.ndarray:
    image = np.full((384, 256, 3), 255, np.uint8)
    image[20:70, 110:146] = (224, 172, 140)  # head
    image[70:190, 80:176] = COLOURS[upper]
    image[190:370, 90:166] = COLOURS[lower]
    return image


def test_each_colour_in_its_place():
    assert bound(figure("red", "blue"), "red", "blue")
    assert not bound(figure("red", "blue"), "blue", "red")
    assert not bound(figure("red", "red"), "red", "blue")  # one colour spread over both
    assert not bound(np.full((384, 256, 3), 255, np.uint8), "red", "blue")


def lowered(pose: Pose, y: float) -> Pose:
    return Pose(tuple((a, b + y, c) for a, b, c in pose.keypoints))


def test_joints_in_their_place():
    pose = standing_pose(0)
    torso = 0.28  # of the canvas height; a fifth of it is tolerated
    assert correct_joints(pose, pose) == 1.0
    assert correct_joints(lowered(pose, 0.19 * torso), pose) == 1.0
    assert correct_joints(lowered(pose, 0.21 * torso), pose) == 0.0
    half = Pose(tuple(p if i % 2 else (0.0, 0.0, 0.0) for i, p in enumerate(pose.keypoints)))
    assert correct_joints(half, pose) == 0.5  # what was not seen is missed
    assert correct_joints(pose, half) == 1.0  # what was not given is not asked for


def test_standing_poses_differ_and_fit_the_canvas():
    poses = [standing_pose(seed) for seed in range(12)]
    for pose in poses:
        assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y, _ in pose.keypoints)
    shares = [correct_joints(poses[i], poses[(i + 1) % 12]) for i in range(12)]
    assert np.mean(shares) < 0.95 and standing_pose(3) == poses[3]


@pytest.mark.parametrize("seed", range(3))
def test_legs_end_below_knees(seed):
    points = standing_pose(seed).keypoints
    assert points[8][1] < points[9][1] < points[10][1] and points[11][1] < points[12][1] < points[13][1]
