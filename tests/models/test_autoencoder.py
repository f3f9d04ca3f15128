import dataclasses
import json

import pytest
import torch

from equifashion.errors import InvalidInput
from equifashion.models.autoencoder import Autoencoder, AutoencoderConfig
from tests.support.tiny_models import noise, tiny_autoencoder


@pytest.fixture(scope="module")
def autoencoder() -> Autoencoder:
    return tiny_autoencoder()


@pytest.fixture(scope="module")
def pixels() -> torch.Tensor:
    return noise(2, 3, 48, 32).clamp(-1, 1)


def with_statistics(mean: torch.Tensor, std: torch.Tensor) -> Autoencoder:
    model = tiny_autoencoder()
    model.latent_mean.copy_(mean)
    model.latent_std.copy_(std)
    return model


def test_sides_shrink_sixteen_times_and_come_back(autoencoder, pixels):
    latents = autoencoder.encode(pixels)
    assert latents.shape == (2, 4, 3, 2)
    assert autoencoder.decode(latents).shape == (2, 3, 48, 32)
    mean, log_variance = autoencoder.encoder(pixels)
    assert mean.shape == log_variance.shape == (2, 4, 3, 2)
    assert log_variance.min() >= -20 and log_variance.max() <= 4


def test_the_canvas_becomes_16_24_16():
    model = Autoencoder(AutoencoderConfig(widths=(16, 16, 16))).eval()
    with torch.no_grad():
        assert model.encode(torch.zeros(1, 3, 384, 256)).shape == (1, 16, 24, 16)


def test_encoding_normalises_each_channel(pixels):
    mean, std = noise(4, seed=1), 0.5 + noise(4, seed=2).abs()
    plain = tiny_autoencoder().encode(pixels)
    normalised = with_statistics(mean, std).encode(pixels)
    for channel in range(4):
        torch.testing.assert_close(normalised[:, channel] * std[channel] + mean[channel], plain[:, channel])


def test_decoding_undoes_the_normalisation(pixels):
    plain, other = tiny_autoencoder(), with_statistics(noise(4, seed=1), 0.5 + noise(4, seed=2).abs())
    expected = plain.decode(plain.encode(pixels))
    torch.testing.assert_close(other.decode(other.encode(pixels)), expected)
    assert expected.std() > 0.01


def test_pixels_are_clipped(autoencoder):
    decoded = autoencoder.decode(1000 * noise(1, 4, 3, 2))
    assert decoded.min() == -1 and decoded.max() == 1


def test_samples_do_not_mix(autoencoder, pixels):
    both = autoencoder.encode(pixels)
    alone = torch.cat([autoencoder.encode(row) for row in pixels.split(1)])
    torch.testing.assert_close(both, alone)


def test_the_shortcut_alone_carries_pixels_from_the_start():
    model = Autoencoder(AutoencoderConfig(4, (16, 16, 16)))
    for network in (model.encoder.network, model.decoder.network):
        torch.nn.init.zeros_(network[-1].weight)
        torch.nn.init.zeros_(network[-1].bias)
    with torch.no_grad():
        x, y = (model.decode(model.encode(noise(1, 3, 32, 32, seed=i))) for i in range(2))
    assert not torch.equal(x, y)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"widths": (64, 128)}, r"widths needs three numbers, one a scale; got \(64, 128\)"),
        ({"encoder_blocks": (1, 1, 1, 1)}, "encoder_blocks needs three numbers"),
        ({"decoder_blocks": ()}, "decoder_blocks needs three numbers"),
        ({"widths": (64, 100, 256)}, r"multiples of 16 .*got \(64, 100, 256\)"),
    ],
)
def test_bad_configurations_quote_the_values(values, message):
    with pytest.raises(InvalidInput, match=message):
        AutoencoderConfig(**values)


def test_the_configuration_survives_json():
    config = AutoencoderConfig(8, (16, 32, 48), (1, 2, 3), (3, 2, 1))
    assert AutoencoderConfig(**json.loads(json.dumps(dataclasses.asdict(config)))) == config


def test_a_detail_head_starts_as_nothing_and_reaches_every_pixel(autoencoder):
    other = autoencoder.with_detail(8)
    assert other.config.detail_width == 8 and other.with_detail(16) is other
    latents = noise(1, 4, 3, 2)
    assert torch.equal(other.decoder(latents), autoencoder.decoder(latents))
    torch.nn.init.normal_(other.decoder.detail.network[-1].weight)
    moved = (other.decoder(latents) - autoencoder.decoder(latents)).abs()
    assert moved.shape == (1, 3, 48, 32) and (moved.amax(dim=1) > 0).float().mean() > 0.99
    assert torch.equal(other.encode(torch.zeros(1, 3, 48, 32)), autoencoder.encode(torch.zeros(1, 3, 48, 32)))
