"""What to train, where, and how it is optimised: values only, so that the command line can read them at once."""

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from equifashion.errors import InvalidInput

JUDGES = ("features", "latents")
Stages = Literal["autoencoder", "decoder", "semantics", "denoiser", "ideation", "upscaler", "segmenter"]


@dataclass(frozen=True, kw_only=True)
class TrainingRun:
    """What to train and where.

    Attributes:
        stage: in this order; ``decoder`` trains the autoencoder with its encoder frozen.
        data: folders of garment photographs or built data sets, one or several.
        shares: how often each folder is drawn from; None for equally often.
        preset: row of ``TRAINING_PRESETS``.
        max_minutes: wall-clock limit over all resumed runs; None trains the preset's steps.
        steps: overrides the preset's steps.
        batch: overrides the preset's batch, of each process.
        grad_accumulation_steps: overrides the preset's batches for one optimiser step.
        devices: processes that train side by side, one a GPU (or a CPU's share); None takes all GPUs, or one.
        workers: processes that prepare batches; None for none on a CPU, eight for each GPU.
        weights: folder with the checkpoints to start from (and that earlier stages wrote).
        out: folder for the exported weights.
        run: folder for the log and the resumable state.
        cache: folder for packed images and latents.
        seed: of the data order and the noise.
        fresh: start from random weights, even where ``weights`` has some of this stage.
        terms: ``"name=weight"`` of the denoiser's objective, instead of the preset's.
        distil: of the ideation stage: briefs that the denoiser draws a step for the generator to learn, instead of
            the photographs; at most a batch. A resumed run begins with none of those drawn before.
        hold_text: of the semantics stage: train the image tower alone, so that what others read of texts stays.
        hold_conditions: of the denoiser stage: train the denoiser alone from now on, so that a generator may
            meanwhile learn with the condition networks as they are.
        judge: of the ideation stage: ``"features"`` for heads on the frozen denoiser, ``"latents"`` for the quick
            discriminator, which distils nothing and joins from the first step.
        save_minutes: between two saves of the state and the weights.
        adversarial_from: progress in [0, 1] from which the discriminator takes part (autoencoder, decoder and
            ideation); None takes the stage's own.
    """

    stage: Stages = field(kw_only=False)
    data: tuple[Path, ...]
    preset: str = "embedded"
    max_minutes: float | None = None
    steps: int | None = None
    batch: int | None = None
    grad_accumulation_steps: int | None = None
    devices: int | None = None
    workers: int | None = None
    weights: Path = Path("checkpoints")
    out: Path = Path("runs/weights")
    run: Path = Path("runs")
    cache: Path = Path(".cache")
    seed: int = 0
    fresh: bool = False
    save_minutes: float = 3.0
    terms: tuple[str, ...] = ()
    distil: int = 0
    hold_text: bool = False
    hold_conditions: bool = False
    judge: str = "features"
    adversarial_from: float | None = None
    shares: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        if self.adversarial_from is not None and not 0.0 <= self.adversarial_from <= 1.0:
            raise InvalidInput(f"adversarial_from must be in [0, 1]; got {self.adversarial_from}.")
        if self.distil < 0:
            raise InvalidInput(f"distil must be 0 or more; got {self.distil}.")
        if self.judge not in JUDGES:
            raise InvalidInput(f"There is no judge {self.judge!r}; choose from {list(JUDGES)}.")
        if self.judge == "latents" and (self.distil or self.adversarial_from is not None):
            raise InvalidInput("The judge 'latents' plays from the first step on and distils nothing.")


@dataclass(frozen=True)
class Optimisation:
    """How a stage is optimised; one row of a preset.

    Attributes:
        learning_rate: peak, for the main network.
        discriminator_rate: peak, for the discriminator where there is one.
        batch: samples a step.
        steps: optimiser steps when no time limit is given.
        warmup: steps of linear warm-up.
        decay_from: progress in [0, 1] at which the learning rate starts to fall to zero.
        schedule: ``"trapezoid"`` (constant, then linear fall) or ``"cosine"``.
        weight_decay: AdamW's.
        betas: AdamW's.
        ema_decay: decay of the averaged weights, per step.
        max_grad_norm: gradients are scaled down to this norm.
        grad_accumulation_steps: batches whose gradients are averaged for one step of the optimiser.
    """

    learning_rate: float
    batch: int
    steps: int
    discriminator_rate: float = 1e-4
    warmup: int = 200
    decay_from: float = 0.7
    schedule: str = "trapezoid"
    weight_decay: float = 0.01
    betas: tuple[float, float] = (0.9, 0.99)
    ema_decay: float = 0.999
    max_grad_norm: float = 1.0
    grad_accumulation_steps: int = 1

    def __post_init__(self) -> None:
        if self.schedule not in ("trapezoid", "cosine"):
            raise InvalidInput(f"schedule must be 'trapezoid' or 'cosine'; got {self.schedule!r}.")
        if not 0.0 <= self.decay_from < 1.0:
            raise InvalidInput(f"decay_from must be in [0, 1); got {self.decay_from}.")
        if self.grad_accumulation_steps < 1:
            raise InvalidInput(f"grad_accumulation_steps must be at least 1; got {self.grad_accumulation_steps}.")

    def rate_factor(self, step: int, progress: float) -> float:
        """Multiplier of the peak learning rate at a step and a progress in [0, 1]."""
        warm = min(1.0, (step + 1) / max(1, self.warmup))
        if self.schedule == "cosine":
            return warm * 0.5 * (1.0 + math.cos(progress * math.pi))
        return warm * min(1.0, max(0.0, (1.0 - progress) / (1.0 - self.decay_from)))
