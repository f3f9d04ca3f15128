"""Operations through the runners: called as they are, or on a borrowed GPU."""

import operator
import subprocess
import sys
from pathlib import Path

import pytest

from equifashion.zero_gpu import GpuRunner, ZeroGpuRunner, on_zero_gpu


class Context:
    """Holds what cannot be pickled, as networks on a GPU."""

    def __init__(self):
        self.double = lambda number: 2 * number
        self.closed = False


def double(context: Context, number: int, times: int = 1) -> int:
    return times * context.double(number)


def count(context: Context, last: int):
    try:
        for number in range(last):
            yield context.double(number)
    finally:
        context.closed = True


@pytest.fixture(params=["here", "borrowed"])
def runner(request, spaces) -> GpuRunner:
    return GpuRunner() if request.param == "here" else ZeroGpuRunner(20)


def test_results_and_steps_come_back(runner):
    context = Context()
    assert runner.run(double, context, 3, times=2) == 12
    assert list(runner.iterate(count, context, 3)) == [0, 2, 4] and context.closed


def test_closing_the_iterator_stops_the_operation(runner):
    context = Context()
    steps = runner.iterate(count, context, 100)
    assert next(steps) == 0 and not context.closed
    steps.close()
    assert context.closed


def test_every_operation_is_one_loan(spaces):
    runner, context = ZeroGpuRunner(20), Context()
    for number in range(3):
        runner.run(double, context, number)
    list(runner.iterate(count, context, 5))
    assert spaces.borrowed == [20] * 4


def test_an_error_comes_back(runner):
    with pytest.raises(ZeroDivisionError):
        runner.run(operator.truediv, 1, 0)


@pytest.mark.parametrize(("value", "wanted"), [("true", True), ("1", True), ("", False), ("0", False)])
def test_the_space_says_whether_it_lends(monkeypatch, value, wanted):
    monkeypatch.setenv("SPACES_ZERO_GPU", value)
    assert on_zero_gpu() == wanted


def test_asking_imports_nothing_heavy():
    code = "import sys, equifashion.zero_gpu; print({'torch', 'gradio', 'diffusers'} & set(sys.modules))"
    root = Path(__file__).resolve().parents[3]
    asked = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert asked.stdout.strip() == "set()", asked.stderr
