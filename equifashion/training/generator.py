"""Stage ``ideation``: the generator against heads on the frozen denoiser, after a start by implicit likelihood.

For every garment a few codes are drawn for its caption, and the one that comes nearest is pulled towards it
(conditional IMLE, Li & Malik 2018). No garment is left out, whatever is drawn at inference was trained as it is
drawn, and it costs a third of a round of the game, so the first part of the training does only this; then D joins
in and judges the nearest and another code's result alike. Instead of photographs, that first part can learn what
the denoiser draws (``distilled``).
"""

from dataclasses import asdict
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from equifashion.diffusion.schedule import create_scheduler
from equifashion.models.brief_encoder import BriefConditions
from equifashion.models.checkpoint import save_checkpoint
from equifashion.models.conditioning import ConditionNetworks
from equifashion.models.conditions import Conditions, join
from equifashion.models.denoiser import Denoiser
from equifashion.models.discriminator import DiscriminatorHeads, judging_timesteps
from equifashion.models.generator import Generator
from equifashion.models.image_text import ImageTextModel
from equifashion.training.config import Optimisation
from equifashion.training.denoiser import FrozenText, gather_conditions
from equifashion.training.distillation_buffer import Distilled, draw_for_codes
from equifashion.training.latents import LatentBatch
from equifashion.training.losses import (
    hinge_discriminator_loss,
    hinge_generator_loss,
    mode_seeking_loss,
)
from equifashion.training.stage import Clock, Stage, frozen

_DISTILLED = 1.0
_RECONSTRUCTION, _FEATURES, _ADVERSARIAL, _MODE_SEEKING, _PENALTY = 1.0, 0.5, 0.3, 0.1, 0.1
_CANDIDATES = 6  # codes drawn for each garment
JUDGED_FROM = 0.7  # progress from which the discriminator takes part
_SHAKE = 0.1  # of a feature's standard deviation


