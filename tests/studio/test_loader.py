import shutil

import pytest
import torch

from equifashion import load_studio
from equifashion.errors import CheckpointError, InvalidInput, MissingWeights
from equifashion.studio.loader import choose_device, choose_dtype
from equifashion.studio.presets import PRESETS, preset_named

FOLDER = PRESETS["embedded"].checkpoints


def test_a_studio_is_loaded_once(studio):
    assert load_studio("embedded") is studio
    assert load_studio() is studio
    assert load_studio(checkpoints=FOLDER) is studio
    assert load_studio(device=studio.device.type) is studio


def test_a_missing_folder_says_what_to_do(tmp_path):
    with pytest.raises(
        MissingWeights, match=r"autoencoder\.safetensors is missing\. Restore the checkpoints folder"
    ):
        load_studio(checkpoints=tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError):
        load_studio(checkpoints=str(tmp_path))


@pytest.mark.parametrize("kind", ["semantics", "conditions", "generator", "denoiser"])
def test_a_missing_file_is_named(studio, tmp_path, kind):
    for path in FOLDER.glob("*.safetensors"):
        if path.name != f"{kind}.safetensors":
            (tmp_path / path.name).symlink_to(path.resolve())
    with pytest.raises(MissingWeights, match=rf"{kind}\.safetensors is missing"):
        load_studio(checkpoints=tmp_path)


def test_a_damaged_or_exchanged_file(studio, tmp_path):
    for path in FOLDER.glob("*.safetensors"):
        shutil.copy(path, tmp_path / path.name)
    generator = tmp_path / "generator.safetensors"
    content = generator.read_bytes()
    generator.write_bytes(content[: len(content) // 2])
    with pytest.raises(CheckpointError, match=r"generator\.safetensors is damaged"):
        load_studio(checkpoints=tmp_path)
    shutil.copy(tmp_path / "autoencoder.safetensors", generator)
    with pytest.raises(CheckpointError, match="holds a 'autoencoder'; expected a 'generator'"):
        load_studio(checkpoints=tmp_path)
    generator.write_bytes(content)
    assert load_studio(checkpoints=tmp_path).weights == studio.weights  # a failure is not remembered


def test_weights_of_another_architecture(studio, tmp_path):
    from equifashion.models.checkpoint import load_checkpoint, save_checkpoint

    for path in FOLDER.glob("*.safetensors"):
        (tmp_path / path.name).symlink_to(path.resolve())
    generator = tmp_path / "generator.safetensors"
    kept = load_checkpoint(generator, "generator")
    generator.unlink()
    save_checkpoint(generator, "generator", kept.config | {"z_dim": 7}, kept.tensors)
    with pytest.raises(CheckpointError, match=r"The generator weights in .* do not fit this version's model"):
        load_studio(checkpoints=tmp_path)


def test_unknown_names():
    with pytest.raises(InvalidInput, match=r"There is no preset 'large'; choose from \['embedded', 'eqf', "):
        load_studio("large")
    assert preset_named("embedded").steps == 8
    with pytest.raises(InvalidInput, match="The device must be 'auto', 'cpu' or 'cuda'; got 'tpu'"):
        load_studio(device="tpu")


def test_devices():
    assert choose_device("cpu").type == "cpu"
    assert choose_device("auto").type == ("cuda" if torch.cuda.is_available() else "cpu")
    if not torch.cuda.is_available():
        with pytest.raises(InvalidInput, match="No CUDA GPU was found"):
            choose_device("cuda")
    assert choose_dtype(torch.device("cuda")) == torch.float16
    assert choose_dtype(torch.device("cpu")) in (torch.bfloat16, torch.float32)
