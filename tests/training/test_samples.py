"""Measured samples and the batches made of them, on drawn garments."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from equifashion.datasets.measure import Measurements
from equifashion.models.pixels import normalize_pixels
from equifashion.training.autoencoder import GarmentCrops, PatchHeads, measure_latent_statistics
from equifashion.training.denoiser import gather_conditions
from equifashion.training.image_text import ImageCaptionPairs
from equifashion.training.latents import LatentBatches
from equifashion.training.samples import PhotographSamples, load_photographs
from equifashion.vocabulary import category_of_label
from tests.support.tiny_models import noise, tiny_autoencoder, tiny_networks, tiny_text


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def samples(garments_folder, cache) -> PhotographSamples:
    return load_photographs(garments_folder, cache)


@pytest.fixture(scope="module")
def text():
    return tiny_text()


def test_samples(samples):
    count = len(samples.garments.records)
    assert samples.sketches.shape == (count, 384, 256) and samples.swatches.shape == (count, 4, 64, 64, 3)
    assert len(samples.categories) == len(samples.measured) == count == 60
    for i, record in enumerate(samples.garments.records):
        label, colour, _ = record.path.stem.split("-")
        assert samples.categories[i].label == label
        assert samples.facts(i) == (samples.categories[i].name, colour, "plain")
    dark = (samples.sketches < 128).mean(axis=(1, 2))
    assert dark.min() > 0.001 and dark.max() < 0.2
    assert (samples.sketches[:, :8] == 255).all()


def test_swatches_show_the_garments_colour(samples):
    reds = [i for i, m in enumerate(samples.measured) if m.colours == ("red",)]
    assert np.abs(samples.swatches[reds].mean(axis=(0, 1, 2, 3)) - (188, 38, 44)).max() < 4


def test_a_second_call_reads_what_was_measured(samples, garments_folder, cache):
    before = {path: path.stat().st_mtime_ns for path in samples.garments.home.iterdir()}
    again = load_photographs(garments_folder, cache)
    assert {path: path.stat().st_mtime_ns for path in samples.garments.home.iterdir()} == before
    assert again.measured == samples.measured and np.array_equal(again.sketches, samples.sketches)


def test_sampling_raises_the_rare(samples):
    dress, shirt = category_of_label("Dress"), category_of_label("Shirt")
    red, blue = (Measurements((colour,), "", "", 0.0, 0.0, 0.0) for colour in ("red", "blue"))
    uneven = replace(samples, categories=[dress] * 4 + [shirt], measured=[red] * 4 + [blue])
    # 1/√4 for the category and again for the colour, against 1: a quarter.
    assert uneven.weights(np.arange(5)) == pytest.approx([0.125] * 4 + [0.5])


def test_crops_show_garment(samples):
    pixels, weight = next(iter(GarmentCrops(samples, 6, 128, seed=0)))
    assert pixels.shape == (6, 3, 128, 128) and weight.shape == (6, 1, 128, 128)
    assert pixels.min() >= -1 and pixels.max() <= 1
    assert 0 < weight.min() < 1 and weight.max() == 1
    coloured = (pixels < 0.0).any(dim=1, keepdim=True)
    assert (coloured.float().mean(dim=(1, 2, 3)) > 0.2).all()
    assert (weight[coloured] > weight.min()).float().mean() > 0.99  # crops and weights are of the same place


def test_crops_depend_on_the_seed_alone(samples):
    first, second, other = (next(iter(GarmentCrops(samples, 3, 64, seed=s)))[0] for s in (1, 1, 2))
    assert torch.equal(first, second) and not torch.equal(first, other)


def test_image_caption_pairs(samples, text):
    images, tokens, same = next(iter(ImageCaptionPairs(samples, text, 16, seed=0)))
    assert images.shape == (16, 3, 96, 64) and images.min() >= -1 and images.max() <= 1.001
    assert tokens.shape[0] == 16 and tokens.shape[1] <= 48
    assert (tokens != text.tokenizer.pad_id).sum(dim=1).max() == tokens.shape[1]  # no column of padding alone
    assert same.shape == (16, 16) and same.diagonal().all() and torch.equal(same, same.T)
    assert 16 < same.sum() < 256


def test_latent_batches(samples, text):
    train = len(samples.garments.indices("train"))
    latents = torch.arange(2 * train).reshape(2, train, 1, 1, 1).expand(-1, -1, 16, 24, 16).half()
    batches = iter(LatentBatches(samples, latents, text, 8, seed=0))
    batch = next(batches)
    assert batch.latents.shape == (8, 16, 24, 16) and batch.latents.dtype == torch.float32
    assert batch.sketch.shape == (8, 1, 384, 256) and batch.sketch.dtype == torch.uint8
    assert batch.swatches.shape == (8, 3, 64, 64) and batch.swatches.dtype == torch.uint8
    assert batch.pose is None and not batch.pose_weight.any()
    for maps, weight, empty in ((batch.sketch, batch.sketch_weight, 255), (batch.swatches, batch.swatch_weight, 0)):
        assert [bool((m == empty).all()) for m in maps] == [w == 0 for w in weight]  # left out, or something
    many = [next(batches) for _ in range(60)]
    for name, share in (("swatch_weight", 0.35), ("sketch_weight", 0.3)):
        given = torch.cat([getattr(b, name) for b in many])
        assert set(given.tolist()) == {0.0, 1.0} and abs(given.mean() - share) < 0.1
    wordless = torch.cat([(b.tokens != text.tokenizer.pad_id).sum(dim=1) == 2 for b in many]).float().mean()
    assert 0.03 < wordless < 0.2


def test_mirrored_latents_come_with_mirrored_sketches(samples, text):
    indices = samples.garments.indices("train")
    latents = torch.arange(2 * len(indices)).reshape(2, -1, 1, 1, 1).expand(-1, -1, 16, 24, 16).half()
    batch = next(iter(LatentBatches(samples, latents, text, 48, seed=0)))
    given = batch.sketch_weight > 0
    numbers = batch.latents[given, 0, 0, 0].long()
    assert (numbers >= len(indices)).any() and (numbers < len(indices)).any()
    for number, sketch in zip(numbers.tolist(), batch.sketch[given], strict=True):
        lines = samples.sketches[indices[number % len(indices)]]
        expected = lines[:, ::-1] if number >= len(indices) else lines
        assert torch.equal(sketch[0], torch.from_numpy(expected.copy()))


def test_training_conditions_equal_those_of_a_brief(samples, text):
    """Trimmed tokens, weights a sample: the first sample must be what it is alone with padded tokens."""
    networks = tiny_networks()
    latents = torch.zeros(2, len(samples.garments.indices("train")), 16, 24, 16)
    batch = next(iter(LatentBatches(samples, latents, text, 4, seed=0)))
    found = gather_conditions(batch, text, networks)
    prompt = text.tokenizer.decode(batch.tokens[0].numpy())
    tokens = text.tokenize([prompt])
    alone = networks(
        text.encode_tokens(tokens),
        tokens != text.tokenizer.pad_id,
        swatches=normalize_pixels(batch.swatches[:1]),
        swatch_weight=float(batch.swatch_weight[0]),
        sketch=1.0 - batch.sketch[:1].float() / 255.0,
        sketch_weight=float(batch.sketch_weight[0]),
    )
    torch.testing.assert_close(found.pooled[0], alone.pooled[0], atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(
        found.context[0][found.mask[0]], alone.context[0][alone.mask[0]], atol=1e-4, rtol=1e-4
    )
    for a, b in zip(found.features, alone.features, strict=True):
        torch.testing.assert_close(a[0], b[0], atol=1e-4, rtol=1e-4)


def test_latent_statistics():
    model, pixels = tiny_autoencoder(), noise(20, 3, 64, 32).clamp(-1, 1)
    measure_latent_statistics(model, pixels)
    latents = model.encode(pixels)
    torch.testing.assert_close(latents.mean(dim=(0, 2, 3)), torch.zeros(4), atol=1e-4, rtol=0)
    torch.testing.assert_close(latents.std(dim=(0, 2, 3)), torch.ones(4), atol=1e-3, rtol=0)


def test_patch_heads():
    heads = PatchHeads((8, 16))
    logits = heads([noise(2, 8, 6, 6), noise(2, 16, 3, 3)])
    assert logits.shape == (2, 36 + 9)
    with pytest.raises(ValueError, match="zip"):
        heads([noise(2, 8, 6, 6)])
