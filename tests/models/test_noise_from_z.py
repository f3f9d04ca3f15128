import pytest
import torch

from equifashion.models.generator import noise_from_z
from tests.support.tiny_models import noise

SHAPE = (4, 24, 16)


def test_noise_is_gaussian_and_follows_z():
    z = noise(400, 16)
    made = noise_from_z(z, 4)
    assert made.shape == (400, *SHAPE)
    assert made.mean().abs() < 0.1 and made.std() == pytest.approx(1.0, abs=0.05)
    torch.testing.assert_close(made[:1], noise_from_z(z[:1], 4))
    near = noise_from_z(z[:1] + 0.01 * z[1:2], 4)
    assert (near - made[:1]).abs().mean() < 0.05 < 0.5 < (made[1] - made[0]).abs().mean()


def test_the_length_of_a_code_does_not_matter():
    z = noise(2, 16)
    torch.testing.assert_close(noise_from_z(3 * z, 4), noise_from_z(z, 4), atol=1e-4, rtol=1e-4)
