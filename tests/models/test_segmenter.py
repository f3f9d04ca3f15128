"""The part segmenter: shapes, its file, and what the shipped weights know of drawings that they have never seen."""

from pathlib import Path

import numpy as np
import pytest
import torch

from equifashion.datasets.record import PART_NAMES
from equifashion.datasets.sources.croquis import Croquis
from equifashion.errors import CheckpointError, InvalidInput, MissingWeights
from equifashion.models.checkpoint import load_checkpoint, save_checkpoint
from equifashion.models.loading import load_model
from equifashion.models.segmenter import PartConfig, PartSegmenter

SHIPPED = Path(__file__).parents[2] / "checkpoints" / "segmenter.safetensors"
FRESH = 1_234_567  # a seed that no data set was drawn with


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
    again = load_model(PartSegmenter, path).model
    assert again.config == model.config and not again.training
    pixels = torch.rand(1, 3, 384, 256)
    assert torch.allclose(again(pixels), model(pixels), atol=0.02)
    save_checkpoint(path, "segmenter", {"names": ["ground", "cloth"], "widths": [4, 6]}, model.state_dict())
    with pytest.raises(CheckpointError, match="do not fit"):
        load_model(PartSegmenter, path)
    with pytest.raises(MissingWeights):
        load_model(PartSegmenter, tmp_path / "none.safetensors")


def test_too_few_names_are_refused():
    with pytest.raises(InvalidInput, match="two names"):
        PartConfig(("ground",))


@pytest.fixture(scope="module")
def fresh() -> tuple[np.ndarray, np.ndarray]:
    """What the shipped segmenter sees in freshly drawn figures, and what they are, (N, H, W) each."""
    model = load_model(PartSegmenter, SHIPPED).model
    records = [Croquis(FRESH).record(index) for index in range(12)]
    pixels = torch.from_numpy(np.stack([np.asarray(r.image) for r in records]).astype(np.float32) / 127.5 - 1.0)
    return model.label(pixels.permute(0, 3, 1, 2)).numpy(), np.stack([r.parts for r in records])


def mean_overlap(found: np.ndarray, parts: np.ndarray) -> float:
    pairs = [(found == part, parts == part) for part in range(len(PART_NAMES)) if (parts == part).any()]
    return float(np.mean([(a & b).sum() / (a | b).sum() for a, b in pairs]))


def test_the_shipped_weights_know_the_parts_of_drawings_never_seen(fresh):
    found, parts = fresh
    assert load_model(PartSegmenter, SHIPPED).model.config.names == PART_NAMES
    assert mean_overlap(found, parts) > 0.4
    assert mean_overlap(found, np.roll(parts, 1, axis=0)) < 0.25, "another figure's parts"


def test_the_shipped_file_is_small():
    assert SHIPPED.stat().st_size <= 600_000
    assert load_checkpoint(SHIPPED, "segmenter").notes["stage"] == "segmenter"
