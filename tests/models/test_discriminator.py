import pytest
import torch

from equifashion.models.discriminator import DiscriminatorHeads, judging_timesteps
from tests.support.tiny_models import CONTEXT, WIDTHS, noise, shaken, some_conditions, tiny_denoiser

ALL_WIDTHS = (*WIDTHS, WIDTHS[-1])


@pytest.fixture(scope="module")
def heads() -> DiscriminatorHeads:
    return shaken(DiscriminatorHeads(ALL_WIDTHS, CONTEXT))


@pytest.fixture(scope="module")
def features() -> list[torch.Tensor]:
    sides = ((24, 16), (12, 8), (6, 4), (6, 4))
    return [noise(3, w, *side, seed=i) for i, (w, side) in enumerate(zip(ALL_WIDTHS, sides, strict=True))]


def test_a_logit_for_every_place_of_every_map(heads, features):
    assert heads(features, noise(3, CONTEXT)).shape == (3, 24 * 16 + 12 * 8 + 2 * 6 * 4)


def test_a_missing_map_is_noticed(heads, features):
    with pytest.raises(ValueError, match="zip"):
        heads(features[:3], noise(3, CONTEXT))


def test_words_shift_all_logits_of_a_map_alike(heads, features):
    shift = heads(features, noise(3, CONTEXT, seed=1)) - heads(features, noise(3, CONTEXT, seed=2))
    for part in shift.split([24 * 16, 12 * 8, 24, 24], dim=1):
        torch.testing.assert_close(part, part[:, :1].expand_as(part), atol=1e-4, rtol=1e-4)
        assert part.abs().min() > 1e-4


def test_samples_do_not_mix(heads, features):
    pooled = noise(3, CONTEXT)
    together = heads(features, pooled)
    alone = heads([f[1:2] for f in features], pooled[1:2])
    torch.testing.assert_close(alone, together[1:2], atol=1e-5, rtol=1e-5)


def test_the_verdict_reaches_the_latents(heads):
    denoiser, conditions = tiny_denoiser(), some_conditions(2)
    latents = noise(2, 4, 24, 16).requires_grad_()
    logits = heads(denoiser.features(latents, torch.tensor([50, 400]), conditions), conditions.pooled)
    logits.mean().backward()
    assert torch.isfinite(latents.grad).all()
    assert (latents.grad.abs().amax(dim=(1, 2, 3)) > 0).all()


def test_latents_are_judged_mostly_where_there_is_little_noise():
    with torch.random.fork_rng():
        torch.manual_seed(0)
        times = judging_timesteps(4000, torch.device("cpu"))
    assert times.dtype == torch.int64 and times.min() >= 20 and times.max() < 800
    # With u uniform, 20 + 780 u² has its median at 20 + 780 / 4.
    assert abs(times.float().median() - 215) < 25
