import numpy as np
import pytest

from equifashion.gan.variation import farthest_points, moved_towards, strength_among, strength_for


@pytest.mark.parametrize("curve", [lambda s: 8 * s, lambda s: 10 * (1 - np.exp(-s)), lambda s: 3 * s**2])
@pytest.mark.parametrize("distance", [0.5, 2.0, 6.0])
def test_a_wanted_distance_is_found(curve, distance):
    calls = []

    def distance_at(strength: float) -> float:
        calls.append(strength)
        return float(curve(strength))

    strength = strength_for(distance, distance_at, guess=0.5, tries=12)
    assert abs(curve(strength) - distance) <= 0.05 * distance + 1e-9
    assert strength in calls and len(calls) <= 12


def test_a_distance_out_of_reach_gives_the_nearest():
    strength = strength_for(50.0, lambda s: min(3.0 * s, 12.0), guess=1.0, tries=10)
    assert strength == pytest.approx(4.0)
    assert strength_for(1.0, lambda s: 0.0, guess=1.0, tries=4) <= 4.0


@pytest.mark.parametrize("guess", [0.0, 0.5, 1.0, 9.0])
@pytest.mark.parametrize(("distance", "nearest"), [(0.1, 0.25), (3.0, 0.5), (4.1, 0.75), (50.0, 1.0)])
def test_of_a_few_steps_the_nearest_is_found(distance, nearest, guess):
    heights, calls = {0.25: 1.0, 0.5: 3.0, 0.75: 4.0, 1.0: 9.0}, []

    def distance_at(strength: float) -> float:
        calls.append(strength)
        return heights[strength]

    assert strength_among(distance, distance_at, tuple(heights), guess) == nearest
    assert len(calls) == len(set(calls)), "none is looked at twice"


def test_few_steps_are_looked_at():
    calls = []
    strength_among(2.0, lambda s: calls.append(s) or s, (1.0, 2.1, 3.0, 4.0, 5.0), 2.0)
    assert calls == [2.1, 1.0]


def test_moved_styles_stay_as_far_from_the_average_as_designs_are():
    random = np.random.default_rng(0)
    centre, styles, other = random.normal(size=(3, 8, 512))
    assert np.array_equal(moved_towards(styles, other, centre, 0.0), styles.astype(np.float32))
    own, far = (np.linalg.norm(moved_towards(styles, other, centre, s) - centre) for s in (0.0, 4.0))
    assert far == pytest.approx(own, rel=0.1)
    assert np.abs(moved_towards(styles, other, centre, 1e6) - other).max() < 1e-3


def test_farthest_points_on_a_line():
    places = np.array([0.0, 1.0, 1.01, 5.0, 9.0, 10.0])
    distances = np.abs(places[:, None] - places[None])
    chosen = farthest_points(distances, 3, apart=0.1)
    assert places[chosen[0]] == pytest.approx(1.01) or places[chosen[0]] == 5.0  # the most central
    assert {places[i] for i in chosen[1:]} & {0.0, 10.0}
    everything = farthest_points(distances, 6, apart=0.1)
    assert len(everything) == 5 and not {1, 2} <= set(everything)  # near-duplicates are shown once


def test_equal_pictures_are_shown_once():
    assert len(farthest_points(np.zeros((4, 4)), 4, apart=0.0)) == 1
    assert farthest_points(np.zeros((0, 0)), 4, apart=0.0) == []
