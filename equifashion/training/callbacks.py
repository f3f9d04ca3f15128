"""What happens around a training's steps: averaged weights, and saving."""

import functools
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, cast

import lightning
import torch
from lightning.pytorch.callbacks import Callback, WeightAveraging
from torch import Tensor

if TYPE_CHECKING:
    from equifashion.training.stage import Stage


@torch.no_grad()
def update_average(decay: float, averaged: list[Tensor], current: list[Tensor], count: Tensor | int) -> None:
    """One step of an exponential moving average, in place; whole numbers are copied.

    Early on the average follows faster, so that it forgets the initial weights.
    """
    decay = min(decay, (1 + int(count)) / (10 + int(count)))
    floating = [(a, c) for a, c in zip(averaged, current, strict=True) if a.is_floating_point()]
    if floating:  # called once a dtype
        torch._foreach_lerp_([a for a, _ in floating], [c for _, c in floating], 1.0 - decay)
    for a, c in zip(averaged, current, strict=True):
        if not a.is_floating_point():
            a.copy_(c)


class AveragedWeights(WeightAveraging):
    """Lightning's weight averaging with ``update_average``; the stage itself keeps its own weights at the end.

    Args:
        decay: of the moving average, per optimiser step.
        device: where the average is kept.
    """

    def __init__(self, decay: float, device: torch.device) -> None:
        super().__init__(device=device, multi_avg_fn=functools.partial(update_average, decay))

    @property
    def stage(self) -> "Stage":
        """A copy of the trained stage that holds the averaged weights."""
        assert self._average_model is not None, "there is no average before a training begins"
        return cast("Stage", self._average_model.module)

    def on_train_end(self, trainer: lightning.Trainer, pl_module: lightning.LightningModule) -> None:
        """Lightning would put the average in the stage's place, from which a longer run could not go on."""


class SaveRegularly(Callback):
    """Every few minutes, and at the end: the resumable state, and the averaged weights for use.

    Lightning's ModelCheckpoint ignores time intervals under manual optimisation.
    """

    def __init__(self, state: Path, out: Path, notes: dict, minutes: float) -> None:
        self.state, self.out, self.notes = state, out, notes
        self.interval = 60 * minutes
        self.last_saved = time.monotonic()

    def on_train_batch_start(
        self, trainer: lightning.Trainer, pl_module: lightning.LightningModule, batch: object, batch_idx: int
    ) -> None:
        # Not at a batch's end, where the average may still be one step behind.
        if trainer.strategy.broadcast(time.monotonic() - self.last_saved >= self.interval):
            self.save(trainer, cast("Stage", pl_module))

    def on_train_end(self, trainer: lightning.Trainer, pl_module: lightning.LightningModule) -> None:
        self.save(trainer, cast("Stage", pl_module))

    def save(self, trainer: lightning.Trainer, stage: "Stage") -> None:
        partial = self.state.with_suffix(".partial")
        trainer.save_checkpoint(partial)
        if trainer.is_global_zero:
            os.replace(partial, self.state)
            made = {"batches": stage.steps_done, "minutes": round(stage.timer.time_elapsed() / 60, 1)}
            stage.average.stage.export(self.out, self.notes | made | {"device": stage.device.type})
        self.last_saved = time.monotonic()
