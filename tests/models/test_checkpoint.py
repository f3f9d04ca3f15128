import pytest
import torch
from safetensors.torch import load_file, save_file

from equifashion.errors import CheckpointError, MissingWeights
from equifashion.models.checkpoint import file_sha256, load_checkpoint, part_path, save_checkpoint
from tests.support.tiny_models import noise


@pytest.fixture
def path(tmp_path):
    return tmp_path / "weights" / "thing.safetensors"


@pytest.fixture
def big() -> dict[str, torch.Tensor]:
    """Three tensors of 8 MB each in FP16: two files hold them."""
    return {name: noise(1000, 4000, seed=i) for i, name in enumerate("abc")}


def test_round_trip(path):
    tensors = {"weight": noise(3, 4), "steps": torch.tensor([7, 2**40]), "mask": torch.tensor([True, False])}
    config, notes = {"widths": [1, 2], "name": "áo dài"}, {"batches": 12, "loss": 0.5}
    save_checkpoint(path, "thing", config, tensors, notes)
    found = load_checkpoint(path, "thing")
    assert (found.kind, found.config, found.notes) == ("thing", config, notes)
    assert found.tensors.keys() == tensors.keys()
    assert found.tensors["weight"].dtype == torch.float32
    assert torch.equal(found.tensors["weight"], tensors["weight"].half().float())
    assert torch.equal(found.tensors["steps"], tensors["steps"]) and found.tensors["steps"].dtype == torch.int64
    assert torch.equal(found.tensors["mask"], tensors["mask"])
    assert found.sha256 == file_sha256(path) and len(found.sha256) == 64


def test_floating_tensors_are_stored_in_half_precision(path):
    save_checkpoint(path, "thing", {}, {"weight": noise(8, 8).double(), "brain": noise(4).bfloat16()})
    assert {name: t.dtype for name, t in load_file(path).items()} == {
        "weight": torch.float16,
        "brain": torch.float16,
    }


def test_what_was_loaded_saves_to_the_same_bytes(path, tmp_path):
    save_checkpoint(path, "thing", {"a": 1}, {"weight": noise(20, 20)}, {"n": 1})
    found = load_checkpoint(path, "thing")
    again = tmp_path / "again.safetensors"
    save_checkpoint(again, found.kind, found.config, found.tensors, found.notes)
    assert load_checkpoint(again, "thing").sha256 == found.sha256


def test_views_and_shared_tensors(path):
    whole = noise(6, 6)
    save_checkpoint(path, "thing", {}, {"all": whole, "same": whole, "turned": whole.T, "row": whole[2]})
    found = load_checkpoint(path, "thing").tensors
    assert torch.equal(found["turned"], found["all"].T)
    assert torch.equal(found["same"], found["all"]) and torch.equal(found["row"], found["all"][2])


def test_large_models_are_spread_over_several_files(path, big):
    save_checkpoint(path, "thing", {"a": 1}, big)
    parts = [part_path(path, number) for number in (1, 2, 3)]
    assert [part.name for part in parts] == ["thing.safetensors", "thing.2.safetensors", "thing.3.safetensors"]
    assert all(part.stat().st_size < 16_000_000 for part in parts)
    assert sorted(p.name for p in path.parent.iterdir()) == sorted(p.name for p in parts)  # and nothing else
    found = load_checkpoint(path, "thing")
    assert all(torch.equal(found.tensors[name], big[name].half().float()) for name in "abc")
    assert found.sha256 not in {file_sha256(part) for part in parts}


def test_every_part_counts_for_the_hash(path, big):
    save_checkpoint(path, "thing", {}, big)
    before = load_checkpoint(path, "thing").sha256
    save_checkpoint(path, "thing", {}, big | {"c": big["c"] + 1})
    assert load_checkpoint(path, "thing").sha256 != before


def test_a_missing_part_is_named(path, big):
    save_checkpoint(path, "thing", {}, big)
    part_path(path, 2).unlink()
    with pytest.raises(MissingWeights, match=r"thing\.2\.safetensors is missing"):
        load_checkpoint(path, "thing")


def test_parts_of_different_runs_do_not_mix(path, big):
    save_checkpoint(path, "thing", {}, big, {"batches": 1})
    first = path.read_bytes()
    save_checkpoint(path, "thing", {}, big, {"batches": 2})
    path.write_bytes(first)
    with pytest.raises(CheckpointError, match=r"thing\.2\.safetensors does not belong to .*thing\.safetensors"):
        load_checkpoint(path, "thing")


def test_a_missing_file_says_what_to_do(path):
    with pytest.raises(MissingWeights, match=r"thing\.safetensors is missing\. Restore .*equifashion train"):
        load_checkpoint(path, "thing")


def test_another_kind(path):
    save_checkpoint(path, "thing", {}, {"weight": noise(2)})
    with pytest.raises(CheckpointError, match="holds a 'thing'; expected a 'generator'"):
        load_checkpoint(path, "generator")


@pytest.mark.parametrize("kept", [0, 4, 100, -1])
def test_a_truncated_file(path, kept):
    save_checkpoint(path, "thing", {}, {"weight": noise(100, 100)})
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(CheckpointError, match="is damaged"):
        load_checkpoint(path, "thing")


def test_a_file_of_something_else(path):
    path.parent.mkdir()
    path.write_bytes(b"\x80\x04\x95 this is no safetensors file" * 10)
    with pytest.raises(CheckpointError, match="is damaged"):
        load_checkpoint(path, "thing")
    save_file({"weight": noise(2)}, path)
    with pytest.raises(CheckpointError, match="not one of EquiFashion's"):
        load_checkpoint(path, "thing")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 70_000.0, -70_000.0])
def test_values_that_half_precision_cannot_hold(path, value):
    weight = noise(4, 4)
    weight[2, 1] = value
    with pytest.raises(CheckpointError, match="'weight' has values that FP16 cannot hold"):
        save_checkpoint(path, "thing", {}, {"good": noise(2), "weight": weight})
    assert not path.exists()


def test_a_refused_save_leaves_the_old_weights(path):
    save_checkpoint(path, "thing", {}, {"weight": noise(2)})
    before = file_sha256(path)
    with pytest.raises(CheckpointError):
        save_checkpoint(path, "thing", {}, {"weight": torch.tensor([float("nan")])})
    assert file_sha256(path) == before
