import pytest
import torch

from equifashion.models.conditions import Conditions
from equifashion.models.latent_discriminator import LatentDiscriminator, noise_levels
from equifashion.training.losses import relativistic_loss
from tests.support.tiny_models import CONTEXT, WIDTHS, noise


@pytest.fixture
def judge() -> LatentDiscriminator:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return LatentDiscriminator(4, (24, 16), CONTEXT, WIDTHS)


def told(pooled: torch.Tensor, features: tuple = ()) -> Conditions:
    """Conditions of which only the pooled vector and the features are looked at."""
    count = len(pooled)
    return Conditions(torch.zeros(count, 1, CONTEXT), torch.ones(count, 1, dtype=torch.bool), pooled, features)


def maps(count: int) -> tuple[torch.Tensor, ...]:
    return tuple(noise(count, w, 24 >> i, 16 >> i) for i, w in enumerate(WIDTHS))


def test_one_logit_a_sample_of_which_none_knows_another(judge):
    latents, level, conditions = (
        noise(3, 4, 24, 16),
        torch.tensor([0.0, 0.3, 0.8]),
        told(noise(3, CONTEXT), maps(3)),
    )
    together = judge(latents, level, conditions)
    assert together.shape == (3,)
    torch.testing.assert_close(judge(latents[1:2], level[1:2], conditions[1:2]), together[1:2])


@pytest.mark.parametrize("changed", ["latents", "noise", "words", "maps"])
def test_latents_noise_words_and_maps_all_count(judge, changed):
    given = {
        "latents": noise(2, 4, 24, 16),
        "noise": torch.tensor([0.1, 0.4]),
        "words": noise(2, CONTEXT),
        "maps": maps(2),
    }

    def logits() -> torch.Tensor:
        return judge(given["latents"], given["noise"], told(given["words"], given["maps"]))

    before = logits()
    given[changed] = tuple(m.flip(0) for m in given["maps"]) if changed == "maps" else given[changed].flip(0)
    assert ((logits() - before).abs() > 1e-5).all()


def test_maps_may_be_missing(judge):
    assert judge(noise(2, 4, 24, 16), torch.tensor([0.1, 0.4]), told(noise(2, CONTEXT))).isfinite().all()


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
        loss = relativistic_loss(
            judge(latents, level, told(pooled)), judge(latents, level, told(pooled.roll(1, 0)))
        )
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    latents, pooled = some(16)
    with torch.no_grad():
        right, wrong = (judge(latents, level, told(p)) for p in (pooled, pooled.roll(1, 0)))
    assert (right > wrong).float().mean() > 0.9
