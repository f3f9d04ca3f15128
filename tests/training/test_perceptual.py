import pytest
import torch

from equifashion.training.perceptual import ImageNetFeatures, perceptual_distance
from tests.support.tiny_models import noise


@pytest.fixture(scope="module", params=["lite0", "lite1"])
def network(request) -> ImageNetFeatures:
    return ImageNetFeatures(request.param)


def test_maps_at_four_strides(network):
    features = network(noise(2, 3, 64, 96))
    assert [f.shape[2:] for f in features] == [(32, 48), (16, 24), (8, 12), (4, 6)]
    assert tuple(f.shape[1] for f in features) == network.widths
    assert network.pooled(noise(2, 3, 64, 96)).shape == (2, 1280)


def test_it_stays_frozen(network):
    network.train()
    assert not any(module.training for module in network.modules())
    assert not any(parameter.requires_grad for parameter in network.parameters())
    pixels = noise(2, 3, 64, 64)
    first = network(pixels)
    network(10 * noise(2, 3, 64, 64, seed=1))  # would move batch statistics
    assert all(torch.equal(a, b) for a, b in zip(first, network(pixels), strict=True))


def test_gradients_reach_the_pixels(network):
    pixels = noise(1, 3, 64, 64).requires_grad_()
    perceptual_distance(network(pixels), network(noise(1, 3, 64, 64, seed=1))).mean().backward()
    assert pixels.grad.abs().max() > 0


def test_distance_grows_with_the_disturbance(network):
    smooth = torch.nn.functional.interpolate(noise(1, 3, 4, 4), (96, 96), mode="bilinear")
    features = network(smooth)
    disturbed = [network(smooth + size * noise(1, 3, 96, 96, seed=1)) for size in (0.0, 0.1, 0.5)]
    none, little, much = (perceptual_distance(features, f) for f in disturbed)
    assert none.shape == (1,) and none == 0 and 0 < little < much


def test_distance_by_hand():
    a, b = torch.tensor([3.0, 4.0]).reshape(1, 2, 1, 1), torch.tensor([0.0, 7.0]).reshape(1, 2, 1, 1)
    # Unit vectors (0.6, 0.8) and (0, 1): 0.36 + 0.04; averaged with a scale that agrees.
    assert perceptual_distance([a], [b]).item() == pytest.approx(0.4, abs=1e-3)
    assert perceptual_distance([a, a], [b, 2 * a]).item() == pytest.approx(0.2, abs=1e-3)
