import pytest
import torch
from tiny_models import noise

from equifashion.training.code_noise import noise_of_codes


def test_noise_is_gaussian_and_its_low_frequencies_are_the_codes():
    codes, shape = noise(400, 16), torch.Size((4, 12, 8))
    made = noise_of_codes(codes, shape)
    assert made.shape == (400, *shape)
    assert made.mean().abs() < 0.1 and made.std() == pytest.approx(1.0, abs=0.1)
    torch.testing.assert_close(made[:1], noise_of_codes(codes[:1], shape))
    normal = codes * codes.square().mean(dim=1, keepdim=True).rsqrt()
    torch.testing.assert_close(made.mean(dim=(2, 3)) * 96**0.5, normal[:, :4], atol=1e-4, rtol=1e-4)
    apart = made[0] - made[1]  # a code's 16 numbers are 4 frequencies of 4 channels; the other 92 are common
    assert apart.square().sum() == pytest.approx(float((normal[0] - normal[1]).square().sum()), rel=1e-4)
