"""A function that calls back at every step, as an iterator: taken step by step, and it can be left early."""

import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TypeVar

Step = TypeVar("Step")


class _StopWorking(BaseException):
    """Raised inside the function when nobody wants a further step."""


@dataclass(frozen=True)
class _Finished:
    error: BaseException | None = None


def iterate_callback(
    run: Callable[[Callable[[Step], None]], None], lock: threading.Lock
) -> Generator[Step, None, None]:
    """Iterate over what ``run`` hands to its callback.

    ``run`` works in a thread of its own, and only while the consumer waits for the next step; the lock is held just
    then. Closing the iterator ends ``run`` at its present step.

    Args:
        run: called with the callback; what it raises is raised here.
        lock: held while it works.
    """
    requests: SimpleQueue[bool] = SimpleQueue()  # True: the next step, please; False: stop
    results: SimpleQueue[Step | _Finished] = SimpleQueue()

    def hand_over(step: Step) -> None:
        lock.release()
        results.put(step)
        go_on = requests.get()
        lock.acquire()
        if not go_on:
            raise _StopWorking

    def work() -> None:
        if not requests.get():
            return
        finished = _Finished()
        with lock:
            try:
                run(hand_over)
            except _StopWorking:
                pass
            except BaseException as error:  # whatever it is, the consumer must see it
                finished = _Finished(error)
        results.put(finished)

    worker = threading.Thread(target=work, name="finishing", daemon=True)
    worker.start()
    try:
        while True:
            requests.put(True)
            result = results.get()
            if isinstance(result, _Finished):
                if result.error is not None:
                    raise result.error
                return
            yield result
    finally:
        requests.put(False)
        worker.join()
