"""Stage ``denoiser``: v-prediction on garment latents, with each condition left out independently at times.

The autoencoder and the image–text model are frozen; latents are encoded once and kept in memory.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import torch
from diffusers import DDIMScheduler
from diffusers.models.attention_processor import AttnProcessor
from torch import Tensor, nn

from equifashion.diffusion.attention_maps import bundle_divergence, record_attention_maps
from equifashion.diffusion.schedule import create_scheduler, signal_to_noise, stratified_timesteps
from equifashion.errors import InvalidInput
from equifashion.models.conditioning import ConditionNetworks
from equifashion.models.conditions import Conditions
from equifashion.models.denoiser import Denoiser
from equifashion.models.image_text import ImageTextModel
from equifashion.models.loading import save_model
from equifashion.models.pixels import normalize_pixels
from equifashion.training.config import Optimisation
from equifashion.training.decoded_losses import DecodedLosses
from equifashion.training.frozen import FrozenModels
from equifashion.training.latents import LatentBatch
from equifashion.training.losses import denoising_loss, robustness_loss
from equifashion.training.objective import EMBEDDED, Objective
from equifashion.training.stage import Stage, sum_terms

_SHAKE = 0.05  # standard deviations of noise that must not change a prediction much


def gather_conditions(batch: LatentBatch, text: ImageTextModel, networks: ConditionNetworks) -> Conditions:
    """The conditions of a training batch; the text model is not trained through them."""
    with torch.no_grad():
        features, mask = text.encode_tokens(batch.tokens), batch.tokens != text.tokenizer.pad_id
    return networks(
        features,
        mask,
        swatches=normalize_pixels(batch.swatches),
        swatch_weight=batch.swatch_weight,
        sketch=1.0 - batch.sketch.float() / 255.0,
        sketch_weight=batch.sketch_weight,
        pose=None if batch.pose is None else batch.pose.float() / 255.0,
        pose_weight=batch.pose_weight,
    )


def predicted_clean(scheduler: DDIMScheduler, noisy: Tensor, timesteps: Tensor, v: Tensor) -> Tensor:
    """The clean latents that a v-prediction means: √ᾱ · z_t − √(1 − ᾱ) · v, (B, 16, 24, 16)."""
    alpha_bar = scheduler.alphas_cumprod.to(noisy.device)[timesteps][:, None, None, None]
    return alpha_bar.sqrt() * noisy - (1.0 - alpha_bar).sqrt() * v


class DenoiserNetworks(nn.Module):
    """What is trained together."""

    def __init__(self, denoiser: Denoiser, conditions: ConditionNetworks) -> None:
        super().__init__()
        self.denoiser, self.conditions = denoiser, conditions


@dataclass(frozen=True, eq=False)
class TextModels(FrozenModels):
    """The image–text model that captions are read by."""

    text: ImageTextModel


class DenoiserStage(Stage):
    """Trains the denoiser with the condition networks, or beside them once they are held.

    Terms that disturb or decode look at a quarter of a batch, those that decode at its least noisy quarter: far
    from the end, a predicted picture shows little that could be judged.
    """

    network: DenoiserNetworks

    def __init__(
        self,
        denoiser: Denoiser,
        conditions: ConditionNetworks,
        text: ImageTextModel,
        optimisation: Optimisation,
        objective: Objective = EMBEDDED,
        decoded: DecodedLosses | None = None,
        hold_conditions: bool = False,
    ) -> None:
        super().__init__(DenoiserNetworks(denoiser, conditions), optimisation)
        if objective.decodes and decoded is None:
            raise InvalidInput("Terms that look at pictures need DecodedLosses to decode and compare them.")
        self.objective, self.decoded, self.hold_conditions = objective, decoded, hold_conditions
        self.frozen = TextModels(text)
        self.scheduler = create_scheduler()

    def on_fit_start(self) -> None:
        super().on_fit_start()
        if self.device.type == "cpu":
            # The fused attention's BF16 backward is slow there: plain products save a tenth of a step.
            self.network.denoiser.unet.set_attn_processor(AttnProcessor())

    def on_train_start(self) -> None:
        if self.hold_conditions:
            # As exported, which is the average; only now, so that a resumed optimiser finds its parameters.
            averaged = cast(DenoiserNetworks, self.average.stage.network)
            self.network.conditions.load_state_dict(averaged.conditions.state_dict())
            self.network.conditions.requires_grad_(False)

    def losses_of(self, batch: LatentBatch) -> dict[str, Tensor]:
        denoiser = self.network.denoiser
        conditions = gather_conditions(batch, self.frozen.text, self.network.conditions)
        timesteps = stratified_timesteps(len(batch.latents), self.device)
        noise = torch.randn_like(batch.latents)
        noisy = self.scheduler.add_noise(batch.latents, noise, timesteps)
        target = self.scheduler.get_velocity(batch.latents, noise, timesteps)
        bundled = self.objective.bundle > 0
        with record_attention_maps(denoiser.unet) if bundled else nullcontext([]) as maps:
            prediction = denoiser(noisy, timesteps, conditions).float()
        terms = {"denoise": denoising_loss(prediction, target, signal_to_noise(self.scheduler, timesteps))}
        if bundled:
            assert batch.words is not None
            terms["bundle"] = bundle_divergence(maps, batch.words.bundles, hold_nouns=True)
        quarter = max(1, len(timesteps) // 4)
        if self.objective.robust:
            terms["robust"] = self._robust(batch, noisy, timesteps, prediction, quarter)
        if self.decoded is not None and self.objective.decodes:
            rows = timesteps.argsort()[:quarter]
            clean = predicted_clean(self.scheduler, noisy[rows], timesteps[rows], prediction[rows])
            terms |= self.decoded.terms(clean, batch, rows, self.objective)
        self.update_network(sum_terms(terms, vars(self.objective)))
        return terms

    def _robust(
        self, batch: LatentBatch, noisy: Tensor, timesteps: Tensor, prediction: Tensor, count: int
    ) -> Tensor:
        """Both disturbances of Eq. 18, on the first ``count`` samples."""
        first = batch[:count]
        denoiser, text = self.network.denoiser, self.frozen.text
        clean, misspelt = (gather_conditions(b, text, self.network.conditions) for b in (first, first.misspelt()))
        shaken = noisy[:count] + _SHAKE * torch.randn_like(noisy[:count])
        return robustness_loss(
            prediction[:count], denoiser(shaken, timesteps[:count], clean).float()
        ) + robustness_loss(prediction[:count], denoiser(noisy[:count], timesteps[:count], misspelt).float())

    def export(self, folder: Path, notes: dict) -> None:
        save_model(self.network.denoiser, folder, notes)
        save_model(self.network.conditions, folder, notes)
