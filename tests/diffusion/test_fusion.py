import pytest

from equifashion.diffusion.fusion import plan_fusion
from equifashion.errors import InvalidInput


def test_the_papers_schedule():
    plan = plan_fusion(8, 0.5, 0.7)
    assert plan == plan_fusion()
    assert plan.timesteps == (999, 874, 749, 624, 499, 374, 249, 124)
    # α_t = (t/8)^0.7 for t = 8 … 2; the last step is the denoiser's alone.
    expected = (1.0, 0.910763, 0.817610, 0.719637, 0.615572, 0.503290, 0.378929, 0.0)
    assert plan.alphas == pytest.approx(expected, abs=1e-5)
    assert plan.alphas[0] == 1.0 and plan.alphas[-1] == 0.0


def test_no_freedom_starts_at_half_the_noise():
    plan = plan_fusion(5, 0.0)
    assert plan.timesteps == (499, 399, 299, 199, 99)
    assert plan.alphas == plan_fusion(5, 0.5).alphas


def test_full_freedom_ignores_the_draft():
    plan = plan_fusion(8, 1.0)
    assert plan.timesteps == plan_fusion(8, 0.5).timesteps
    assert plan.alphas == (0.0,) * 8


def test_between_half_and_full_freedom_the_share_shrinks_evenly():
    for share, paper in zip(plan_fusion(8, 0.75).alphas, plan_fusion(8, 0.5).alphas, strict=True):
        assert share == pytest.approx(paper / 2)


def test_gamma_bends_the_shares():
    assert plan_fusion(4, 0.5, 1.0).alphas == pytest.approx((1.0, 0.75, 0.5, 0.0))
    assert plan_fusion(4, 0.5, 2.0).alphas == pytest.approx((1.0, 0.5625, 0.25, 0.0))


@pytest.mark.parametrize("steps", [1, 2, 3, 7, 8, 30, 100])
@pytest.mark.parametrize("freedom", [0.0, 0.2, 0.5, 0.8, 1.0])
def test_every_plan_falls_to_nothing(steps, freedom):
    plan = plan_fusion(steps, freedom)
    assert len(plan.timesteps) == len(plan.alphas) == steps
    assert all(a > b for a, b in zip(plan.timesteps, plan.timesteps[1:], strict=False))
    assert plan.timesteps[-1] >= 0 and plan.timesteps[0] <= 999
    assert all(0 <= b <= a <= 1 for a, b in zip(plan.alphas, plan.alphas[1:], strict=False))
    assert plan.alphas[-1] == 0.0


@pytest.mark.parametrize("steps", [0, -1, 101, 8.0, True, "8", None])
def test_impossible_steps(steps):
    with pytest.raises(InvalidInput, match=r"Steps must be a whole number from 1 to 100; got"):
        plan_fusion(steps)


@pytest.mark.parametrize("freedom", [-0.1, 1.1, 2, float("nan"), float("inf")])
def test_impossible_freedom(freedom):
    with pytest.raises(InvalidInput, match=r"Freedom must be between 0 and 1; got"):
        plan_fusion(8, freedom)


@pytest.mark.parametrize("gamma", [0, -1.0])
def test_impossible_gamma(gamma):
    with pytest.raises(InvalidInput, match=r"gamma must be above 0; got"):
        plan_fusion(8, 0.5, gamma)
