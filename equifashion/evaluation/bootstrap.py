"""95 % bootstrap intervals, all by ``scipy.stats.bootstrap`` (percentile method) on row numbers."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.stats

from equifashion.errors import InvalidInput

RESAMPLES = 1000
Statistic = Callable[[np.ndarray], float]


@dataclass(frozen=True)
class Estimate:
    """A value and its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


def estimate(
    statistic: Callable[..., float], *samples: np.ndarray, resamples: int = RESAMPLES, seed: int = 0
) -> Estimate:
    """A statistic of one or several independent samples, each resampled by its own rows (Efron 1979).

    Args:
        statistic: takes arrays like ``samples``.
        samples: arrays whose first axis is resampled.
        resamples: how many.
        seed: of the resampling.
    """
    samples = tuple(np.asarray(sample) for sample in samples)
    sizes = tuple(len(sample) for sample in samples)

    def of_rows(*rows: np.ndarray) -> float:
        return float(statistic(*(sample[chosen] for sample, chosen in zip(samples, rows, strict=True))))

    return estimate_rows(of_rows, sizes, resamples, seed)


def estimate_rows(
    statistic: Callable[..., float], sizes: tuple[int, ...], resamples: int, seed: int = 0, centred: bool = False
) -> Estimate:
    """A statistic of row numbers: of one array of them for each set, sets resampled apart from one another.

    A set of one row cannot be resampled and stays as it is.

    Args:
        statistic: takes an array of row numbers for each size.
        sizes: how many rows each set has.
        resamples: how many.
        seed: of the resampling.
        centred: move the interval so that the resamples' mean is the value. Repeated rows bias distances between
            sets upwards; what the resamples tell is their spread.
    """
    whole = tuple(np.arange(size) for size in sizes)
    varied = [place for place, size in enumerate(sizes) if size > 1]

    def of_varied(*rows: np.ndarray) -> float:
        chosen = list(whole)
        for place, row in zip(varied, rows, strict=True):
            chosen[place] = row
        return float(statistic(*chosen))

    value = float(statistic(*whole))
    if not varied:
        return Estimate(value, value, value)
    drawn = scipy.stats.bootstrap(
        tuple(whole[place] for place in varied),
        of_varied,
        n_resamples=resamples,
        vectorized=False,
        method="percentile",
        rng=np.random.default_rng(seed),
    ).bootstrap_distribution
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    shift = value - float(np.nanmean(drawn)) if centred else 0.0
    return Estimate(value, float(low + shift), float(high + shift))


def crossed_estimate(
    statistic: Callable[..., float], *tables: np.ndarray, resamples: int = RESAMPLES, seed: int = 0
) -> Estimate:
    """A statistic of tables (S, N): S trainings of the same N items.

    Trainings and items are resampled apart from one another (the pigeonhole bootstrap, Owen 2007), the same for all
    tables, so that what items have in common cancels in differences. With one training only the items vary: what
    another training would give is then not in the interval.

    Raises:
        InvalidInput: the tables' shapes differ, or they are empty.
    """
    shapes = {np.shape(table) for table in tables}
    if len(shapes) != 1 or len(shape := shapes.pop()) != 2 or 0 in shape:
        raise InvalidInput(
            f"Paired values need tables of one shape (seeds, items); got {[np.shape(t) for t in tables]}."
        )

    def of_cells(trainings: np.ndarray, items: np.ndarray) -> float:
        return statistic(*(table[np.ix_(trainings, items)] for table in tables))

    return estimate_rows(of_cells, shape, resamples, seed)


def paired_difference(
    variant: np.ndarray,
    reference: np.ndarray,
    statistic: Statistic = np.mean,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Estimate:
    """statistic(variant) − statistic(reference), both resampled alike; arguments as ``crossed_estimate``."""
    return crossed_estimate(
        lambda a, b: statistic(a) - statistic(b), variant, reference, resamples=resamples, seed=seed
    )