class IdeationStage(Stage):
    """Trains generator and discriminator heads.

    Attributes:
        distil: briefs that the denoiser draws a step for the generator to learn, instead of the photographs, at
            most a batch; 0 for none. Those of several steps are drawn together: small batches waste its time.
        distilled: what it drew; a resumed run begins with none.
    """

    kind = "generator"

    def __init__(
        self,
        generator: Generator,
        denoiser: Denoiser,
        conditions: ConditionNetworks,
        text: ImageTextModel,
        optimisation: Optimisation,
        clock: Clock,
        judged_from: float = JUDGED_FROM,
        distil: int = 0,
    ) -> None:
        super().__init__(optimisation, clock)
        self.distil, self.distilled = distil, Distilled()
        self.judged_from = judged_from
        self.network = generator
        # In a tuple, outside Lightning's registry: states are saved without the frozen networks, and a resumed
        # run may use a better denoiser.
        self._frozen = denoiser.eval().requires_grad_(False), conditions.eval().requires_grad_(False)
        self.heads = self.discriminator()
        self.text = FrozenText(text)
        self.scheduler = create_scheduler()
        self.finish_setup()

    def discriminator(self) -> nn.Module:
        """A new one: heads on the denoiser's features."""
        widths = self.denoiser.config.widths
        return DiscriminatorHeads((*widths, widths[-1]), self.network.config.context_width)

    def configure_optimizers(self) -> list[torch.optim.Optimizer]:
        return [
            self.adamw(self.network.parameters(), self.optimisation.learning_rate),
            self.adamw(self.heads.parameters(), self.optimisation.discriminator_rate),
        ]

    @property
    def denoiser(self) -> Denoiser:
        return self._frozen[0]

    def on_fit_start(self) -> None:
        for network in self._frozen:
            network.to(self.device, memory_format=torch.channels_last)

    def judge(self, latents: Tensor, timesteps: Tensor, noise: Tensor, conditions: Conditions) -> list[Tensor]:
        """Frozen denoiser features of noised latents."""
        noisy = self.scheduler.add_noise(latents, noise, timesteps)
        return [f.float() for f in self.denoiser.features(noisy, timesteps, conditions)]

    def training_step(self, batch: LatentBatch, batch_idx: int) -> None:
        terms: dict[str, Tensor] = {}
        playing = self.progress >= self.judged_from
        if self.distil and not playing:
            together = max(1, len(batch.latents) // self.distil)  # steps
            if self.steps_done % together == 0:
                self._draw_some(batch[: together * self.distil])
            while not self.distilled.ready:
                self._draw_some(batch)
            told, codes, drawn = self.distilled.draw(len(batch.latents))
            terms["distilled"] = F.l1_loss(self.network(codes, told).float(), drawn)
            self._improve_generator(terms)
        else:
            with torch.no_grad():
                conditions = gather_conditions(batch, self.text, self._frozen[1])
            own = self.nearest_codes(batch.latents, conditions)
            if playing:
                self._play(batch.latents, own, conditions, terms)
            else:
                rebuilt = self.network(own, conditions).float()
                terms["reconstruction"] = F.l1_loss(rebuilt, batch.latents)
                self._improve_generator(terms)
        self.log_dict({name: value.detach() for name, value in terms.items()})

    @torch.no_grad()
    def _draw_some(self, batch: LatentBatch) -> None:
        """Let the denoiser draw for the briefs of a few samples and new codes, and keep what comes out."""
        given, unguided = (
            gather_conditions(b, self.text, self._frozen[1]) for b in (batch, batch.wordless(self.text.empty))
        )
        codes = torch.randn(len(batch.latents), self.network.config.code_dim, device=batch.latents.device)
        pair = BriefConditions(given, unguided)
        self.distilled.add(given, codes, draw_for_codes(codes, pair, self.denoiser, self.scheduler))

    @torch.no_grad()
    def nearest_codes(self, real: Tensor, conditions: Conditions) -> Tensor:
        """Of a few codes drawn for each garment, the one whose result is nearest: (B, code_dim)."""
        count = len(real)
        codes = torch.randn(_CANDIDATES, count, self.network.config.code_dim, device=real.device)
        made = self.network(
            codes.flatten(0, 1), conditions[torch.arange(count, device=real.device).repeat(_CANDIDATES)]
        )
        distances = (made.float().unflatten(0, (_CANDIDATES, count)) - real).abs().mean(dim=(2, 3, 4))
        return codes[distances.argmin(dim=0), torch.arange(count, device=real.device)]

    def _improve_generator(self, terms: dict[str, Tensor]) -> None:
        weights = {
            "reconstruction": _RECONSTRUCTION,
            "distilled": _DISTILLED,
            "features": _FEATURES,
            "generator": _ADVERSARIAL,
            "mode_seeking": _MODE_SEEKING,
        }
        loss = sum(weights[name] * value for name, value in terms.items())
        optimiser, _ = self.optimizers()
        self.descend(optimiser, loss, self.network.parameters())

    def _play(self, real: Tensor, own: Tensor, conditions: Conditions, terms: dict[str, Tensor]) -> None:
        """One round of the game; adds its terms."""
        # Generate from the nearest codes and from others.
        count = len(real)
        drawn = torch.randn_like(own)
        both = join(conditions, conditions)
        fake = self.network(torch.cat([own, drawn]), both)
        rebuilt, imagined = fake.float().split(count)

        # Judge all at the same noise levels; the frozen features serve G and D at once.
        timesteps, noise = judging_timesteps(count, self.device), torch.randn_like(real)
        with torch.no_grad():
            real_features = self.judge(real, timesteps, noise, conditions)
            mismatched = _rolled(conditions)
            wrong_features = self.judge(real, timesteps, noise, mismatched)
        fake_features = self.judge(fake, timesteps.repeat(2), noise.repeat(2, 1, 1, 1), both)
        terms["reconstruction"] = F.l1_loss(rebuilt, real)
        terms["features"] = sum(
            F.l1_loss(f[:count], r) / r.abs().mean() for f, r in zip(fake_features, real_features, strict=True)
        )
        with frozen(self.heads):
            terms["generator"] = hinge_generator_loss(self.heads(fake_features, both.pooled).float())
        terms["mode_seeking"] = mode_seeking_loss(rebuilt, imagined, own.float(), drawn.float())
        self._improve_generator(terms)

        fake_features = [f.detach() for f in fake_features]
        real_logits = self.heads(real_features, conditions.pooled).float()
        fake_logits = self.heads(fake_features, both.pooled).float()
        wrong_logits = self.heads(wrong_features, mismatched.pooled).float()
        terms["discriminator"] = hinge_discriminator_loss(real_logits, fake_logits)
        terms["mismatch"] = F.relu(1.0 + wrong_logits).mean()
        # R1 by a finite difference (Lin et al. 2025): no double backward, which BF16 convolutions lack on CPU.
        shaken = [f + _SHAKE * f.std() * torch.randn_like(f) for f in real_features]
        terms["r1"] = (self.heads(shaken, conditions.pooled).float() - real_logits).square().mean() / _SHAKE**2
        loss = terms["discriminator"] + 0.5 * terms["mismatch"] + _PENALTY * terms["r1"]
        _, optimiser = self.optimizers()
        self.descend(optimiser, loss, self.heads.parameters())
        terms["real_logit"], terms["fake_logit"] = real_logits.mean(), fake_logits.mean()

    def export(self, folder: Path, notes: dict) -> Path:
        model = self.average.module
        path = folder / f"{self.kind}.safetensors"
        save_checkpoint(path, self.kind, asdict(model.config), model.state_dict(), notes)
        return path


def _rolled(conditions: Conditions) -> Conditions:
    """Every sample with its neighbour's words and swatch, but its own sketch."""
    return Conditions(
        conditions.context.roll(1, 0),
        conditions.mask.roll(1, 0),
        conditions.pooled.roll(1, 0),
        conditions.features,
    )
