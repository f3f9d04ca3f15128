"""Drafts of a generator with spatial noise are cleared by one call of the denoiser; others are not."""

import copy
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn.modules.module import register_module_forward_hook

from equifashion.design import DesignBrief
from equifashion.diffusion.sampler import add_noise, clean_and_noise
from equifashion.models.denoiser import Denoiser
from equifashion.studio.presets import PRESETS
from equifashion.studio.studio import Studio
from tests.support.tiny_models import shaken

BRIEF = DesignBrief("red dress")


@pytest.fixture(scope="module")
def clearing_studio(tiny_components) -> Studio:
    generator = copy.deepcopy(tiny_components.generator)
    generator.add_spatial_noise()
    shaken(generator.spatial_noise.inject)
    components = replace(tiny_components, generator=generator.eval().requires_grad_(False))
    return Studio(PRESETS["embedded"], components, torch.device("cpu"), torch.float32)


def calls_of(studio: Studio, count: int) -> tuple[list, int]:
    calls = []
    hook = register_module_forward_hook(
        lambda module, *_: calls.append(1) if isinstance(module, Denoiser) else None
    )
    ideas = studio.explore(BRIEF, count, seed=3)
    hook.remove()
    return ideas, len(calls)


def test_one_call_clears_a_draft(clearing_studio, tiny_studio):
    assert calls_of(clearing_studio, 3)[1] == 3
    assert calls_of(tiny_studio, 3)[1] == 0


def test_a_cleared_draft_is_what_the_denoiser_sees_half_way_in_the_layouts_noise(clearing_studio):
    parts = clearing_studio._maker.parts
    [idea], _ = calls_of(clearing_studio, 1)
    given = clearing_studio._maker.told(idea.recipe).given
    styles = torch.from_numpy(idea.styles)[None]
    with torch.no_grad():
        drawn = parts.generator.synthesize(styles, given)
        level = parts.scheduler.alphas_cumprod[499]
        noisy = add_noise(drawn, parts.generator.spatial_noise.noise(styles[:, 0]), level)
        clean, _ = clean_and_noise(noisy, parts.denoiser(noisy, torch.tensor([499]), given), level)
    np.testing.assert_allclose(idea.latent, clean[0].numpy(), atol=1e-4)
    assert np.abs(idea.latent - drawn[0].numpy()).mean() > 0.05


def test_cleared_ideas_are_rebuilt_mixed_and_varied(clearing_studio):
    studio = clearing_studio
    first, second = studio.explore(BRIEF, 2, seed=5)
    for idea in (first, studio.mix(first, second, 0.5, 0.5), studio.vary(first, 2.0, 1)[0]):
        assert studio.rebuild(idea.recipe).image.tobytes() == idea.image.tobytes()
    assert studio.mix(first, second, 0.0, 0.0).image.tobytes() == first.image.tobytes()
