"""Finishes with a mechanism left out, on tiny networks: each does exactly what its name says."""

from dataclasses import replace

import numpy as np
import pytest

from equifashion import DesignBrief
from equifashion.diffusion.schedule import TRAIN_TIMESTEPS
from equifashion.evaluation.ablation.mechanisms import MECHANISMS, STRENGTH
from equifashion.evaluation.designs import Request
from equifashion.evaluation.workshop import open_workshop
from tests.support.tiny_models import shaken, tiny_denoiser, tiny_networks


@pytest.fixture(scope="module")
def workshop(tiny_weights):
    return open_workshop(tiny_weights, "cpu")


@pytest.fixture(scope="module")
def idea(workshop):
    return workshop.ideas([Request(DesignBrief("red dress"), 3, index=1)])[0]


def finished(workshop, idea, name: str) -> np.ndarray:
    return workshop.finish([idea], MECHANISMS[name].plan, MECHANISMS[name].guidance)[0]


def test_with_everything_on_it_is_the_studios_finish(workshop, idea):
    heard = []
    made = workshop.finish([idea, idea], on_step=lambda done, total: heard.append((done, total)))
    expected = np.asarray(workshop.studio.finish(idea).image)
    assert np.array_equal(made[0], expected) and np.array_equal(made[1], expected) and heard == [(1, 2), (2, 2)]


def test_without_the_draft_no_draft_matters(workshop, idea):
    other = replace(idea, latent=idea.latent[::-1] * 2.0)
    for name, same in (("no-draft", True), ("no-fusion", False), ("no-guidance", False)):
        made = finished(workshop, idea, name)
        assert np.array_equal(made, finished(workshop, other, name)) is same, name
        assert not np.array_equal(made, workshop.finish([idea])[0]), name


def test_plain_img2img_starts_below_pure_noise_and_fuses_nothing(workshop):
    plan = MECHANISMS["no-fusion"].plan(workshop.preset)
    assert set(plan.alphas) == {0.0} and len(plan.timesteps) == workshop.preset.steps
    assert plan.timesteps[0] == STRENGTH * TRAIN_TIMESTEPS - 1


def test_without_guidance_is_a_scale_of_one(workshop, idea):
    expected = np.asarray(workshop.studio.finish(idea, guidance=1.0).image)
    assert np.array_equal(finished(workshop, idea, "no-guidance"), expected)


def test_another_refiner_finishes_the_same_draft(workshop, idea):
    denoiser, networks = tiny_denoiser(), tiny_networks()
    before = next(denoiser.parameters()).dtype
    same = workshop.refined_by(denoiser, networks).finish([idea])[0]
    assert np.abs(same.astype(int) - workshop.finish([idea])[0].astype(int)).mean() < 2.0  # stored in FP16
    other = workshop.refined_by(shaken(tiny_denoiser(), seed=5), networks).finish([idea])[0]
    assert np.abs(other.astype(int) - same.astype(int)).mean() > 2.0
    assert next(denoiser.parameters()).dtype == before  # the given network stays as it was
