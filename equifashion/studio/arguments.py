"""Checks of the studio's arguments: a refusal says what was expected and what came."""

from numbers import Real

import numpy as np

from equifashion.errors import InvalidInput

MAX_COUNT = 64  # ideas of one call


def whole(name: str, value: object, low: int, high: int) -> int:
    """A whole number in range, numpy's integers included."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not low <= value <= high:
        raise InvalidInput(f"The {name} must be a whole number from {low} to {high}; got {value!r}.")
    return int(value)


def number(name: str, value: object, low: float, high: float) -> float:
    """A number in range, as a float."""
    if isinstance(value, bool) or not isinstance(value, Real) or not low <= float(value) <= high:
        raise InvalidInput(f"The {name} must be a number from {low:g} to {high:g}; got {value!r}.")
    return float(value)
