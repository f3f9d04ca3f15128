"""Source: a folder of cut-out garment photographs (RGBA WebP files and ``metadata.csv``).

The columns used are ``file_name, category, kids, contributor``. Every photograph is fitted to the canvas,
256×384 (W×H), on white. Splits go by contributor, since one wardrobe's photographs look alike.
"""

import csv
import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from equifashion.datasets.splits import split_by_hash
from equifashion.errors import InvalidInput
from equifashion.imaging.canvas import CANVAS_SIZE

_COLUMNS = ("file_name", "category", "kids", "contributor")
_MARGIN = 12  # pixels of white kept around a garment
_HELD_OUT_PERCENT = 15  # contributors whose hash falls below this are never trained on
_SPLIT_SALT = "43"  # chosen among 200 so that every common category has 14–33 % of its photographs held out
_LARGEST_ENLARGEMENT = 2.0


@dataclass(frozen=True)
class GarmentRecord:
    """One photograph and what its metadata say.

    Attributes:
        path: the RGBA file.
        label: category as the source names it, e.g. ``"Longsleeve"``.
        kids: whether the garment is made for children.
        contributor: who photographed it.
        split: ``"train"`` or ``"test"``.
    """

    path: Path
    label: str
    kids: bool
    contributor: str
    split: str


@dataclass(frozen=True)
class PackedGarments:
    """All photographs of a folder on the canvas, in memory-mapped arrays.

    Attributes:
        records: N records.
        images: (N, 384, 256, 3) uint8, the garment on white.
        mattes: (N, 384, 256) uint8, 255 inside the garment.
        home: folder of the packed arrays, where what is derived from them is kept too.
    """

    records: list[GarmentRecord]
    images: np.ndarray
    mattes: np.ndarray
    home: Path

    def indices(self, split: str) -> np.ndarray:
        """Positions of one split's records, as int64."""
        return np.array([i for i, record in enumerate(self.records) if record.split == split])


def read_records(folder: Path | str) -> list[GarmentRecord]:
    """Read ``metadata.csv`` and check that every image it names exists.

    Raises:
        InvalidInput: no metadata, a missing column, or a missing image (named).
    """
    folder = Path(folder)
    table = folder / "metadata.csv"
    if not table.is_file():
        raise InvalidInput(f"Expected garment photographs in {folder}: there is no {table.name} in it.")
    with table.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    missing = [name for name in _COLUMNS if not rows or name not in rows[0]]
    if missing:
        raise InvalidInput(f"{table} lacks the columns {missing}; expected {list(_COLUMNS)}.")
    records = [
        GarmentRecord(
            folder / row["file_name"],
            row["category"],
            row["kids"] == "True",
            row["contributor"],
            split_of(row["contributor"]),
        )
        for row in rows
    ]
    for record in records:
        if not record.path.is_file():
            raise InvalidInput(f"{table} names {record.path}, which is not there.")
    return records


def split_of(contributor: str) -> str:
    """``"test"`` for about 15 % of contributors (19 % of photographs), by hash; else ``"train"``."""
    return split_by_hash(f"{_SPLIT_SALT}:{contributor}", _HELD_OUT_PERCENT)


def fit_to_canvas(cutout: Image.Image) -> Image.Image:
    """RGBA cut-out → RGBA canvas 256×384, the garment centred, as large as the margin allows."""
    box = cutout.getchannel("A").point(lambda a: 255 if a > 32 else 0).getbbox()
    if box is None:
        raise InvalidInput("A cut-out has no visible garment: its alpha channel is empty.")
    garment = cutout.crop(box)
    width, height = CANVAS_SIZE[0] - 2 * _MARGIN, CANVAS_SIZE[1] - 2 * _MARGIN
    scale = min(width / garment.width, height / garment.height, _LARGEST_ENLARGEMENT)
    size = (max(1, round(garment.width * scale)), max(1, round(garment.height * scale)))
    # Premultiplied alpha keeps the hidden background colour out of the edges.
    garment = garment.convert("RGBa").resize(size, Image.Resampling.LANCZOS).convert("RGBA")
    canvas = Image.new("RGBA", CANVAS_SIZE, (255, 255, 255, 0))
    canvas.paste(garment, ((CANVAS_SIZE[0] - size[0]) // 2, (CANVAS_SIZE[1] - size[1]) // 2))
    return canvas


def pack_garments(
    folder: Path | str, cache: Path | str, on_progress: Callable[[int, int], None] | None = None
) -> PackedGarments:
    """Read a folder once and keep its canvases in ``cache``; later calls map the same files.

    Args:
        folder: garments folder.
        cache: folder for the packed arrays (about 300 kB an image).
        on_progress: called with (done, total).
    """
    records = read_records(folder)
    key = hashlib.sha256(json.dumps([[r.path.name, r.path.stat().st_size] for r in records]).encode()).hexdigest()[
        :12
    ]
    home = Path(cache) / f"garments-{key}"
    image_file, matte_file = home / "images.npy", home / "mattes.npy"
    if not matte_file.is_file():
        home.mkdir(parents=True, exist_ok=True)
        shape = (len(records), CANVAS_SIZE[1], CANVAS_SIZE[0])
        images = np.lib.format.open_memmap(image_file, "w+", np.uint8, (*shape, 3))
        mattes = np.empty(shape, np.uint8)
        with ThreadPoolExecutor(2) as pool:
            for i, rgba in enumerate(pool.map(_read_canvas, records)):
                alpha = rgba[..., 3:].astype(np.float32) / 255
                images[i] = np.rint(rgba[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)
                mattes[i] = rgba[..., 3]
                if on_progress:
                    on_progress(i + 1, len(records))
        images.flush()
        np.save(matte_file.with_suffix(".partial.npy"), mattes)
        matte_file.with_suffix(".partial.npy").rename(matte_file)
    return PackedGarments(records, np.load(image_file, mmap_mode="r"), np.load(matte_file, mmap_mode="r"), home)


def _read_canvas(record: GarmentRecord) -> np.ndarray:
    with Image.open(record.path) as image:
        return np.asarray(fit_to_canvas(image.convert("RGBA")))
