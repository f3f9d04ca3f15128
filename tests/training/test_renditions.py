"""Renditions: kept once drawn, of the pictures that they are said to be of, and cut where their cells begin."""

from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_models import write_tiny_weights

from equifashion.training import renditions
from equifashion.training.autoencoder import GarmentCrops
from equifashion.training.builders import load_autoencoder, load_denoiser, load_image_text
from equifashion.training.renditions import Renditions, load_renditions
from equifashion.training.samples import Samples, load_samples

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def samples(garments_folder, tmp_path_factory) -> Samples:
    return load_samples((garments_folder,), tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def weights(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("weights")
    write_tiny_weights(folder)
    return folder


@pytest.fixture(scope="module")
def drawn(samples, weights) -> Renditions:
    return load_renditions(samples, 12, weights, networks(weights), CPU, seed=3)


def networks(weights: Path):
    text = load_image_text(weights / "semantics.safetensors")
    return load_autoencoder(weights), *load_denoiser(weights), text


def test_renditions_are_of_training_pictures_and_differ_from_them(drawn, samples, weights):
    autoencoder = load_autoencoder(weights).eval()
    assert set(drawn.indices) <= set(samples.indices("train")) and 0 < drawn.mirrored.sum() < len(drawn) == 12
    for index, mirrored, latents in zip(drawn.indices, drawn.mirrored, drawn.latents, strict=True):
        picture = samples.image(int(index))[:, :: -1 if mirrored else 1]
        pixels = torch.from_numpy(picture.astype(np.float32) / 127.5 - 1.0).permute(2, 0, 1)[None]
        with torch.no_grad():
            encoded = autoencoder.encoder(pixels)[0][0].numpy()
        assert latents.shape == encoded.shape and np.isfinite(latents).all()
        assert not np.allclose(latents, encoded, atol=0.01)


def test_renditions_are_drawn_once_for_the_same_weights(drawn, samples, weights, monkeypatch):
    assert len(load_renditions(samples, 13, weights, networks(weights), CPU, seed=3)) == 13
    monkeypatch.setattr(renditions, "_draw", None)
    again = load_renditions(samples, 12, weights, networks(weights), CPU, seed=3)
    assert np.array_equal(again.latents, drawn.latents) and np.array_equal(again.indices, drawn.indices)
    with pytest.raises(TypeError):
        load_renditions(samples, 12, weights, networks(weights), CPU, seed=4)


def test_half_of_a_batch_are_crops_of_renditions_beside_their_latents(samples):
    indices, mirrored = samples.indices("train")[:2], np.array([False, True])
    # Latents that tell where they were cut: each cell holds its picture's colours.
    pictures = [samples.image(int(i))[:, ::way].astype(np.float32) for i, way in zip(indices, (1, -1), strict=True)]
    cells = [p.reshape(24, 16, 16, 16, 3).mean(axis=(1, 3)).transpose(2, 0, 1) for p in pictures]
    latents = np.zeros((2, 16, 24, 16), np.float16)
    latents[:, :3] = cells
    crops = GarmentCrops(samples, 6, 128, 0, Renditions(indices, mirrored, latents))
    for _, (pixels, weight, redrawn) in zip(range(4), crops, strict=False):
        assert pixels.shape == (6, 3, 128, 128) and weight.shape == (6, 1, 128, 128)
        assert redrawn.shape == (3, 16, 8, 8) and redrawn.dtype == torch.float32
        shown = torch.nn.functional.avg_pool2d((pixels[3:] + 1.0) * 127.5, 16)
        torch.testing.assert_close(redrawn[:, :3], shown, atol=0.2, rtol=0.0)
