"""Run one training stage: build it, resume it, log it, save it every few minutes, export its weights."""

import os
from dataclasses import replace
from pathlib import Path

import lightning
import torch
from lightning.pytorch.loggers import CSVLogger

from equifashion.errors import InvalidInput
from equifashion.models.precision import computes_bf16
from equifashion.training import builders
from equifashion.training.batches import NumberedBatches, StepBatches
from equifashion.training.callbacks import SaveRegularly
from equifashion.training.config import Optimisation, TrainingRun
from equifashion.training.presets import optimisation_for
from equifashion.training.stage import training_device


class TrainingData(lightning.LightningDataModule):
    """A stage's batches; a resumed training goes on with those after the last step.

    Args:
        batches: of the stage.
        per_step: batches of one optimiser step.
        workers: processes that prepare them.
    """

    def __init__(self, batches: NumberedBatches, per_step: int, workers: int) -> None:
        super().__init__()
        self.batches, self.per_step, self.workers = batches, per_step, workers

    def train_dataloader(self) -> torch.utils.data.DataLoader:
        return torch.utils.data.DataLoader(
            StepBatches(self.batches, self.per_step, first=self.trainer.lightning_module.steps_done),
            batch_size=None,
            num_workers=self.workers,
            pin_memory=torch.cuda.is_available(),
            prefetch_factor=4 if self.workers else None,
        )


def train(run: TrainingRun) -> Path:
    """Train (or go on training) one stage; returns the exported weights' folder.

    A run folder that holds a saved state is resumed; else the stage starts from the weights of its kind in
    ``run.weights``, if there are any, unless ``run.fresh``.

    Raises:
        InvalidInput: unknown stage or preset, or unusable data.
        MissingWeights: the stage needs an earlier stage's weights.
    """
    if run.stage not in builders.BUILDERS:
        raise InvalidInput(f"There is no training stage {run.stage!r}; choose from {list(builders.BUILDERS)}.")
    optimisation = _optimisation(run)
    with torch.random.fork_rng():
        torch.manual_seed(run.seed)  # a training process owns its generator; it is restored afterwards
        stage, batches = builders.BUILDERS[run.stage](run, optimisation)
        stage.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        stage.seed = run.seed
        folder = run.run / run.stage
        state = folder / "last.ckpt"
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
            precision="bf16-mixed" if computes_bf16(training_device()) else "32-true",
            max_steps=-1,
            max_epochs=-1,  # the stage ends a run, so that a finished one can go on
            logger=CSVLogger(folder, name="log", flush_logs_every_n_steps=50),
            log_every_n_steps=25,
            callbacks=[SaveRegularly(state, run.out, notes, run.save_minutes)],
            enable_checkpointing=False,
            enable_progress_bar=os.isatty(2),
            enable_model_summary=False,
            num_sanity_val_steps=0,
        )
        data = TrainingData(batches, optimisation.grad_accumulation_steps, workers)
        trainer.fit(stage, datamodule=data, ckpt_path=state if state.is_file() else None)
    return run.out


def _optimisation(run: TrainingRun) -> Optimisation:
    """The preset's row, with what the run overrides."""
    row = optimisation_for(run.preset, "autoencoder" if run.stage == "decoder" else run.stage)
    return replace(
        row,
        batch=run.batch or row.batch,
        steps=run.steps or row.steps,
        grad_accumulation_steps=run.grad_accumulation_steps or row.grad_accumulation_steps,
        max_minutes=run.max_minutes,
    )
