import numpy as np
import pytest

from equifashion.evaluation.designs import Pictures
from equifashion.evaluation.drawn import draw_figures, figure_requests
from equifashion.evaluation.metrics.binding import halves, two_garments
from equifashion.evaluation.metrics.poses import correct_joints, measure_poses
from equifashion.imaging.pose import Pose
from equifashion.vocabulary import COLOURS


@pytest.fixture(scope="module")
def drawn():
    return draw_figures(4)


def figure(upper: str, lower: str) -> np.ndarray:
    image = np.full((384, 256, 3), 255, np.uint8)
    image[20:70, 110:146] = (224, 172, 140)  # head
    image[70:190, 80:176] = COLOURS[upper]
    image[190:370, 90:166] = COLOURS[lower]
    return image


def test_each_colour_in_its_place():
    assert halves(figure("red", "blue"), "red", "blue") == (True, True)
    assert halves(figure("red", "blue"), "blue", "red") == (False, False)
    assert halves(figure("red", "red"), "red", "blue") == (True, False)  # one colour spread over both
    assert halves(np.full((384, 256, 3), 255, np.uint8), "red", "blue") == (False, False)


def test_every_prompt_occurs_with_its_colours_exchanged():
    asked = two_garments(24)
    assert len(asked) == 24 and len({one.prompt for one in asked}) == 24
    for one, other in zip(asked[::2], asked[1::2], strict=True):
        (a, b), (c, d) = one.colours, other.colours
        assert (c, d) == (b, a) and a != b and one.categories == other.categories
        assert one.prompt.index(a) < one.prompt.index(b) and other.prompt.index(b) < other.prompt.index(a)


def test_drawn_outfits_have_each_colour_in_its_place():
    asked = two_garments(16)
    found = np.array([halves(one.drawn(number // 2), *one.colours) for number, one in enumerate(asked)])
    exchanged = np.array([halves(one.drawn(number // 2), *one.colours[::-1]) for number, one in enumerate(asked)])
    assert found.mean() > 0.9 and exchanged.mean() < 0.2


def lowered(pose: Pose, y: float) -> Pose:
    return Pose(tuple((a, b + y, c) for a, b, c in pose.keypoints))


def test_joints_in_their_place(drawn):
    pose = drawn[1].pose
    points = np.array([joint[:2] for joint in pose.keypoints]) * (2 / 3, 1.0)
    torso = float(np.linalg.norm(points[1] - (points[8] + points[11]) / 2))
    for reach in (0.1, 0.2):
        assert correct_joints(pose, pose, reach) == 1.0
        assert correct_joints(lowered(pose, 0.95 * reach * torso), pose, reach) == 1.0
        assert correct_joints(lowered(pose, 1.05 * reach * torso), pose, reach) == 0.0
    half = Pose(tuple(p if i % 2 else (0.0, 0.0, 0.0) for i, p in enumerate(pose.keypoints)))
    assert correct_joints(half, pose, 0.1) == 0.5  # what was not seen is missed
    assert correct_joints(pose, half, 0.1) == 1.0  # what was not given is not asked for


def test_drawn_figures_follow_their_own_poses_and_not_each_others(drawn):
    images = np.stack([f.image for f in drawn])
    blank = np.full_like(images, 255)
    figures = {(f.measure.key, f.stage): f for f in measure_poses(drawn, Pictures(blank, images), images)}
    for reach in ("10", "20"):
        own, nobody = figures[f"outfits.pose_{reach}", "finished"], figures[f"outfits.pose_{reach}", "draft"]
        assert own.value == own.reference > own.control + 0.2
        assert nobody.value == 0.0
    assert figures["outfits.pose_10", "finished"].value <= figures["outfits.pose_20", "finished"].value


def test_requests_ask_for_figures_in_the_given_poses(drawn):
    requests = figure_requests(drawn)
    assert [request.brief.pose for request in requests] == [f.pose for f in drawn]
    assert all(request.brief.look == "figure" for request in requests)
    assert len({request.key for request in requests}) == len(drawn)
