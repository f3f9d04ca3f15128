"""Loads the studio once, in the background, so that the page is up at once."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

Loaded = TypeVar("Loaded")


class BackgroundLoader(Generic[Loaded]):
    """Runs one slow load for everybody who waits on it.

    A load that failed is tried again by the next ``wait``: weights that were missing may have been restored.

    Args:
        load: called without arguments in another thread; what it returns is shared by all.
    """

    def __init__(self, load: Callable[[], Loaded]) -> None:
        self._load = load
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="studio-loader")
        self._lock = threading.Lock()
        self._attempt: Future[Loaded] | None = None

    def start(self) -> Future[Loaded]:
        """Begin loading, unless it is under way or done."""
        with self._lock:
            attempt = self._attempt
            if attempt is None or (attempt.done() and attempt.exception() is not None):
                attempt = self._attempt = self._executor.submit(self._load)
            return attempt

    def wait(self) -> Loaded:
        """What was loaded, once it is; raises what the load raised."""
        return self.start().result()

    @property
    def settled(self) -> bool:
        """Whether the current attempt has ended, well or badly."""
        return self._attempt is not None and self._attempt.done()

    @property
    def ready(self) -> bool:
        return self.settled and self._attempt.exception() is None

    @property
    def problem(self) -> str | None:
        """Why the last attempt failed, or None."""
        error = self._attempt.exception() if self.settled else None
        return None if error is None else (str(error) or type(error).__name__)
