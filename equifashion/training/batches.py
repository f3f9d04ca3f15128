"""Endless numbered batches: batch n of a seed is the same after any interruption and for any number of workers."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

import numpy as np
import torch


class NumberedBatches(torch.utils.data.IterableDataset, ABC):
    """Batches 0, 1, 2, … made one by one from their number.

    Several processes of a training share them out: process r of R takes every R-th, from r on.

    Attributes:
        seed: of the whole sequence.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed

    @abstractmethod
    def make(self, random: np.random.Generator) -> object:
        """A batch; everything random in it comes from ``random``."""

    def numbered(self, number: int) -> object:
        """This process's batch of a number."""
        distributed = torch.distributed.is_available() and torch.distributed.is_initialized()
        rank = torch.distributed.get_rank() if distributed else 0
        processes = torch.distributed.get_world_size() if distributed else 1
        return self.make(np.random.default_rng((self.seed, number * processes + rank)))

    def __iter__(self) -> Iterator[object]:
        return (batch for [batch] in StepBatches(self))


class StepBatches(torch.utils.data.IterableDataset):
    """The batches of one optimiser step after another. A loader's workers share the steps out and keep their order.

    Attributes:
        per_step: batches of each step.
        first: the first step; a resumed training sets it.
    """

    def __init__(self, batches: NumberedBatches, per_step: int = 1, first: int = 0) -> None:
        self.batches, self.per_step, self.first = batches, per_step, first

    def __iter__(self) -> Iterator[list]:
        worker = torch.utils.data.get_worker_info()
        own, workers = (worker.id, worker.num_workers) if worker else (0, 1)
        step = self.first + own
        while True:
            yield [self.batches.numbered(step * self.per_step + place) for place in range(self.per_step)]
            step += workers
