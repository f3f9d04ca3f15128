import torch

from equifashion.diffusion.schedule import create_scheduler
from equifashion.models.brief_encoder import BriefConditions
from equifashion.training.distillation_buffer import DistillationBuffer, draw_from_z
from tests.support.tiny_models import noise, some_conditions, tiny_denoiser


def test_the_store_forgets_the_oldest_and_keeps_samples_together():
    store = DistillationBuffer(capacity=60)
    assert not store.ready
    for start in range(0, 80, 4):
        z = torch.arange(start, start + 4.0)[:, None].repeat(1, 3)
        conditions = some_conditions(batch=4, length=5 + start % 3)
        conditions.pooled[:] = z[:, :1]
        store.add(conditions, z, z[:, :1, None, None].expand(-1, 4, 2, 2))
    assert store.ready and len(store) == 60
    conditions, z, drawn = store.draw(64)
    assert z.min() >= 20 and len(z.unique()) > 20
    assert torch.equal(z[:, 0], drawn[:, 0, 0, 0]) and torch.equal(z[:, 0], conditions.pooled[:, 0])
    assert len(conditions) == 64


def test_briefs_drawn_together_are_those_drawn_alone():
    denoiser, scheduler = tiny_denoiser(), create_scheduler()
    given, unguided = some_conditions(batch=3), some_conditions(batch=3, seed=1)
    z = noise(3, 16)
    together = draw_from_z(z, BriefConditions(given, unguided), denoiser, scheduler)
    for row in range(3):
        one = slice(row, row + 1)
        alone = draw_from_z(z[one], BriefConditions(given[one], unguided[one]), denoiser, scheduler)
        torch.testing.assert_close(together[one], alone, atol=1e-3, rtol=1e-3)
    assert (together[0] - together[1]).abs().mean() > 0.01
