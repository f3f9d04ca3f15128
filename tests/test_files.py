import errno
import resource

import pytest

from equifashion.errors import StorageError
from equifashion.files import refusal_reason, write_whole


def test_a_file_is_there_whole_and_alone(tmp_path):
    path = tmp_path / "new" / "folder" / "a.bin"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in path.parent.iterdir()] == ["a.bin"]


def test_a_full_disk_leaves_what_was_there(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))  # the system now refuses longer files
    try:
        with pytest.raises(StorageError, match=r"a\.bin could not be saved .*: the disk is full\. .*not lost"):
            write_whole(path, bytes(2000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.bin"]


def test_reasons_are_in_plain_words():
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EACCES: "there is no permission",
        errno.ENOTDIR: "a part of the path is a file, not a folder",
        errno.EISDIR: "is a directory",
    }
    for code, reason in reasons.items():
        assert refusal_reason(OSError(code, "Is a directory")) == reason
    assert refusal_reason(ValueError("embedded null byte")) == "embedded null byte"
