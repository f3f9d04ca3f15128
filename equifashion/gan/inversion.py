"""Inversion: the styles w+ whose design comes nearest to a given picture's latent.

The search starts at the best of several sampled codes and follows the gradient (Adam) of the mean absolute latent
difference plus a pull towards the brief's average styles, which keeps the result editable (Abdal et al. 2019;
Tov et al. 2021). It runs in FP32, whatever the studio computes in.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from equifashion.errors import InvalidInput
from equifashion.models.conditions import Conditions
from equifashion.models.generator import Generator


@dataclass(frozen=True)
class InversionSettings:
    """How to search.

    Attributes:
        steps: of the optimiser, 1–2000.
        candidates: sampled codes from which the best one starts, 1–256.
        rate: step size of Adam, in standard deviations of w; it falls to a tenth on the way.
        pull: weight of the mean squared deviation from the average styles, in standard deviations of w.
        seed: of the candidates.
    """

    steps: int = 120
    candidates: int = 24
    rate: float = 0.15
    pull: float = 2e-3
    seed: int = 0

    def __post_init__(self) -> None:
        for name, high in (("steps", 2000), ("candidates", 256)):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= high:
                raise InvalidInput(
                    f"The {name} of an inversion must be a whole number from 1 to {high}; got {value!r}."
                )
        for name in ("rate", "pull"):
            if not 0 <= getattr(self, name) <= 100:
                raise InvalidInput(
                    f"The {name} of an inversion must lie between 0 and 100; got {getattr(self, name)!r}."
                )


@dataclass(frozen=True, eq=False)
class InversionStep:
    """The search after one step.

    Attributes:
        index: 0 for the best candidate, then 1 … steps.
        steps: how many there are.
        difference: mean absolute difference of the best latent so far from the picture's.
        styles: those of that latent, (layers, w) float32 on the CPU.
    """

    index: int
    steps: int
    difference: float
    styles: Tensor


def invert(
    target: Tensor, generator: Generator, conditions: Conditions, centre: Tensor, settings: InversionSettings
) -> Iterator[InversionStep]:
    """Search for a picture's styles, one step at a time; closing the iterator stops the search.

    Args:
        target: the picture's latent, (1, C, H/16, W/16) float32.
        generator: in FP32.
        conditions: of one brief, in FP32.
        centre: average styles under that brief, (1, layers, w).
        settings: how to search.
    """
    with torch.no_grad():
        codes = generator.sample_z(settings.candidates, settings.seed).to(target.device)
        sampled = torch.cat([generator.styles(code[None], conditions) for code in codes])
        starts = torch.cat([centre, sampled])
        latents = [generator.synthesize(start[None], conditions) for start in starts]
        differences = torch.stack([(latent - target).abs().mean() for latent in latents])
    unit = sampled.std(dim=0).mean().clamp_min(1e-3)  # one number: w's spread differs little between its places
    offset = ((starts[differences.argmin()][None] - centre) / unit).requires_grad_(True)
    best, kept = float(differences.min()), starts[differences.argmin()].clone()
    yield InversionStep(0, settings.steps, best, kept.cpu())
    optimizer = torch.optim.Adam([offset], lr=settings.rate)
    for index in range(1, settings.steps + 1):
        optimizer.param_groups[0]["lr"] = settings.rate * (1.0 - 0.9 * (index - 1) / settings.steps)
        with torch.enable_grad():
            styles = centre + unit * offset
            difference = (generator.synthesize(styles, conditions) - target).abs().mean()
            loss = difference + settings.pull * offset.square().mean()
            (offset.grad,) = torch.autograd.grad(loss, [offset])
        if (reached := float(difference.detach())) < best:
            best, kept = reached, styles.detach()[0].clone()
        optimizer.step()
        yield InversionStep(index, settings.steps, best, kept.cpu())


@dataclass(frozen=True)
class Reconstruction:
    """How much of a picture an inversion holds; mean absolute pixel differences in [0, 1].

    Attributes:
        found: of the inverted idea from the picture.
        baseline: of the design with the brief's average styles.
        limit: of the picture that went through the autoencoder alone: no styles can come nearer.
    """

    found: float
    baseline: float
    limit: float

    @property
    def score(self) -> float:
        """0 for no nearer than the average design, 1 for as near as the autoencoder allows; may be negative."""
        return (self.baseline - self.found) / max(self.baseline - self.limit, 1e-6)
