"""Files that appear whole or not at all, and what the operating system refuses, in plain words.

May be imported by every layer; imports only `errors`.
"""

import errno
import os
import secrets
from pathlib import Path

from equifashion.errors import StorageError

_FULL_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it appears whole or not at all; missing folders are made, an old file is replaced.

    Raises:
        StorageError: full disk, no permission, or not a place for a file.
    """
    try:
        if path.exists() and not path.is_file():
            raise StorageError(f"{str(path)!r} is a folder or device. Please choose a file name.")
        replace_whole(path, content)
    except StorageError:
        raise
    except (OSError, ValueError) as error:
        raise StorageError(
            f"{path.name} could not be saved in {str(path.parent)!r}: {refusal_reason(error)}. "
            f"Please choose another place; your work is not lost."
        ) from error


def replace_whole(path: Path, content: bytes) -> None:
    """As ``write_whole``, with the operating system's own refusals (OSError, ValueError)."""
    partial = path.parent / f".{secrets.token_hex(8)}.partial"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(partial, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except (OSError, ValueError):
        _remove_if_there(partial)
        raise


def refusal_reason(error: OSError | ValueError) -> str:
    """Why a file could not be written or read, e.g. ``"the disk is full"``."""
    code = getattr(error, "errno", None)
    if code in _FULL_DISK:
        return "the disk is full"
    if code in _FORBIDDEN:
        return "there is no permission"
    if code in (errno.ENOTDIR, errno.EEXIST):
        return "a part of the path is a file, not a folder"
    return (getattr(error, "strerror", None) or str(error)).lower()


def _remove_if_there(path: Path) -> None:
    try:
        path.unlink()
    except (OSError, ValueError):  # it was never made
        return
