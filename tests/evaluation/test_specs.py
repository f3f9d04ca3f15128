"""Metrics of single pictures on drawn garments and figures: the right answer must score better than a wrong one."""

import numpy as np
import pytest

from equifashion.evaluation import specs
from equifashion.evaluation.drawn import draw_figures
from equifashion.evaluation.evaluators import Evaluators
from equifashion.evaluation.features import Features
from equifashion.evaluation.metric import MetricSpec
from equifashion.evaluation.specs import FABRIC_COLOUR, FABRIC_FOUND, FABRIC_TEXTURE, SWATCH_CHOICES
from equifashion.evaluation.tasks import next_of_round, pose_task
from equifashion.evaluation.weights import Weights
from tests.support.drawn_garments import cutout, on_canvas

ROUNDS = 2 * SWATCH_CHOICES
TURNED = next_of_round(ROUNDS)


def swatch_textures(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(ROUNDS, 12))


def test_every_metric_has_a_key_of_its_own():
    every = [value for value in vars(specs).values() if isinstance(value, MetricSpec)]
    assert len({spec.key for spec in every}) == len(every) > 15
    assert all(spec.unit and spec.see and spec.compare for spec in every)


def test_perfect_fabrics_are_found_and_rotated_ones_are_not():
    rows = swatch_textures()
    assert FABRIC_FOUND.compared(rows, rows).mean() == 1.0
    assert FABRIC_FOUND.compared(rows, rows[TURNED]).mean() == 0.0
    assert (
        FABRIC_TEXTURE.compared(rows, rows).max() == 0.0 and FABRIC_TEXTURE.compared(rows, rows[TURNED]).min() > 0
    )


def test_fabrics_taken_from_the_next_swatch_are_found_there():
    rows = swatch_textures()
    assert FABRIC_FOUND.compared(rows[TURNED], rows).mean() == 0.0
    assert FABRIC_FOUND.compared(rows[TURNED], rows[TURNED]).mean() == 1.0


def test_random_fabrics_are_found_by_chance():
    hits = [FABRIC_FOUND.compared(swatch_textures(seed), swatch_textures()).mean() for seed in range(1, 40)]
    assert np.mean(hits) == pytest.approx(1 / SWATCH_CHOICES, abs=0.03)


def test_blank_designs_are_charged_the_most():
    rows, blank = swatch_textures(), swatch_textures()
    blank[3] = np.nan
    far = FABRIC_TEXTURE.compared(blank, rows)
    assert np.isfinite(far).all() and far[3] == far.max() > 0
    swatch = np.full((64, 64, 3), (160, 30, 40), np.uint8)
    assert FABRIC_COLOUR.compared([None], [swatch])[0] == 100.0


def test_cloth_is_nearer_to_its_own_swatch():
    images = np.stack([on_canvas(cutout("Dress", colour))[0] for colour in ("red", "navy")])
    evaluators = Evaluators(Features(), Weights(False, None, None))
    swatches = [np.full((64, 64, 3), image[200, 128], np.uint8) for image in images]
    right = FABRIC_COLOUR.scores(evaluators, images, swatches)
    assert right.max() < 3.0 < 20.0 < FABRIC_COLOUR.scores(evaluators, images, swatches[::-1]).min()


def test_drawn_figures_follow_their_own_poses_and_not_each_others():
    drawn = draw_figures(4)
    images = np.stack([figure.image for figure in drawn])
    evaluators = Evaluators(Features(), Weights(True, None, None))
    pictures = {"draft": np.full_like(images, 255), "finished": images}
    found = {(r.spec.key, r.stage): r for r in pose_task(drawn).results(evaluators, pictures, {})}
    for reach in ("10", "20"):
        own, nobody = found[f"outfits.pose_{reach}", "finished"], found[f"outfits.pose_{reach}", "draft"]
        assert own.value > own.control + 0.2
        assert nobody.value == 0.0
    assert found["outfits.pose_10", "finished"].value <= found["outfits.pose_20", "finished"].value
