"""Pixels there and back."""

import numpy as np
import torch

from equifashion.models.pixels import images_to_tensor, normalize_pixels, tensor_to_images


def test_every_grey_level_comes_back():
    images = np.arange(256 * 3, dtype=np.uint16).astype(np.uint8).reshape(2, 8, 16, 3)
    tensor = images_to_tensor(images)
    assert tensor.shape == (2, 3, 8, 16) and tensor.dtype == torch.float32
    assert (tensor_to_images(tensor) == images).all()
    assert (tensor_to_images(tensor[0]) == images[0]).all()


def test_black_is_minus_one_and_white_one():
    assert normalize_pixels(torch.tensor([0, 255], dtype=torch.uint8)).tolist() == [-1.0, 1.0]
    assert images_to_tensor(np.zeros((1, 1, 3), np.uint8)).flatten().tolist() == [-1.0] * 3


def test_what_lies_outside_is_clipped():
    assert tensor_to_images(torch.tensor([-3.0, 3.0]).reshape(1, 1, 2)).flatten().tolist() == [0, 255]
