"""Finishes with a mechanism left out, on tiny networks: each does exactly what its name says."""

from dataclasses import replace

import numpy as np
import pytest

from equifashion import DesignBrief
from equifashion.diffusion.schedule import TRAIN_TIMESTEPS
from equifashion.evaluation.ablation.mechanisms import MECHANISMS, STRENGTH
from equifashion.evaluation.designs import Request
from equifashion.evaluation.runner import PASSES, open_runner
from tests.support.tiny_models import shaken, tiny_denoiser, tiny_networks


@pytest.fixture(scope="module")
def runner(tiny_weights):
    return open_runner(tiny_weights, "cpu")


@pytest.fixture(scope="module")
def idea(runner):
    return runner.ideas([Request(DesignBrief("red dress"), 3, index=1)])[0]


def finished(runner, idea, name: str) -> np.ndarray:
    return runner.finish([idea], MECHANISMS[name].plan, MECHANISMS[name].guidance)[0]


def test_with_everything_on_it_is_the_studios_finish(runner, idea):
    heard = []
    made = runner.finish([idea, idea], on_step=lambda done, total: heard.append((done, total)))
    expected = np.asarray(runner.studio.finish(idea).image)
    assert np.array_equal(made[0], expected) and np.array_equal(made[1], expected) and heard == [(1, 2), (2, 2)]


def test_without_the_draft_no_draft_matters(runner, idea):
    other = replace(idea, latent=idea.latent[::-1] * 2.0)
    for name, same in (("no-draft", True), ("no-fusion", False), ("no-guidance", False)):
        made = finished(runner, idea, name)
        assert np.array_equal(made, finished(runner, other, name)) is same, name
        assert not np.array_equal(made, runner.finish([idea])[0]), name


def test_plain_img2img_starts_below_pure_noise_and_fuses_nothing(runner):
    plan = MECHANISMS["no-fusion"].plan(runner.preset)
    assert set(plan.alphas) == {0.0} and len(plan.timesteps) == runner.preset.steps
    assert plan.timesteps[0] == STRENGTH * TRAIN_TIMESTEPS - 1


def test_without_guidance_is_a_scale_of_one(runner, idea):
    expected = np.asarray(runner.studio.finish(idea, guidance=1.0).image)
    assert np.array_equal(finished(runner, idea, "no-guidance"), expected)


def test_another_refiner_finishes_the_same_draft(runner, idea):
    denoiser, networks = tiny_denoiser(), tiny_networks()
    before = next(denoiser.parameters()).dtype
    same = runner.refined_by(denoiser, networks).finish([idea])[0]
    assert np.abs(same.astype(int) - runner.finish([idea])[0].astype(int)).mean() < 2.0  # stored in FP16
    other = runner.refined_by(shaken(tiny_denoiser(), seed=5), networks).finish([idea])[0]
    assert np.abs(other.astype(int) - same.astype(int)).mean() > 2.0
    assert next(denoiser.parameters()).dtype == before  # the given network stays as it was


def test_every_pass_can_be_left_out(runner):
    names = {mechanism.without_pass for mechanism in MECHANISMS.values()} - {""}
    assert names == set(PASSES)
    request = Request(DesignBrief("red striped dress", look="flat"), 3)
    plain = runner.without("fabric_overlay")
    drawn, bare = (np.asarray(maker.ideas([request])[0].image) for maker in (runner, plain))
    assert not np.array_equal(drawn, bare)
