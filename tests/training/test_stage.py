import pytest
import torch
from torch import nn

from equifashion.errors import InvalidInput
from equifashion.training.stage import Clock, Optimisation, Stage

ROW = Optimisation(learning_rate=1e-3, batch=4, steps=100, warmup=10, decay_from=0.5)


class Line(Stage):
    """y = w x + b and a counter buffer, as the smallest stage."""

    kind = "line"

    def __init__(self, optimisation: Optimisation) -> None:
        super().__init__(optimisation, Clock(10, None))
        self.network = nn.Linear(1, 1)
        self.network.register_buffer("seen", torch.tensor(0))
        self.finish_setup()


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


# The clock.


def test_progress_by_steps():
    clock = Clock(200, None)
    assert [clock.progress(step) for step in (0, 50, 200, 300)] == [0.0, 0.25, 1.0, 1.0]
    assert not clock.finished(199) and clock.finished(200)


def test_progress_by_minutes_counts_the_runs_before():
    clock = Clock(1000, minutes=10)
    clock.spent_before = 5 * 60
    assert 0.5 <= clock.progress(0) < 0.6
    assert clock.progress(900) == pytest.approx(0.9)  # the further of the two
    clock.spent_before = 10 * 60
    assert clock.finished(0)


def test_a_clock_survives_resuming():
    first = Line(ROW)
    first.clock.spent_before = 90.0
    kept = {}
    first.on_save_checkpoint(kept)
    second = Line(ROW)
    second.on_load_checkpoint(kept)
    assert 90.0 <= kept["seconds_trained"] <= second.clock.seconds


# Averaged weights and parameter groups.


def test_the_average_follows_the_network():
    stage = Line(Optimisation(learning_rate=1e-3, batch=4, steps=100, ema_decay=0.5))
    stage.network.requires_grad_(False)
    expected = None
    for step in range(1, 40):
        stage.network.weight.fill_(float(step))
        stage.network.seen.fill_(step)
        stage.average.update_parameters(stage.network)
        # The first value is taken as it is; then the decay grows up to the configured one.
        decay = min(0.5, step / (9 + step))
        expected = float(step) if expected is None else decay * expected + (1 - decay) * step
        assert stage.average.module.weight.item() == pytest.approx(expected, rel=1e-5)
        assert stage.average.module.seen == step  # whole numbers are copied
        assert stage.steps_done == step
    assert stage.network.weight.item() == 39.0  # the network itself is left alone


def test_the_average_is_part_of_the_saved_state():
    stage = Line(ROW)
    with torch.no_grad():
        stage.network.weight.fill_(3.0)
    stage.average.update_parameters(stage.network)
    again = Line(ROW)
    again.load_state_dict(stage.state_dict())
    assert again.average.module.weight.item() == 3.0 and again.steps_done == 1


def test_weight_decay_spares_vectors():
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.GroupNorm(2, 4), nn.Linear(4, 4))
    network[2].weight.requires_grad_(False)
    groups = Line(ROW).adamw(network.parameters(), 2e-3).param_groups
    assert [group["weight_decay"] for group in groups] == [ROW.weight_decay, 0.0]
    assert [p.shape for p in groups[0]["params"]] == [network[0].weight.shape]
    assert len(groups[1]["params"]) == 4 and all(p.ndim == 1 for p in groups[1]["params"])
    assert {group["lr"] for group in groups} == {2e-3} and groups[0]["betas"] == ROW.betas


def test_a_stage_without_an_export_says_so(tmp_path):
    with pytest.raises(TypeError, match="Line must say how it is exported"):
        Line(ROW).export(tmp_path, {})
