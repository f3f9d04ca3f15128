import numpy as np
import pytest

from equifashion.data.croquis.body import Figure, place_body
from equifashion.data.croquis.poses import POSES
from equifashion.design.stances import STANCES, stance_for

NAMES = (
    "standing relaxed", "contrapposto", "feet apart", "hand on hip", "runway stop", "runway walk hand on hip",
    "walking", "sway",
)  # fmt: skip


@pytest.mark.parametrize("name, stance", zip(NAMES, STANCES, strict=True))
def test_stances_are_the_drawn_figures_own(name, stance):
    drawn = place_body(Figure(presentation="androgynous"), POSES[name]).pose
    np.testing.assert_allclose(stance.keypoints, drawn.keypoints, atol=6e-4)


def test_a_sheet_of_eight_shows_every_stance_once():
    unmirrored = {min(pose.keypoints, pose.mirrored().keypoints) for pose in STANCES}
    for seed in range(4):
        for first in (0, 8, 80):
            shown = [stance_for(seed, first + place) for place in range(8)]
            assert {min(pose.keypoints, pose.mirrored().keypoints) for pose in shown} == unmirrored


def test_a_place_has_its_stance_and_seeds_differ():
    assert stance_for(3, 5) == stance_for(3, 5)
    orders = {tuple(stance_for(seed, place).keypoints for place in range(8)) for seed in range(20)}
    assert len(orders) == 20
    assert any(stance_for(seed, 0) in STANCES for seed in range(20))
    assert any(stance_for(seed, 0) not in STANCES for seed in range(20)), "mirrored ones occur too"
