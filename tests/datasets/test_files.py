import errno

import pytest

from equifashion.datasets.files import remove, storing
from equifashion.errors import StorageError
from equifashion.files import replace_whole


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "new" / "a.json"
    replace_whole(path, b"one")
    replace_whole(path, b"two")
    assert path.read_bytes() == b"two" and [p.name for p in path.parent.iterdir()] == ["a.json"]


def test_removing(tmp_path):
    (tmp_path / "folder" / "inner").mkdir(parents=True)
    (tmp_path / "file").write_bytes(b"")
    for name in ("folder", "file", "nothing"):
        remove(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_other_refusals(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="could not be written"), storing(tmp_path):
        replace_whole(tmp_path / "file" / "x.json", b"1")
    with pytest.raises(StorageError, match="there is no permission"), storing(tmp_path):
        raise PermissionError(errno.EACCES, "denied")
