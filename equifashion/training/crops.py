"""Crops of large pictures, and the same crops small as the studio would have made them.

Garment photographs are cut at their own resolution: at 384×512 they resolve about 1.5 times what the canvas does,
so that a photograph enlarged to 512×768 would teach blur. Croquis are drawn anew at twice the size. Every crop is
256×256, uint8; halved and taken through the autoencoder it is 128×128.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from equifashion.datasets.garment_photos import read_records
from equifashion.datasets.storage import is_data_set, open_store
from equifashion.errors import InvalidInput
from equifashion.garments.on_figure.croquis import create_scene
from equifashion.garments.scene.render import render_image
from equifashion.models.autoencoder import Autoencoder
from equifashion.models.checkpoint import file_sha256
from equifashion.models.pixels import images_to_tensor, tensor_to_images
from equifashion.models.upscaler import UPSCALE

CROP = 256  # pixels a side, of the large picture
_SMALL = CROP // UPSCALE
_PICTURES = {"train": 600, "test": 60}  # of a source, evenly spaced
_CROPS = 2  # of each picture
_LATENT_NOISE = 0.1  # standard deviations: latents will be generated ones
_BATCH = 16
_WHITE = 250  # from which a pixel is ground


@dataclass(frozen=True)
class LargeCrops:
    """Crops of one source and split, memory-mapped.

    Attributes:
        large: (N, 256, 256, 3) uint8.
        decoded: (N, 128, 128, 3) uint8, the same halved and through the autoencoder.
    """

    large: np.ndarray
    decoded: np.ndarray

    def __len__(self) -> int:
        return len(self.large)


def halved(picture: np.ndarray) -> np.ndarray:
    """(H, W, 3) uint8 of even sides → (H/2, W/2, 3) uint8, by area."""
    height, width = picture.shape[:2]
    return np.rint(picture.reshape(height // 2, 2, width // 2, 2, 3).mean(axis=(1, 3))).astype(np.uint8)


def load_crops(folder: Path, split: str, cache: Path, weights: Path, autoencoder: Autoencoder) -> LargeCrops:
    """Cut a source's crops once and keep them in ``cache``, about 250 kB each; later calls map the same files.

    Args:
        folder: garment photographs, or a data set of croquis.
        split: ``"train"`` or ``"test"``.
        cache: folder for the arrays.
        weights: folder that the autoencoder was read from; other weights make other crops.
        autoencoder: what the small crops go through.

    Raises:
        InvalidInput: the folder holds neither, or nothing of that split.
    """
    jobs = _jobs(folder, split)
    if not jobs:
        raise InvalidInput(f"{folder} has no pictures of the split {split!r} to cut crops from.")
    key = f"{jobs}{_CROPS}{file_sha256(weights / 'autoencoder.safetensors')}"
    home = Path(cache) / f"crops-{split}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
    names = {"large": CROP, "decoded": _SMALL}
    if not (home / "complete").is_file():
        home.mkdir(parents=True, exist_ok=True)
        arrays = {
            name: np.lib.format.open_memmap(
                home / f"{name}.npy", "w+", np.uint8, (len(jobs) * _CROPS, side, side, 3)
            )
            for name, side in names.items()
        }
        for number, job in enumerate(jobs):
            picture, random = _picture(job), np.random.default_rng(number)
            for place in range(number * _CROPS, (number + 1) * _CROPS):
                arrays["large"][place] = _cut(picture, random)
        _decode(arrays["large"], arrays["decoded"], autoencoder)
        for array in arrays.values():
            array.flush()
        (home / "complete").touch()
    return LargeCrops(**{name: np.load(home / f"{name}.npy", mmap_mode="r") for name in names})


def _jobs(folder: Path, split: str) -> list[tuple]:
    """What to make each large picture from: a photograph's file and size, or a croquis' number and seed."""
    if is_data_set(folder):
        store = open_store(folder)
        if store.manifest.source != "croquis":
            raise InvalidInput(
                f"The upscaler learns from garment photographs and from croquis, which can be drawn at twice the "
                f"size; {folder} holds records of the source {store.manifest.source!r}, which are small."
            )
        rows = store.table(columns=("index", "split")).to_pylist()
        found = [(row["index"], store.manifest.seed) for row in rows if row["split"] == split]
    else:
        found = [(str(r.path), r.path.stat().st_size) for r in read_records(folder) if r.split == split]
    wanted = min(len(found), _PICTURES[split])
    return [found[i] for i in np.linspace(0, len(found) - 1, wanted).astype(int)]


def _picture(job: tuple) -> np.ndarray:
    """(H, W, 3) uint8 on white."""
    if isinstance(job[0], int):
        return np.asarray(render_image(create_scene(*job).scene, scale=UPSCALE))
    with Image.open(job[0]) as opened:
        cutout = opened.convert("RGBA")
    white = Image.new("RGBA", cutout.size, "white")
    return np.asarray(Image.alpha_composite(white, cutout).convert("RGB"))


def _cut(picture: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """A square of a picture that shows more than ground, if one is soon found; a small picture gets a margin."""
    missing = [max(0, CROP - side) for side in picture.shape[:2]]
    picture = np.pad(picture, [*((m // 2, m - m // 2) for m in missing), (0, 0)], constant_values=255)
    for _ in range(8):
        top, left = (int(random.integers(0, side - CROP + 1)) for side in picture.shape[:2])
        crop = picture[top : top + CROP, left : left + CROP]
        if (crop < _WHITE).any(axis=2).mean() > 0.3:
            break
    return crop


@torch.no_grad()
def _decode(large: np.ndarray, decoded: np.ndarray, autoencoder: Autoencoder) -> None:
    weight = autoencoder.latent_mean
    generator = torch.Generator().manual_seed(0)
    for start in range(0, len(large), _BATCH):
        small = np.stack([halved(crop) for crop in large[start : start + _BATCH]])
        latents = autoencoder.encode(images_to_tensor(small).to(weight.device))
        noise = torch.randn(latents.shape, generator=generator).to(weight.device)
        pixels = autoencoder.decode(latents + _LATENT_NOISE * noise)
        decoded[start : start + _BATCH] = tensor_to_images(pixels)
