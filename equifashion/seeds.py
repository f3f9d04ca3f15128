"""Seeds derived from seeds."""

_STRIDE = 1_000_003  # a prime: neighbouring seeds and indices do not meet


def combine_seed(seed: int, index: int) -> int:
    """One seed for item number ``index`` of a seed."""
    return seed * _STRIDE + index
