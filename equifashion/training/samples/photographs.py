"""Training samples of garment photographs: measurements, sketches and swatches, computed once and kept."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from equifashion.datasets.captions import caption
from equifashion.datasets.garment_photos import PackedGarments, pack_garments
from equifashion.datasets.measure import Measurements, measure_garment
from equifashion.imaging.sketch import extract_lines
from equifashion.imaging.swatch import SWATCH_SIDE, cut_swatch
from equifashion.training.samples.base import Facts, Samples
from equifashion.vocabulary import PhotographLabel, category_of_label

_SWATCHES = 4  # cut from different places of each garment


@dataclass(frozen=True)
class PhotographSamples(Samples):
    """Garment photographs with what was measured on them.

    Attributes:
        garments: the photographs.
        categories, measured: per photograph.
        sketches: (N, 384, 256) uint8, dark lines on white.
        swatches: (N, 4, 64, 64, 3) uint8.
    """

    garments: PackedGarments
    categories: list[PhotographLabel]
    measured: list[Measurements]
    sketches: np.ndarray
    swatches: np.ndarray

    @property
    def home(self) -> Path:
        return self.garments.home

    def __len__(self) -> int:
        return len(self.garments.records)

    def indices(self, split: str) -> np.ndarray:
        return self.garments.indices(split)

    def image(self, index: int) -> np.ndarray:
        return self.garments.images[index]

    def matte(self, index: int) -> np.ndarray:
        return self.garments.mattes[index]

    def sketch(self, index: int) -> np.ndarray:
        return self.sketches[index]

    def swatch(self, index: int, random: np.random.Generator) -> np.ndarray:
        return self.swatches[index][random.integers(self.swatches.shape[1])]

    def caption(self, index: int, random: np.random.Generator) -> str:
        record = self.garments.records[index]
        return caption(self.categories[index], self.measured[index], record.kids, random)

    def facts(self, index: int) -> Facts:
        measured = self.measured[index]
        return self.categories[index].name, measured.colours[0] if measured.colours else "", measured.pattern


def load_photographs(folder: Path, cache: Path) -> PhotographSamples:
    """Measure a garments folder, or read what an earlier call kept in ``cache``."""
    garments = pack_garments(folder, cache)
    categories = [category_of_label(record.label) for record in garments.records]
    home = garments.home
    measured_file, sketch_file, swatch_file = (
        home / name for name in ("measured.npz", "sketches.npy", "swatches.npy")
    )
    if not measured_file.is_file():
        jobs = [(garments.images[i], garments.mattes[i], c, i) for i, c in enumerate(categories)]
        with ProcessPoolExecutor(2) as pool:
            results = list(pool.map(_measure, jobs, chunksize=16))
        np.save(sketch_file, np.stack([r[1] for r in results]))
        np.save(swatch_file, np.stack([r[2] for r in results]))
        measured = [r[0] for r in results]
        np.savez(
            measured_file,
            colours=np.array(["/".join(m.colours) for m in measured]),
            pattern=np.array([m.pattern for m in measured]),
            length=np.array([m.length for m in measured]),
            numbers=np.array([(m.contrast, m.chroma, m.agreement) for m in measured]),
        )
    with np.load(measured_file) as kept:
        rows = zip(kept["colours"], kept["pattern"], kept["length"], kept["numbers"], strict=True)
        measured = [
            Measurements(tuple(str(c).split("/")), str(p), str(length), *map(float, numbers))
            for c, p, length, numbers in rows
        ]
    return PhotographSamples(
        garments,
        categories,
        measured,
        np.load(sketch_file, mmap_mode="r"),
        np.load(swatch_file, mmap_mode="r"),
    )


def _measure(
    job: tuple[np.ndarray, np.ndarray, PhotographLabel, int],
) -> tuple[Measurements, np.ndarray, np.ndarray]:
    image, matte, category, index = job
    random = np.random.default_rng(index)
    swatches = np.stack([cut_swatch(image, matte > 200, random) for _ in range(_SWATCHES)])
    assert swatches.shape[1:3] == (SWATCH_SIDE, SWATCH_SIDE)
    lines = np.asarray(extract_lines(image, detail=float(random.uniform(0.1, 0.9))))
    return measure_garment(image, matte, category), lines, swatches
