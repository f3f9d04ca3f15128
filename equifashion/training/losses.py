"""The named terms of the training objective. Each returns a scalar; only the stages call ``backward``.

Tensors are NCHW float; reductions are means, so that weights do not depend on the resolution.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def reconstruction_loss(output: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Weighted mean absolute error.

    Args:
        output, target: (B, C, H, W).
        weight: (B, 1, H, W) ≥ 0, e.g. larger inside the garment than on the white around it.
    """
    error = (output - target).abs().mean(dim=1, keepdim=True)
    return (error * weight).sum() / weight.sum().clamp_min(1.0)


def kl_loss(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Mean KL divergence of N(mean, exp(log_variance)) from N(0, 1), per element."""
    return 0.5 * (mean.square() + log_variance.exp() - 1.0 - log_variance).mean()


def hinge_discriminator_loss(real: Tensor, fake: Tensor) -> Tensor:
    """Hinge loss of the discriminator on its logits (EquiFashion Eq. 15; Lim & Ye 2017)."""
    return F.relu(1.0 - real).mean() + F.relu(1.0 + fake).mean()


def hinge_generator_loss(fake: Tensor) -> Tensor:
    """Hinge loss of the generator: −E[D(fake)] (EquiFashion Eq. 14)."""
    return -fake.mean()


def relativistic_loss(better: Tensor, worse: Tensor) -> Tensor:
    """Mean softplus(worse − better) of paired logits (B,): 0 once the better is far above (Huang et al. 2024)."""
    return F.softplus(worse - better).mean()


def contrastive_loss(image: Tensor, text: Tensor, scale: Tensor, same: Tensor) -> Tensor:
    """Symmetric image–text cross-entropy, with several right answers where captions coincide.

    Args:
        image, text: (B, D) unit vectors.
        scale: scalar inverse temperature.
        same: (B, B) bool, true where two samples' captions say the same.
    """
    logits = scale * image @ text.T
    target = same.float() / same.float().sum(dim=1, keepdim=True)
    return 0.5 * (_soft_cross_entropy(logits, target) + _soft_cross_entropy(logits.T, target))


def _soft_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return -(target * logits.log_softmax(dim=1)).sum(dim=1).mean()


def denoising_loss(prediction: Tensor, target: Tensor, snr: Tensor, gamma: float = 5.0) -> Tensor:
    """v-prediction error, min-SNR weighted (Hang et al. 2023, for v: min(SNR, γ) / (SNR + 1)).

    Args:
        prediction, target: v, (B, C, H, W).
        snr: (B,) signal-to-noise ratios; 0 at the terminal step.
        gamma: the cap γ.
    """
    error = (prediction - target).square().mean(dim=(1, 2, 3))
    # At SNR 0 the plain weight would vanish and the first sampling step would never be learned.
    weight = (snr.clamp(max=gamma) + 1.0) / (snr + 1.0)
    return (weight * error).mean()


def mode_seeking_loss(first: Tensor, second: Tensor, u_first: Tensor, u_second: Tensor) -> Tensor:
    """−‖G(u₁, c) − G(u₂, c)‖₁ / ‖u₁ − u₂‖₁, bounded to (−1, 0] (EquiFashion Eq. 16; Mao et al. 2019).

    Args:
        first, second: two outputs for the same condition, (B, C, H, W).
        u_first, u_second: their codes, (B, D).
    """
    image_distance = (first - second).abs().mean(dim=(1, 2, 3))
    code_distance = (u_first - u_second).abs().mean(dim=1).clamp_min(1e-4)
    return -torch.tanh(image_distance / code_distance).mean()


def robustness_loss(prediction: Tensor, disturbed: Tensor) -> Tensor:
    """Mean squared change of a prediction under a small disturbance of its input (EquiFashion Eq. 18).

    Both take gradients: the two are drawn together.

    Args:
        prediction, disturbed: v for the same samples, (B, C, H, W).
    """
    return (prediction - disturbed).square().mean()


def compatibility_loss(pictures: Tensor, captions: Tensor) -> Tensor:
    """L_comp: −cos(picture, caption), in [−1, 1]. Unit embeddings (B, D) of the image–text model."""
    return -(pictures * captions).sum(dim=1).mean()


def perceptual_loss(pictures: Tensor, captions: Tensor, distances: Tensor) -> Tensor:
    """L_perc (EquiFashion Eq. 19): 1 − cos(picture, caption) + perceptual distance to the photograph.

    Args:
        pictures, captions: unit embeddings (B, D).
        distances: (B,), ≥ 0.
    """
    return 1.0 + compatibility_loss(pictures, captions) + distances.mean()
