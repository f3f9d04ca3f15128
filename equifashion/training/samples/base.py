"""What a stage may ask of training pictures, whatever source they come from."""

from abc import ABC, abstractmethod
from pathlib import Path

import numpy as np

from equifashion.imaging.pose import Pose

Facts = tuple[str, str, str]  # category, first colour, pattern


class Samples(ABC):
    """N pictures on the canvas with what goes with them; numbered from 0.

    Attributes:
        home: folder of the packed arrays, where what is derived from them is kept too.
        has_poses: whether some pictures show a figure in a known pose.
    """

    home: Path
    has_poses: bool = False

    @property
    def sources(self) -> tuple["Samples", ...]:
        """What it is joined from, in order; itself, if it is one source."""
        return (self,)

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def indices(self, split: str) -> np.ndarray:
        """Numbers of the pictures of ``"train"`` or ``"test"``, int64, rising."""

    @abstractmethod
    def image(self, index: int) -> np.ndarray:
        """(384, 256, 3) uint8, on white."""

    @abstractmethod
    def matte(self, index: int) -> np.ndarray:
        """(384, 256) uint8, 255 where it is not the white ground."""

    @abstractmethod
    def sketch(self, index: int) -> np.ndarray:
        """(384, 256) uint8, dark lines on white."""

    @abstractmethod
    def swatch(self, index: int, random: np.random.Generator) -> np.ndarray:
        """(64, 64, 3) uint8 of its cloth; each call may cut another place."""

    @abstractmethod
    def caption(self, index: int, random: np.random.Generator) -> str:
        """A caption; each call may word it differently."""

    @abstractmethod
    def facts(self, index: int) -> Facts:
        """What its captions can say. Equal facts are no contrast."""

    def parts(self, index: int) -> np.ndarray | None:
        """(384, 256) uint8 labels, indices of ``data.record.PART_NAMES``; None where they are not known."""
        return None

    def pose(self, index: int) -> Pose | None:
        """The pose of its figure, if it has one."""
        return None

    def weights(self, indices: np.ndarray) -> np.ndarray:
        """Sampling probabilities that raise rare categories and colours (inverse square root of frequency)."""
        facts = [self.facts(int(i)) for i in indices]
        weights = _rarity([f[0] for f in facts]) * _rarity([f[1] for f in facts])
        return weights / weights.sum()


def _rarity(values: list[str]) -> np.ndarray:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return 1.0 / np.sqrt(counts[inverse])
