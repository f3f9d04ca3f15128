import torch

from equifashion.design import DesignBrief
from equifashion.diffusion.fusion import plan_fusion
from equifashion.diffusion.sampler import refine
from equifashion.diffusion.schedule import create_scheduler
from equifashion.evaluation.bench.peers import plain_diffusers_loop
from equifashion.models.brief_encoder import WordEncoder, encode_brief
from tests.support.tiny_models import tiny_denoiser, tiny_networks, tiny_text


def test_the_plain_loop_is_the_studios_sampler_without_draft_and_guidance():
    """At freedom 1 and guidance 1 the two are the same DDIM."""
    denoiser = tiny_denoiser()
    conditions = encode_brief(DesignBrief("red dress"), WordEncoder(tiny_text()), tiny_networks())
    plain = plain_diffusers_loop(denoiser, conditions.cond, conditions.uncond, 4, guidance=1.0, seed=3)
    noise = torch.randn(plain.shape, generator=torch.Generator().manual_seed(3))
    plan = plan_fusion(4, freedom=1.0)
    steps = list(refine(torch.zeros_like(noise), noise, conditions, denoiser, create_scheduler(), plan, 1.0))
    assert torch.allclose(plain, steps[-1].clean, atol=1e-3)
    other = plain_diffusers_loop(denoiser, conditions.cond, conditions.uncond, 4, guidance=1.0, seed=4)
    assert not torch.allclose(plain, other, atol=1e-1)
