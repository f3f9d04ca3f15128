import itertools
from dataclasses import dataclass, replace
from functools import partial

import lightning
import numpy as np
import pytest
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel

from equifashion.errors import InvalidInput
from equifashion.models.loading import load_model
from equifashion.models.upscaler import Upscaler, UpscalerConfig
from equifashion.training.batches import NumberedBatches, StepBatches
from equifashion.training.callbacks import update_average
from equifashion.training.config import Optimisation
from equifashion.training.frozen import FrozenModels
from equifashion.training.stage import Stage

ROW = Optimisation(learning_rate=1e-3, batch=4, steps=100, warmup=10, decay_from=0.5)


class Line(Stage):
    """y = w x + b and a counter buffer, as the smallest stage."""

    def __init__(self, optimisation: Optimisation) -> None:
        super().__init__(nn.Linear(1, 1), optimisation)
        self.network.register_buffer("seen", torch.tensor(0))

    def losses_of(self, batch: torch.Tensor) -> dict[str, torch.Tensor]:
        loss = (self.network(batch) - 2 * batch).square().mean()
        self.update_network(loss)
        return {"square": loss}


class Numbers(NumberedBatches):
    """Batches of four random numbers."""

    def make(self, random: np.random.Generator) -> torch.Tensor:
        return torch.from_numpy(random.normal(size=(4, 1))).float()


def fit(stage: Stage, per_step: int = 1) -> Stage:
    trainer = lightning.Trainer(
        accelerator="cpu", max_epochs=-1, logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False,
    )  # fmt: skip
    steps = StepBatches(Numbers(0), per_step, first=stage.steps_done)
    trainer.fit(stage, torch.utils.data.DataLoader(steps, batch_size=None))
    return stage


# Learning rates.


@pytest.mark.parametrize(
    ("step", "progress", "factor"),
    [
        (0, 0.0, 0.1),
        (4, 0.0, 0.5),
        (9, 0.09, 1.0),
        (50, 0.5, 1.0),
        (75, 0.75, 0.5),
        (100, 1.0, 0.0),
        (200, 1.5, 0.0),
    ],
)
def test_a_trapezoid(step, progress, factor):
    assert ROW.rate_factor(step, progress) == pytest.approx(factor)


@pytest.mark.parametrize(("progress", "factor"), [(0.0, 1.0), (0.25, 0.853553), (0.5, 0.5), (1.0, 0.0)])
def test_a_cosine(progress, factor):
    row = Optimisation(learning_rate=1e-3, batch=4, steps=100, warmup=1, schedule="cosine")
    assert row.rate_factor(500, progress) == pytest.approx(factor, abs=1e-5)


def test_no_warmup():
    row = Optimisation(learning_rate=1e-3, batch=4, steps=100, warmup=0)
    assert row.rate_factor(0, 0.0) == 1.0


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"schedule": "linear"}, "schedule must be 'trapezoid' or 'cosine'; got 'linear'"),
        ({"decay_from": 1.0}, r"decay_from must be in \[0, 1\); got 1\.0"),
        ({"decay_from": -0.1}, "decay_from must be"),
    ],
)
def test_bad_rows_quote_the_values(values, message):
    with pytest.raises(InvalidInput, match=message):
        Optimisation(learning_rate=1e-3, batch=4, steps=100, **values)


# Progress.


def test_progress_by_steps_ends_a_training():
    stage = fit(Line(replace(ROW, steps=12)))
    assert stage.steps_done == 12 and stage.progress == pytest.approx(11 / 12)


def test_progress_by_minutes_counts_the_runs_before():
    stage = Line(replace(ROW, steps=1000, max_minutes=10))
    stage.timer.load_state_dict({"time_elapsed": {"train": 9 * 60}})
    assert 0.9 <= stage._share_done() < 0.91
    stage.timer.load_state_dict({"time_elapsed": {"train": 11 * 60}})
    fit(stage)
    assert stage.steps_done <= 1


