"""Combined seeds: the same numbers for ever, since recipes rest on them."""

import itertools

from equifashion.seeds import combine_seed


def test_known_values():
    assert combine_seed(0, 5) == 5 and combine_seed(7, 3) == 7_000_024


def test_small_pairs_do_not_meet():
    pairs = list(itertools.product(range(50), range(1000)))
    assert len({combine_seed(*pair) for pair in pairs}) == len(pairs)
