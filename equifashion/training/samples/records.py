"""Training samples of a built EquiFashion-DB: drawn figures, photographs or the original's pictures as records."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from equifashion.datasets.encoding import decode
from equifashion.datasets.record import PART_NAMES
from equifashion.datasets.storage import Store, open_store
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.pose import Pose
from equifashion.imaging.sketch import extract_lines
from equifashion.imaging.swatch import SWATCH_SIDE, cut_swatch, swatch_pixels
from equifashion.training.samples.base import Facts, Samples

_DOMAIN, _NOISY = 0.7, 0.1  # how often a caption says that it is a croquis, and is a corrupted one
_WHITE = 250  # from which a picture without part labels is ground
_COLUMNS = ("index", "split", "captions", "noisy_captions", "keypoints", "garments", "figure")
_SHAPES = {
    "images": (CANVAS_SIZE[1], CANVAS_SIZE[0], 3),
    "labels": (CANVAS_SIZE[1], CANVAS_SIZE[0]),
    "sketches": (CANVAS_SIZE[1], CANVAS_SIZE[0]),
    "swatches": (SWATCH_SIDE, SWATCH_SIDE, 3),
}


@dataclass(frozen=True)
class RecordSamples(Samples):
    """The records of one data set.

    Attributes:
        home: folder of the packed arrays.
        rows: per record, its columns ``_COLUMNS``.
        images, labels, sketches, swatches: memory-mapped, (N, …) uint8; labels are those of the parts.
        has_poses: whether any record has a pose.
    """

    home: Path
    rows: list[dict]
    images: np.ndarray
    labels: np.ndarray
    sketches: np.ndarray
    swatches: np.ndarray
    has_poses: bool

    def __len__(self) -> int:
        return len(self.rows)

    def indices(self, split: str) -> np.ndarray:
        return np.array([i for i, row in enumerate(self.rows) if row["split"] == split], np.int64)

    def image(self, index: int) -> np.ndarray:
        return self.images[index]

    def matte(self, index: int) -> np.ndarray:
        return np.where(self.labels[index] > 0, np.uint8(255), np.uint8(0))

    def parts(self, index: int) -> np.ndarray | None:
        return self.labels[index]

    def sketch(self, index: int) -> np.ndarray:
        return self.sketches[index]

    def swatch(self, index: int, random: np.random.Generator) -> np.ndarray:
        return self.swatches[index]

    def caption(self, index: int, random: np.random.Generator) -> str:
        """An English caption, where there is one: briefs in other languages are told to the weights in English."""
        row = self.rows[index]
        clean = [number for number, c in enumerate(row["captions"]) if c["language"] == "en"]
        clean = clean or list(range(len(row["captions"])))
        texts = [row["captions"][number]["text"] for number in clean]
        noisy = [c["text"] for c in row["noisy_captions"] if c["clean"] in clean]
        texts = noisy if noisy and random.random() < _NOISY else texts
        text = str(texts[random.integers(len(texts))])
        return f"croquis, {text}" if row["figure"] is not None and random.random() < _DOMAIN else text

    def facts(self, index: int) -> Facts:
        garments = self.rows[index]["garments"] or []
        main = next((garment for garment in garments if garment["main"]), None)
        if main is None:
            return "", "", ""
        return main["category"], (main["colours"] or [""])[0], main["pattern"]

    def pose(self, index: int) -> Pose | None:
        keypoints = self.rows[index]["keypoints"]
        if not keypoints:
            return None
        return Pose(tuple(map(tuple, np.asarray(keypoints, float).reshape(-1, 3).tolist())))


def load_records(folder: Path, cache: Path) -> RecordSamples:
    """Unpack a data set once into memory-mapped arrays in ``cache``, or map what an earlier call left there.

    Args:
        folder: what ``data build`` wrote.
        cache: folder for the arrays, about 500 kB a record.

    Raises:
        InvalidInput: no data set, or a damaged one; the message names the file.
    """
    store = open_store(folder)
    hashes = "".join(
        str(dict(row)["image"]) for row in store.table(columns=("sha256",)).column("sha256").to_pylist()
    )
    home = Path(cache) / f"records-{hashlib.sha256(hashes.encode()).hexdigest()[:12]}"
    rows = [row for block in store.blocks_present() for row in _in_file_order(store, block)]
    if not (home / "complete").is_file():
        _unpack(store, home, len(rows))
    arrays = {name: np.load(home / f"{name}.npy", mmap_mode="r") for name in _SHAPES}
    return RecordSamples(home, rows, **arrays, has_poses=any(row["keypoints"] for row in rows))


def _in_file_order(store: Store, block: int) -> list[dict]:
    """A block's rows, the training split's first, as its files are read."""
    rows = store.table(block, _COLUMNS).to_pylist()
    return sorted(rows, key=lambda row: row["split"] != "train")


def _unpack(store: Store, home: Path, count: int) -> None:
    home.mkdir(parents=True, exist_ok=True)
    arrays = {
        name: np.lib.format.open_memmap(home / f"{name}.npy", "w+", np.uint8, (count, *shape))
        for name, shape in _SHAPES.items()
    }
    number = 0
    for block in store.blocks_present():
        splits = [row["split"] for row in _in_file_order(store, block)]
        for split in dict.fromkeys(splits):
            for record in store.records(split, block):
                for name, array in _arrays(record.pictures, number).items():
                    arrays[name][number] = array
                number += 1
    for array in arrays.values():
        array.flush()
    (home / "complete").touch()


def _arrays(pictures: dict[str, bytes], number: int) -> dict[str, np.ndarray]:
    """One record's arrays; what its source lacks is taken from the picture."""
    pixels = np.asarray(decode("image", pictures["image"]))
    if "parts" in pictures:
        labels = np.asarray(decode("parts", pictures["parts"]))
    else:
        labels = (pixels < _WHITE).any(axis=2) * np.uint8(PART_NAMES.index("bodice"))
    sketch = decode("sketch", pictures["sketch"]) if "sketch" in pictures else extract_lines(pixels)
    if "swatch" in pictures:
        swatch = swatch_pixels(decode("swatch", pictures["swatch"]))
    else:
        swatch = cut_swatch(pixels, labels > 0, np.random.default_rng(number))
    return {"images": pixels, "labels": labels, "sketches": np.asarray(sketch), "swatches": swatch}
