"""The bootstrap of values that were measured on the same items, for one training seed or several.

Tables are (S, N): S trainings of the same N items. Seeds and items are resampled together and apart from one
another (the pigeonhole bootstrap, Owen 2007), the same for all tables, so that what items have in common cancels
in differences. With one seed only the items vary: what another training would give is then not in the interval.
"""

from collections.abc import Callable

import numpy as np

from equifashion.errors import InvalidInput
from equifashion.evaluation.figures import DRAWS, Estimate, interval

Statistic = Callable[[np.ndarray], float]


def crossed_estimate(
    statistic: Callable[..., float], *tables: np.ndarray, draws: int = DRAWS, seed: int = 0
) -> Estimate:
    """A statistic of one or several tables and its 95 % interval.

    Args:
        statistic: takes arrays like ``tables``.
        tables: all (S, N).
        draws: resamplings.
        seed: of the resampling.

    Raises:
        InvalidInput: the tables' shapes differ, or they are empty.
    """
    shapes = {np.shape(table) for table in tables}
    if len(shapes) != 1 or len(shape := shapes.pop()) != 2 or 0 in shape:
        raise InvalidInput(
            f"Paired values need tables of one shape (seeds, items); got {[np.shape(t) for t in tables]}."
        )
    random = np.random.default_rng(seed)
    drawn = []
    for _ in range(draws):
        rows = np.ix_(*(random.integers(0, size, size) for size in shape))
        drawn.append(float(statistic(*(table[rows] for table in tables))))
    return interval(float(statistic(*tables)), drawn)


def paired_difference(
    variant: np.ndarray, reference: np.ndarray, statistic: Statistic = np.mean, draws: int = DRAWS, seed: int = 0
) -> Estimate:
    """statistic(variant) − statistic(reference), both resampled alike; arguments as ``crossed_estimate``."""
    return crossed_estimate(lambda a, b: statistic(a) - statistic(b), variant, reference, draws=draws, seed=seed)
