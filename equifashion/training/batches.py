"""Endless numbered batches: batch n of a seed is the same after any interruption and for any number of workers."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

import numpy as np
import torch


class NumberedBatches(torch.utils.data.IterableDataset, ABC):
    """Batches 0, 1, 2, … made one by one from their number.

    Several processes of a training share them out: process r of R takes every R-th, from r on. So do the loader's
    workers among themselves; the loader puts theirs back in order.

    Attributes:
        seed: of the whole sequence.
        first: number of the first batch of a process, before workers share; a resumed training sets it.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.first = 0

    @abstractmethod
    def make(self, random: np.random.Generator) -> object:
        """A batch; everything random in it comes from ``random``."""

    def __iter__(self) -> Iterator[object]:
        worker = torch.utils.data.get_worker_info()
        own, workers = (worker.id, worker.num_workers) if worker else (0, 1)
        distributed = torch.distributed.is_available() and torch.distributed.is_initialized()
        rank = torch.distributed.get_rank() if distributed else 0
        processes = torch.distributed.get_world_size() if distributed else 1
        number = self.first + own
        while True:
            yield self.make(np.random.default_rng((self.seed, number * processes + rank)))
            number += workers
