"""A progress line for long work: rewritten in a terminal, one line now and then in a log."""

import sys
import time
from typing import TextIO

_EVERY_IN_TERMINAL, _EVERY_IN_LOG = 0.2, 30.0  # seconds


class ProgressLine:
    """Prints ``250/1000 records · 12.5 a second · 1 min left``; use as a context manager and call with progress.

    Args:
        what: the things counted.
        stream: where to; standard error by default.
    """

    def __init__(self, what: str, stream: TextIO | None = None) -> None:
        self._what = what
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._start = self._printed = time.monotonic()
        self._written = False

    def __call__(self, done: int, total: int, made: int | None = None) -> None:
        """Tell progress.

        Args:
            done, total: things there, and in all.
            made: of these by the present work, which alone tells its speed; all by default.
        """
        now = time.monotonic()
        every = _EVERY_IN_TERMINAL if self._terminal else _EVERY_IN_LOG
        if now - self._printed < every and done < total:
            return
        self._printed = now
        speed = (done if made is None else made) / max(now - self._start, 1e-6)
        left = _span((total - done) / max(speed, 1e-6))
        text = f"{done}/{total} {self._what} · {speed:.1f} a second · {left} left"
        self._stream.write(f"\r{text}\x1b[K" if self._terminal else f"{text}\n")
        self._stream.flush()
        self._written = True

    def __enter__(self) -> "ProgressLine":
        return self

    def __exit__(self, *_: object) -> None:
        if self._terminal and self._written:
            self._stream.write("\n")


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
