import itertools

import numpy as np
import torch

from equifashion.training.batches import NumberedBatches


class Numbers(NumberedBatches):
    """Each batch is three random numbers."""

    def make(self, random: np.random.Generator) -> torch.Tensor:
        return torch.from_numpy(random.random(3))


def taken(batches: Numbers, count: int, workers: int = 0) -> torch.Tensor:
    loader = torch.utils.data.DataLoader(batches, batch_size=None, num_workers=workers)
    return torch.stack(list(itertools.islice(loader, count)))


def test_batches_follow_from_seed_and_number():
    assert torch.equal(taken(Numbers(1), 6), taken(Numbers(1), 6))
    assert not torch.equal(taken(Numbers(1), 6), taken(Numbers(2), 6))
    assert len(torch.unique(taken(Numbers(1), 50))) == 150


def test_a_resumed_sequence_goes_on():
    later = Numbers(1)
    later.first = 4
    assert torch.equal(taken(later, 2), taken(Numbers(1), 6)[4:])


def test_workers_change_nothing():
    later = Numbers(1)
    later.first = 5
    assert torch.equal(taken(later, 7, workers=2), taken(Numbers(1), 12)[5:])
