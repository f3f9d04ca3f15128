"""Every kind of model comes back from its file as it was, and what does not fit is refused in one sentence."""

import pytest
import torch

from equifashion.errors import CheckpointError, MissingWeights
from equifashion.models.checkpoint import load_checkpoint, save_checkpoint
from equifashion.models.conditioning import ConditionNetworks
from equifashion.models.generator import Generator
from equifashion.models.image_text import ImageTextModel
from equifashion.models.loading import MODEL_KINDS, load_model, weights_file
from tests.support.tiny_models import tiny_generator, write_tiny_weights


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("weights")
    write_tiny_weights(folder)
    return folder


def test_every_kind_comes_back_with_its_hash(folder):
    found = {kind.file for kind in MODEL_KINDS.values()} & {path.name for path in folder.iterdir()}
    assert len(found) == 5
    for model_class, kind in MODEL_KINDS.items():
        if kind.file in found:
            loaded, kept = load_model(model_class, folder), load_checkpoint(folder / kind.file, kind.name)
            assert (loaded.file, loaded.sha256, loaded.notes) == (kind.file, kept.sha256, kept.notes)
            state = (loaded.model.clip if model_class is ImageTextModel else loaded.model).state_dict()
            assert all(torch.equal(state[name], tensor) for name, tensor in kept.tensors.items())


def test_frozen_unless_it_is_to_be_trained(folder):
    frozen, trainable = (load_model(Generator, folder, trainable=wanted).model for wanted in (False, True))
    assert not frozen.training and not any(p.requires_grad for p in frozen.parameters())
    assert trainable.training and all(p.requires_grad for p in trainable.parameters())


def test_precision_and_memory_format(folder):
    model = load_model(Generator, folder, dtype=torch.bfloat16, memory_format=torch.channels_last).model
    weight = model.coarse.convolutions[0].weight
    assert weight.dtype == torch.bfloat16 and weight.is_contiguous(memory_format=torch.channels_last)


def test_a_folder_or_the_file_itself(folder):
    file = weights_file(ConditionNetworks, folder)
    assert file == folder / "conditions.safetensors" == weights_file(ConditionNetworks, file)


def test_refusals(tmp_path):
    with pytest.raises(MissingWeights, match=r"generator.safetensors is missing"):
        load_model(Generator, tmp_path / "nowhere")
    state = tiny_generator().state_dict()
    save_checkpoint(tmp_path / "generator.safetensors", "generator", {}, state)
    with pytest.raises(CheckpointError, match=r"The generator weights in .* do not fit this version's model"):
        load_model(Generator, tmp_path)
    save_checkpoint(tmp_path / "generator.safetensors", "generator", {"depth": 3}, state)
    with pytest.raises(CheckpointError, match="do not fit this version's model"):
        load_model(Generator, tmp_path)
    save_checkpoint(tmp_path / "generator.safetensors", "denoiser", {}, state)
    with pytest.raises(CheckpointError, match="expected a 'generator'"):
        load_model(Generator, tmp_path)
