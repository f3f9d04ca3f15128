"""The part segmenter: shapes and its file."""

import pytest
import torch

from equifashion.checkpoint import save_checkpoint
from equifashion.errors import CheckpointError, InvalidInput, MissingWeights
from equifashion.semantics.parts import PartConfig, PartSegmenter, load_segmenter


def small() -> PartSegmenter:
    return PartSegmenter(PartConfig(("ground", "cloth", "skin"), (4, 6, 8))).eval()


@pytest.mark.parametrize(("height", "width"), [(384, 256), (192, 128), (768, 512), (300, 211)])
def test_a_logit_for_each_part_and_pixel(height, width):
    pixels = torch.rand(2, 3, height, width) * 2 - 1
    model = small()
    assert model(pixels).shape == (2, 3, height, width)
    labels = model.label(pixels)
    assert labels.shape == (2, height, width) and labels.dtype == torch.int64
    assert torch.equal(labels, model(pixels).argmax(1))


def test_every_pixel_can_matter_to_every_other():
    model = small()
    pixels = torch.zeros(1, 3, 384, 256)
    other = pixels.clone()
    other[:, :, :8, :8] = 1.0
    assert not torch.equal(model(pixels)[..., -1, -1], model(other)[..., -1, -1])


def test_its_file_rebuilds_it(tmp_path):
    model = small()
    for name, parameter in model.named_parameters():
        torch.nn.init.normal_(parameter, 0.1, 0.1) if "weight" in name else None
    path = tmp_path / "segmenter.safetensors"
    save_checkpoint(path, "segmenter", model.config_dict(), model.state_dict())
    again = load_segmenter(path)
    assert again.config == model.config and not again.training
    pixels = torch.rand(1, 3, 384, 256)
    assert torch.allclose(again(pixels), model(pixels), atol=0.02)
    save_checkpoint(path, "segmenter", {"names": ["ground", "cloth"], "widths": [4, 6]}, model.state_dict())
    with pytest.raises(CheckpointError, match="do not fit"):
        load_segmenter(path)
    with pytest.raises(MissingWeights):
        load_segmenter(tmp_path / "none.safetensors")


def test_too_few_names_are_refused():
    with pytest.raises(InvalidInput, match="two names"):
        PartConfig(("ground",))
