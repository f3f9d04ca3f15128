import numpy as np
import pytest
import torch
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.models.upscaler import Upscaler, UpscalerConfig, upscale_image
from tests.support.tiny_models import shaken


def upscaler(size: float = 0.1) -> Upscaler:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return shaken(Upscaler(UpscalerConfig(8, 2, 4)), size=size)


def test_both_sides_double_whatever_they_are():
    for height, width in ((6, 4), (7, 9), (384, 256)):
        assert upscaler()(torch.zeros(2, 3, height, width)).shape == (2, 3, 2 * height, 2 * width)


def test_untrained_it_is_bicubic_interpolation():
    model = Upscaler(UpscalerConfig(8, 2, 4))
    pixels = torch.rand(1, 3, 8, 6, generator=torch.Generator().manual_seed(0))
    wanted = torch.nn.functional.interpolate(pixels, scale_factor=2.0, mode="bicubic", align_corners=False)
    assert torch.equal(model(pixels), wanted)


@pytest.mark.parametrize("level", [-1.0, -0.3, 0.0, 1.0])
def test_a_flat_picture_stays_flat_to_its_borders(level):
    """A grid, or a frame, would be seen on white first."""
    model, pixels = upscaler(), torch.full((1, 3, 12, 10), level)
    pixels[:, 1] *= 0.5  # a colour, not only greys
    large = model(pixels)
    assert not torch.allclose(large[0, :, 0, 0], pixels[0, :, 0, 0], atol=1e-3), "the network takes part"
    spread = large.amax(dim=(2, 3)) - large.amin(dim=(2, 3))
    assert float(spread.max()) < 2 / 255 / 10  # of a range of 2: a tenth of a grey level


def test_moving_the_picture_moves_what_comes_out():
    """No pixel's place in a grid matters: the network is the same everywhere but at the borders."""
    pixels = torch.rand(1, 3, 40, 40, generator=torch.Generator().manual_seed(0)) * 2 - 1
    model = upscaler()
    whole, moved = model(pixels), model(pixels[:, :, 1:, 3:])
    assert torch.allclose(whole[:, :, 22:60, 26:60], moved[:, :, 20:58, 20:54], atol=1e-5)


def test_pictures_in_and_out():
    picture = Image.fromarray(np.random.default_rng(0).integers(0, 256, (12, 8, 3), dtype=np.uint8))
    large = upscale_image(picture, upscaler())
    assert large.size == (16, 24) and large.mode == "RGB"
    rounded = upscale_image(picture, upscaler().bfloat16())
    assert np.abs(np.asarray(large, int) - np.asarray(rounded, int)).mean() < 3


def test_a_network_of_nothing_is_refused():
    with pytest.raises(InvalidInput, match="blocks must be at least 1; got 0"):
        UpscalerConfig(blocks=0)
