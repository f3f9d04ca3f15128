"""Timing side by side: all cases in turn, round after round, so that a busy minute falls on every one alike."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from equifashion.evaluation.designs import Say, say_nothing


@dataclass(frozen=True)
class Case:
    """Something to time.

    Attributes:
        name: shown in the report.
        run: called with the round's number; must do the whole work before it returns (on CUDA it is waited for).
    """

    name: str
    run: Callable[[int], object]


@dataclass(frozen=True)
class Timing:
    """Seconds of one case.

    Attributes:
        first: of the first call, with cold caches; not among the others.
        median, low, high: of the warm rounds; low and high are the smallest and largest.
        ratio: median over the rounds of this case's time by the reference's of the same round.
        rounds: how many warm rounds.
    """

    first: float
    median: float
    low: float
    high: float
    ratio: float
    rounds: int


def time_side_by_side(cases: Sequence[Case], rounds: int, on_progress: Say = say_nothing) -> dict[str, Timing]:
    """Time every case once cold and then ``rounds`` times; the first case is the reference of the ratios.

    The order turns by one from round to round, so that no case always follows the same one.
    """
    seconds = np.zeros((rounds + 1, len(cases)))
    for number in range(rounds + 1):
        for turn in range(len(cases)):
            index = (turn + number) % len(cases)
            on_progress(f"round {number} of {rounds}: {cases[index].name}")
            seconds[number, index] = _seconds(cases[index], number)
    warm = seconds[1:]
    ratios = warm / warm[:, :1]
    return {
        case.name: Timing(
            float(seconds[0, i]),
            float(np.median(warm[:, i])),
            float(warm[:, i].min()),
            float(warm[:, i].max()),
            float(np.median(ratios[:, i])),
            rounds,
        )
        for i, case in enumerate(cases)
    }


def _seconds(case: Case, number: int) -> float:
    _wait()
    started = time.perf_counter()
    case.run(number)
    _wait()
    return time.perf_counter() - started


def _wait() -> None:
    if torch.cuda.is_available():
        torch.cuda.synchronize()
