"""Held-out measures of a tiny denoiser that has learned nothing."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from equifashion.datasets.build import build
from equifashion.errors import InvalidInput
from equifashion.evaluation.ablation.held_out import HELD_OUT, gather_held_out, measure_held_out
from equifashion.training.decoded_losses import DecodedLosses
from equifashion.training.latents import LatentBatches
from equifashion.training.samples import load_records
from tests.support.drawn_source import DrawnSource
from tests.support.tiny_models import shaken, tiny_autoencoder, tiny_denoiser, tiny_networks, tiny_text


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    home = tmp_path_factory.mktemp("records")
    build(DrawnSource(), 24, home / "set", block=8)
    return load_records(home / "set", home / "cache")


@pytest.fixture(scope="module")
def decoded() -> DecodedLosses:
    return DecodedLosses(tiny_autoencoder(), tiny_text())


@pytest.fixture(scope="module")
def held(samples, decoded):
    return gather_held_out(samples, decoded, 4)


def test_pictures_are_held_out_and_fixed(samples, decoded, held):
    test = samples.indices("test")
    assert len(held) == min(4, len(test)) and not torch.equal(held.tokens, held.noisy)
    again = gather_held_out(samples, decoded, 4)
    assert torch.equal(again.latents, held.latents) and torch.equal(again.tokens, held.tokens)
    assert torch.equal(again.noisy, held.noisy)
    assert len(gather_held_out(samples, decoded, 10_000)) == len(test)


def test_every_picture_has_its_values(held, decoded):
    found = measure_held_out(held, tiny_denoiser(), tiny_networks(), decoded)
    assert set(found) == {spec.key for spec in HELD_OUT} and all(v.shape == (len(held),) for v in found.values())
    assert (found["held_out.denoising"] > 0).all() and (np.abs(found["held_out.consensus"]) <= 1.0).all()
    paired = held.words.bundles.present.any(dim=1).numpy()
    assert paired.any() and np.array_equal(np.isfinite(found["held_out.bundle"]), paired)
    assert (found["held_out.bundle"][paired] <= np.log(2)).all() and (found["held_out.bundle"][paired] >= 0).all()
    again = measure_held_out(held, tiny_denoiser(), tiny_networks(), decoded)
    assert all(np.array_equal(found[name], again[name], equal_nan=True) for name in found)
    other = measure_held_out(held, shaken(tiny_denoiser(), seed=3), tiny_networks(), decoded)
    assert not np.array_equal(found["held_out.denoising"], other["held_out.denoising"])


def test_a_caption_without_errors_changes_nothing(held, decoded):
    clean = measure_held_out(replace(held, noisy=held.tokens), tiny_denoiser(), tiny_networks(), decoded)
    misspelt = measure_held_out(held, tiny_denoiser(), tiny_networks(), decoded)
    assert (clean["held_out.robust"] == 0.0).all() and (misspelt["held_out.robust"] > 0.0).all()
    assert np.array_equal(clean["held_out.denoising"], misspelt["held_out.denoising"])


def test_every_variant_sees_the_same_batches(samples):
    """What only some terms need is drawn last, so that leaving them out changes no picture and no caption."""
    latents = torch.randn(2, len(samples.indices("train")), 4, 24, 16)
    plain, detailed = (
        LatentBatches(samples, latents, tiny_text(), 6, 0, wanted).make(np.random.default_rng(5))
        for wanted in (False, True)
    )
    assert plain.words is None and detailed.words is not None
    for name in (
        "latents",
        "tokens",
        "swatches",
        "swatch_weight",
        "sketch",
        "sketch_weight",
        "pose",
        "pose_weight",
    ):
        assert torch.equal(getattr(plain, name), getattr(detailed, name)), name


def test_data_without_a_test_split(samples, decoded):
    train = replace(samples, rows=[row | {"split": "train"} for row in samples.rows])
    with pytest.raises(InvalidInput, match="No picture of the data is held out"):
        gather_held_out(train, decoded, 4)
