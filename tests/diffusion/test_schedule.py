import pytest
import torch

from equifashion.diffusion.schedule import TRAIN_TIMESTEPS, create_scheduler, signal_to_noise, stratified_timesteps
from tests.support.tiny_models import noise


@pytest.fixture(scope="module")
def scheduler():
    return create_scheduler()


def test_the_last_timestep_holds_no_signal(scheduler):
    alpha_bar = scheduler.alphas_cumprod
    assert len(alpha_bar) == TRAIN_TIMESTEPS == 1000
    assert alpha_bar[-1] == 0 and scheduler.final_alpha_cumprod == 1
    assert (alpha_bar[1:] < alpha_bar[:-1]).all() and alpha_bar[0] > 0.99


def test_rescaling_follows_lin_et_al(scheduler):
    betas = torch.linspace(0.00085**0.5, 0.012**0.5, 1000, dtype=torch.float64) ** 2
    root = (1 - betas).cumprod(0).sqrt()
    root = (root - root[-1]) * root[0] / (root[0] - root[-1])
    torch.testing.assert_close(scheduler.alphas_cumprod.double(), root.square(), atol=1e-5, rtol=1e-3)


def test_signal_to_noise(scheduler):
    times = torch.tensor([999, 500, 0])
    alpha_bar = scheduler.alphas_cumprod[times]
    found = signal_to_noise(scheduler, times)
    assert found[0] == 0
    torch.testing.assert_close(found[1:], alpha_bar[1:] / (1 - alpha_bar[1:]))
    assert found[2] > found[1] > 0


def test_v_at_full_noise_is_the_negative_of_the_picture(scheduler):
    clean, given = noise(1, 4, 3, 2), noise(1, 4, 3, 2, seed=1)
    torch.testing.assert_close(scheduler.get_velocity(clean, given, torch.tensor([999])), -clean)
    torch.testing.assert_close(scheduler.add_noise(clean, given, torch.tensor([999])), given)


@pytest.mark.parametrize("count", [1, 7, 48, 1000])
def test_one_timestep_from_each_interval(count):
    times = stratified_timesteps(count, torch.device("cpu"))
    assert times.shape == (count,) and times.dtype == torch.int64
    for i, time in enumerate(sorted(times.tolist())):
        assert i * 1000 // count <= time <= (i + 1) * 1000 / count
    assert times.max() <= 999


def test_intervals_come_in_random_order():
    times = stratified_timesteps(200, torch.device("cpu"))
    assert times.tolist() != sorted(times.tolist())
