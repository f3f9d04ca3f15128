"""Run one training stage: build it, resume it, log it, save it every few minutes, export its weights."""

import os
import time
from dataclasses import replace
from pathlib import Path

import lightning
import torch
from lightning.pytorch.callbacks import Callback
from lightning.pytorch.loggers import CSVLogger

from equifashion.errors import InvalidInput
from equifashion.models.precision import computes_bf16
from equifashion.training import builders
from equifashion.training.config import TrainingRun
from equifashion.training.presets import optimisation_for
from equifashion.training.stage import Clock, Stage


class SaveRegularly(Callback):
    """Every few minutes, and at the end: the resumable state, and the averaged weights for use.

    Lightning's ModelCheckpoint ignores time intervals under manual optimisation.
    """

    def __init__(self, state: Path, out: Path, notes: dict, minutes: float) -> None:
        self.state, self.out, self.notes = state, out, notes
        self.interval = 60 * minutes
        self.last_saved = time.monotonic()

    def on_train_batch_start(self, trainer: lightning.Trainer, stage: Stage, *args: object) -> None:
        # Not at a batch's end, where callbacks run before the stage has averaged its weights.
        due = trainer.strategy.broadcast(time.monotonic() - self.last_saved >= self.interval)
        if due and stage.step_begins:
            self.save(trainer, stage)

    def on_train_end(self, trainer: lightning.Trainer, stage: Stage) -> None:
        self.save(trainer, stage)

    def save(self, trainer: lightning.Trainer, stage: Stage) -> None:
        partial = self.state.with_suffix(".partial")
        trainer.save_checkpoint(partial)
        if trainer.is_global_zero:
            os.replace(partial, self.state)
            made = {"batches": stage.steps_done, "minutes": round(stage.clock.seconds / 60, 1)}
            stage.export(self.out, self.notes | made | {"device": stage.device.type})
        self.last_saved = time.monotonic()


def train(run: TrainingRun) -> Path:
    """Train (or go on training) one stage; returns the exported weights' folder.

    A run folder that holds a saved state is resumed; else the stage starts from the weights of its kind in
    ``run.weights``, if any and unless ``fresh``.

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
    if run.grad_accumulation_steps:
        optimisation = replace(optimisation, grad_accumulation_steps=run.grad_accumulation_steps)
    clock = Clock(optimisation.steps, run.max_minutes)
    with torch.random.fork_rng():
        torch.manual_seed(run.seed)  # a training process owns its generator; it is restored afterwards
        stage, batches = builders.BUILDERS[run.stage](run, optimisation, clock)
        stage = stage.to(memory_format=torch.channels_last)
        stage.seed = run.seed
        folder = run.run / run.stage
        state = folder / "last.ckpt"
        batches.first = _steps_in(state) * optimisation.grad_accumulation_steps
        on_gpu = torch.cuda.is_available()
        devices = run.devices or (torch.cuda.device_count() if on_gpu else 1)
        workers = run.workers if run.workers is not None else 8 if on_gpu else 0
        notes = {
            "stage": run.stage,
            "preset": run.preset,
            "seed": run.seed,
            "batch": optimisation.batch,
            "learning_rate": optimisation.learning_rate,
        }
        trainer = lightning.Trainer(
            accelerator="auto",
            devices=devices,
            strategy="ddp_find_unused_parameters_true" if devices > 1 else "auto",
            precision="bf16-mixed" if computes_bf16(builders.device_for_training()) else "32-true",
            max_steps=-1,
            max_epochs=-1,  # the clock ends a run, so that a finished one can go on
            logger=CSVLogger(folder, name="log", flush_logs_every_n_steps=50),
            log_every_n_steps=25,
            callbacks=[SaveRegularly(state, run.out, notes, run.save_minutes)],
            enable_checkpointing=False,
            enable_progress_bar=os.isatty(2),
            enable_model_summary=False,
            num_sanity_val_steps=0,
        )
        loader = torch.utils.data.DataLoader(
            batches, batch_size=None, num_workers=workers, pin_memory=on_gpu, prefetch_factor=4 if workers else None
        )
        trainer.fit(stage, loader, ckpt_path=state if state.is_file() else None)
    return run.out


def _steps_in(state: Path) -> int:
    """Optimiser steps that a saved state has behind it; 0 if there is none."""
    if not state.is_file():
        return 0
    kept = torch.load(state, map_location="cpu", mmap=True, weights_only=False)  # this machine's own file
    return int(kept["state_dict"]["average.n_averaged"])
