"""What every training stage shares: optimisers, schedule, progress, averaged weights, export.

A stage is a LightningModule that owns one trainable ``network`` and says in ``losses_of`` what a batch costs.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import lightning
import torch
from lightning.pytorch.callbacks import Callback, Timer
from torch import Tensor, nn

from equifashion.models.loading import save_model
from equifashion.seeds import combine_seed
from equifashion.training.callbacks import AveragedWeights
from equifashion.training.config import Optimisation
from equifashion.training.frozen import FrozenModels


def training_device() -> torch.device:
    """CUDA where there is a GPU, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


@contextlib.contextmanager
def frozen(module: nn.Module) -> Iterator[None]:
    """Parameters take no gradients from what is computed inside; their inputs do."""
    module.requires_grad_(False)
    try:
        yield
    finally:
        module.requires_grad_(True)


def sum_terms(terms: dict[str, Tensor], weights: dict[str, float]) -> Tensor:
    """The sum of all terms, each times the weight of its name."""
    return torch.stack([weights[name] * value for name, value in terms.items()]).sum()


class Stage(lightning.LightningModule):
    """Base of the stages: manual optimisation, averaged weights, logged loss terms.

    Attributes:
        network: what is trained and exported.
        discriminator: its opponent, with an optimiser of its own; None without one.
        seed: of the noise; the data's order has the same.
        steps_done: optimiser steps, over all runs.
        progress: share of the training that is done at the present step, in [0, 1], by steps or by minutes,
            whichever is further; the first process's, so that all change their rates and end together.
        timer: seconds trained, over all runs.
        average: the averaged weights.
    """

    def __init__(
        self,
        network: nn.Module,
        optimisation: Optimisation,
        discriminator: nn.Module | None = None,
    ) -> None:
        super().__init__()
        self.automatic_optimization = False
        self.network, self.discriminator = network, discriminator
        self.optimisation = optimisation
        self.seed = self.steps_done = 0
        self.progress = 0.0
        self.timer = Timer(verbose=False)
        self.average = AveragedWeights(optimisation.ema_decay, training_device())
        self._micro_step = 0  # of an optimiser step: batches of it that are done

    def losses_of(self, batch: Any) -> dict[str, Tensor]:
        """The terms of one batch, for the log, once ``update`` has been called for each network to train."""
        raise NotImplementedError

    def export(self, folder: Path, notes: dict) -> None:
        """Write the network's weights under their usual name."""
        save_model(self.network, folder, notes)

    # Optimisers.

    def configure_callbacks(self) -> Sequence[Callback]:
        return [self.timer, self.average]

    def configure_optimizers(self) -> list[torch.optim.Optimizer]:
        optimisers = [self.adamw(self.network.parameters(), self.optimisation.learning_rate)]
        if self.discriminator is not None:
            rate = self.optimisation.discriminator_rate
            optimisers.append(self.adamw(self.discriminator.parameters(), rate))
        return optimisers

    def adamw(self, parameters: Iterable[nn.Parameter], rate: float) -> torch.optim.AdamW:
        """AdamW whose weight decay spares biases, gains and norms."""
        trained = [p for p in parameters if p.requires_grad]
        groups = [
            {"params": [p for p in trained if p.ndim > 1], "weight_decay": self.optimisation.weight_decay},
            {"params": [p for p in trained if p.ndim <= 1], "weight_decay": 0.0},
        ]
        fused = any(p.is_cuda for p in trained)
        return torch.optim.AdamW(groups, lr=rate, betas=self.optimisation.betas, fused=fused)

    def update_network(self, loss: Tensor) -> None:
        """Add a loss's gradients; at the last batch of a step, one optimiser step of the network."""
        self._update(0, self.network, loss, self.optimisation.learning_rate)

    def update_discriminator(self, loss: Tensor) -> None:
        """The same for the discriminator."""
        assert self.discriminator is not None
        self._update(1, self.discriminator, loss, self.optimisation.discriminator_rate)

    def _update(self, place: int, module: nn.Module, loss: Tensor, peak_rate: float) -> None:
        optimisers, row = self.optimizers(), self.optimisation
        optimiser = optimisers[place] if isinstance(optimisers, list) else optimisers
        if self._micro_step == 0:
            optimiser.zero_grad(set_to_none=True)
        self.manual_backward(loss / row.grad_accumulation_steps)
        if self._micro_step < row.grad_accumulation_steps - 1:
            return
        for group in optimiser.param_groups:
            group["lr"] = peak_rate * row.rate_factor(self.steps_done, self.progress)
        norm = nn.utils.clip_grad_norm_(list(module.parameters()), row.max_grad_norm)
        if torch.isfinite(norm):  # a rare overflow must not poison the optimiser's moments
            optimiser.step()
        self.log("gradient_norm", norm)

    # Steps.

    def on_fit_start(self) -> None:
        for models in vars(self).values():
            if isinstance(models, FrozenModels):
                models.to(self.device)

    def on_train_batch_start(self, batch: object, batch_idx: int) -> None:
        self.progress = self.trainer.strategy.broadcast(self._share_done())

    def training_step(self, batches: list, batch_idx: int) -> None:
        """One optimiser step, on the batches whose gradients are averaged for it."""
        for self._micro_step, batch in enumerate(batches):
            # Noise follows from the batch's number, so that a resumed training repeats what a killed one lost.
            number = self.steps_done * len(batches) + self._micro_step
            number = number * self.trainer.world_size + self.global_rank
            torch.manual_seed(combine_seed(self.seed, number) % 2**63)
            self.log_dict({name: value.detach() for name, value in self.losses_of(batch).items()})
        self.steps_done += 1

    def on_train_batch_end(self, outputs: object, batch: object, batch_idx: int) -> None:
        finished = self.trainer.strategy.broadcast(self._share_done() >= 1.0)
        self.trainer.should_stop = self.trainer.should_stop or finished

    def _share_done(self) -> float:
        row = self.optimisation
        by_time = self.timer.time_elapsed() / (60 * row.max_minutes) if row.max_minutes else 0.0
        return min(1.0, max(self.steps_done / row.steps, by_time))

    def on_save_checkpoint(self, checkpoint: dict) -> None:
        checkpoint["steps_done"] = self.steps_done

    def on_load_checkpoint(self, checkpoint: dict) -> None:
        self.steps_done = checkpoint["steps_done"]
