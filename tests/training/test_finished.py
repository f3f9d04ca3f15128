import pytest
import torch
from tiny_models import noise, some_conditions, tiny_denoiser

from equifashion.conditions.brief_encoder import BriefConditions
from equifashion.refinement.schedule import create_scheduler
from equifashion.training.finished import FinishedDrafts, finish_drafts, noise_of_codes


def test_the_store_forgets_the_oldest_and_keeps_samples_together():
    store = FinishedDrafts(capacity=40)
    assert not store.ready
    for start in range(0, 60, 4):
        codes = torch.arange(start, start + 4.0)[:, None].repeat(1, 3)
        conditions = some_conditions(batch=4, length=5 + start % 3)
        conditions.pooled[:] = codes[:, :1]
        store.add(conditions, codes, codes[:, :1, None, None].expand(-1, 4, 2, 2))
    assert store.ready and len(store) == 40
    conditions, codes, finishes = store.draw(64)
    assert codes.min() >= 20 and len(codes.unique()) > 20
    assert torch.equal(codes[:, 0], finishes[:, 0, 0, 0]) and torch.equal(codes[:, 0], conditions.pooled[:, 0])
    assert len(conditions) == 64


def test_noise_is_gaussian_and_follows_the_codes():
    codes = noise(400, 16)
    made = noise_of_codes(codes, torch.Size((4, 12, 8)))
    assert made.shape == (400, 4, 12, 8)
    assert made.mean().abs() < 0.1 and made.std() == pytest.approx(1.0, abs=0.05)
    torch.testing.assert_close(made[:1], noise_of_codes(codes[:1], torch.Size((4, 12, 8))))
    near = noise_of_codes(codes[:1] + 0.01 * codes[1:2], torch.Size((4, 12, 8)))
    assert (near - made[:1]).abs().mean() < 0.05 < 0.2 < (made[1] - made[0]).abs().mean()


def test_drafts_finished_together_are_those_finished_alone():
    denoiser, scheduler = tiny_denoiser(), create_scheduler()
    given, unguided = some_conditions(batch=3), some_conditions(batch=3, seed=1)
    drafts, codes = noise(3, 4, 24, 16), noise(3, 16)
    together = finish_drafts(drafts, codes, BriefConditions(given, unguided), denoiser, scheduler)
    for row in range(3):
        one = slice(row, row + 1)
        alone = finish_drafts(
            drafts[one], codes[one], BriefConditions(given[one], unguided[one]), denoiser, scheduler
        )
        torch.testing.assert_close(together[one], alone, atol=1e-3, rtol=1e-3)
    assert (together[0] - together[1]).abs().mean() > 0.01
