"""Folds and shades: they stay where they belong, follow the light and vary only with the generator."""

import re

import numpy as np

from equifashion.garments.on_figure import folds
from equifashion.garments.scene.curves import Tube

TOP = np.array([[100.0, 100.0], [140.0, 100.0]])
BOTTOM = np.array([[80.0, 200.0], [160.0, 200.0]])
LEG = Tube(np.array([[100.0, 50.0], [100.0, 100.0], [100.0, 150.0]]), np.array([14.0, 10.0, 8.0]))
BENT = Tube(np.array([[100.0, 50.0], [100.0, 100.0], [140.0, 130.0]]), np.array([14.0, 10.0, 8.0]))


def _points(path: str) -> np.ndarray:
    return np.array(re.findall(r"-?\d+\.\d+", path), float).reshape(-1, 2)


def test_hanging_folds_start_at_the_hem_and_stay_below_the_upper_edge():
    drape = folds.hanging_folds(TOP, BOTTOM, np.array([0.2, 0.5, 0.8]), 40.0, np.random.default_rng(1))
    assert len(drape.strokes) == 3
    for stroke, u in zip(drape.strokes, (0.2, 0.5, 0.8), strict=True):
        points = _points(stroke.path)
        assert abs(points[0, 0] - (80 + 80 * u)) < 2 and abs(points[0, 1] - 200) < 2
        assert points[:, 1].min() > 100


def test_flutes_alternate_and_keep_the_ends():
    valleys = folds.flutes(5, np.random.default_rng(1))
    assert valleys.shape == (5, 2) and (np.diff(valleys.ravel()) >= 0).all()
    edge, at = folds.flute_edge(BOTTOM, valleys, 10.0)
    assert at.shape == (5, 2) and (np.diff(at.ravel()) > 0).all()
    assert np.allclose(edge[0], BOTTOM[0], atol=0.5) and np.allclose(edge[-1], BOTTOM[-1], atol=0.5)
    middle = folds.along(edge, at.mean(1))
    crest = folds.along(edge, 0.5 * (at[1:, 0] + at[:-1, 1]))
    assert middle[1:-1, 1].mean() < 200 < crest[:, 1].mean()


def test_a_bend_gathers_more_folds_than_a_straight_limb():
    assert abs(folds.bend_of(LEG)) < 1 < 30 < abs(folds.bend_of(BENT))
    straight, bent = (folds.joint_folds(tube, 0.5, 40.0, np.random.default_rng(1)).strokes for tube in (LEG, BENT))
    assert len(bent) > len(straight)


def test_the_shadow_lies_on_the_right_and_the_light_on_the_left():
    left, right = np.array([[0.0, 0.0], [0.0, 90.0]]), np.array([[60.0, 0.0], [60.0, 90.0]])
    shades = folds.form_shade(left, right, 40.0)
    dark = [_points(s.path)[:, 0].mean() for s in shades if s.colour != folds.WHITE]
    light = [_points(s.path)[:, 0].mean() for s in shades if s.colour == folds.WHITE]
    assert min(dark) > 40 and max(light) < 25


def test_folds_vary_with_the_generator_alone():
    def draw(seed: int) -> folds.Drape:
        random = np.random.default_rng(seed)
        return (
            folds.gathers(TOP, np.array([0.0, 1.0]), 40.0, random)
            + folds.wrapped_folds(LEG, 0.1, 0.9, 40.0, random)
            + folds.stacked_folds(LEG, 0.8, 1.0, 40.0, random)
        )

    assert draw(1) == draw(1)
    assert draw(1) != draw(2)


def test_a_matt_cloth_has_no_lights():
    assert folds.sheen_bands(TOP, BOTTOM, np.array([0.5]), 5.0, 0.0) == ()
    assert len(folds.sheen_bands(TOP, BOTTOM, np.array([0.3, 0.6]), 5.0, 1.0)) == 2
