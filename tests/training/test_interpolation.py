import pytest
import torch

from equifashion.__main__ import main
from equifashion.errors import CheckpointError, InvalidInput
from equifashion.models.checkpoint import load_checkpoint, save_checkpoint
from equifashion.training.interpolation import interpolate_weights


@pytest.fixture
def files(tmp_path):
    for name, value in (("start", 1.0), ("end", 3.0)):
        tensors = {"weight": torch.full((2, 3), value), "steps": torch.tensor(int(value))}
        save_checkpoint(tmp_path / f"{name}.safetensors", "generator", {"size": 3}, tensors, {"seed": 7})
    return tmp_path


@pytest.mark.parametrize(("share", "weight"), [(0.0, 1.0), (0.25, 1.5), (1.0, 3.0)])
def test_weights_lie_on_the_way_and_say_where(files, share, weight):
    paths = [files / f"{name}.safetensors" for name in ("start", "end", "out")]
    assert (
        main(["interpolate", "generator", *map(str, paths[:2]), "--share", str(share), "--out", str(paths[2])]) == 0
    )
    start, end, found = (load_checkpoint(path, "generator") for path in paths)
    assert torch.equal(found.tensors["weight"], torch.full((2, 3), weight)) and found.tensors["steps"] == 3
    between = {"share": share, "start": start.sha256, "end": end.sha256}
    assert found.config == {"size": 3} and found.notes == {"seed": 7, "interpolated": between}


def test_what_has_nothing_between_is_refused(files):
    start, end, out = (files / f"{name}.safetensors" for name in ("start", "end", "out"))
    with pytest.raises(InvalidInput, match="must be in"):
        interpolate_weights("generator", start, end, 1.5, out)
    save_checkpoint(end, "generator", {"size": 4}, {"weight": torch.zeros(4)})
    with pytest.raises(CheckpointError, match="different networks"):
        interpolate_weights("generator", start, end, 0.5, out)
    assert not out.exists()
