"""Hybrid refinement, EquiFashion Eq. 20: z_{t−1} = α_t · ẑ_{t−1} + (1 − α_t) · z̃_{t−1}, α_t = (t/T)^γ.

ẑ is the selected GAN latent at the noise level of the step, always with the same noise; z̃ is one denoiser
step. *Freedom* scales how much of ẑ is kept and where the denoiser starts.
"""

from dataclasses import dataclass

from equifashion.diffusion.schedule import TRAIN_TIMESTEPS
from equifashion.errors import InvalidInput

GAMMA = 0.7  # γ of the paper
DEFAULT_STEPS = 8  # T of the paper


@dataclass(frozen=True)
class FusionPlan:
    """How a finish runs.

    Attributes:
        timesteps: noise levels from which each step starts, falling; the last step ends without noise.
        alphas: share of ẑ kept after each step; 0 for the last, which is the denoiser's alone.
    """

    timesteps: tuple[int, ...]
    alphas: tuple[float, ...]


def plan_fusion(steps: int = DEFAULT_STEPS, freedom: float = 0.5, gamma: float = GAMMA) -> FusionPlan:
    """The plan for a number of steps and a freedom.

    Args:
        steps: T ≥ 1; exactly so many denoiser calls.
        freedom: 0.5 is the paper's schedule from pure noise. Below, the start moves down to half the noise,
            so that the draft's structure stays; above, α shrinks to 0, at 1 the draft is ignored.
        gamma: γ > 0.

    Raises:
        InvalidInput: values out of range.
    """
    if not isinstance(steps, int) or isinstance(steps, bool) or not 1 <= steps <= 100:
        raise InvalidInput(f"Steps must be a whole number from 1 to 100; got {steps!r}.")
    if not 0.0 <= freedom <= 1.0:
        raise InvalidInput(f"Freedom must be between 0 and 1; got {freedom!r}.")
    if gamma <= 0:
        raise InvalidInput(f"gamma must be above 0; got {gamma!r}.")
    start = min(1.0, 0.5 + freedom) * TRAIN_TIMESTEPS
    keep = min(1.0, 2.0 * (1.0 - freedom))
    timesteps = tuple(max(0, round(start * t / steps) - 1) for t in range(steps, 0, -1))
    alphas = tuple(keep * (t / steps) ** gamma if t > 1 else 0.0 for t in range(steps, 0, -1))
    return FusionPlan(timesteps, alphas)


def plan_inpainting(steps: int, noise: float) -> FusionPlan:
    """The plan of a region made anew, in which no draft has a share.

    Args:
        steps: denoiser calls, ≥ 1.
        noise: level where the first one starts, above 0 up to 1: 1 is pure noise, in which nothing is left.

    Raises:
        InvalidInput: a value is out of range.
    """
    if steps < 1 or not 0.0 < noise <= 1.0:
        raise InvalidInput(
            f"A region needs 1 step or more and a noise above 0, up to 1; got {steps} and {noise!r}."
        )
    timesteps = tuple(max(0, round(noise * TRAIN_TIMESTEPS * t / steps) - 1) for t in range(steps, 0, -1))
    return FusionPlan(timesteps, (0.0,) * steps)


def without_draft(plan: FusionPlan) -> FusionPlan:
    """The same noise levels, with no share of a draft."""
    return FusionPlan(plan.timesteps, (0.0,) * len(plan.alphas))
