"""What every training stage shares: optimiser, schedule, averaged weights, export.

A stage is a LightningModule that owns one trainable ``network`` (or several, in an ``nn.ModuleDict``) and
knows how to export its averaged weights to ``checkpoints/``.
"""

import contextlib
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import lightning
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from equifashion.seeds import combine_seed
from equifashion.training.config import Optimisation


class Clock:
    """Progress of a training in [0, 1], by steps and by minutes, whichever is further; survives resuming."""

    def __init__(self, steps: int, minutes: float | None) -> None:
        self.steps, self.minutes = steps, minutes
        self.spent_before = 0.0  # seconds, from the runs before this one
        self._started = time.monotonic()

    @property
    def seconds(self) -> float:
        """Seconds trained, over all runs."""
        return self.spent_before + time.monotonic() - self._started

    def progress(self, step: int) -> float:
        by_time = self.seconds / (60 * self.minutes) if self.minutes else 0.0
        return min(1.0, max(step / self.steps, by_time))

    def finished(self, step: int) -> bool:
        return self.progress(step) >= 1.0


@contextlib.contextmanager
def frozen(module: nn.Module) -> Iterator[None]:
    """Parameters take no gradients from what is computed inside; their inputs do."""
    module.requires_grad_(False)
    try:
        yield
    finally:
        module.requires_grad_(True)


class Stage(lightning.LightningModule):
    """Base of the stages: manual optimisation, an averaged copy of ``network``, logged loss terms.

    Attributes:
        seed: of the noise; the data's order has the same.
        progress: share of the training that is done at the present step, in [0, 1]; the first process's, so that
            all change their rates and end together.
    """

    kind: str  # checkpoint kind, which also names the file

    def __init__(self, optimisation: Optimisation, clock: Clock) -> None:
        super().__init__()
        self.automatic_optimization = False
        self.optimisation = optimisation
        self.clock = clock
        self.seed = 0
        self._micro_step = 0  # of a step: batches of it that are done
        self.progress = 0.0
        self.network: nn.Module
        self.average: AveragedModel

    def finish_setup(self) -> None:
        """Call at the end of a subclass's ``__init__``, once ``network`` holds its (warm) start."""
        self.average = AveragedModel(self.network, multi_avg_fn=self._average, use_buffers=True)
        self.average.requires_grad_(False)

    @torch.no_grad()
    def _average(self, averaged: list[Tensor], current: list[Tensor], count: Tensor | int) -> None:
        # Early on the average follows faster, so that it forgets the initial weights.
        count = int(count)
        decay = min(self.optimisation.ema_decay, (1 + count) / (10 + count))
        floating = [(a, c) for a, c in zip(averaged, current, strict=True) if a.is_floating_point()]
        if floating:  # called once a dtype
            torch._foreach_lerp_([a for a, _ in floating], [c for _, c in floating], 1.0 - decay)
        for a, c in zip(averaged, current, strict=True):
            if not a.is_floating_point():
                a.copy_(c)

    def adamw(self, parameters: Iterable[Tensor], rate: float) -> torch.optim.AdamW:
        """AdamW whose weight decay spares biases, gains and norms."""
        matrices, vectors = [], []
        for p in parameters:
            if p.requires_grad:
                (matrices if p.ndim > 1 else vectors).append(p)
        groups = [
            {"params": matrices, "weight_decay": self.optimisation.weight_decay},
            {"params": vectors, "weight_decay": 0.0},
        ]
        fused = any(p.is_cuda for p in matrices)
        optimiser = torch.optim.AdamW(groups, lr=rate, betas=self.optimisation.betas, fused=fused)
        optimiser.peak_rate = rate
        return optimiser

    def optimizer_step_on(
        self, optimiser: torch.optim.Optimizer, loss: Tensor, parameters: Iterable[Tensor]
    ) -> None:
        """Add a loss's gradients; at the last batch of a step, one optimiser step with clipped gradients."""
        inner = getattr(optimiser, "optimizer", optimiser)
        if self._micro_step == 0:
            optimiser.zero_grad(set_to_none=True)
        self.manual_backward(loss / self.optimisation.grad_accumulation_steps)
        if not self.step_ends:
            return
        factor = self.optimisation.rate_factor(self.steps_done, self.progress)
        for group in inner.param_groups:
            group["lr"] = inner.peak_rate * factor
        norm = nn.utils.clip_grad_norm_(list(parameters), self.optimisation.max_grad_norm)
        if torch.isfinite(norm):  # a rare overflow must not poison the optimiser's moments
            optimiser.step()
        self.log("gradient_norm", norm)

    @property
    def step_ends(self) -> bool:
        """Whether the present batch is the last of an optimiser step."""
        return self._micro_step == self.optimisation.grad_accumulation_steps - 1

    @property
    def step_begins(self) -> bool:
        """Whether the present batch is the first of an optimiser step."""
        return self._micro_step == 0

    @property
    def steps_done(self) -> int:
        """Optimiser steps done, over all runs."""
        return int(self.average.n_averaged)

    def on_train_batch_start(self, batch: object, batch_idx: int) -> None:
        if self.step_begins:
            self.progress = self.trainer.strategy.broadcast(self.clock.progress(self.steps_done))
        # Noise follows from the batch's number, so that a resumed training repeats what a killed one lost.
        number = self.steps_done * self.optimisation.grad_accumulation_steps + self._micro_step
        torch.manual_seed(combine_seed(self.seed, number * self.trainer.world_size + self.global_rank) % 2**63)

    def on_train_batch_end(self, outputs: object, batch: object, batch_idx: int) -> None:
        if not self.step_ends:
            self._micro_step += 1
            return
        self._micro_step = 0
        self.average.update_parameters(self.network)
        finished = self.trainer.strategy.broadcast(self.clock.finished(self.steps_done))
        self.trainer.should_stop = self.trainer.should_stop or finished

    def on_save_checkpoint(self, checkpoint: dict) -> None:
        checkpoint["seconds_trained"] = self.clock.seconds

    def on_load_checkpoint(self, checkpoint: dict) -> None:
        self.clock.spent_before = checkpoint["seconds_trained"]

    def export(self, folder: Path, notes: dict) -> Path:
        """Write the averaged weights as ``folder/<kind>.safetensors``."""
        raise TypeError(f"{type(self).__name__} must say how it is exported.")
