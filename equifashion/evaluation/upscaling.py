"""How well the upscaler restores held-out pictures, beside bicubic interpolation of the same small pictures.

Per piece of 256×256: PSNR in dB (RGB, all pixels), and the perceptual distance on EfficientNet-Lite0, which no
training uses. A small picture is the piece halved by area (``"halved"``), or that one through the autoencoder, as
every design comes (``"decoded"``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from equifashion.evaluation.features import Features
from equifashion.evaluation.figures import Estimate, estimate_mean
from equifashion.models.autoencoder import Autoencoder
from equifashion.models.loading import load_model
from equifashion.models.upscaler import Upscaler, upscale_image
from equifashion.training.crops import PIECE, halved, load_pieces
from equifashion.training.perceptual import perceptual_distance


@dataclass(frozen=True)
class Enlargement:
    """What one way of enlarging reaches on one source.

    Attributes:
        source: name of the data's folder.
        given: ``"halved"`` or ``"decoded"``.
        by: ``"bicubic"`` or ``"upscaler"``.
        psnr, distance: means over the pieces with their 95 % intervals.
        count: pieces.
    """

    source: str
    given: str
    by: str
    psnr: Estimate
    distance: Estimate
    count: int


def measure_upscaler(
    folders: Sequence[Path], checkpoints: Path, cache: Path, say: Callable[[str], None] = lambda line: None
) -> list[Enlargement]:
    """Measure on the held-out pieces of each folder; arguments as for the stage ``upscaler``.

    Raises:
        InvalidInput: a folder holds no large pictures.
        MissingWeights: there is no autoencoder or no upscaler in ``checkpoints``.
    """
    upscaler = load_model(Upscaler, checkpoints).model
    autoencoder = load_model(Autoencoder, checkpoints).model
    ways = {
        "bicubic": lambda image: image.resize((PIECE, PIECE), Image.Resampling.BICUBIC),
        "upscaler": lambda image: upscale_image(image, upscaler),
    }
    features, found = Features(), []
    for folder in folders:
        pieces = load_pieces(folder, "test", cache, checkpoints, autoencoder)
        say(f"{len(pieces)} held-out pieces of {folder}")
        real = [features.maps(piece) for piece in pieces.large]
        inputs = {"halved": [halved(piece) for piece in pieces.large], "decoded": list(pieces.decoded)}
        for given, small in inputs.items():
            for by, enlarge in ways.items():
                made = [np.asarray(enlarge(Image.fromarray(picture))) for picture in small]
                distances = [
                    float(perceptual_distance(features.maps(m), r)) for m, r in zip(made, real, strict=True)
                ]
                ratios = [psnr(m, piece) for m, piece in zip(made, pieces.large, strict=True)]
                judged = (estimate_mean(np.array(values)) for values in (ratios, distances))
                found.append(Enlargement(Path(folder).name, given, by, *judged, len(made)))
    return found


def psnr(first: np.ndarray, second: np.ndarray) -> float:
    """Peak signal-to-noise ratio of two uint8 pictures in dB, at most 60."""
    error = np.mean((first.astype(np.float64) - second.astype(np.float64)) ** 2)
    return float(min(60.0, 10 * np.log10(255.0**2 / max(error, 1e-12))))


def render_table(found: Sequence[Enlargement]) -> str:
    """Rows as Markdown."""
    lines = ["| pictures | given | by | PSNR, dB ↑ | perceptual distance ↓ | N |", "|---|---|---|---|---|---|"]
    for row in found:
        numbers = " | ".join(
            f"{e.value:{f}} ({e.low:{f}}–{e.high:{f}})" for e, f in ((row.psnr, ".2f"), (row.distance, ".4f"))
        )
        lines.append(f"| {row.source} | {row.given} | {row.by} | {numbers} | {row.count} |")
    return "\n".join(lines)
