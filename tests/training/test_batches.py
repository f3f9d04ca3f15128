import itertools

import numpy as np
import pytest
import torch

from equifashion.training.batches import NumberedBatches, StepBatches


class Numbers(NumberedBatches):
    """Each batch is three random numbers."""

    def make(self, random: np.random.Generator) -> torch.Tensor:
        return torch.from_numpy(random.random(3))


def taken(batches: torch.utils.data.IterableDataset, count: int, workers: int = 0) -> torch.Tensor:
    """Numbers of the first batches, or of all batches of the first steps."""
    loader = torch.utils.data.DataLoader(batches, batch_size=None, num_workers=workers)
    found = itertools.islice(loader, count)
    return torch.stack([batch for step in found for batch in (step if isinstance(step, list) else [step])])


def test_batches_follow_from_seed_and_number():
    assert torch.equal(taken(Numbers(1), 6), taken(Numbers(1), 6))
    assert not torch.equal(taken(Numbers(1), 6), taken(Numbers(2), 6))
    assert len(torch.unique(taken(Numbers(1), 50))) == 150


def test_steps_take_the_batches_in_turn():
    assert torch.equal(taken(StepBatches(Numbers(1), per_step=3), 4), taken(Numbers(1), 12))


def test_a_resumed_sequence_goes_on():
    assert torch.equal(taken(StepBatches(Numbers(1), first=4), 2), taken(Numbers(1), 6)[4:])
    assert torch.equal(taken(StepBatches(Numbers(1), 2, first=2), 1), taken(Numbers(1), 6)[4:])


@pytest.mark.parametrize("per_step", [1, 3])
def test_workers_change_nothing(per_step):
    steps = StepBatches(Numbers(1), per_step, first=5)
    assert torch.equal(taken(steps, 7, workers=2), taken(Numbers(1), 12 * per_step)[5 * per_step :])
