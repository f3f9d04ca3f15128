"""What the operating system refuses of a data set, in one sentence, and removing what is there."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from equifashion.errors import StorageError

_FULL_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


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
