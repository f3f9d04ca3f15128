import pytest
import torch

from equifashion.errors import InvalidInput
from equifashion.gan.inversion import InversionSettings, Reconstruction, invert
from equifashion.models.generator import Generator
from tests.support.tiny_models import noise, some_conditions, tiny_generator


@pytest.fixture(scope="module")
def generator() -> Generator:
    return tiny_generator()


def centre_of(generator: Generator, conditions) -> torch.Tensor:
    codes = generator.sample_z(32, seed=0)
    return generator.styles(codes, conditions.repeat(32)).mean(dim=0, keepdim=True)


def search(generator, target, settings):
    conditions = some_conditions(1)
    return list(invert(target, generator, conditions, centre_of(generator, conditions), settings))


def test_a_generated_latent_is_found_again(generator):
    """Something the generator can make: the search must come far nearer to it than where it started."""
    conditions = some_conditions(1)
    styles = generator.styles(noise(1, 8, seed=77), conditions) + 0.3 * noise(1, 4, 16, seed=78)
    target = generator.synthesize(styles, conditions)
    steps = search(generator, target, InversionSettings(steps=150, candidates=8, pull=0.0))
    assert [step.index for step in steps] == list(range(151))
    assert steps[-1].difference < 0.25 * steps[0].difference
    again = (generator.synthesize(steps[-1].styles[None], conditions) - target).abs().mean()
    assert float(again) == pytest.approx(steps[-1].difference, rel=1e-3)  # the styles are those of the best step


def test_it_never_gets_worse_and_starts_at_the_best_candidate(generator):
    conditions = some_conditions(1)
    target = generator.synthesize(generator.styles(noise(1, 8, seed=5), conditions), conditions)
    differences = [s.difference for s in search(generator, target, InversionSettings(steps=20, candidates=4))]
    assert differences == sorted(differences, reverse=True)
    average = (generator.synthesize(centre_of(generator, conditions), conditions) - target).abs().mean()
    assert differences[0] <= float(average)


def test_the_pull_keeps_styles_near_the_average(generator):
    target = 3.0 * noise(1, 4, 24, 16, seed=9)
    found = [
        search(generator, target, InversionSettings(steps=60, candidates=4, pull=pull))[-1].styles
        for pull in (0.0, 0.3)
    ]
    centre = centre_of(generator, some_conditions(1))[0]
    free, pulled = ((styles - centre).square().mean() for styles in found)
    assert pulled < free


def test_the_search_is_repeatable_and_leaves_no_trace(generator):
    target = noise(1, 4, 24, 16)
    before = [parameter.clone() for parameter in generator.parameters()]
    state = torch.random.get_rng_state()
    settings = InversionSettings(steps=5, candidates=3, seed=4)
    first, second = (search(generator, target, settings)[-1].styles for _ in range(2))
    assert torch.equal(first, second) and torch.equal(state, torch.random.get_rng_state())
    assert all(torch.equal(a, b) and b.grad is None for a, b in zip(before, generator.parameters(), strict=True))
    assert not first.requires_grad


def test_closing_stops_the_search(generator):
    conditions = some_conditions(1)
    steps = invert(
        noise(1, 4, 24, 16), generator, conditions, centre_of(generator, conditions), InversionSettings(steps=2000)
    )
    assert next(steps).index == 0 and next(steps).index == 1
    steps.close()
    with pytest.raises(StopIteration):
        next(steps)


@pytest.mark.parametrize("values", [{"steps": 0}, {"steps": 1.5}, {"candidates": 0}, {"rate": -1}, {"pull": 1e9}])
def test_impossible_settings(values):
    with pytest.raises(InvalidInput, match=f"The {next(iter(values))} of an inversion must"):
        InversionSettings(**values)


def test_the_score_of_a_reconstruction():
    assert Reconstruction(found=0.3, baseline=0.3, limit=0.1).score == 0.0
    assert Reconstruction(found=0.1, baseline=0.3, limit=0.1).score == pytest.approx(1.0)
    assert Reconstruction(found=0.4, baseline=0.3, limit=0.1).score < 0
