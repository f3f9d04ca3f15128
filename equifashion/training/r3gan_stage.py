"""Stage ``ideation`` with the quick discriminator: every step is a round against a small network on noised latents.

The losses are those of R3GAN (Huang et al. 2024): real and generated are judged in pairs under the same words, and
both logits are held flat around them, which makes the plain game stable. A third pairing sets the right words,
sketch and pose against another garment's. The nearest of a few codes is still pulled to each garment, so that none
is left out.
"""

from dataclasses import replace

import torch
import torch.nn.functional as F
from torch import Tensor

from equifashion.models.autoencoder import LATENT_HEIGHT, LATENT_WIDTH
from equifashion.models.conditions import Conditions
from equifashion.models.latent_discriminator import LatentDiscriminator, noise_levels
from equifashion.training.config import Optimisation
from equifashion.training.denoiser import gather_conditions
from equifashion.training.generator import IdeationStage
from equifashion.training.latents import LatentBatch
from equifashion.training.losses import relativistic_loss
from equifashion.training.stage import frozen

_RECONSTRUCTION, _WORDS, _FLATNESS = 1.0, 0.3, 0.2
_BETAS = (0.0, 0.99)  # as in StyleGAN: momentum would chase an opponent who has moved on
_SLOWER = 0.5  # the generator's rate against its preset's: it answers a quick opponent
_EVERY = 2  # steps between two of reconstruction and flatness
_APART = 0.3  # standard deviation of the step over which a logit is held flat


def for_game(optimisation: Optimisation) -> Optimisation:
    """The preset's settings, as the game needs them."""
    return replace(optimisation, betas=_BETAS, learning_rate=_SLOWER * optimisation.learning_rate)


class LatentGameStage(IdeationStage):
    """Trains generator and quick discriminator, with settings ``for_game``."""

    def discriminator(self) -> LatentDiscriminator:
        config = self.network.config
        cells = LATENT_HEIGHT, LATENT_WIDTH
        return LatentDiscriminator(config.latent_channels, cells, config.context_width, config.feature_widths)

    def training_step(self, batch: LatentBatch, batch_idx: int) -> None:
        with torch.no_grad():
            conditions = gather_conditions(batch, self.text, self._frozen[1])
        real, regularise = batch.latents, self.steps_done % _EVERY == 0
        terms: dict[str, Tensor] = {}
        made = self.network(torch.randn(len(real), self.network.config.code_dim, device=self.device), conditions)
        level = noise_levels(len(real), self.device)
        pair = tuple(z.float() + _spread(level, z) for z in (real, made))
        with frozen(self.heads):  # which leaves gradients to the generator alone: of the real ones nothing is kept
            real_logit, made_logit = (self._logit(z, level, conditions) for z in pair)
        terms["generator"] = relativistic_loss(made_logit, real_logit)
        loss = terms["generator"]
        if regularise:
            rebuilt = self.network(self.nearest_codes(real, conditions), conditions).float()
            terms["reconstruction"] = F.l1_loss(rebuilt, real)
            loss = loss + _RECONSTRUCTION * terms["reconstruction"]
        self.descend(self.optimizers()[0], loss, self.network.parameters())
        self._teach((pair[0], pair[1].detach()), level, conditions, terms, regularise)
        self.log_dict({name: value.detach() for name, value in terms.items()})

    def _teach(
        self, pair: tuple[Tensor, Tensor], level: Tensor, conditions: Conditions, terms: dict[str, Tensor],
        regularise: bool,
    ) -> None:  # fmt: skip
        """The discriminator's half of the round; adds its terms."""
        real, fake = (self._logit(z, level, conditions) for z in pair)
        others = conditions[torch.arange(len(level), device=self.device).roll(1)]
        wrong = self._logit(pair[0], level, others)
        terms["discriminator"] = relativistic_loss(real, fake)
        terms["mismatch"] = relativistic_loss(real, wrong)
        loss = terms["discriminator"] + _WORDS * terms["mismatch"]
        if regularise:
            # Zero-centred penalties by finite differences (Lin et al. 2025): no double backward.
            moved = [self._logit(z + _APART * torch.randn_like(z), level, conditions) for z in pair]
            terms["flatness"] = (
                sum((m - logit).square().mean() for m, logit in zip(moved, (real, fake), strict=True)) / _APART**2
            )
            loss = loss + _FLATNESS * terms["flatness"]
        self.descend(self.optimizers()[1], loss, self.heads.parameters())
        terms["real_logit"], terms["fake_logit"] = real.mean(), fake.mean()

    def _logit(self, latents: Tensor, level: Tensor, conditions: Conditions) -> Tensor:
        """In full precision: differences of logits are small."""
        with torch.autocast(latents.device.type, enabled=False):
            return self.heads(latents, level, conditions.to(torch.float32))


def _spread(level: Tensor, like: Tensor) -> Tensor:
    return level[:, None, None, None] * torch.randn(like.shape, device=like.device)
