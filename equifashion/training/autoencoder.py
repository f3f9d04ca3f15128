"""Stage ``autoencoder``: L1 + perceptual + small KL, and a projected patch-adversarial term late in training.

Trained on crops around the garment. With ``freeze_encoder`` only the decoder learns on, so that latents
already in use stay what they are; part of them may then be the denoiser's renditions of the pictures.
"""

from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from equifashion.checkpoint import save_checkpoint
from equifashion.latent.autoencoder import DOWNSCALE, Autoencoder
from equifashion.training.batches import NumberedBatches
from equifashion.training.losses import (
    hinge_discriminator_loss,
    hinge_generator_loss,
    kl_loss,
    reconstruction_loss,
)
from equifashion.training.perceptual import ImageNetFeatures, perceptual_distance
from equifashion.training.renditions import Renditions
from equifashion.training.samples import Samples
from equifashion.training.stage import Clock, Optimisation, Stage, frozen

_BACKGROUND_WEIGHT = 0.8  # of the white around the garment, against 1 inside it
_SHIFTS = 8  # pixels: the judges' strides must not stay in step with the decoder's grid, or they draw it
_LATENT_NOISE = 0.1  # standard deviations added while the decoder learns alone: latents will be generated ones
_REDRAWN = (
    0.5  # weight of likeness where the denoiser drew the picture again: its cloth is not to be guessed thread by
)
# thread, but to look like cloth


class GarmentCrops(NumberedBatches):
    """Batches of square crops that show garment: pixels (B, 3, S, S), weights (B, 1, S, S), redrawn latents.

    The last R rows, half of the batch if there are renditions and else none, are crops of pictures that the
    denoiser drew again; their latents are (R, 16, S/16, S/16), as the autoencoder encodes.
    """

    def __init__(
        self, samples: Samples, batch: int, side: int, seed: int, renditions: Renditions | None = None
    ) -> None:
        super().__init__(seed)
        self.samples, self.batch, self.side, self.renditions = samples, batch, side, renditions
        self.indices = samples.indices("train")
        self.weights = samples.weights(self.indices)

    def make(self, random: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
        again = 0 if self.renditions is None else self.batch // 2
        chosen = random.choice(self.indices, self.batch - again, p=self.weights)
        crops = [self._crop(int(i), random) for i in chosen]
        redrawn = np.zeros((0, 16, 1, 1), np.float32)
        if again:
            rows = random.integers(0, len(self.renditions), again)
            found = [self._redrawn(int(row), random) for row in rows]
            crops += [crop for crop, _ in found]
            redrawn = np.stack([latents for _, latents in found]).astype(np.float32)
        pixels = np.stack([c[0] for c in crops]).astype(np.float32) / 127.5 - 1.0
        mattes = np.stack([c[1] for c in crops])[..., None].astype(np.float32) / 255.0
        return (
            torch.from_numpy(pixels).permute(0, 3, 1, 2),  # channels-last in memory already
            torch.from_numpy(np.maximum(mattes, _BACKGROUND_WEIGHT)).permute(0, 3, 1, 2),
            torch.from_numpy(redrawn),
        )

    def _crop(self, index: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        image, matte = self.samples.image(index), self.samples.matte(index)
        # Multiples of 16 are not needed: the network is convolutional and must not see a fixed grid.
        top, left = self._place(matte, 1, random)
        window = np.s_[top : top + self.side, left : left + self.side]
        step = -1 if random.random() < 0.5 else 1
        return image[window][:, ::step], matte[window][:, ::step]

    def _redrawn(self, row: int, random: np.random.Generator) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
        """A crop of a rendition's picture, cut where latent cells begin, and its latents (16, S/16, S/16)."""
        index, step = int(self.renditions.indices[row]), -1 if self.renditions.mirrored[row] else 1
        image, matte = (picture[:, ::step] for picture in (self.samples.image(index), self.samples.matte(index)))
        top, left = self._place(matte, DOWNSCALE, random)
        window = np.s_[top : top + self.side, left : left + self.side]
        cells = np.s_[
            :,
            top // DOWNSCALE : (top + self.side) // DOWNSCALE,
            left // DOWNSCALE : (left + self.side) // DOWNSCALE,
        ]
        return (image[window], matte[window]), self.renditions.latents[row][cells]

    def _place(self, matte: np.ndarray, unit: int, random: np.random.Generator) -> tuple[int, int]:
        """Top and left of a crop that shows garment, in multiples of a unit."""
        height, width = matte.shape
        for _ in range(8):
            top = unit * int(random.integers(0, (height - self.side) // unit + 1))
            left = unit * int(random.integers(0, (width - self.side) // unit + 1))
            if matte[top : top + self.side, left : left + self.side].mean() > 0.3 * 255:
                break
        return top, left


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

    def training_step(self, batch: tuple[Tensor, Tensor, Tensor], batch_idx: int) -> None:
        pixels, weight, redrawn = batch
        encoded = len(pixels) - len(redrawn)
        likeness = torch.where(torch.arange(len(pixels), device=pixels.device) < encoded, 1.0, _REDRAWN)
        optimiser, heads_optimiser = self.optimizers()
        mean, log_variance = self.network.encoder(pixels[:encoded])
        latents = mean + torch.randn_like(mean) * (0.5 * log_variance).exp()
        if self.freeze_encoder:
            spread = self.network.latent_std[:, None, None]
            latents = latents.detach() + _LATENT_NOISE * spread * torch.randn_like(latents)
        if len(redrawn):
            latents = torch.cat([latents, redrawn.to(latents)])
        output = self.network.decoder(latents)
        top, left = torch.randint(_SHIFTS, (2,)).tolist()
        judged = (..., slice(top, top - _SHIFTS), slice(left, left - _SHIFTS))
        with torch.no_grad():
            real_features = self.features(pixels[judged])
        fake_features = self.features(output[judged])

        terms = {
            "l1": reconstruction_loss(output, pixels, weight * likeness[:, None, None, None]),
            "perceptual": (likeness * perceptual_distance(fake_features, real_features)).mean(),
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
