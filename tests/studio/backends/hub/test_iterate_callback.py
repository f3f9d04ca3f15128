"""A function that calls back, taken step by step."""

import threading
from contextlib import closing

import pytest

from equifashion.studio.backends.hub.iterate_callback import iterate_callback


def counting(count: int, done: list):
    def run(on_step):
        for number in range(count):
            done.append(number)
            on_step(number)

    return run


def test_steps_come_in_order_and_only_when_asked_for():
    done, lock = [], threading.Lock()
    steps = iterate_callback(counting(3, done), lock)
    assert done == []
    assert next(steps) == 0 and done == [0]
    assert list(steps) == [1, 2] and done == [0, 1, 2]


def test_the_lock_is_free_between_steps_and_held_while_it_works():
    lock, seen = threading.Lock(), []

    def run(on_step):
        for number in range(2):
            seen.append(lock.locked())
            on_step(number)

    for _ in iterate_callback(run, lock):
        assert not lock.locked()
    assert seen == [True, True] and not lock.locked()


def test_leaving_early_ends_it_there():
    done, lock, before = [], threading.Lock(), threading.active_count()
    with closing(iterate_callback(counting(100, done), lock)) as steps:
        next(steps)
        next(steps)
    assert done == [0, 1] and not lock.locked() and threading.active_count() == before


def test_never_begun_is_never_run():
    done, lock = [], threading.Lock()
    iterate_callback(counting(3, done), lock).close()
    assert done == []


def test_what_it_raises_is_raised_here():
    lock = threading.Lock()

    def run(on_step):
        on_step(1)
        raise ValueError("the thread broke")

    steps = iterate_callback(run, lock)
    assert next(steps) == 1
    with pytest.raises(ValueError, match="the thread broke"):
        next(steps)
    assert not lock.locked()


def test_two_take_turns():
    """One lock, two functions: neither is inside while the other works."""
    lock, inside, most = threading.Lock(), [], []

    def run(on_step):
        for number in range(20):
            inside.append(number)
            most.append(len(inside))
            inside.pop()
            on_step(number)

    pairs = list(zip(iterate_callback(run, lock), iterate_callback(run, lock), strict=True))
    assert pairs == [(number, number) for number in range(20)] and max(most) == 1