def test_steps_survive_resuming():
    first, second, kept = Line(ROW), Line(ROW), {}
    first.steps_done = 7
    first.on_save_checkpoint(kept)
    second.on_load_checkpoint(kept)
    assert second.steps_done == 7


def test_accumulated_batches_make_the_step_of_one_large_batch():
    """Four batches of a quarter each give the gradient of all together."""
    parts, whole = (Line(replace(ROW, steps=1, grad_accumulation_steps=n)) for n in (4, 1))
    whole.load_state_dict(parts.state_dict())
    fit(parts, per_step=4)
    batches = torch.cat(list(itertools.islice(Numbers(0), 4)))
    (whole.network(batches) - 2 * batches).square().mean().backward()
    [optimiser] = whole.configure_optimizers()
    optimiser.param_groups[0]["lr"] = optimiser.param_groups[1]["lr"] = ROW.learning_rate * ROW.rate_factor(0, 0.0)
    nn.utils.clip_grad_norm_(list(whole.network.parameters()), ROW.max_grad_norm)
    optimiser.step()
    torch.testing.assert_close(parts.network.weight, whole.network.weight)
    torch.testing.assert_close(parts.network.bias, whole.network.bias)


# Averaged weights, frozen networks and parameter groups.


def test_the_average_follows_the_network():
    network = Line(ROW).network.requires_grad_(False)
    average = AveragedModel(network, multi_avg_fn=partial(update_average, 0.5), use_buffers=True)
    expected = None
    for step in range(1, 40):
        network.weight.fill_(float(step))
        network.seen.fill_(step)
        average.update_parameters(network)
        # The first value is taken as it is; then the decay grows up to the configured one.
        decay = min(0.5, step / (9 + step))
        expected = float(step) if expected is None else decay * expected + (1 - decay) * step
        assert average.module.weight.item() == pytest.approx(expected, rel=1e-5)
        assert average.module.seen == step  # whole numbers are copied
    assert network.weight.item() == 39.0  # the network itself is left alone


def test_a_training_averages_a_copy_and_keeps_its_own_weights():
    stage = fit(Line(replace(ROW, steps=20, learning_rate=0.1, warmup=1)))
    averaged = stage.average.stage.network
    assert not torch.equal(averaged.weight, stage.network.weight)
    assert (averaged.weight - stage.network.weight).abs() < 2.0


def test_frozen_models_are_neither_registered_nor_copied():
    @dataclass(frozen=True, eq=False)
    class Held(FrozenModels):
        model: nn.Module

    stage = Line(replace(ROW, steps=2))
    stage.frozen = Held(nn.Linear(2, 2))
    assert not stage.frozen.model.training and not stage.frozen.model.weight.requires_grad
    fit(stage)
    assert not any("frozen" in name for name in stage.state_dict())
    assert stage.average.stage.frozen.model is stage.frozen.model


def test_weight_decay_spares_vectors():
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.GroupNorm(2, 4), nn.Linear(4, 4))
    network[2].weight.requires_grad_(False)
    groups = Line(ROW).adamw(network.parameters(), 2e-3).param_groups
    assert [group["weight_decay"] for group in groups] == [ROW.weight_decay, 0.0]
    assert [p.shape for p in groups[0]["params"]] == [network[0].weight.shape]
    assert len(groups[1]["params"]) == 4 and all(p.ndim == 1 for p in groups[1]["params"])
    assert {group["lr"] for group in groups} == {2e-3} and groups[0]["betas"] == ROW.betas


def test_the_network_is_exported_under_its_usual_name(tmp_path):
    model = Upscaler(UpscalerConfig(4, 1, 4))
    Stage(model, ROW).export(tmp_path, {"batches": 3})
    loaded = load_model(Upscaler, tmp_path)
    assert loaded.file == "upscaler.safetensors" and loaded.notes == {"batches": 3}
    assert loaded.model.config == model.config
