import numpy as np

from equifashion.garments.figure.poses import mirrored
from equifashion.garments.figure.stances import STANCES, choose_stance, stance_pose
from equifashion.imaging.pose import JOINT_NAMES


def test_a_sheet_of_eight_shows_every_stance_once():
    for seed in range(4):
        for first in (0, 8, 80):
            shown = [choose_stance(seed, first + place).name for place in range(8)]
            assert sorted(shown) == sorted(stance.name for stance in STANCES)


def test_a_place_has_its_stance_and_seeds_differ():
    assert choose_stance(3, 5) == choose_stance(3, 5)
    assert len({tuple(choose_stance(seed, place).name for place in range(8)) for seed in range(20)}) == 20
    first = [choose_stance(seed, 0) for seed in range(20)]
    assert any(stance in STANCES for stance in first)
    assert any(mirrored(stance) in STANCES and stance not in STANCES for stance in first), "mirrored ones occur too"


def test_whoever_strikes_one_stands_on_the_canvas_and_is_seen_whole():
    for stance in STANCES:
        joints = np.array(stance_pose(stance).keypoints)
        assert joints[:, 2].min() > 0 and 0 < joints[:, :2].min() < joints[:, :2].max() < 1
        ankles = [JOINT_NAMES.index(f"{side} ankle") for side in ("right", "left")]
        assert joints[ankles, 1].min() > joints[:, 1].mean()
