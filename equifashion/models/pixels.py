"""Pixels of pictures (uint8, 0–255) ⇄ pixels of networks (float, [-1, 1])."""

from collections.abc import Sequence

import numpy as np
import torch
from PIL import Image
from torch import Tensor


def normalize_pixels(pixels: Tensor) -> Tensor:
    """Numbers from 0 to 255 → float32 in [-1, 1], of the same shape."""
    return pixels.float() / 127.5 - 1.0


def images_to_tensor(images: np.ndarray | Image.Image | Sequence[np.ndarray]) -> Tensor:
    """A picture or several, (…, H, W, C) from 0 to 255 → (…, C, H, W) float32 in [-1, 1]."""
    return torch.from_numpy(np.asarray(images, np.float32) / 127.5 - 1.0).movedim(-1, -3)


def tensor_to_images(pixels: Tensor) -> np.ndarray:
    """(…, C, H, W) in [-1, 1], clipped → (…, H, W, C) uint8."""
    return ((pixels.movedim(-3, -1) + 1.0) * 127.5).round().clamp(0, 255).byte().cpu().numpy()
