"""Hugging Face Spaces that lend their GPU for one call at a time (ZeroGPU).

Imports nothing heavy, since ``app.py`` asks ``on_zero_gpu`` before PyTorch is imported. Any module may import it.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def on_zero_gpu() -> bool:
    """Whether this process runs on such a Space."""
    return os.environ.get("SPACES_ZERO_GPU", "").lower() in ("1", "true", "t")


class GpuRunner:
    """Runs a studio's operations. This one just calls them: the networks' device is always there."""

    def run(
        self, operation: Callable[Parameters, Result], *arguments: Parameters.args, **options: Parameters.kwargs
    ) -> Result:
        """Call an operation; its first argument is the studio's own context, always the same one."""
        return operation(*arguments, **options)

    def iterate(
        self,
        operation: Callable[Parameters, Iterator[Result]],
        *arguments: Parameters.args,
        **options: Parameters.kwargs,
    ) -> Iterator[Result]:
        """Call an operation that gives its steps one by one; closing the iterator stops it."""
        return operation(*arguments, **options)


class ZeroGpuRunner(GpuRunner):
    """Borrows the Space's GPU for every operation.

    The Space runs an operation in a fork of this process. So the context is there already, and only the operation
    (by its importable name), its other arguments and its results are pickled; none of them may hold CUDA tensors.
    All operations share two borrowed functions, because each one keeps a forked process with its own copy of the
    networks. An operation called inside an operation runs on the loan that is there: the Space sees to that.

    Args:
        seconds: how long an operation may hold the GPU.
    """

    def __init__(self, seconds: int) -> None:
        import spaces  # comes with those Spaces and is needed nowhere else

        self._context: object = None
        self._borrow_and_run = spaces.GPU(duration=seconds)(self._run)
        self._borrow_and_iterate = spaces.GPU(duration=seconds)(self._iterate)

    def run(self, operation: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """As ``GpuRunner.run``."""
        self._context, *others = arguments
        return self._borrow_and_run(operation, others, options)

    def iterate(self, operation: Callable[..., Iterator[Any]], *arguments: Any, **options: Any) -> Iterator[Any]:
        """As ``GpuRunner.iterate``."""
        self._context, *others = arguments
        return self._borrow_and_iterate(operation, others, options)

    def _run(self, operation: Callable[..., Any], others: list[Any], options: dict[str, Any]) -> Any:
        return operation(self._context, *others, **options)

    def _iterate(
        self, operation: Callable[..., Iterator[Any]], others: list[Any], options: dict[str, Any]
    ) -> Iterator[Any]:
        # A generator function: that is how the Space knows that results come one by one.
        yield from operation(self._context, *others, **options)
