"""How well the upscaler restores held-out pictures, beside bicubic interpolation of the same small pictures.

``python -m equifashion upscaling`` as a function. Per piece of 256×256. A small picture is the piece halved by area
(``"halved"``), or that one through the autoencoder, as every design comes (``"decoded"``).
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from equifashion.evaluation.comparison import VariantTable
from equifashion.evaluation.designs import Say, say_nothing
from equifashion.evaluation.features import Features
from equifashion.evaluation.metric import MetricSpec
from equifashion.models.autoencoder import Autoencoder
from equifashion.models.loading import load_model
from equifashion.models.upscaler import Upscaler, upscale_image
from equifashion.training.crops import CROP, halved, load_crops
from equifashion.training.perceptual import perceptual_distance

BICUBIC, UPSCALER = "bicubic", "upscaler"
PSNR = MetricSpec(
    "upscaling.psnr",
    "PSNR, dB",
    "Peak signal-to-noise ratio to the piece itself, RGB, all pixels.",
    "higher",
    unit="dB",
)
DISTANCE = MetricSpec(
    "upscaling.distance",
    "Perceptual distance",
    "Perceptual distance to the piece itself on EfficientNet-Lite0, which no training uses.",
    "lower",
    unit="perceptual distance",
)


def measure_upscaler(
    folders: Sequence[Path], checkpoints: Path, cache: Path, say: Say = say_nothing
) -> list[VariantTable]:
    """Measure on the held-out pieces of each folder; arguments as for the stage ``upscaler``.

    Returns:
        A table for every folder and kind of small picture, titled ``"folder, kind"``.

    Raises:
        InvalidInput: a folder holds no large pictures.
        MissingWeights: there is no autoencoder or no upscaler in ``checkpoints``.
    """
    upscaler = load_model(Upscaler, checkpoints).model
    autoencoder = load_model(Autoencoder, checkpoints).model
    ways: dict[str, Callable[[Image.Image], Image.Image]] = {
        BICUBIC: lambda image: image.resize((CROP, CROP), Image.Resampling.BICUBIC),
        UPSCALER: lambda image: upscale_image(image, upscaler),
    }
    features, tables = Features(), []
    for folder in folders:
        pieces = load_crops(folder, "test", cache, checkpoints, autoencoder)
        say(f"{len(pieces)} held-out pieces of {folder}")
        real = [features.maps(piece) for piece in pieces.large]
        inputs = {"halved": [halved(piece) for piece in pieces.large], "decoded": list(pieces.decoded)}
        for given, small in inputs.items():
            values = {}
            for by, enlarge in ways.items():
                made = [np.asarray(enlarge(Image.fromarray(picture))) for picture in small]
                values[by] = {
                    PSNR.key: np.array([[psnr(m, p) for m, p in zip(made, pieces.large, strict=True)]]),
                    DISTANCE.key: np.array(
                        [[float(perceptual_distance(features.maps(m), r)) for m, r in zip(made, real, strict=True)]]
                    ),
                }
            lead = "Small pictures enlarged to twice their side."
            tables.append(VariantTable(f"{Path(folder).name}, {given}", lead, (PSNR, DISTANCE), BICUBIC, values))
    return tables


def psnr(first: np.ndarray, second: np.ndarray) -> float:
    """Peak signal-to-noise ratio of two uint8 pictures in dB, at most 60."""
    error = np.mean((first.astype(np.float64) - second.astype(np.float64)) ** 2)
    return float(min(60.0, 10 * np.log10(255.0**2 / max(error, 1e-12))))


def render_table(tables: Sequence[VariantTable]) -> str:
    """The tables as Markdown."""
    return "\n".join(line for table in tables for line in table.to_markdown())
