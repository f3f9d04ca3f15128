"""Where records come from: each module here is one source, and adding a source is adding one module.

A source module has ``open_source(data: Path | str | None, seed: int) -> Source``. May be imported by the rest of
``datasets``; imports ``datasets``, ``design``, ``imaging`` and ``errors``.
"""

import importlib
import pkgutil
from pathlib import Path
from typing import Protocol

from equifashion.datasets.record import Record
from equifashion.errors import InvalidInput


class Source(Protocol):
    """Something that has records by number. It is copied to worker processes, so it has to be picklable.

    Attributes:
        name: of its module.
        seed: of all its random choices.
        licence: of its records.
        fingerprint: changes with the data it reads; "" for a source that reads none.
        size: how many records there are; None for as many as one likes.
    """

    name: str
    seed: int
    licence: str
    fingerprint: str
    size: int | None

    def record(self, index: int) -> Record:
        """Record ``index``: a pure function of the seed and the index.

        Raises:
            InvalidInput: its data are missing or cannot be read; the message names the record.
        """


def source_names() -> tuple[str, ...]:
    """The sources there are."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def open_source(name: str, data: Path | str | None = None, seed: int = 0) -> Source:
    """Open a source by name.

    Args:
        name: one of ``source_names()``.
        data: where the source's own data are; sources that draw need none.
        seed: 0–2147483647.

    Raises:
        InvalidInput: an unknown name, a seed out of range, or data of the wrong kind.
    """
    if name not in source_names():
        raise InvalidInput(f"There is no source {name!r}; there are {', '.join(source_names())}.")
    if not 0 <= seed < 2**31:
        raise InvalidInput(f"The seed must be a whole number from 0 to 2147483647; got {seed}.")
    return importlib.import_module(f"{__name__}.{name}").open_source(data, seed)
