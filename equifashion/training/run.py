"""Run one training stage: build it, resume it, log it, save it every few minutes, export its weights."""

import os
import time
from dataclasses import dataclass, replace
from pathlib import Path

import lightning
import torch
from lightning.pytorch.callbacks import Callback
from lightning.pytorch.loggers import CSVLogger

from equifashion.errors import InvalidInput
from equifashion.training import builders
from equifashion.training.presets import optimisation_for
from equifashion.training.stage import Clock, Stage

_SAVE_MINUTES = 3


@dataclass(frozen=True)
class TrainingRun:
    """What to train and where.

    Attributes:
        stage: ``autoencoder``, ``decoder``, ``semantics``, ``denoiser`` or ``ideation``.
        data: folder of garment photographs.
        preset: row of ``TRAINING_PRESETS``.
        minutes: wall-clock limit over all resumed runs; None trains the preset's steps.
        steps: overrides the preset's steps.
        batch: overrides the preset's batch.
        weights: folder with the checkpoints to start from (and that earlier stages wrote).
        out: folder for the exported weights.
        run: folder for the log and the resumable state.
        cache: folder for packed images and latents.
        seed: of the data order and the noise.
        warm_start: begin from the weights in ``weights`` where they exist.
        adversarial_from: progress in [0, 1] from which the discriminator takes part (autoencoder, decoder and
            ideation); None takes the stage's own.
    """

    stage: str
    data: Path
    preset: str = "embedded"
    minutes: float | None = None
    steps: int | None = None
    batch: int | None = None
    weights: Path = Path("checkpoints")
    out: Path = Path("runs/weights")
    run: Path = Path("runs")
    cache: Path = Path(".cache")
    seed: int = 0
    warm_start: bool = True
    adversarial_from: float | None = None

    def __post_init__(self) -> None:
        if self.adversarial_from is not None and not 0.0 <= self.adversarial_from <= 1.0:
            raise InvalidInput(f"adversarial_from must be in [0, 1]; got {self.adversarial_from}.")


class SaveRegularly(Callback):
    """Every few minutes, and at the end: the resumable state, and the averaged weights for use.

    Lightning's ModelCheckpoint ignores time intervals under manual optimisation.
    """

    def __init__(self, state: Path, out: Path, notes: dict, minutes: float = _SAVE_MINUTES) -> None:
        self.state, self.out, self.notes = state, out, notes
        self.interval = 60 * minutes
        self.last_saved = time.monotonic()

    def on_train_batch_end(self, trainer: lightning.Trainer, stage: Stage, *args: object) -> None:
        if time.monotonic() - self.last_saved >= self.interval:
            self.save(trainer, stage)

    def on_train_end(self, trainer: lightning.Trainer, stage: Stage) -> None:
        self.save(trainer, stage)

    def save(self, trainer: lightning.Trainer, stage: Stage) -> None:
        partial = self.state.with_suffix(".partial")
        trainer.save_checkpoint(partial)
        if trainer.is_global_zero:
            os.replace(partial, self.state)
            made = {"batches": stage.batches_done, "minutes": round(stage.clock.seconds / 60, 1)}
            stage.export(self.out, self.notes | made | {"device": stage.device.type})
        self.last_saved = time.monotonic()


def train(run: TrainingRun) -> Path:
    """Train (or go on training) one stage; returns the exported weights' folder.

    A run folder that holds a saved state is resumed; else the stage starts from the weights of its kind in
    ``run.weights``, if any and if ``warm_start``.

    Raises:
        InvalidInput: unknown stage or preset, or unusable data.
        MissingWeights: the stage needs an earlier stage's weights.
    """
    if run.stage not in builders.BUILDERS:
        raise InvalidInput(f"There is no training stage {run.stage!r}; choose from {list(builders.BUILDERS)}.")
    row_name = "autoencoder" if run.stage == "decoder" else run.stage
    optimisation = optimisation_for(run.preset, row_name)
    if run.batch:
        optimisation = replace(optimisation, batch=run.batch)
    if run.steps:
        optimisation = replace(optimisation, steps=run.steps)
    clock = Clock(optimisation.steps, run.minutes)
    with torch.random.fork_rng():
        torch.manual_seed(run.seed)  # a training process owns its generator; it is restored afterwards
        stage, batches = builders.BUILDERS[run.stage](run, optimisation, clock)
        stage = stage.to(memory_format=torch.channels_last)
        folder = run.run / run.stage
        state = folder / "last.ckpt"
        notes = {
            "stage": run.stage,
            "preset": run.preset,
            "seed": run.seed,
            "batch": optimisation.batch,
            "learning_rate": optimisation.learning_rate,
        }
        trainer = lightning.Trainer(
            accelerator="auto",
            devices="auto" if torch.cuda.is_available() else 1,
            precision="bf16-mixed",
            max_steps=-1,
            max_epochs=-1,  # the clock ends a run, so that a finished one can go on
            logger=CSVLogger(folder, name="log", flush_logs_every_n_steps=50),
            log_every_n_steps=25,
            callbacks=[
                SaveRegularly(state, run.out, notes),
            ],
            enable_checkpointing=False,
            enable_progress_bar=os.isatty(2),
            enable_model_summary=False,
            num_sanity_val_steps=0,
        )
        loader = torch.utils.data.DataLoader(batches, batch_size=None, num_workers=0)
        trainer.fit(stage, loader, ckpt_path=state if state.is_file() else None)
    return run.out
