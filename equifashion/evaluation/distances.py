"""Distances between two sets of feature vectors, as plain formulas on (N, D) arrays.

None of these is a "FID" by itself: that name belongs to the Fréchet distance of Inception features.
"""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from equifashion.errors import InvalidInput
from equifashion.evaluation.bootstrap import Estimate, estimate_rows

_FRECHET_RESAMPLES = 40  # each costs a singular value decomposition
_KERNEL_RESAMPLES = 300


def frechet_distance(first: np.ndarray, second: np.ndarray) -> float:
    """Squared Fréchet distance of two sets seen as Gaussians (Heusel et al. 2017, Eq. 6).

    tr √(C₁C₂) is the sum of the singular values of A·Bᵀ / √((n−1)(m−1)) for centred rows A and B, which
    needs no D×D root and is exact for fewer rows than dimensions.
    """
    _check(first, second)
    return _frechet(*_products(first, second))


def estimate_frechet(first: np.ndarray, second: np.ndarray, seed: int = 0) -> Estimate:
    """``frechet_distance`` with the interval of resampling both sets."""
    _check(first, second)
    xx, yy, xy = _products(first, second)

    def distance(i: np.ndarray, j: np.ndarray) -> float:
        return _frechet(xx[np.ix_(i, i)], yy[np.ix_(j, j)], xy[np.ix_(i, j)])

    return estimate_rows(distance, xy.shape, _FRECHET_RESAMPLES, seed, centred=True)


def _products(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Inner products of all rows within both sets and between them, (N, N), (M, M), (N, M)."""
    first, second = first.astype(np.float64), second.astype(np.float64)
    return first @ first.T, second @ second.T, first @ second.T


def _frechet(xx: np.ndarray, yy: np.ndarray, xy: np.ndarray) -> float:
    """From the inner products of rows."""
    n, m = xy.shape
    means = float(xx.mean() + yy.mean() - 2.0 * xy.mean())
    spread = float(np.trace(xx) - n * xx.mean()) / (n - 1) + float(np.trace(yy) - m * yy.mean()) / (m - 1)
    centred = xy - xy.mean(axis=0, keepdims=True) - xy.mean(axis=1, keepdims=True) + xy.mean()
    common = float(np.linalg.svd(centred, compute_uv=False).sum()) / ((n - 1) * (m - 1)) ** 0.5
    return means + spread - 2.0 * common


def kernel_distance(first: np.ndarray, second: np.ndarray) -> float:
    """Unbiased squared MMD with the kernel (x·y / D + 1)³ (Bińkowski et al. 2018); may fall below 0."""
    _check(first, second)
    return _mmd(*_kernels(first, second), np.ones(len(first)), np.ones(len(second)))


def estimate_kernel(first: np.ndarray, second: np.ndarray, seed: int = 0) -> Estimate:
    """``kernel_distance`` with the interval of resampling both sets."""
    _check(first, second)
    kernels = _kernels(first, second)

    def distance(i: np.ndarray, j: np.ndarray) -> float:
        return _mmd(*kernels, np.bincount(i, minlength=len(first)), np.bincount(j, minlength=len(second)))

    return estimate_rows(distance, (len(first), len(second)), _KERNEL_RESAMPLES, seed)


def _kernels(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    xx, yy, xy = ((products / first.shape[1] + 1.0) ** 3 for products in _products(first, second))
    return xx, yy, xy


def _mmd(xx: np.ndarray, yy: np.ndarray, xy: np.ndarray, a: np.ndarray, b: np.ndarray) -> float:
    """With every row counted as often as ``a`` and ``b`` say; pairs of a row with itself are left out."""

    def within(kernel: np.ndarray, weight: np.ndarray) -> float:
        pairs = weight.sum() ** 2 - (weight**2).sum()
        return float((weight @ kernel @ weight - (weight**2 * np.diag(kernel)).sum()) / pairs)

    return within(xx, a) + within(yy, b) - 2.0 * float(a @ xy @ b) / float(a.sum() * b.sum())


@dataclass(frozen=True)
class Neighbourhoods:
    """Terms whose means are precision and density (over made pictures), recall and coverage (over real ones).

    Source: Kynkäänniemi et al. 2019; Naeem et al. 2020.
    """

    precision: np.ndarray
    density: np.ndarray
    recall: np.ndarray
    coverage: np.ndarray


def neighbourhoods(real: np.ndarray, made: np.ndarray, k: int = 5) -> Neighbourhoods:
    """Which pictures lie inside the k-nearest-neighbour balls of the other set.

    Raises:
        InvalidInput: a set has not more than k rows.
    """
    _check(real, made)
    if min(len(real), len(made)) <= k:
        raise InvalidInput(f"{k} neighbours need more than {k} pictures a set; got {len(real)} and {len(made)}.")
    between = cdist(real, made)
    real_radius, made_radius = (np.partition(cdist(rows, rows), k, axis=1)[:, k] for rows in (real, made))
    inside = between < real_radius[:, None]
    return Neighbourhoods(
        precision=inside.any(axis=0).astype(float),
        density=inside.sum(axis=0) / k,
        recall=(between < made_radius[None]).any(axis=1).astype(float),
        coverage=(between.min(axis=1) < real_radius).astype(float),
    )


def class_score(probabilities: np.ndarray) -> float:
    """exp of the mean divergence of p(class | picture) from p(class) (Salimans et al. 2016); (N, K) rows sum to 1.

    The Inception score's formula, for whichever classifier the probabilities come from.
    """
    p = np.clip(probabilities, 1e-12, 1.0)
    return float(np.exp((p * (np.log(p) - np.log(p.mean(axis=0, keepdims=True)))).sum(axis=1).mean()))


def _check(first: np.ndarray, second: np.ndarray) -> None:
    if first.ndim != 2 or second.ndim != 2 or first.shape[1] != second.shape[1] or min(len(first), len(second)) < 2:
        raise InvalidInput(
            f"Expected two sets of at least 2 vectors of one width; got {first.shape} and {second.shape}."
        )
