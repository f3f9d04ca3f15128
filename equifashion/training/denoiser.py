"""Stage ``denoiser``: v-prediction on garment latents, with each condition left out independently at times.

The autoencoder and the image–text model are frozen; latents are encoded once and kept in memory.
"""

from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

import torch
from diffusers import DDIMScheduler
from diffusers.models.attention_processor import AttnProcessor
from torch import Tensor, nn

from equifashion.diffusion.attention_maps import bundle_divergence, record_attention_maps
from equifashion.diffusion.schedule import create_scheduler, signal_to_noise, stratified_timesteps
from equifashion.errors import InvalidInput
from equifashion.models.checkpoint import save_checkpoint
from equifashion.models.conditioning import ConditionNetworks
from equifashion.models.conditions import Conditions
from equifashion.models.denoiser import Denoiser
from equifashion.models.image_text import ImageTextModel
from equifashion.models.pixels import normalize_pixels
from equifashion.training.config import Optimisation
from equifashion.training.decoded_losses import PictureCritic
from equifashion.training.latents import LatentBatch
from equifashion.training.losses import denoising_loss, robustness_loss
from equifashion.training.objective import EMBEDDED, Objective
from equifashion.training.stage import Clock, Stage

_SHAKE = 0.05  # standard deviations of noise that must not change a prediction much


class FrozenText:
    """Holds the image–text model outside Lightning's registry, so that states are saved without it."""

    def __init__(self, model: ImageTextModel) -> None:
        self.model = model.eval().requires_grad_(False)
        self.empty = torch.from_numpy(model.tokenizer.encode([""]))  # ids of no words at all

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


class DenoiserStage(Stage):
    """Trains the denoiser with the condition networks, or beside them once they are held.

    Terms that disturb or decode look at a quarter of a batch, those that decode at its least noisy quarter: far
    from the end, a predicted picture shows little that could be judged.
    """

    kind = "denoiser"

    def __init__(
        self,
        denoiser: Denoiser,
        conditions: ConditionNetworks,
        text: ImageTextModel,
        optimisation: Optimisation,
        clock: Clock,
        objective: Objective = EMBEDDED,
        critic: PictureCritic | None = None,
        hold_conditions: bool = False,
    ) -> None:
        super().__init__(optimisation, clock)
        if objective.decodes and critic is None:
            raise InvalidInput("Terms that look at pictures need a critic to decode and judge them.")
        self.hold_conditions = hold_conditions
        self.objective, self._critic = objective, (critic,)  # in a tuple, outside Lightning's registry
        self.network = nn.ModuleDict({"denoiser": denoiser, "conditions": conditions})
        self.text = FrozenText(text)
        self.scheduler = create_scheduler()
        self.finish_setup()

    def on_fit_start(self) -> None:
        if self.device.type == "cpu":
            # The fused attention's BF16 backward is slow there: plain products save a tenth of a step.
            self.network["denoiser"].unet.set_attn_processor(AttnProcessor())

    def on_train_start(self) -> None:
        if self.hold_conditions:
            # As exported, which is the average; only now, so that a resumed optimiser finds its parameters.
            held = self.network["conditions"]
            held.load_state_dict(self.average.module["conditions"].state_dict())
            held.requires_grad_(False)

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return self.adamw(self.network.parameters(), self.optimisation.learning_rate)

    def training_step(self, batch: LatentBatch, batch_idx: int) -> None:
        conditions = gather_conditions(batch, self.text, self.network["conditions"])
        timesteps = stratified_timesteps(len(batch.latents), self.device)
        noise = torch.randn_like(batch.latents)
        noisy = self.scheduler.add_noise(batch.latents, noise, timesteps)
        target = self.scheduler.get_velocity(batch.latents, noise, timesteps)
        bundled = self.objective.bundle > 0
        with record_attention_maps(self.network["denoiser"].unet) if bundled else nullcontext([]) as maps:
            prediction = self.network["denoiser"](noisy, timesteps, conditions).float()
        terms = {"denoise": denoising_loss(prediction, target, signal_to_noise(self.scheduler, timesteps))}
        if bundled:
            terms["bundle"] = bundle_divergence(maps, batch.words.bundles, hold_nouns=True)
        quarter = max(1, len(timesteps) // 4)
        if self.objective.robust:
            terms["robust"] = self._robust(batch, noisy, timesteps, prediction, quarter)
        if self.objective.decodes:
            rows = timesteps.argsort()[:quarter]
            clean = predicted_clean(self.scheduler, noisy[rows], timesteps[rows], prediction[rows])
            terms |= self._critic[0].judge(clean, batch, rows, self.objective)
        loss = sum(getattr(self.objective, name) * value for name, value in terms.items())
        self.descend(self.optimizers(), loss, self.network.parameters())
        self.log_dict({name: value.detach() for name, value in terms.items()})

    def _robust(
        self, batch: LatentBatch, noisy: Tensor, timesteps: Tensor, prediction: Tensor, count: int
    ) -> Tensor:
        """Both disturbances of Eq. 18, on the first ``count`` samples."""
        first = batch[:count]
        networks, denoiser = self.network["conditions"], self.network["denoiser"]
        clean, misspelt = (gather_conditions(b, self.text, networks) for b in (first, first.misspelt()))
        shaken = noisy[:count] + _SHAKE * torch.randn_like(noisy[:count])
        return robustness_loss(
            prediction[:count], denoiser(shaken, timesteps[:count], clean).float()
        ) + robustness_loss(prediction[:count], denoiser(noisy[:count], timesteps[:count], misspelt).float())

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
