"""One seed out of a seed and a number."""


def combine_seed(seed: int, index: int) -> int:
    """A seed for each pair: the large odd multiplier keeps pairs of small numbers apart. May exceed 64 bits."""
    return seed * 1_000_003 + index
