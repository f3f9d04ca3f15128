import pytest
import torch
from tiny_models import CONTEXT, noise

from equifashion.ideation.latent_discriminator import LatentDiscriminator, noise_levels
from equifashion.training.losses import relativistic_loss


@pytest.fixture
def judge() -> LatentDiscriminator:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return LatentDiscriminator(4, (24, 16), CONTEXT)


def test_one_logit_a_sample_of_which_none_knows_another(judge):
    latents, level, pooled = noise(3, 4, 24, 16), torch.tensor([0.0, 0.3, 0.8]), noise(3, CONTEXT)
    together = judge(latents, level, pooled)
    assert together.shape == (3,)
    torch.testing.assert_close(judge(latents[1:2], level[1:2], pooled[1:2]), together[1:2])


@pytest.mark.parametrize("changed", [0, 1, 2])
def test_latents_noise_and_words_all_count(judge, changed):
    given = [noise(2, 4, 24, 16), torch.tensor([0.1, 0.4]), noise(2, CONTEXT)]
    before = judge(*given)
    given[changed] = given[changed].flip(0)
    assert ((judge(*given) - before).abs() > 1e-5).all()


def test_noise_is_mostly_weak():
    torch.manual_seed(0)
    levels = noise_levels(4000, torch.device("cpu"))
    assert levels.min() >= 0 and levels.max() <= 0.8
    assert levels.median() == pytest.approx(0.2, abs=0.02)  # the square of a uniform number's median, times 0.8


def test_it_learns_which_latents_go_with_which_words(judge):
    """Half of the latents belong to each of two wordings; afterwards the right words score higher, held out."""
    torch.manual_seed(0)
    words = noise(2, CONTEXT)
    optimiser = torch.optim.AdamW(judge.parameters(), 1e-3)

    def some(count: int) -> tuple[torch.Tensor, torch.Tensor]:
        kind = torch.arange(count) % 2
        latents = torch.randn(count, 4, 24, 16)
        latents[:, 0, :12] += 2.0 * kind[:, None, None]
        return latents, words[kind]

    level = torch.zeros(16)
    for _ in range(40):
        latents, pooled = some(16)
        loss = relativistic_loss(judge(latents, level, pooled), judge(latents, level, pooled.roll(1, 0)))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    latents, pooled = some(16)
    with torch.no_grad():
        right, wrong = judge(latents, level, pooled), judge(latents, level, pooled.roll(1, 0))
    assert (right > wrong).float().mean() > 0.9
