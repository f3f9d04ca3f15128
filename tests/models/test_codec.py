import numpy as np
import pytest
import torch
from PIL import Image

from equifashion.models.autoencoder import Autoencoder
from equifashion.models.codec import decode_to_images, encode_images
from tests.support.tiny_models import noise, tiny_autoencoder


class PassThrough(Autoencoder):
    """Its 'latents' are the pixels themselves, so that only the codec's own arithmetic is left."""

    def encode(self, pixels: torch.Tensor) -> torch.Tensor:
        return pixels

    def decode(self, latents: torch.Tensor) -> torch.Tensor:
        return latents


@pytest.fixture(scope="module")
def autoencoder() -> Autoencoder:
    return tiny_autoencoder()


@pytest.fixture
def pictures() -> list[Image.Image]:
    rng = np.random.default_rng(0)
    return [Image.fromarray(rng.integers(0, 256, (48, 32, 3), dtype=np.uint8)) for _ in range(3)]


def test_types_and_sizes(autoencoder, pictures):
    latents = encode_images(pictures, autoencoder)
    assert latents.shape == (3, 4, 3, 2) and latents.dtype == torch.float32
    decoded = decode_to_images(latents, autoencoder)
    assert [(image.mode, image.size) for image in decoded] == [("RGB", (32, 48))] * 3


def test_pixels_survive_the_way_to_tensors_and_back(autoencoder, pictures):
    through = PassThrough(autoencoder.config)
    tensors = encode_images(pictures, through)
    assert tensors.shape == (3, 3, 48, 32) and tensors.min() >= -1 and tensors.max() <= 1
    for picture, again in zip(pictures, decode_to_images(tensors, through), strict=True):
        assert (np.asarray(picture) == np.asarray(again)).all()


def test_values_beyond_the_range_are_clipped(autoencoder):
    tensors = torch.tensor([-3.0, 0.0, 3.0]).reshape(1, 3, 1, 1)
    [picture] = decode_to_images(tensors, PassThrough(autoencoder.config))
    assert picture.getpixel((0, 0)) == (0, 128, 255)


def test_grey_and_transparent_pictures_are_read_as_rgb(autoencoder, pictures):
    grey = pictures[0].convert("L")
    assert torch.equal(encode_images([grey], autoencoder), encode_images([grey.convert("RGB")], autoencoder))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_picture_does_not_depend_on_its_companions(dtype):
    model = tiny_autoencoder().to(dtype)
    latents = noise(5, 4, 3, 2)
    together = decode_to_images(latents, model)
    for i in range(5):
        assert decode_to_images(latents[i : i + 1], model)[0].tobytes() == together[i].tobytes()
    assert len({image.tobytes() for image in together}) == 5
