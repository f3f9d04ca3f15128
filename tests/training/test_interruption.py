"""Trainings that are killed and resumed, on two processes side by side, and with the published settings."""

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from equifashion.models.checkpoint import load_checkpoint
from equifashion.models.loading import MODEL_KINDS
from equifashion.training.run import TrainingRun, train

pytestmark = pytest.mark.slow
WEIGHTS = Path(__file__).parents[2] / "checkpoints"


@pytest.fixture(scope="module")
def plan(garments_folder, tmp_path_factory) -> TrainingRun:
    home = tmp_path_factory.mktemp("plan")
    return TrainingRun(
        "denoiser", data=(garments_folder,), batch=4, weights=WEIGHTS, out=home, run=home, cache=home / "cache"
    )


def at(plan: TrainingRun, folder: Path, **changes) -> TrainingRun:
    return replace(plan, out=folder / "weights", run=folder / "run", **changes)


def command(run: TrainingRun, *options: str) -> list[str]:
    """The command line of a run."""
    found = [sys.executable, "-m", "equifashion", "train", run.stage, "--data", *run.data, "--batch", run.batch]
    found += [
        "--steps",
        run.steps,
        "--weights",
        run.weights,
        "--cache",
        run.cache,
        "--out",
        run.out,
        "--run",
        run.run,
    ]
    return [str(part) for part in (*found, *options)]


def tensors(folder: Path, kind: str = "denoiser") -> dict[str, torch.Tensor]:
    [row] = [row for row in MODEL_KINDS.values() if row.name == kind]
    return row.read(folder / row.file).tensors


def distance(first: dict[str, torch.Tensor], second: dict[str, torch.Tensor]) -> float:
    return sum(float((first[name].float() - second[name].float()).abs().sum()) for name in first)


def test_a_killed_training_goes_on_as_if_nothing_had_happened(plan, tmp_path):
    whole, killed = (at(plan, tmp_path / name, steps=12) for name in ("whole", "killed"))
    train(whole)
    state = killed.run / "denoiser" / "last.ckpt"
    process = subprocess.Popen(command(killed, "--save-minutes", "0"), stderr=subprocess.DEVNULL)
    while not state.is_file() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(0.2)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it ended before it could be killed"
    assert 0 <= int(torch.load(state, weights_only=False)["steps_done"]) < 12
    train(killed)
    expected, found = tensors(whole.out), tensors(killed.out)
    assert all(torch.equal(expected[name], found[name]) for name in expected)


def test_two_processes_train_what_one_with_twice_the_batches_does(plan, tmp_path):
    two, one = (at(plan, tmp_path / name, steps=3) for name in ("two", "one"))
    done = subprocess.run(command(two, "--devices", "2"), capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    train(replace(one, grad_accumulation_steps=2))
    moved = distance(tensors(one.out), tensors(WEIGHTS))
    assert distance(tensors(two.out), tensors(one.out)) < 0.1 * moved
    train(at(plan, tmp_path / "half", steps=3))
    assert distance(tensors(tmp_path / "half" / "weights"), tensors(one.out)) > 0.2 * moved  # one batch a step


def test_two_processes_on_a_clock_distil_and_end_together(plan, tmp_path):
    run = at(plan, tmp_path, stage="ideation", steps=1000)
    options = ("--devices", "2", "--max-minutes", "0.6", "--distil", "2", "--adversarial-from", "1")
    done = subprocess.run(command(run, *options), capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "distilled" in (run.run / "ideation" / "log" / "version_0" / "metrics.csv").read_text().splitlines()[0]
    assert distance(tensors(run.out, "generator"), tensors(WEIGHTS, "generator")) > 0


@pytest.mark.parametrize("stage", ["autoencoder", "semantics", "denoiser", "ideation", "upscaler"])
def test_the_published_settings_run(plan, tmp_path, stage):
    run = at(plan, tmp_path, stage=stage, preset="paper", steps=2)
    train(run)
    kind = {"ideation": "generator"}.get(stage, stage)
    notes = load_checkpoint(run.out / f"{kind}.safetensors", kind).notes
    assert (notes["preset"], notes["learning_rate"], notes["batches"]) == ("paper", 2e-4, 2)


def test_the_quick_discriminator_plays_and_resumes(plan, tmp_path):
    whole, halves = (at(plan, tmp_path / name, stage="ideation", judge="latents") for name in ("whole", "halves"))
    train(replace(whole, steps=4))
    train(replace(halves, steps=2))
    train(replace(halves, steps=4))
    logged = (whole.run / "ideation" / "log" / "version_0" / "metrics.csv").read_text()
    assert all(term in logged for term in ("generator", "reconstruction", "discriminator", "mismatch", "flatness"))
    expected, found, start = (
        tensors(whole.out, "generator"),
        tensors(halves.out, "generator"),
        tensors(WEIGHTS, "generator"),
    )
    assert distance(expected, start) > 0
    assert distance(found, expected) < 0.5 * distance(expected, start)
