"""Pixels ⇄ normalised latents, between PIL pictures and tensors."""

import torch
from PIL import Image
from torch import Tensor

from equifashion.models.autoencoder import Autoencoder
from equifashion.models.pixels import images_to_tensor, tensor_to_images


@torch.no_grad()
def decode_to_images(latents: Tensor, autoencoder: Autoencoder) -> list[Image.Image]:
    """Latents (B, 16, 24, 16) → B RGB pictures of 256×384.

    Each is decoded by itself: a batch's size may change the last bit of a BF16 convolution, and a design must
    come out the same alone as on a contact sheet.
    """
    weight = autoencoder.latent_mean
    pictures = []
    for latent in latents.split(1):
        pixels = autoencoder.decode(latent.to(weight.device, weight.dtype)).float()
        pictures.append(Image.fromarray(tensor_to_images(pixels[0])))
    return pictures


@torch.no_grad()
def encode_images(images: list[Image.Image], autoencoder: Autoencoder) -> Tensor:
    """B RGB pictures of 256×384 → normalised latents (B, 16, 24, 16), float32."""
    weight = autoencoder.latent_mean
    rows = []
    for image in images:
        pixels = images_to_tensor(image.convert("RGB"))[None].to(weight.device, weight.dtype)
        rows.append(autoencoder.encode(pixels).float())
    return torch.cat(rows)
