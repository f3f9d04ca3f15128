"""Stage ``autoencoder``: L1 + perceptual + small KL, and a projected patch-adversarial term late in training.

Trained on crops around the garment. With ``freeze_encoder`` only the decoder learns on, so that latents
already in use stay what they are.
"""

from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from equifashion.models.autoencoder import Autoencoder
from equifashion.models.checkpoint import save_checkpoint
from equifashion.models.pixels import images_to_tensor
from equifashion.training.batches import NumberedBatches
from equifashion.training.config import Optimisation
from equifashion.training.losses import (
    hinge_discriminator_loss,
    hinge_generator_loss,
    kl_loss,
    reconstruction_loss,
)
from equifashion.training.perceptual import ImageNetFeatures, perceptual_distance
from equifashion.training.samples import Samples
from equifashion.training.stage import Clock, Stage, frozen

_BACKGROUND_WEIGHT = 0.8  # of the white around the garment, against 1 inside it
_SHIFTS = 8  # pixels: the judges' strides must not stay in step with the decoder's grid, or they draw it
_LATENT_NOISE = 0.1  # standard deviations added while the decoder learns alone: latents will be generated ones


class GarmentCrops(NumberedBatches):
    """Batches of square crops that show garment: pixels (B, 3, S, S) and weights (B, 1, S, S)."""

    def __init__(self, samples: Samples, batch: int, side: int, seed: int) -> None:
        super().__init__(seed)
        self.samples, self.batch, self.side = samples, batch, side
        self.indices = samples.indices("train")
        self.weights = samples.weights(self.indices)

    def make(self, random: np.random.Generator) -> tuple[Tensor, Tensor]:
        chosen = random.choice(self.indices, self.batch, p=self.weights)
        crops = [self._crop(int(i), random) for i in chosen]
        mattes = np.stack([c[1] for c in crops])[..., None].astype(np.float32) / 255.0
        return (
            images_to_tensor([c[0] for c in crops]),  # channels-last in memory already
            torch.from_numpy(np.maximum(mattes, _BACKGROUND_WEIGHT)).permute(0, 3, 1, 2),
        )

    def _crop(self, index: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        image, matte = self.samples.image(index), self.samples.matte(index)
        height, width = matte.shape
        for _ in range(8):
            # Multiples of 16 are not needed: the network is convolutional and must not see a fixed grid.
            top = int(random.integers(0, height - self.side + 1))
            left = int(random.integers(0, width - self.side + 1))
            window = np.s_[top : top + self.side, left : left + self.side]
            if matte[window].mean() > 0.3 * 255:
                break
        step = -1 if random.random() < 0.5 else 1
        return image[window][:, ::step], matte[window][:, ::step]


class PatchHeads(nn.Module):
    """Small discriminators on frozen feature maps (projected GAN, Sauer et al. 2021): maps → logits (B, N)."""

    def __init__(self, widths: tuple[int, ...]) -> None:
        super().__init__()
        self.heads = nn.ModuleList(
            nn.Sequential(
                nn.utils.spectral_norm(nn.Conv2d(width, 64, 1)),
                nn.LeakyReLU(0.2),
                nn.utils.spectral_norm(nn.Conv2d(64, 64, 3, padding=1)),
                nn.LeakyReLU(0.2),
                nn.utils.spectral_norm(nn.Conv2d(64, 1, 1)),
            )
            for width in widths
        )

    def forward(self, features: list[Tensor]) -> Tensor:
        return torch.cat([h(f).flatten(1) for h, f in zip(self.heads, features, strict=True)], dim=1)


class AutoencoderStage(Stage):
    """Trains the autoencoder."""

    kind = "autoencoder"

    def __init__(
        self,
        model: Autoencoder,
        optimisation: Optimisation,
        clock: Clock,
        statistics_pixels: Tensor,
        adversarial_from: float = 0.6,
        adversarial_weight: float = 0.05,
        perceptual_weight: float = 0.5,
        kl_weight: float = 1e-3,
        freeze_encoder: bool = False,
    ) -> None:
        super().__init__(optimisation, clock)
        self.network = model
        self.features = ImageNetFeatures("lite1")
        self.heads = PatchHeads(self.features.widths[1:])
        self.adversarial_from, self.adversarial_weight = adversarial_from, adversarial_weight
        self.perceptual_weight, self.kl_weight = perceptual_weight, kl_weight
        self.freeze_encoder = freeze_encoder
        self.statistics_pixels = statistics_pixels
        if freeze_encoder:
            model.encoder.requires_grad_(False)
        self.finish_setup()

    def configure_optimizers(self) -> list[torch.optim.Optimizer]:
        return [
            self.adamw(self.network.parameters(), self.optimisation.learning_rate),
            self.adamw(self.heads.parameters(), self.optimisation.discriminator_rate),
        ]

    def training_step(self, batch: tuple[Tensor, Tensor], batch_idx: int) -> None:
        pixels, weight = batch
        optimiser, heads_optimiser = self.optimizers()
        mean, log_variance = self.network.encoder(pixels)
        latents = mean + torch.randn_like(mean) * (0.5 * log_variance).exp()
        if self.freeze_encoder:
            spread = self.network.latent_std[:, None, None]
            latents = latents.detach() + _LATENT_NOISE * spread * torch.randn_like(latents)
        output = self.network.decoder(latents)
        top, left = torch.randint(_SHIFTS, (2,)).tolist()
        judged = (..., slice(top, top - _SHIFTS), slice(left, left - _SHIFTS))
        with torch.no_grad():
            real_features = self.features(pixels[judged])
        fake_features = self.features(output[judged])

        terms = {
            "l1": reconstruction_loss(output, pixels, weight),
            "perceptual": perceptual_distance(fake_features, real_features).mean(),
            "kl": kl_loss(mean.float(), log_variance.float()),
        }
        loss = terms["l1"] + self.perceptual_weight * terms["perceptual"]
        if not self.freeze_encoder:
            loss = loss + self.kl_weight * terms["kl"]
        if self.progress >= self.adversarial_from:
            with frozen(self.heads):
                terms["adversarial"] = hinge_generator_loss(self.heads(fake_features[1:]).float())
            loss = loss + self.adversarial_weight * terms["adversarial"]
            self.descend(optimiser, loss, self.network.parameters())
            terms["discriminator"] = hinge_discriminator_loss(
                self.heads(real_features[1:]).float(),
                self.heads([f.detach() for f in fake_features[1:]]).float(),
            )
            self.descend(heads_optimiser, terms["discriminator"], self.heads.parameters())
        else:
            self.descend(optimiser, loss, self.network.parameters())
        self.log_dict(terms)

    @torch.no_grad()
    def export(self, folder: Path, notes: dict) -> Path:
        model = self.average.module
        if not self.freeze_encoder:
            measure_latent_statistics(model, self.statistics_pixels.to(self.device))
        path = folder / f"{self.kind}.safetensors"
        save_checkpoint(path, self.kind, asdict(model.config), model.state_dict(), notes)
        return path


@torch.no_grad()
def measure_latent_statistics(model: Autoencoder, pixels: Tensor) -> None:
    """Set the model's latent mean and standard deviation, per channel, from sample pixels (B, 3, H, W)."""
    latents = torch.cat([model.encoder(part)[0] for part in pixels.split(16)])
    model.latent_mean.copy_(latents.mean(dim=(0, 2, 3)))
    model.latent_std.copy_(latents.std(dim=(0, 2, 3)))
