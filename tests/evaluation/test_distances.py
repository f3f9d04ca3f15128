"""Set distances against closed forms, reference implementations, and what must make them worse."""

import numpy as np
import pytest
import torch
from prdc import compute_prdc
from scipy.linalg import sqrtm
from sklearn.metrics.pairwise import polynomial_kernel
from torchmetrics.image.fid import _compute_fid
from torchmetrics.image.kid import maximum_mean_discrepancy

from equifashion.errors import InvalidInput
from equifashion.evaluation.distances import (
    class_score,
    estimate_frechet,
    estimate_kernel,
    frechet_distance,
    kernel_distance,
    neighbourhoods,
)


def normal(count: int, width: int, seed: int, mean: float = 0.0, spread: float = 1.0) -> np.ndarray:
    return np.random.default_rng(seed).normal(mean, spread, (count, width))


def whitened(count: int, width: int, seed: int) -> np.ndarray:
    """Rows with exactly zero mean and unit covariance, so that closed forms hold to rounding."""
    rows = normal(count, width, seed)
    rows = rows - rows.mean(0)
    return rows @ np.linalg.inv(np.linalg.cholesky(np.cov(rows, rowvar=False))).T


def test_identical_sets_are_not_apart():
    rows = normal(60, 20, 0)
    assert frechet_distance(rows, rows) == pytest.approx(0.0, abs=1e-9)
    assert kernel_distance(rows, rows) < 1e-3  # unbiased: a little below 0
    found = neighbourhoods(rows, rows, 5)
    assert (found.precision.mean(), found.recall.mean(), found.coverage.mean()) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(("shift", "spread"), [(0.0, 1.0), (2.0, 1.0), (0.0, 3.0), (1.5, 0.5)])
def test_known_gaussians(shift, spread):
    """Between N(0, I) and N(shift, spread² I) it is D·(shift² + (1 − spread)²)."""
    width = 8
    first, second = whitened(100, width, 0), spread * whitened(80, width, 1) + shift
    assert frechet_distance(first, second) == pytest.approx(width * (shift**2 + (1 - spread) ** 2), abs=1e-9)


def test_correlated_gaussians():
    """The matrix root matters where covariances do not commute."""
    rng = np.random.default_rng(3)
    a, b = (rng.normal(size=(6, 6)) for _ in range(2))
    first, second = whitened(50, 6, 0) @ a.T, whitened(50, 6, 1) @ b.T
    c, d = a @ a.T, b @ b.T
    expected = np.trace(c) + np.trace(d) - 2 * np.trace(sqrtm(c @ d)).real
    assert frechet_distance(first, second) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("sizes", [(200, 150), (15, 40)])  # the second: fewer rows than dimensions
def test_frechet_agrees_with_torchmetrics(sizes):
    first, second = normal(sizes[0], 24, 0), normal(sizes[1], 24, 1, 0.3, 1.2)
    moments = []
    for rows in (first, second):
        moments += [torch.from_numpy(rows.mean(0)), torch.from_numpy(np.cov(rows, rowvar=False))]
    assert frechet_distance(first, second) == pytest.approx(float(_compute_fid(*moments)), rel=1e-3)


def test_kernel_distance_agrees_with_torchmetrics_and_sklearn():
    first, second = normal(50, 16, 0), normal(50, 16, 1, 0.4)
    kernels = [polynomial_kernel(a, b, 3, coef0=1) for a, b in ((first, first), (first, second), (second, second))]
    expected = maximum_mean_discrepancy(*(torch.from_numpy(kernel) for kernel in kernels))
    assert kernel_distance(first, second) == pytest.approx(float(expected), rel=1e-3)


def test_unequal_sizes_of_the_kernel_distance():
    first, second = normal(40, 16, 0), normal(70, 16, 1, 0.4)
    xx, xy, yy = (
        polynomial_kernel(a, b, 3, coef0=1) for a, b in ((first, first), (first, second), (second, second))
    )
    n, m = len(first), len(second)
    expected = (xx.sum() - np.trace(xx)) / (n * (n - 1)) + (yy.sum() - np.trace(yy)) / (m * (m - 1)) - 2 * xy.mean()
    assert kernel_distance(first, second) == pytest.approx(expected, rel=1e-9)


def test_neighbourhoods_agree_with_prdc(capsys):
    real, made = normal(120, 10, 0), normal(90, 10, 1, 0.5)
    expected = compute_prdc(real_features=real, fake_features=made, nearest_k=5)
    found = neighbourhoods(real, made, 5)
    for name in ("precision", "recall", "density", "coverage"):
        assert getattr(found, name).mean() == pytest.approx(expected[name], abs=1e-3), name


@pytest.mark.parametrize("distance", [frechet_distance, kernel_distance])
def test_more_noise_is_further_away(distance):
    real, other = normal(200, 12, 0), normal(200, 12, 1)
    found = [distance(other + normal(200, 12, 2, 0, level), real) for level in (0.0, 0.5, 1.0, 2.0)]
    assert found == sorted(found) and found[0] < 0.3 * found[-1]


@pytest.mark.parametrize("distance", [frechet_distance, kernel_distance])
def test_dropped_modes_are_further_away(distance):
    centres = normal(6, 12, 9, 0, 4)
    real = np.concatenate([normal(60, 12, i) + centre for i, centre in enumerate(centres)])

    def made(modes: int) -> np.ndarray:
        return np.concatenate([normal(360 // modes, 12, 50 + i) + centres[i] for i in range(modes)])

    found = [distance(made(modes), real) for modes in (6, 3, 2, 1)]
    assert found == sorted(found)
    recall, coverage, precision = [], [], []
    for modes in (6, 3, 1):
        terms = neighbourhoods(real, made(modes))
        recall.append(terms.recall.mean())
        coverage.append(terms.coverage.mean())
        precision.append(terms.precision.mean())
    assert recall == sorted(recall, reverse=True) and coverage == sorted(coverage, reverse=True)
    assert coverage[-1] < 0.25 and min(precision) > 0.6  # what is left is as real as before


def test_class_scores():
    sure = np.eye(4)[np.arange(40) % 4]
    assert class_score(sure) == pytest.approx(4.0)
    assert class_score(np.full((40, 4), 0.25)) == pytest.approx(1.0)
    assert class_score(np.eye(4)[np.zeros(40, int)]) == pytest.approx(1.0)  # clear, but all alike
    softer = 0.7 * sure + 0.3 / 4
    assert 1.0 < class_score(softer) < 4.0


@pytest.mark.parametrize(
    ("estimated", "plain"), [(estimate_frechet, frechet_distance), (estimate_kernel, kernel_distance)]
)
def test_intervals_hold_the_value_and_shrink_with_more_pictures(estimated, plain):
    widths = []
    for count in (40, 640):
        first, second = normal(count, 6, 0), normal(count, 6, 1, 0.5)
        found = estimated(first, second)
        assert found.value == plain(first, second)
        assert found.low < found.value < found.high
        widths.append(found.high - found.low)
    assert widths[1] < 0.5 * widths[0]


def test_what_cannot_be_compared():
    with pytest.raises(InvalidInput, match=r"one width; got \(9, 3\) and \(9, 4\)"):
        frechet_distance(np.zeros((9, 3)), np.zeros((9, 4)))
    with pytest.raises(InvalidInput, match="at least 2"):
        kernel_distance(np.zeros((1, 3)), np.zeros((9, 3)))
    with pytest.raises(InvalidInput, match="5 neighbours need more than 5 pictures"):
        neighbourhoods(np.zeros((5, 3)), np.zeros((9, 3)))
