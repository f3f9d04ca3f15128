import pytest
import torch

from equifashion.diffusion.fusion import plan_inpainting
from equifashion.diffusion.sampler import InpaintMask, refine
from equifashion.diffusion.schedule import create_scheduler
from equifashion.errors import InvalidInput
from equifashion.models.brief_encoder import BriefConditions
from tests.support.tiny_models import noise, some_conditions, tiny_denoiser


def run(original, start, mask, steps=3, level=0.8, guidance=1.0):
    given = some_conditions(1, features=False)
    inpaint = InpaintMask(mask, original)
    return list(
        refine(
            inpaint.blend(start, original), noise(1, 4, 24, 16, seed=5), BriefConditions(given, given),
            tiny_denoiser(), create_scheduler(), plan_inpainting(steps, level), guidance, inpaint,
        )
    )  # fmt: skip


@pytest.fixture
def latents() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    mask = torch.zeros(1, 1, 24, 16)
    mask[..., 8:16, 4:12] = 1.0
    return noise(1, 4, 24, 16, seed=1), noise(1, 4, 24, 16, seed=2), mask


def test_outside_the_mask_the_original_comes_back(latents):
    original, start, mask = latents
    for guidance in (1.0, 4.0):
        steps = run(original, start, mask, guidance=guidance)
        assert len(steps) == 3
        for step in steps:
            assert torch.equal(step.clean * (1 - mask), original * (1 - mask))
        assert torch.allclose(steps[-1].latents * (1 - mask), original * (1 - mask), atol=1e-5)
        assert (steps[-1].clean - original).abs()[mask.expand_as(original) > 0].mean() > 0.01


def test_less_noise_stays_nearer_to_what_the_region_began_with(latents):
    original, start, mask = latents
    apart = [
        float(((run(original, start, mask, level=level)[-1].clean - start) * mask).abs().mean())
        for level in (0.05, 0.5, 1.0)
    ]
    assert apart == sorted(apart) and apart[0] < 0.5 * apart[-1], apart


def test_levels_fall_from_where_they_start():
    assert plan_inpainting(4, 1.0).timesteps == (999, 749, 499, 249)
    assert plan_inpainting(2, 0.5).timesteps == (499, 249)
    for steps, level in ((0, 0.5), (4, 0.0), (4, 1.1)):
        with pytest.raises(InvalidInput, match="needs 1 step or more"):
            plan_inpainting(steps, level)
