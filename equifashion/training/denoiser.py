"""Stage ``denoiser``: v-prediction on garment latents, with each condition left out independently at times.

The autoencoder and the image–text model are frozen; latents are encoded once and kept in memory.
"""

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers.models.attention_processor import AttnProcessor
from torch import Tensor, nn

from equifashion.checkpoint import load_checkpoint, save_checkpoint
from equifashion.conditions.networks import ConditionNetworks
from equifashion.conditions.tensors import Conditions
from equifashion.latent.autoencoder import Autoencoder, AutoencoderConfig
from equifashion.refinement.denoiser import Denoiser
from equifashion.refinement.schedule import create_scheduler, signal_to_noise, stratified_timesteps
from equifashion.semantics.image_text import ImageTextModel
from equifashion.training.losses import denoising_loss
from equifashion.training.samples import GarmentSamples
from equifashion.training.semantics import balanced_weights
from equifashion.training.stage import Clock, Optimisation, Stage

_NO_TEXT, _SWATCH, _SKETCH = 0.1, 0.35, 0.3  # how often text is left out, a swatch and a sketch are given


@dataclass(frozen=True)
class LatentBatch:
    """A training batch on latents.

    Attributes:
        latents: (B, 16, 24, 16).
        tokens: (B, L) caption ids.
        swatches: (B, 3, 64, 64) in [-1, 1].
        swatch_weight: (B,), 0 where the swatch is left out.
        sketch: (B, 1, 384, 256), ink 1.
        sketch_weight: (B,), 0 where the sketch is left out.
    """

    latents: Tensor
    tokens: Tensor
    swatches: Tensor
    swatch_weight: Tensor
    sketch: Tensor
    sketch_weight: Tensor

    def to(self, device: torch.device) -> "LatentBatch":
        """Move everything; Lightning calls it."""
        return LatentBatch(*(getattr(self, name).to(device) for name in self.__dataclass_fields__))


class LatentBatches(torch.utils.data.IterableDataset):
    """Endless ``LatentBatch``es; every second visit to a garment shows it mirrored."""

    def __init__(
        self, samples: GarmentSamples, latents: Tensor, text: ImageTextModel, batch: int, seed: int
    ) -> None:
        self.samples, self.text, self.batch = samples, text, batch
        self.indices = samples.garments.indices("train")
        self.latents = latents  # (2, N_train, 16, 24, 16): as photographed, mirrored
        self.weights = balanced_weights(samples, self.indices)
        self.random = np.random.default_rng(seed)

    def __iter__(self):
        random = self.random
        while True:
            rows = random.choice(len(self.indices), self.batch, p=self.weights)
            mirrored = random.integers(0, 2, self.batch)
            chosen = self.indices[rows]
            texts = ["" if random.random() < _NO_TEXT else self.samples.caption(int(i), random) for i in chosen]
            tokens = self.text.tokenizer.encode(texts)
            tokens = tokens[:, : int((tokens != self.text.tokenizer.pad_id).sum(1).max())]
            pick = random.integers(0, self.samples.swatches.shape[1], self.batch)
            swatches = np.stack([self.samples.swatches[i][k] for i, k in zip(chosen, pick, strict=True)])
            sketch = np.stack(
                [self.samples.sketches[i][:, :: -1 if m else 1] for i, m in zip(chosen, mirrored, strict=True)]
            )
            yield LatentBatch(
                self.latents[torch.from_numpy(mirrored), torch.from_numpy(rows)].float(),
                torch.from_numpy(tokens),
                torch.from_numpy(swatches).permute(0, 3, 1, 2).float() / 127.5 - 1.0,
                torch.from_numpy(random.random(self.batch) < _SWATCH).float(),
                1.0 - torch.from_numpy(sketch)[:, None].float() / 255.0,
                torch.from_numpy(random.random(self.batch) < _SKETCH).float(),
            )


