"""Files that are there whole or not at all, and what the operating system refuses, in one sentence."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from equifashion.errors import StorageError

_FULL_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    try:
        with open(partial, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses into one sentence (StorageError)."""
    try:
        yield
    except OSError as error:
        if isinstance(error, StorageError):
            raise
        reason = (
            "the disk is full; make room and give the same command again, and it will go on"
            if error.errno in _FULL_DISK
            else "there is no permission"
            if error.errno in _FORBIDDEN
            else (error.strerror or str(error)).lower()
        )
        raise StorageError(f"The data set could not be written to {folder}: {reason}.") from error


def remove(path: Path) -> None:
    """Delete a file or a folder with everything in it, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
