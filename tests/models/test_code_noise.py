import pytest
import torch

from equifashion.models.generator import noise_of_codes
from tests.support.tiny_models import noise

SHAPE = (4, 24, 16)


def test_noise_is_gaussian_and_follows_the_codes():
    codes = noise(400, 16)
    made = noise_of_codes(codes, 4)
    assert made.shape == (400, *SHAPE)
    assert made.mean().abs() < 0.1 and made.std() == pytest.approx(1.0, abs=0.05)
    torch.testing.assert_close(made[:1], noise_of_codes(codes[:1], 4))
    near = noise_of_codes(codes[:1] + 0.01 * codes[1:2], 4)
    assert (near - made[:1]).abs().mean() < 0.05 < 0.5 < (made[1] - made[0]).abs().mean()


def test_the_length_of_a_code_does_not_matter():
    codes = noise(2, 16)
    torch.testing.assert_close(noise_of_codes(3 * codes, 4), noise_of_codes(codes, 4), atol=1e-4, rtol=1e-4)
