"""Several sources as one."""

from collections.abc import Sequence

import numpy as np

from equifashion.errors import InvalidInput
from equifashion.imaging.pose import Pose
from equifashion.training.samples.base import Facts, Samples


class MixedSamples(Samples):
    """The pictures of several sources, numbered one after the other.

    Attributes:
        shares: how often each is drawn from, summing to 1.
    """

    def __init__(self, sources: Sequence[Samples], shares: Sequence[float] | None = None) -> None:
        shares = [1.0] * len(sources) if shares is None else list(shares)
        if not sources or len(shares) != len(sources) or min(shares) <= 0:
            raise InvalidInput(f"Expected a share above 0 for each of {len(sources)} sources; got {shares}.")
        self._sources = tuple(sources)
        self.shares = tuple(share / sum(shares) for share in shares)
        self._starts = np.cumsum([0, *(len(source) for source in sources)])

    @property
    def sources(self) -> tuple[Samples, ...]:
        return self._sources

    @property
    def has_poses(self) -> bool:
        return any(source.has_poses for source in self.sources)

    def __len__(self) -> int:
        return int(self._starts[-1])

    def _at(self, index: int) -> tuple[Samples, int]:
        place = int(np.searchsorted(self._starts, index, side="right")) - 1
        return self.sources[place], int(index - self._starts[place])

    def indices(self, split: str) -> np.ndarray:
        found = [start + s.indices(split) for start, s in zip(self._starts, self.sources, strict=False)]
        return np.concatenate(found).astype(np.int64)

    def image(self, index: int) -> np.ndarray:
        source, own = self._at(index)
        return source.image(own)

    def matte(self, index: int) -> np.ndarray:
        source, own = self._at(index)
        return source.matte(own)

    def sketch(self, index: int) -> np.ndarray:
        source, own = self._at(index)
        return source.sketch(own)

    def swatch(self, index: int, random: np.random.Generator) -> np.ndarray:
        source, own = self._at(index)
        return source.swatch(own, random)

    def caption(self, index: int, random: np.random.Generator) -> str:
        source, own = self._at(index)
        return source.caption(own, random)

    def facts(self, index: int) -> Facts:
        source, own = self._at(index)
        return source.facts(own)

    def parts(self, index: int) -> np.ndarray | None:
        source, own = self._at(index)
        return source.parts(own)

    def pose(self, index: int) -> Pose | None:
        source, own = self._at(index)
        return source.pose(own)

    def weights(self, indices: np.ndarray) -> np.ndarray:
        """Each source's own weights, times its share."""
        weights = np.zeros(len(indices))
        for place, (source, share) in enumerate(zip(self.sources, self.shares, strict=True)):
            own = (indices >= self._starts[place]) & (indices < self._starts[place + 1])
            if own.any():
                weights[own] = share * source.weights(indices[own] - self._starts[place])
        return weights / weights.sum()
