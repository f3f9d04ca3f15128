"""Real photographs to judge by: held-out ones with a prompt that says what they show, and their likes."""

import hashlib
from dataclasses import dataclass

import numpy as np

from equifashion.datasets.garment_photos import PackedGarments
from equifashion.datasets.measure import Measurements, measure_garment
from equifashion.errors import InvalidInput
from equifashion.vocabulary import PhotographLabel, category_of_label


@dataclass(frozen=True, eq=False)
class Photograph:
    """A held-out photograph.

    Attributes:
        index: its record.
        category, measured: what it shows.
        prompt: the same in words, always worded alike, so that reports stay comparable.
        image: (384, 256, 3) uint8 on white.
        mask: (384, 256) bool, the garment.
    """

    index: int
    category: PhotographLabel
    measured: Measurements
    prompt: str
    image: np.ndarray
    mask: np.ndarray

    def flat(self) -> np.ndarray:
        """The silhouette on white, filled with the garment's median colour, (384, 256, 3) uint8."""
        filled = np.full_like(self.image, 255)
        filled[self.mask] = np.median(self.image[self.mask], axis=0)
        return filled


class Photographs:
    """The photographs of a folder, as evaluation uses them.

    Attributes:
        garments: all of them, packed.
    """

    def __init__(self, garments: PackedGarments) -> None:
        self.garments = garments
        self._held_out: dict[int, Photograph] = {}
        for split in ("train", "test"):
            if not len(garments.indices(split)):
                raise InvalidInput(f"Evaluation needs photographs of both splits; there is none of {split!r}.")

    def held_out(self, count: int) -> list[Photograph]:
        """Some held-out photographs, drawn without regard to what they show; fewer are the first of more."""
        drawn = np.random.default_rng(0).permutation(self.garments.indices("test"))
        return [self._photograph(int(index)) for index in drawn[:count]]

    def _photograph(self, index: int) -> Photograph:
        if index not in self._held_out:
            record = self.garments.records[index]
            category = category_of_label(record.label)
            image, matte = np.asarray(self.garments.images[index]), np.asarray(self.garments.mattes[index])
            measured = measure_garment(image, matte, category)
            prompt = prompt_of(category, measured, record.kids)
            self._held_out[index] = Photograph(index, category, measured, prompt, image, matte > 128)
        return self._held_out[index]

    def matched_train(self, photographs: list[Photograph], seed: int = 0) -> np.ndarray:
        """Training photographs of the same categories, one for each, none twice while there are enough.

        What the real-against-real floors are measured with.

        Returns:
            (N, 384, 256, 3) uint8.
        """
        random = np.random.default_rng(seed)
        kinds: dict[str, list[int]] = {}
        for index in random.permutation(self.garments.indices("train")):
            kinds.setdefault(self.garments.records[index].label, []).append(int(index))
        every = [index for indices in kinds.values() for index in indices]
        used: dict[str, int] = {}
        chosen = []
        for photograph in photographs:
            label = photograph.category.label
            same = kinds.get(label, every)
            chosen.append(same[used.get(label, 0) % len(same)])
            used[label] = used.get(label, 0) + 1
        return np.stack([self.garments.images[index] for index in chosen])

    def of_category(self, name: str) -> np.ndarray:
        """Records of the held-out photographs of a category, as int64 in drawn order."""
        indices = np.random.default_rng(0).permutation(self.garments.indices("test"))
        return np.array(
            [i for i in indices if category_of_label(self.garments.records[i].label).name == name], np.int64
        )

    def sha256(self) -> str:
        """Hash of every record and of the held-out pixels: reports on other data are not compared."""
        digest = hashlib.sha256()
        for record in self.garments.records:
            digest.update(repr((record.path.name, record.label, record.kids, record.split)).encode())
        for index in self.garments.indices("test"):
            digest.update(self.garments.images[index].tobytes())
        return digest.hexdigest()


def prompt_of(category: PhotographLabel, measured: Measurements, kids: bool) -> str:
    """Everything that was measured, in words, e.g. ``"kids mini navy and white striped dress"``."""
    words = [
        "kids" if kids else "",
        measured.length,
        " and ".join(measured.colours),
        measured.pattern,
        category.name,
    ]
    return " ".join(word for word in words if word)
