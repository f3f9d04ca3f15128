"""Stage ``ideation``: the generator against heads on the frozen denoiser, after a start by implicit likelihood.

For every garment a few latent codes z are drawn for its caption, and the result that comes nearest is pulled
towards it (conditional IMLE, Li & Malik 2018). No garment is left out, and a step costs a third of an adversarial
one, so the first part of the training does only this. Then the discriminator joins, and judges the results of the
nearest and of another code alike. Instead of photographs, the first part can learn what the denoiser draws
(``distillation_buffer``).
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from equifashion.diffusion.schedule import create_scheduler
from equifashion.models.brief_encoder import BriefConditions
from equifashion.models.conditioning import ConditionNetworks
from equifashion.models.conditions import Conditions, join
from equifashion.models.denoiser import Denoiser
from equifashion.models.discriminator import DiscriminatorHeads, judging_timesteps
from equifashion.models.generator import Generator
from equifashion.models.image_text import ImageTextModel
from equifashion.training.config import Optimisation
from equifashion.training.denoiser import gather_conditions
from equifashion.training.distillation_buffer import DistillationBuffer, draw_from_z
from equifashion.training.frozen import FrozenModels
from equifashion.training.latents import LatentBatch
from equifashion.training.losses import (
    hinge_discriminator_loss,
    hinge_generator_loss,
    mode_seeking_loss,
)
from equifashion.training.stage import Stage, frozen, sum_terms

_WEIGHTS = {"reconstruction": 1.0, "distilled": 1.0, "features": 0.5, "generator": 0.3, "mode_seeking": 0.1}
_MISMATCH, _PENALTY = 0.5, 0.1  # of the discriminator's terms
_CANDIDATES = 6  # latent codes drawn for each garment
ADVERSARIAL_FROM = 0.7  # progress from which the discriminator takes part
_SHAKE = 0.1  # of a feature's standard deviation


@dataclass(frozen=True, eq=False)
class GeneratorModels(FrozenModels):
    """What the generator learns beside; a resumed run may use a better denoiser."""

    denoiser: Denoiser
    conditions: ConditionNetworks
    text: ImageTextModel

    @torch.no_grad()
    def gather_conditions(self, batch: LatentBatch) -> Conditions:
        """The conditions of a batch."""
        return gather_conditions(batch, self.text, self.conditions)


@torch.no_grad()
def nearest_codes(generator: Generator, real: Tensor, conditions: Conditions) -> Tensor:
    """Of a few latent codes drawn for each garment, the one whose result is nearest: (B, z_dim)."""
    count = len(real)
    z = torch.randn(_CANDIDATES, count, generator.config.z_dim, device=real.device)
    made = generator(z.flatten(0, 1), conditions[torch.arange(count, device=real.device).repeat(_CANDIDATES)])
    distances = (made.float().unflatten(0, (_CANDIDATES, count)) - real).abs().mean(dim=(2, 3, 4))
    return z[distances.argmin(dim=0), torch.arange(count, device=real.device)]


class GeneratorStage(Stage):
    """Trains generator and discriminator heads.

    Attributes:
        distil: briefs that the denoiser draws a step for the generator to learn, instead of the photographs, at
            most a batch; 0 for none. Those of several steps are drawn together: small batches waste its time.
        buffer: what it drew; a resumed run begins with none.
    """

    network: Generator
    discriminator: DiscriminatorHeads

    def __init__(
        self,
        generator: Generator,
        models: GeneratorModels,
        optimisation: Optimisation,
        adversarial_from: float = ADVERSARIAL_FROM,
        distil: int = 0,
    ) -> None:
        widths = models.denoiser.config.widths
        heads = DiscriminatorHeads((*widths, widths[-1]), generator.config.context_width)
        super().__init__(generator, optimisation, heads)
        self.frozen, self.scheduler = models, create_scheduler()
        self.adversarial_from = adversarial_from
        self.distil, self.buffer = distil, DistillationBuffer()

    def losses_of(self, batch: LatentBatch) -> dict[str, Tensor]:
        adversarial = self.progress >= self.adversarial_from
        if self.distil and not adversarial:
            return self._learn_distilled(batch)
        conditions = self.frozen.gather_conditions(batch)
        nearest = nearest_codes(self.network, batch.latents, conditions)
        if adversarial:
            return self._learn_adversarially(batch.latents, nearest, conditions)
        rebuilt = self.network(nearest, conditions).float()
        return self._improve_generator({"reconstruction": F.l1_loss(rebuilt, batch.latents)})

    def _improve_generator(self, terms: dict[str, Tensor]) -> dict[str, Tensor]:
        self.update_network(sum_terms(terms, _WEIGHTS))
        return terms

    def _learn_distilled(self, batch: LatentBatch) -> dict[str, Tensor]:
        """A step on what the denoiser drew."""
        together = max(1, len(batch.latents) // self.distil)  # steps
        if self.steps_done % together == 0:
            self._draw_some(batch[: together * self.distil])
        while not self.buffer.ready:
            self._draw_some(batch)
        conditions, z, drawn = self.buffer.draw(len(batch.latents))
        return self._improve_generator({"distilled": F.l1_loss(self.network(z, conditions).float(), drawn)})

    @torch.no_grad()
    def _draw_some(self, batch: LatentBatch) -> None:
        """Let the denoiser draw for the briefs of a few samples and new latent codes, and keep what comes out."""
        empty = torch.from_numpy(self.frozen.text.tokenizer.encode([""]))
        cond, uncond = (self.frozen.gather_conditions(b) for b in (batch, batch.wordless(empty)))
        z = torch.randn(len(batch.latents), self.network.config.z_dim, device=batch.latents.device)
        drawn = draw_from_z(z, BriefConditions(cond, uncond), self.frozen.denoiser, self.scheduler)
        self.buffer.add(cond, z, drawn)

    def _features(self, latents: Tensor, timesteps: Tensor, noise: Tensor, conditions: Conditions) -> list[Tensor]:
        """Frozen denoiser features of noised latents."""
        noisy = self.scheduler.add_noise(latents, noise, timesteps)
        return [f.float() for f in self.frozen.denoiser.features(noisy, timesteps, conditions)]

    def _learn_adversarially(self, real: Tensor, nearest: Tensor, conditions: Conditions) -> dict[str, Tensor]:
        """A step of the generator, and one of the discriminator."""
        # Generate from the nearest latent codes and from others.
        count, heads = len(real), self.discriminator
        others = torch.randn_like(nearest)
        both = join(conditions, conditions)
        fake = self.network(torch.cat([nearest, others]), both)
        rebuilt, imagined = fake.float().split(count)

        # Judge all at the same noise levels; the frozen features serve G and D at once.
        timesteps, noise = judging_timesteps(count, self.device), torch.randn_like(real)
        with torch.no_grad():
            real_features = self._features(real, timesteps, noise, conditions)
            mismatched = _rolled(conditions)
            wrong_features = self._features(real, timesteps, noise, mismatched)
        fake_features = self._features(fake, timesteps.repeat(2), noise.repeat(2, 1, 1, 1), both)
        matching = [
            F.l1_loss(f[:count], r) / r.abs().mean() for f, r in zip(fake_features, real_features, strict=True)
        ]
        with frozen(heads):
            generator_loss = hinge_generator_loss(heads(fake_features, both.pooled).float())
        terms = self._improve_generator(
            {
                "reconstruction": F.l1_loss(rebuilt, real),
                "features": torch.stack(matching).sum(),
                "generator": generator_loss,
                "mode_seeking": mode_seeking_loss(rebuilt, imagined, nearest.float(), others.float()),
            }
        )

        fake_features = [f.detach() for f in fake_features]
        real_logits = heads(real_features, conditions.pooled).float()
        fake_logits = heads(fake_features, both.pooled).float()
        wrong_logits = heads(wrong_features, mismatched.pooled).float()
        terms["discriminator"] = hinge_discriminator_loss(real_logits, fake_logits)
        terms["mismatch"] = F.relu(1.0 + wrong_logits).mean()
        # R1 by a finite difference (Lin et al. 2025): no double backward, which BF16 convolutions lack on CPU.
        shaken = [f + _SHAKE * f.std() * torch.randn_like(f) for f in real_features]
        terms["r1"] = (heads(shaken, conditions.pooled).float() - real_logits).square().mean() / _SHAKE**2
        self.update_discriminator(terms["discriminator"] + _MISMATCH * terms["mismatch"] + _PENALTY * terms["r1"])
        return terms | {"real_logit": real_logits.mean(), "fake_logit": fake_logits.mean()}


def _rolled(conditions: Conditions) -> Conditions:
    """Every sample with its neighbour's words and swatch, but its own sketch."""
    return Conditions(
        conditions.context.roll(1, 0),
        conditions.mask.roll(1, 0),
        conditions.pooled.roll(1, 0),
        conditions.features,
    )
