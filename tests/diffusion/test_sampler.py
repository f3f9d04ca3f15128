import pytest
import torch

from equifashion.diffusion.fusion import plan_fusion
from equifashion.diffusion.sampler import all_rows, guided_v, refine
from equifashion.diffusion.schedule import create_scheduler
from equifashion.models.brief_encoder import BriefConditions, RegionalConditions, RegionalSplit
from tests.support.tiny_models import noise, some_conditions, tiny_denoiser

DRAFT, NOISE = noise(1, 4, 24, 16, seed=1), noise(1, 4, 24, 16, seed=2)


@pytest.fixture(scope="module")
def denoiser():
    return tiny_denoiser()


@pytest.fixture(scope="module")
def scheduler():
    return create_scheduler()


@pytest.fixture(scope="module")
def conditions() -> BriefConditions:
    return BriefConditions(some_conditions(1), some_conditions(1, seed=60))


def states(steps):
    return [step.latents for step in steps]


@pytest.mark.parametrize("steps", [1, 5, 8])
def test_without_a_draft_it_is_diffusers_ddim(denoiser, conditions, steps):
    reference = create_scheduler()
    reference.set_timesteps(steps)
    plan = plan_fusion(steps, freedom=1.0)
    assert list(plan.timesteps) == reference.timesteps.tolist()
    latents, expected = NOISE, []
    for time in reference.timesteps:
        latents = reference.step(denoiser(latents, time[None], conditions.cond), time, latents).prev_sample
        expected.append(latents)
    found = states(refine(DRAFT, NOISE, conditions, denoiser, create_scheduler(), plan, 1.0))
    for ours, theirs in zip(found, expected, strict=True):
        torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("guidance", [1.0, 4.0])
@pytest.mark.parametrize("freedom", [0.0, 0.5, 0.8])
def test_states_follow_equation_20(denoiser, scheduler, conditions, freedom, guidance):
    """The plain loop: one line a formula, the two halves of guidance in two calls."""
    plan = plan_fusion(4, freedom)
    abar = [float(scheduler.alphas_cumprod[t]) for t in plan.timesteps] + [1.0]
    z = abar[0] ** 0.5 * DRAFT + (1 - abar[0]) ** 0.5 * NOISE
    expected = []
    for i, t in enumerate(plan.timesteps):
        time = torch.tensor([t])
        v = v_given = denoiser(z, time, conditions.cond)
        if guidance != 1.0:
            v_unguided = denoiser(z, time, conditions.uncond)
            v = v_unguided + guidance * (v_given - v_unguided)
            v = 0.7 * v * v_given.std() / v.std() + 0.3 * v  # Lin et al. 2023, φ = 0.7
        clean = abar[i] ** 0.5 * z - (1 - abar[i]) ** 0.5 * v
        epsilon = (1 - abar[i]) ** 0.5 * z + abar[i] ** 0.5 * v
        z_tilde = abar[i + 1] ** 0.5 * clean + (1 - abar[i + 1]) ** 0.5 * epsilon
        z_hat = abar[i + 1] ** 0.5 * DRAFT + (1 - abar[i + 1]) ** 0.5 * NOISE
        z = plan.alphas[i] * z_hat + (1 - plan.alphas[i]) * z_tilde
        expected.append((z, clean))
    found = list(refine(DRAFT, NOISE, conditions, denoiser, scheduler, plan, guidance))
    for step, (latents, clean) in zip(found, expected, strict=True):
        torch.testing.assert_close(step.latents, latents, atol=1e-3, rtol=1e-3)
        torch.testing.assert_close(step.clean, clean, atol=1e-3, rtol=1e-3)


def test_the_last_state_is_the_clean_latent(denoiser, scheduler, conditions):
    last = list(refine(DRAFT, NOISE, conditions, denoiser, scheduler, plan_fusion(3), 3.0))[-1]
    torch.testing.assert_close(last.latents, last.clean)
    assert last.latents.shape == (1, 4, 24, 16)


