"""A function that calls back at every step, as an iterator: taken step by step, and it can be left early."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TypeVar

Step = TypeVar("Step")


class _Left(BaseException):
    """Nobody wants a further step."""


@dataclass(frozen=True)
class _Ended:
    error: BaseException | None = None


def steps_of(run: Callable[[Callable[[Step], None]], None], working: threading.Lock) -> Iterator[Step]:
    """Iterate over what ``run`` hands to its callback.

    ``run`` works in a thread of its own, and only while the consumer waits for the next step; the lock is held just
    then. Closing the iterator ends it at the step it stands at.

    Args:
        run: called with the callback; what it raises is raised here.
        working: held while it works.
    """
    asked: SimpleQueue[bool] = SimpleQueue()
    told: SimpleQueue[Step | _Ended] = SimpleQueue()

    def hand_over(step: Step) -> None:
        working.release()
        told.put(step)
        going_on = asked.get()
        working.acquire()
        if not going_on:
            raise _Left

    def work() -> None:
        if not asked.get():
            return
        with working:
            try:
                run(hand_over)
            except _Left:
                ended = _Ended()
            except BaseException as error:  # whatever it is, the consumer must hear of it
                ended = _Ended(error)
            else:
                ended = _Ended()
        told.put(ended)

    worker = threading.Thread(target=work, name="finishing", daemon=True)
    worker.start()
    try:
        while True:
            asked.put(True)
            answer = told.get()
            if isinstance(answer, _Ended):
                if answer.error is not None:
                    raise answer.error
                return
            yield answer
    finally:
        asked.put(False)
        worker.join()