def encode_garments(samples: GarmentSamples, weights: Path, device: torch.device) -> Tensor:
    """Latents of the training photographs, as they are and mirrored: (2, N, 16, 24, 16), FP16.

    Kept beside the packed photographs under the hash of the autoencoder's weights.
    """
    checkpoint = load_checkpoint(weights / "autoencoder.safetensors", "autoencoder")
    kept = samples.garments.home / f"latents-{checkpoint.sha256[:12]}.npy"
    if not kept.is_file():
        autoencoder = Autoencoder(AutoencoderConfig(**checkpoint.config))
        autoencoder.load_state_dict(checkpoint.tensors)
        latents = _encode(samples, autoencoder.to(device).eval())
        partial = kept.with_suffix(".partial.npy")
        np.save(partial, latents.numpy())
        partial.rename(kept)
    return torch.from_numpy(np.load(kept))


@torch.no_grad()
def _encode(samples: GarmentSamples, autoencoder: Autoencoder) -> Tensor:
    device = autoencoder.latent_mean.device
    indices = samples.garments.indices("train")
    results = []
    for direction in (1, -1):
        parts = []
        for start in range(0, len(indices), 32):
            images = samples.garments.images[indices[start : start + 32]][:, :, ::direction]
            pixels = torch.from_numpy(np.ascontiguousarray(images)).to(device).permute(0, 3, 1, 2)
            with torch.autocast(device.type, torch.bfloat16):
                parts.append(autoencoder.encode(pixels.float() / 127.5 - 1.0).half().cpu())
        results.append(torch.cat(parts))
    return torch.stack(results)


class FrozenText:
    """Holds the image–text model outside Lightning's registry, so that states are saved without it."""

    def __init__(self, model: ImageTextModel) -> None:
        self.model = model.eval().requires_grad_(False)

    @torch.no_grad()
    def __call__(self, tokens: Tensor):
        self.model.to(tokens.device)
        return self.model.encode_tokens(tokens), tokens != self.model.tokenizer.pad_id


def gather_conditions(batch: LatentBatch, text: FrozenText, networks: ConditionNetworks) -> Conditions:
    """The conditions of a training batch."""
    features, mask = text(batch.tokens)
    return networks(
        features,
        mask,
        swatches=batch.swatches,
        swatch_weight=batch.swatch_weight,
        sketch=batch.sketch,
        sketch_weight=batch.sketch_weight,
    )


class DenoiserStage(Stage):
    """Trains the denoiser with the condition networks."""

    kind = "denoiser"

    def __init__(
        self,
        denoiser: Denoiser,
        conditions: ConditionNetworks,
        text: ImageTextModel,
        optimisation: Optimisation,
        clock: Clock,
    ) -> None:
        super().__init__(optimisation, clock)
        self.network = nn.ModuleDict({"denoiser": denoiser, "conditions": conditions})
        self.text = FrozenText(text)
        self.scheduler = create_scheduler()
        self.finish_setup()

    def on_fit_start(self) -> None:
        if self.device.type == "cpu":
            # The fused attention's BF16 backward is slow there: plain products save a tenth of a step.
            self.network["denoiser"].unet.set_attn_processor(AttnProcessor())

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return self.adamw(self.network.parameters(), self.optimisation.learning_rate)

    def training_step(self, batch: LatentBatch, batch_idx: int) -> None:
        conditions = gather_conditions(batch, self.text, self.network["conditions"])
        timesteps = stratified_timesteps(len(batch.latents), self.device)
        noise = torch.randn_like(batch.latents)
        noisy = self.scheduler.add_noise(batch.latents, noise, timesteps)
        target = self.scheduler.get_velocity(batch.latents, noise, timesteps)
        prediction = self.network["denoiser"](noisy, timesteps, conditions)
        loss = denoising_loss(prediction.float(), target, signal_to_noise(self.scheduler, timesteps))
        self.descend(self.optimizers(), loss, self.network.parameters())
        self.log("denoise", loss.detach())

    def export(self, folder: Path, notes: dict) -> Path:
        denoiser, conditions = (self.average.module[name] for name in ("denoiser", "conditions"))
        path = folder / "denoiser.safetensors"
        save_checkpoint(path, "denoiser", asdict(denoiser.config), denoiser.state_dict(), notes)
        save_checkpoint(
            folder / "conditions.safetensors",
            "conditions",
            asdict(conditions.config),
            conditions.trained_state(),
            notes,
        )
        return path
