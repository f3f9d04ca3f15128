"""Garment cut-outs drawn with polygons, and folders of them in the form that training reads."""

import csv
from itertools import count, islice
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from equifashion.datasets.garment_photos import fit_to_canvas, split_of
from equifashion.vocabulary import COLOURS

OUTLINES = {  # label → corners, in parts of width and height
    "Dress": [(0.35, 0.0), (0.65, 0.0), (0.62, 0.4), (1.0, 1.0), (0.0, 1.0), (0.38, 0.4)],
    "Shirt": [(0.3, 0.0), (0.7, 0.0), (1.0, 0.45), (0.85, 0.55), (0.75, 0.4), (0.75, 1.0), (0.25, 1.0), (0.25, 0.4),
              (0.15, 0.55), (0.0, 0.45)],
    "Pants": [(0.1, 0.0), (0.9, 0.0), (1.0, 1.0), (0.62, 1.0), (0.5, 0.3), (0.38, 1.0), (0.0, 1.0)],
    "Hoodie": [(0.4, 0.0), (0.6, 0.0), (0.7, 0.15), (1.0, 0.9), (0.8, 0.95), (0.75, 1.0), (0.25, 1.0), (0.2, 0.95),
               (0.0, 0.9), (0.3, 0.15)],
}  # fmt: skip


def cutout(
    label: str, colour: str, size: tuple[int, int] = (150, 230), second: str = "", stripes: bool = False
) -> Image.Image:
    """An RGBA garment with a little grain; ``second`` colours its lower half, or every other stripe."""
    rng = np.random.default_rng(sum(map(ord, label + colour + second)) + size[0])
    pixels = np.empty((size[1], size[0], 3))
    pixels[:] = COLOURS[colour]
    if second:
        rows = np.arange(size[1])
        pixels[(rows // 8) % 2 == 1 if stripes else rows > size[1] * 0.55] = COLOURS[second]
    pixels += rng.normal(0, 1.5, (*pixels.shape[:2], 1))
    matte = Image.new("L", size)
    ImageDraw.Draw(matte).polygon([(x * (size[0] - 1), y * (size[1] - 1)) for x, y in OUTLINES[label]], fill=255)
    image = Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).convert("RGBA")
    image.putalpha(matte)
    return image


def on_canvas(cutout: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """A cut-out as training sees it: pixels on white (384, 256, 3) and matte (384, 256), both uint8."""
    canvas = fit_to_canvas(cutout)
    white = Image.new("RGBA", canvas.size, "white")
    return np.asarray(Image.alpha_composite(white, canvas).convert("RGB")), np.asarray(canvas.getchannel("A"))


def contributor(split: str, number: int = 0) -> str:
    """The n-th made-up contributor whose photographs belong to a split."""
    names = (name for i in count() if split_of(name := f"person-{i}") == split)
    return next(islice(names, number, None))


def write_metadata(folder: Path, rows: list[dict[str, object]]) -> None:
    with open(folder / "metadata.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def write_garments(folder: Path, train: int = 3, test: int = 2) -> None:
    """Draw ``train + test`` garments of every outline and three colours."""
    rows = []
    for label in OUTLINES:
        for colour in ("red", "blue", "black"):
            for number in range(train + test):
                name = f"{label}-{colour}-{number}.webp"
                size = (130 + 8 * number, 220 - 6 * number)
                cutout(label, colour, size).save(folder / name, lossless=True)
                split = "train" if number < train else "test"
                rows.append(
                    {
                        "file_name": name,
                        "category": label,
                        "kids": number == 0,
                        "contributor": contributor(split, number % 3),
                    }
                )
    write_metadata(folder, rows)
