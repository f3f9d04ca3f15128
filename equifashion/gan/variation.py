"""Variations: random ways away from an idea, a step of the wanted size along each, and a varied choice of them."""

from collections.abc import Callable, Sequence

import numpy as np

_LONGEST = 4.0  # strength; from here on hardly anything of the idea is left
_ACCURACY = 0.05  # of the wanted distance
_TRIES = 6


def moved_towards(styles: np.ndarray, other: np.ndarray, centre: np.ndarray, strength: float) -> np.ndarray:
    """Styles moved towards others on the shell where styles lie: as far from the average ones as designs are.

    Args:
        styles, other: (layers, w), of two independent ideas.
        centre: average styles under their brief, (layers, w).
        strength: of the other idea's displacement for one of the own, ≥ 0: at 1 they count alike.

    Returns:
        (layers, w) float32.
    """
    moved = (styles - centre) + strength * (other - centre)
    return (centre + moved / np.sqrt(1.0 + strength**2)).astype(np.float32)


def strength_for(
    distance: float, distance_at: Callable[[float], float], guess: float = 1.0, tries: int = _TRIES
) -> float:
    """How far to go for a wanted distance, by the secant rule on a curve that starts at 0 and rises.

    Args:
        distance: wanted, > 0.
        distance_at: strength → distance; called ``tries`` times at most.
        guess: first strength tried.

    Returns:
        The strength whose distance came nearest, at most 4.
    """
    low, high = (0.0, 0.0), (_LONGEST, np.inf)  # (strength, distance) below and above what is wanted
    best = (np.inf, guess)
    strength = min(guess, _LONGEST)
    for _ in range(tries):
        found = distance_at(strength)
        best = min(best, (abs(found - distance), strength))
        if best[0] <= _ACCURACY * distance:
            break
        if found < distance:
            low = max(low, (strength, found))
        else:
            high = min(high, (strength, found))
        if low[0] >= _LONGEST:
            break
        if np.isinf(high[1]):
            strength = min(_LONGEST, strength * float(np.clip(distance / max(found, 1e-9), 1.2, 3.0)))
        else:
            slope = (distance - low[1]) / max(high[1] - low[1], 1e-9)
            strength = low[0] + float(np.clip(slope, 0.1, 0.9)) * (high[0] - low[0])
    return best[1]


def strength_among(
    distance: float, distance_at: Callable[[float], float], strengths: Sequence[float], guess: float
) -> float:
    """Which of a few strengths comes nearest to a wanted distance, on a curve that rises in steps.

    Args:
        distance: wanted, > 0.
        distance_at: strength → distance; called once a strength at most.
        strengths: one a step, rising.
        guess: the first one tried is the nearest to this.
    """
    place = min(range(len(strengths)), key=lambda each: abs(strengths[each] - guess))
    found = {place: distance_at(strengths[place])}
    way = 1 if found[place] < distance else -1
    while 0 <= place + way < len(strengths) and (found[place] < distance) == (way > 0):
        place += way
        found[place] = distance_at(strengths[place])
    return strengths[min(found, key=lambda each: abs(found[each] - distance))]


def farthest_points(distances: np.ndarray, count: int, apart: float) -> list[int]:
    """A choice in which each next one is as far from the earlier ones as can be (Gonzalez 1985).

    Args:
        distances: (N, N), symmetric.
        count: how many at most.
        apart: those nearer than this to a chosen one are near-duplicates and are left out.

    Returns:
        Places, the first one being the most central.
    """
    if len(distances) == 0:
        return []
    chosen = [int(np.argmin(distances.sum(axis=1)))]
    while len(chosen) < min(count, len(distances)):
        nearest = distances[:, chosen].min(axis=1)
        farthest = int(np.argmax(nearest))
        if nearest[farthest] < apart or nearest[farthest] == 0.0:
            break
        chosen.append(farthest)
    return chosen