def test_the_first_state_of_the_papers_schedule_is_the_noised_draft(denoiser, scheduler, conditions):
    plan = plan_fusion(8, 0.5)
    first = next(refine(DRAFT, NOISE, conditions, denoiser, scheduler, plan, 3.0))
    abar = scheduler.alphas_cumprod[plan.timesteps[1]]
    torch.testing.assert_close(first.latents, abar.sqrt() * DRAFT + (1 - abar).sqrt() * NOISE)


def test_how_much_of_the_draft_remains(denoiser, scheduler, conditions):
    def finished(draft: torch.Tensor, freedom: float) -> torch.Tensor:
        return states(refine(draft, NOISE, conditions, denoiser, scheduler, plan_fusion(3, freedom), 1.0))[-1]

    other = noise(1, 4, 24, 16, seed=3)
    differences = [(finished(DRAFT, f) - finished(other, f)).abs().mean().item() for f in (0.0, 0.5, 0.75, 1.0)]
    assert differences == sorted(differences, reverse=True) and differences[0] > differences[2]
    assert differences[-1] == 0.0


def test_guidance_reads_both_halves_and_one_alone_without(denoiser, scheduler, conditions):
    rows = []
    hook = denoiser.register_forward_hook(lambda module, given, out: rows.append(len(out)))
    for guidance in (1.0, 3.0):
        list(refine(DRAFT, NOISE, conditions, denoiser, scheduler, plan_fusion(3), guidance))
    hook.remove()
    assert rows == [1, 1, 1, 2, 2, 2]


def test_equal_halves_make_guidance_idle(denoiser, scheduler, conditions):
    same = BriefConditions(conditions.cond, conditions.cond)
    guided = states(refine(DRAFT, NOISE, same, denoiser, scheduler, plan_fusion(4), 5.0))
    plain = states(refine(DRAFT, NOISE, same, denoiser, scheduler, plan_fusion(4), 1.0))
    torch.testing.assert_close(guided[-1], plain[-1], atol=1e-4, rtol=1e-4)


def test_work_is_done_only_when_asked_for(denoiser, scheduler, conditions):
    calls = []
    hook = denoiser.register_forward_hook(lambda module, given, out: calls.append(1))
    sampling = refine(DRAFT, NOISE, conditions, denoiser, scheduler, plan_fusion(8), 1.0)
    assert not calls
    next(sampling), next(sampling)
    sampling.close()
    hook.remove()
    assert len(calls) == 2


def in_halves(conditions: BriefConditions, below: torch.Tensor, lower=None) -> BriefConditions:
    lower = some_conditions(1, seed=61) if lower is None else lower
    return BriefConditions(
        conditions.cond, conditions.uncond, RegionalConditions(conditions.cond, lower, RegionalSplit(below))
    )


@pytest.mark.parametrize("guidance", [1.0, 3.0])
def test_each_half_is_told_its_own(denoiser, scheduler, conditions, guidance):
    """One call from pure noise: above the line it is the upper conditions' prediction, below it the lower ones'."""
    below = torch.zeros(1, 1, 24, 16)
    below[:, :, 14:] = 1.0
    halved = in_halves(conditions, below)
    v = guided_v(denoiser, NOISE, 999, all_rows(halved, guidance), guidance, halved.regional.split)
    time = torch.tensor([999])
    upper, lower, bare = (
        denoiser(NOISE, time, c) for c in (conditions.cond, halved.regional.lower, conditions.uncond)
    )
    given = torch.cat([upper[:, :, :14], lower[:, :, 14:]], dim=2)
    if guidance != 1.0:
        guided = bare + guidance * (given - bare)
        given = 0.7 * guided * given.std() / guided.std() + 0.3 * guided
    torch.testing.assert_close(v, given, atol=1e-4, rtol=1e-4)


def test_halves_that_are_told_alike_are_the_whole(denoiser, scheduler, conditions):
    same = in_halves(conditions, torch.rand(1, 1, 24, 16), conditions.cond)
    one, two = (
        states(refine(DRAFT, NOISE, c, denoiser, scheduler, plan_fusion(3), 3.0))[-1] for c in (same, conditions)
    )
    torch.testing.assert_close(one, two, atol=1e-4, rtol=1e-4)
