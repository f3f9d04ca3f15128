"""Eq. 20 through a real pipeline's callback, against the formula written out in a plain loop."""

import pytest
import torch
from diffusers import StableDiffusionImg2ImgPipeline, UNet2DConditionModel

from equifashion.diffusion.diffusers_callbacks import (
    DDIMWithPredictedX0,
    FusionCallback,
    executed_steps,
    published_alphas,
    start_noise,
)
from equifashion.diffusion.fusion import FusionPlan, plan_fusion
from equifashion.diffusion.sampler import InpaintMask
from equifashion.errors import InvalidInput
from tests.support.tiny_diffusers import write_repositories

SHAPE = (1, 4, 12, 8)
MAX_ERROR = 1e-5  # of latents of unit spread; the loop below and the callback agree to FP32 rounding


@pytest.fixture(scope="module")
def pipe(tmp_path_factory) -> StableDiffusionImg2ImgPipeline:
    """A real img2img pipeline of tiny networks; text and pictures come as embeddings and latents."""
    from diffusers import AutoencoderKL

    folder = tmp_path_factory.mktemp("hub")
    write_repositories(folder)
    made = StableDiffusionImg2ImgPipeline(
        vae=AutoencoderKL.from_pretrained(folder / "tiny--sd" / "vae", variant="fp16"),
        unet=UNet2DConditionModel.from_pretrained(folder / "tiny--sd" / "unet", variant="fp16"),
        text_encoder=None,
        tokenizer=None,
        scheduler=scheduler(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    made.set_progress_bar_config(disable=True)
    return made


def scheduler() -> DDIMWithPredictedX0:
    return DDIMWithPredictedX0(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", timestep_spacing="trailing",
        clip_sample=False, steps_offset=1,
    )  # fmt: skip


def noise(seed: int, *shape: int) -> torch.Tensor:
    return torch.randn(shape or SHAPE, generator=torch.Generator().manual_seed(seed))


CONTEXT = noise(9, 2, 77, 32)


def run(pipe, callback, steps, freedom, draft, seed=5):
    asked = executed_steps(steps, freedom)
    return pipe(
        image=draft,
        prompt_embeds=CONTEXT[:1],
        negative_prompt_embeds=CONTEXT[1:],
        strength=asked.strength,
        num_inference_steps=asked.inference_steps,
        guidance_scale=3.0,
        generator=torch.Generator().manual_seed(seed),
        output_type="latent",
        callback_on_step_end=callback,
    ).images


@torch.no_grad()
def plain_loop(pipe, draft, start, alphas, steps, freedom, region=None):
    """The whole finish written out: guided ε, DDIM, Eq. 20, region."""
    sched = scheduler()
    sched.set_timesteps(executed_steps(steps, freedom).inference_steps)
    times = [int(t) for t in sched.timesteps[-steps:]]
    bars = sched.alphas_cumprod
    gap = 1000 // sched.num_inference_steps

    def noised(clean, t):
        return clean if t is None else bars[t].sqrt() * clean + (1 - bars[t]).sqrt() * start

    z = noised(draft, times[0])
    for i, t in enumerate(times):
        unguided, given = pipe.unet(
            torch.cat([z, z]), t, encoder_hidden_states=torch.cat([CONTEXT[1:], CONTEXT[:1]])
        ).sample.chunk(2)
        epsilon = unguided + 3.0 * (given - unguided)
        bar, before = bars[t], bars[t - gap] if t >= gap else torch.tensor(1.0)
        clean = (z - (1 - bar).sqrt() * epsilon) / bar.sqrt()
        z_tilde = before.sqrt() * clean + (1 - before).sqrt() * epsilon
        following = times[i + 1] if i + 1 < steps else None
        z = alphas[i] * noised(draft, following) + (1 - alphas[i]) * z_tilde
        if region is not None:
            z = region.mask * z + (1 - region.mask) * noised(region.original, following)
    return z


@pytest.mark.parametrize(("steps", "freedom"), [(8, 0.5), (8, 0.4), (8, 0.0), (8, 0.9), (3, 0.25), (1, 0.5)])
def test_the_callback_is_the_plain_loop(pipe, steps, freedom):
    draft, plan = noise(1), plan_fusion(steps, freedom)
    start = start_noise(SHAPE, 5, torch.device("cpu"), torch.float32)
    found = run(pipe, FusionCallback(draft, start, plan), steps, freedom, draft)
    wanted = plain_loop(pipe, draft, start, plan.alphas, steps, freedom)
    assert (found - wanted).abs().max() <= MAX_ERROR
    if steps > 1 and plan.alphas[0] > 0:
        unfused = plain_loop(pipe, draft, start, (0.0,) * steps, steps, freedom)
        assert (found - unfused).abs().max() > 100 * MAX_ERROR  # the fusion is no rounding error itself


def test_as_printed_even_the_last_step_keeps_a_share(pipe):
    draft, alphas = noise(1), published_alphas(8)
    start = start_noise(SHAPE, 5, torch.device("cpu"), torch.float32)
    plan = FusionPlan(plan_fusion(8).timesteps, alphas)
    found = run(pipe, FusionCallback(draft, start, plan), 8, 0.5, draft)
    assert (found - plain_loop(pipe, draft, start, alphas, 8, 0.5)).abs().max() <= MAX_ERROR
    assert alphas == pytest.approx([(t / 8) ** 0.7 for t in range(8, 0, -1)]) and alphas[-1] > 0.2


def test_a_region_holds_the_rest(pipe):
    draft = noise(1)
    start = start_noise(SHAPE, 5, torch.device("cpu"), torch.float32)
    mask = torch.zeros(1, 1, *SHAPE[2:])
    mask[..., 3:7, 2:6] = 1.0
    region, plan = InpaintMask(mask, draft), FusionPlan(plan_fusion(8).timesteps, (0.0,) * 8)
    found = run(pipe, FusionCallback(draft, start, plan, region), 8, 0.5, draft)
    wanted = plain_loop(pipe, draft, start, plan.alphas, 8, 0.5, region)
    assert (found - wanted).abs().max() <= MAX_ERROR
    assert torch.equal(found * (1 - mask), draft * (1 - mask))
    assert ((found - draft) * mask).abs().max() > 0.1


def test_what_a_step_shows_is_its_clean_latent(pipe):
    """After the last step, without a share of the draft, state and clean latent are one."""
    shown = []
    draft, plan = noise(1), plan_fusion(8)
    start = start_noise(SHAPE, 5, torch.device("cpu"), torch.float32)
    found = run(pipe, FusionCallback(draft, start, plan, on_step=shown.append), 8, 0.5, draft)
    assert [step.index for step in shown] == list(range(8))
    assert torch.allclose(shown[-1].clean, found, atol=1e-5)
    assert not torch.allclose(shown[0].clean, shown[0].latents, atol=0.1)


def test_exactly_so_many_steps_for_every_start():
    for steps in range(1, 101):
        for hundredth in range(0, 101, 5):
            asked = executed_steps(steps, hundredth / 100)
            run_steps = min(int(asked.inference_steps * asked.strength), asked.inference_steps)
            assert run_steps == steps
            wanted = min(1.0, 0.5 + hundredth / 100)
            assert (
                wanted - 1 / asked.inference_steps <= steps / asked.inference_steps <= wanted + 1e-9 or wanted == 1
            )


def test_refused():
    with pytest.raises(InvalidInput, match="whole steps"):
        published_alphas(0)
    with pytest.raises(InvalidInput, match="gamma > 0"):
        published_alphas(8, gamma=0)
