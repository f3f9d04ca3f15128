"""Stage ``ideation`` with the quick discriminator, a small network on noised latents that joins from step 0.

The losses are those of R3GAN (Huang et al. 2024): real and generated are judged in pairs under the same words, and
both logits are held flat around them, which makes plain adversarial training stable. A third pairing sets the right
words, sketch and pose against another garment's. The nearest of a few latent codes is still pulled to each garment,
so that none is left out.
"""

from dataclasses import replace

import torch
import torch.nn.functional as F
from torch import Tensor

from equifashion.models.autoencoder import LATENT_HEIGHT, LATENT_WIDTH
from equifashion.models.conditions import Conditions
from equifashion.models.generator import Generator
from equifashion.models.latent_discriminator import LatentDiscriminator, noise_levels
from equifashion.training.config import Optimisation
from equifashion.training.generator import GeneratorModels, nearest_codes
from equifashion.training.latents import LatentBatch
from equifashion.training.losses import relativistic_loss
from equifashion.training.stage import Stage, frozen

_RECONSTRUCTION, _MISMATCH, _FLATNESS = 1.0, 0.3, 0.2
_BETAS = (0.0, 0.99)  # as in StyleGAN: momentum would chase an opponent who has moved on
_SLOWER = 0.5  # the generator's rate against its preset's: it answers a quick opponent
_EVERY = 2  # steps between two of reconstruction and flatness
_APART = 0.3  # standard deviation of the step over which a logit is held flat


def r3gan_optimisation(row: Optimisation) -> Optimisation:
    """A preset's row as this stage needs it."""
    return replace(row, betas=_BETAS, learning_rate=_SLOWER * row.learning_rate)


class R3GANStage(Stage):
    """Trains generator and quick discriminator, with settings ``r3gan_optimisation``."""

    network: Generator
    discriminator: LatentDiscriminator

    def __init__(self, generator: Generator, models: GeneratorModels, optimisation: Optimisation) -> None:
        config, cells = generator.config, (LATENT_HEIGHT, LATENT_WIDTH)
        discriminator = LatentDiscriminator(
            config.latent_channels, cells, config.context_width, config.feature_widths
        )
        super().__init__(generator, optimisation, discriminator)
        self.frozen = models

    def losses_of(self, batch: LatentBatch) -> dict[str, Tensor]:
        conditions = self.frozen.gather_conditions(batch)
        real, regularise = batch.latents, self.steps_done % _EVERY == 0
        made = self.network(torch.randn(len(real), self.network.config.z_dim, device=self.device), conditions)
        level = noise_levels(len(real), self.device)
        pair = tuple(z.float() + _noise(level, z) for z in (real, made))
        # Gradients are the generator's alone: of the real logits nothing is kept.
        with frozen(self.discriminator):
            real_logit, made_logit = (self._logit(z, level, conditions) for z in pair)
        terms = {"generator": relativistic_loss(made_logit, real_logit)}
        loss = terms["generator"]
        if regularise:
            rebuilt = self.network(nearest_codes(self.network, real, conditions), conditions).float()
            terms["reconstruction"] = F.l1_loss(rebuilt, real)
            loss = loss + _RECONSTRUCTION * terms["reconstruction"]
        self.update_network(loss)
        return terms | self._improve_discriminator((pair[0], pair[1].detach()), level, conditions, regularise)

    def _improve_discriminator(
        self, pair: tuple[Tensor, Tensor], level: Tensor, conditions: Conditions, regularise: bool
    ) -> dict[str, Tensor]:
        """The discriminator's half of a step; its terms."""
        real, fake = (self._logit(z, level, conditions) for z in pair)
        others = conditions[torch.arange(len(level), device=self.device).roll(1)]
        wrong = self._logit(pair[0], level, others)
        terms = {"discriminator": relativistic_loss(real, fake), "mismatch": relativistic_loss(real, wrong)}
        loss = terms["discriminator"] + _MISMATCH * terms["mismatch"]
        if regularise:
            # Zero-centred penalties by finite differences (Lin et al. 2025): no double backward.
            moved = [self._logit(z + _APART * torch.randn_like(z), level, conditions) for z in pair]
            penalties = [(m - logit).square().mean() for m, logit in zip(moved, (real, fake), strict=True)]
            terms["flatness"] = torch.stack(penalties).sum() / _APART**2
            loss = loss + _FLATNESS * terms["flatness"]
        self.update_discriminator(loss)
        return terms | {"real_logit": real.mean(), "fake_logit": fake.mean()}

    def _logit(self, latents: Tensor, level: Tensor, conditions: Conditions) -> Tensor:
        """In full precision: differences of logits are small."""
        with torch.autocast(latents.device.type, enabled=False):
            return self.discriminator(latents, level, conditions.to(torch.float32))


def _noise(level: Tensor, like: Tensor) -> Tensor:
    return level[:, None, None, None] * torch.randn(like.shape, device=like.device)
