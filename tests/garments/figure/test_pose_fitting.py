"""Stances of poses that somebody else drew."""

import numpy as np
import pytest

from equifashion.garments.figure.body import Figure, place_body
from equifashion.garments.figure.pose_fitting import stance_like
from equifashion.garments.figure.poses import POSES, mirrored
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.pose import JOINT_NAMES, Pose

BODY = slice(1, 14)  # without the head's joints


def joints(pose: Pose) -> np.ndarray:
    return np.array(pose.keypoints)[BODY, :2] * CANVAS_SIZE


@pytest.mark.parametrize("name", POSES)
def test_every_stance_of_the_library_is_found_again(name):
    for stance in (POSES[name], mirrored(POSES[name])):
        figure = Figure(shape="pear")
        pose = place_body(figure, stance).pose
        again = place_body(figure, stance_like(pose, figure)).pose
        here, there = joints(again), joints(pose)
        here, there = here - here.mean(axis=0), there - there.mean(axis=0)
        here *= (here * there).sum() / (here**2).sum()
        off = np.hypot(*(here - there).T)
        assert off.max() < 4 and off.mean() < 2, "pixels of a figure 350 pixels tall"


def test_size_and_place_change_nothing():
    figure = Figure()
    pose = place_body(figure, POSES["walking"]).pose
    small = Pose(tuple((0.2 + 0.5 * x, 0.3 + 0.5 * y, sure) for x, y, sure in pose.keypoints))
    first, second = (stance_like(each, figure) for each in (pose, small))
    np.testing.assert_allclose(first.arms + first.legs, second.arms + second.legs, atol=0.1)
    np.testing.assert_allclose(first.leg_lengths, second.leg_lengths, atol=0.01)


def test_whoever_sits_is_seated_and_whoever_stands_is_not():
    figure = Figure()
    for name in ("seated upright", "standing", "walking"):
        assert stance_like(place_body(figure, POSES[name]).pose, figure).seated == name.startswith("seated")


def test_without_a_body_there_is_no_stance():
    figure = Figure()
    pose = place_body(figure, POSES["standing"]).pose
    for lost in ("right elbow", "left ankle", "right hip"):
        keypoints = list(pose.keypoints)
        keypoints[JOINT_NAMES.index(lost)] = (0.0, 0.0, 0.0)
        assert stance_like(Pose(tuple(keypoints)), figure) is None
    behind = Pose(tuple((1.0 - x, y, sure) for x, y, sure in pose.keypoints))
    assert stance_like(behind, figure) is None
    headless = Pose(tuple(k if n < 14 and n else (0.0, 0.0, 0.0) for n, k in enumerate(pose.keypoints)))
    assert stance_like(headless, figure).look == 0.0
