import math

import pytest
import torch

from equifashion.training.losses import (
    compatibility_loss,
    contrastive_loss,
    denoising_loss,
    hinge_discriminator_loss,
    hinge_generator_loss,
    kl_loss,
    mode_seeking_loss,
    perceptual_loss,
    reconstruction_loss,
    relativistic_loss,
    robustness_loss,
)
from tests.support.tiny_models import noise


def test_reconstruction():
    target = torch.zeros(1, 3, 2, 2)
    output = target.clone()
    output[0, :, 0, 0] = torch.tensor([0.3, -0.6, 0.9])  # mean |error| 0.6 in one of four places
    weight = torch.ones(1, 1, 2, 2)
    assert reconstruction_loss(output, target, weight) == pytest.approx(0.15)
    weight[0, 0, 0, 0] = 5.0
    assert reconstruction_loss(output, target, weight) == pytest.approx(5 * 0.6 / 8)
    weight[0, 0, 0, 0] = 0.0
    assert reconstruction_loss(output, target, weight) == 0
    assert reconstruction_loss(output, target, torch.zeros_like(weight)) == 0  # not NaN


def test_kl_is_torchs():
    mean, log_variance = noise(2, 4, 3, 2), noise(2, 4, 3, 2, seed=1)
    given = torch.distributions.Normal(mean, (0.5 * log_variance).exp())
    expected = torch.distributions.kl_divergence(given, torch.distributions.Normal(0.0, 1.0)).mean()
    torch.testing.assert_close(kl_loss(mean, log_variance), expected)
    assert kl_loss(torch.zeros(3), torch.zeros(3)) == 0


def test_relativistic():
    better, worse = torch.tensor([2.0, 0.0]), torch.tensor([0.0, 1.0])
    expected = (math.log1p(math.exp(-2.0)) + math.log1p(math.exp(1.0))) / 2
    assert relativistic_loss(better, worse) == pytest.approx(expected)


def test_hinge():
    real, fake = torch.tensor([[2.0, 0.5], [-1.0, 1.0]]), torch.tensor([[-2.0, 0.0], [1.0, -1.0]])
    assert hinge_discriminator_loss(real, fake) == pytest.approx((0 + 0.5 + 2 + 0) / 4 + (0 + 1 + 2 + 0) / 4)
    assert hinge_generator_loss(fake) == pytest.approx(0.5)
    assert hinge_discriminator_loss(torch.full((3,), 1.0), torch.full((3,), -1.0)) == 0  # margins kept


def test_contrastive_with_one_right_answer_each_is_clips_loss():
    image, text = (torch.nn.functional.normalize(noise(6, 8, seed=i), dim=1) for i in range(2))
    labels = torch.arange(6)
    logits = 7.0 * image @ text.T
    expected = (
        torch.nn.functional.cross_entropy(logits, labels) + torch.nn.functional.cross_entropy(logits.T, labels)
    ) / 2
    found = contrastive_loss(image, text, torch.tensor(7.0), torch.eye(6, dtype=torch.bool))
    torch.testing.assert_close(found, expected)


def test_contrastive_shares_the_answer_among_equal_captions():
    vectors = torch.eye(4)[:, :4]
    same = torch.eye(4, dtype=torch.bool)
    same[:2, :2] = True
    equal = vectors.clone()
    equal[1] = equal[0]
    # Two samples that are the same in everything: the best possible answer is one half each.
    best = contrastive_loss(equal, equal, torch.tensor(100.0), same)
    assert best == pytest.approx(0.5 * math.log(2), abs=1e-4)
    assert contrastive_loss(equal, equal[[2, 3, 0, 1]], torch.tensor(100.0), same) > 10


def test_contrastive_at_zero_scale_is_chance():
    found = contrastive_loss(noise(5, 8), noise(5, 8, seed=1), torch.tensor(0.0), torch.eye(5, dtype=torch.bool))
    assert found == pytest.approx(math.log(5))


@pytest.mark.parametrize(("snr", "weight"), [(0.0, 1.0), (1.0, 1.0), (5.0, 1.0), (11.0, 0.5), (599.0, 0.01)])
def test_denoising_weights(snr, weight):
    target = noise(1, 4, 3, 2)
    assert denoising_loss(target + 2.0, target, torch.tensor([snr])) == pytest.approx(4 * weight, rel=1e-5)
    assert denoising_loss(target, target, torch.tensor([snr])) == 0


def test_denoising_averages_over_samples():
    target = noise(2, 4, 3, 2)
    prediction = target + torch.tensor([1.0, 3.0])[:, None, None, None]
    assert denoising_loss(prediction, target, torch.tensor([0.0, 11.0])) == pytest.approx((1 + 9 / 2) / 2, rel=1e-5)
    assert denoising_loss(prediction, target, torch.tensor([0.0, 11.0]), gamma=2.0) == pytest.approx(
        (1 + 9 / 4) / 2
    )


def test_mode_seeking():
    first, u_first = torch.zeros(2, 4, 3, 2), torch.zeros(2, 5)
    second, u_second = first + 0.5, u_first + 2.0
    assert mode_seeking_loss(first, second, u_first, u_second) == pytest.approx(-math.tanh(0.25))
    assert mode_seeking_loss(first, first, u_first, u_second) == 0
    assert mode_seeking_loss(first, second, u_first, u_first) == pytest.approx(-1)  # bounded, and no NaN
    assert mode_seeking_loss(first, first + 1.0, u_first, u_second) < mode_seeking_loss(
        first, second, u_first, u_second
    )


def test_every_loss_has_a_gradient():
    x = noise(4, 4, 3, 2).requires_grad_()
    other = noise(4, 4, 3, 2, seed=1)
    flat = x.flatten(1)
    for loss in (
        reconstruction_loss(x, other, torch.ones(4, 1, 3, 2)),
        kl_loss(x, other),
        hinge_generator_loss(x),
        contrastive_loss(flat, other.flatten(1), torch.tensor(2.0), torch.eye(4, dtype=torch.bool)),
        denoising_loss(x, other, torch.ones(4)),
        mode_seeking_loss(x, other, flat.detach(), other.flatten(1)),
    ):
        [gradient] = torch.autograd.grad(loss, x, retain_graph=True)
        assert torch.isfinite(gradient).all() and gradient.abs().max() > 0


def test_robustness_is_the_mean_squared_change_and_teaches_both_sides():
    prediction, disturbed = (
        torch.zeros(2, 1, 2, 2, requires_grad=True),
        torch.full((2, 1, 2, 2), 0.5, requires_grad=True),
    )
    loss = robustness_loss(prediction, disturbed)
    assert loss.item() == pytest.approx(0.25)
    loss.backward()
    assert (prediction.grad < 0).all() and (disturbed.grad > 0).all()
    assert robustness_loss(disturbed, disturbed).item() == 0


def test_compatibility_is_the_negative_mean_cosine():
    pictures = torch.tensor([[1.0, 0.0], [0.6, 0.8]])
    captions = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
    assert compatibility_loss(pictures, captions) == pytest.approx(-0.9)
    assert compatibility_loss(pictures, pictures) == pytest.approx(-1.0)
    assert compatibility_loss(pictures, -pictures) == pytest.approx(1.0)


def test_perceptual_adds_the_caption_and_the_photograph():
    pictures = torch.tensor([[1.0, 0.0], [0.6, 0.8]])
    captions = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
    assert perceptual_loss(pictures, captions, torch.tensor([0.2, 0.4])) == pytest.approx(1 - 0.9 + 0.3)
    assert perceptual_loss(pictures, pictures, torch.zeros(2)) == pytest.approx(0.0)
