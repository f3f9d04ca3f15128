"""Build a data set: records in parallel, written block by block, resumable after any interruption.

A record depends on the seed and its number alone, so the number of workers changes nothing but the time. Finished
blocks are never touched again; what a killed build had not finished is made anew.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

from filelock import FileLock, Timeout

from equifashion.datasets.card import write_card
from equifashion.datasets.encoding import Encoded, encode
from equifashion.datasets.files import storing
from equifashion.datasets.sources import Source
from equifashion.datasets.storage import STORES, Manifest, create_store
from equifashion.errors import InvalidInput, StorageError

BLOCK = 250  # records in a block: some 15 MB, and the most that a kill can cost
_BATCH = 4  # records a worker makes before it answers
_AHEAD = 4  # batches waiting for each worker
_LARGEST_COUNT, _MOST_WORKERS = 10_000_000, 256

_source: Source | None = None  # of a worker process, which exists for one build only


@dataclass(frozen=True)
class Built:
    """What a build has done.

    Attributes:
        folder: the data set.
        made: records made by this call. found: records that were there already.
    """

    folder: Path
    made: int
    found: int


def build(
    source: Source,
    count: int,
    out: Path | str,
    *,
    format: str = "shards",
    workers: int = 1,
    block: int = BLOCK,
    on_progress: Callable[[int, int, int], None] | None = None,
) -> Built:
    """Make the first ``count`` records of a source, or those that are still missing.

    Args:
        source: where they come from.
        count: records in all, 1 to the source's size.
        out: folder; new, empty, or one that an earlier call with the same source and seed has begun.
        format: a key of ``STORES``.
        workers: processes, 1–256; 1 works in this one.
        block: records written at a time.
        on_progress: called with (records there, records in all, records made by this call).

    Raises:
        InvalidInput: wrong arguments, unusable data, or a folder of something else.
        StorageError: full disk, no permission, another build at work in the folder, or a worker killed.
    """
    _check(source, count, format, workers, block)
    manifest = Manifest(source.name, source.seed, source.fingerprint, source.licence, format, count, block)
    with _only_one(Path(out)):
        store = create_store(out, manifest)
        done = store.done()
        missing = [number for number in manifest.blocks if done.get(number) != len(manifest.indices(number))]
        found = count - sum(len(manifest.indices(number)) for number in missing)
        made = 0
        with _making(source, workers, [i for number in missing for i in manifest.indices(number)]) as records:
            for number in missing:
                finished = []
                for _ in manifest.indices(number):
                    finished.append(next(records))
                    made += 1
                    if on_progress:
                        on_progress(found + made, count, made)
                store.write(number, finished)
                write_card(store)
        store.clear_partial()
        write_card(store)
    return Built(Path(out), made, found)


def _check(source: Source, count: int, format: str, workers: int, block: int) -> None:
    if format not in STORES:
        raise InvalidInput(f"The format must be one of {', '.join(STORES)}; got {format!r}.")
    if not 1 <= count <= _LARGEST_COUNT:
        raise InvalidInput(f"The count must be a whole number from 1 to {_LARGEST_COUNT}; got {count}.")
    if source.size is not None and count > source.size:
        raise InvalidInput(f"The source {source.name} has {source.size} records; {count} were asked for.")
    if not 1 <= workers <= _MOST_WORKERS:
        raise InvalidInput(f"The workers must be a whole number from 1 to {_MOST_WORKERS}; got {workers}.")
    if block < 1:
        raise InvalidInput(f"A block holds at least 1 record; got {block}.")


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the operating system frees it however this process ends."""
    if folder.exists() and not folder.is_dir():
        raise InvalidInput(f"{folder} is a file, not a folder. Please choose another place.")
    with storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise StorageError(f"Another build is at work in {folder}. Please wait for it to end.") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _making(source: Source, workers: int, indices: list[int]) -> Iterator[Iterator[Encoded]]:
    """The encoded records of the indices, in their order."""
    pool = None
    try:
        if workers == 1 or len(indices) <= _BATCH:
            yield (encode(source.record(index)) for index in indices)
            return
        # Started afresh rather than forked: libraries with threads of their own do not survive a fork.
        pool = ProcessPoolExecutor(
            workers, multiprocessing.get_context("spawn"), initializer=_begin_worker, initargs=(source,)
        )
        batches = [indices[i : i + _BATCH] for i in range(0, len(indices), _BATCH)]
        yield (record for batch in _in_order(pool, batches, _AHEAD * workers) for record in batch)
    except BrokenProcessPool as error:
        raise StorageError(
            "A worker was ended from outside, perhaps for want of memory. The same command goes on; "
            "fewer workers need less memory."
        ) from error
    finally:
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, batches: Iterable[list[int]], ahead: int) -> Iterator[list[Encoded]]:
    """Results in the order of the batches, with a bounded number of them under way."""
    waiting: deque[Future[list[Encoded]]] = deque()
    for batch in batches:
        waiting.append(pool.submit(_make, batch))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _begin_worker(source: Source) -> None:
    global _source
    _source = source
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the builder decides what an interruption means
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed builder leaves no workers behind."""
    wait([multiprocessing.parent_process().sentinel])
    os._exit(1)


def _make(indices: list[int]) -> list[Encoded]:
    return [encode(_source.record(index)) for index in indices]
