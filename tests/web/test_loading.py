import threading

import pytest

from equifashion.errors import MissingWeights
from equifashion.web.loading import BackgroundLoader


def test_everybody_gets_the_one_thing_that_was_loaded():
    calls = []

    def load():
        calls.append(1)
        return object()

    loader = BackgroundLoader(load)
    assert not loader.settled and not loader.ready and loader.problem is None
    loader.start()
    assert loader.wait() is loader.wait()
    assert loader.ready and loader.problem is None
    assert len(calls) == 1


def test_waiting_lasts_until_it_is_there():
    may_go = threading.Event()
    loader = BackgroundLoader(lambda: may_go.wait(10))
    loader.start()
    assert not loader.settled
    may_go.set()
    assert loader.wait() is True


def test_a_failed_load_is_told_and_tried_again():
    weights = []

    def load():
        if not weights:
            raise MissingWeights("The weights file x is missing.")
        return weights[0]

    loader = BackgroundLoader(load)
    with pytest.raises(MissingWeights):
        loader.wait()
    assert loader.settled and not loader.ready
    assert loader.problem == "The weights file x is missing."
    weights.append("restored")
    assert loader.wait() == "restored"
    assert loader.problem is None
