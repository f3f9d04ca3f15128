"""Every stage trains for a few steps on drawn garments, and a studio works with what comes out."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from equifashion import DesignBrief, load_studio
from equifashion.errors import MissingWeights
from equifashion.models.checkpoint import load_checkpoint
from equifashion.training.run import TrainingRun, train

pytestmark = pytest.mark.slow

STAGES = ("autoencoder", "decoder", "semantics", "denoiser", "ideation", "upscaler")
FILES = {"autoencoder": "autoencoder", "decoder": "autoencoder", "ideation": "generator"}  # stage → weights file


def weights_of(folder: Path, stage: str):
    kind = FILES.get(stage, stage)
    return load_checkpoint(folder / f"{kind}.safetensors", kind)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("training")


@pytest.fixture(scope="module")
def plan(home, garments_folder) -> TrainingRun:
    """A run whose stages build on one another: each reads and writes the same weights folder."""
    weights = home / "weights"
    return TrainingRun(
        "",
        data=(garments_folder,),
        steps=4,
        batch=4,
        weights=weights,
        out=weights,
        run=home / "runs",
        cache=home / "cache",
    )


@pytest.fixture(scope="module")
def trained(plan) -> dict[str, dict[str, torch.Tensor]]:
    """All stages, one after the other; gives each one's tensors as they were when it ended."""
    state = torch.random.get_rng_state()
    found = {}
    for stage in STAGES:
        assert train(replace(plan, stage=stage)) == plan.out
        checkpoint = weights_of(plan.out, stage)
        assert checkpoint.notes["batches"] == 4 and checkpoint.notes["stage"] == stage
        assert (plan.run / stage / "last.ckpt").is_file()
        assert all(torch.isfinite(t).all() for t in checkpoint.tensors.values())
        found[stage] = checkpoint.tensors
    assert torch.equal(torch.random.get_rng_state(), state)  # a training leaves the caller's generator alone
    return found


def test_a_studio_works_with_the_trained_weights(trained, plan):
    studio = load_studio(checkpoints=plan.out)
    brief = DesignBrief("red dress")
    ideas = studio.explore(brief, 2)
    design = studio.finish(ideas[1], steps=2)
    assert design.image.size == (256, 384) and design.image.mode == "RGB"
    assert studio.rebuild(design.recipe).image.tobytes() == design.image.tobytes()
    large = studio.upscale(design)
    assert large.image.size == (512, 768)
    assert studio.rebuild(large.recipe).image.tobytes() == large.image.tobytes()
    assert set(studio.weights) == {
        f"{kind}.safetensors" for kind in ("autoencoder", "semantics", "conditions", "denoiser", "generator")
    }


def test_the_decoder_stage_leaves_latents_as_they_are(trained):
    before, after = trained["autoencoder"], trained["decoder"]
    kept = {name for name in before if not name.startswith("decoder.")}
    assert kept and all(torch.equal(before[name], after[name]) for name in kept)
    assert any(not torch.equal(before[name], after[name]) for name in before.keys() - kept)
    assert before["latent_std"].std() > 0  # measured, no longer ones


def test_a_run_goes_on_where_it_stopped(trained, plan, tmp_path):
    run = replace(plan, stage="semantics", out=tmp_path / "weights", run=tmp_path / "runs", steps=30)
    train(run)
    first = load_checkpoint(tmp_path / "weights" / "semantics.safetensors", "semantics")
    train(replace(run, steps=55))
    second = load_checkpoint(tmp_path / "weights" / "semantics.safetensors", "semantics")
    assert (first.notes["batches"], second.notes["batches"]) == (30, 55)
    assert second.config == first.config
    changed = [name for name in first.tensors if not torch.equal(first.tensors[name], second.tensors[name])]
    assert len(changed) > len(first.tensors) / 2
    logs = sorted((tmp_path / "runs" / "semantics" / "log").glob("version_*/metrics.csv"))
    rows = [row for log in logs for row in csv.DictReader(log.open())]
    steps = [int(row["step"]) for row in rows]
    assert len(logs) == 2 and steps == sorted(set(steps)) and steps[0] == 24 and steps[-1] == 54
    assert all(float(row["contrastive"]) > 0 for row in rows)


def test_a_finished_run_does_not_train_on(trained, plan):
    train(replace(plan, stage="semantics"))
    assert weights_of(plan.out, "semantics").notes["batches"] <= 5  # at most the step in which it notices


def test_the_same_seed_trains_the_same_weights(trained, plan, tmp_path):
    def made(name: str, seed: int) -> dict[str, torch.Tensor]:
        out = tmp_path / name
        train(
            replace(plan, stage="ideation", steps=2, seed=seed, fresh=True, out=out, run=tmp_path / f"run-{name}")
        )
        return weights_of(out, "ideation").tensors

    first, second, other = made("a", 0), made("b", 0), made("c", 1)
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert any(not torch.equal(first[name], other[name]) for name in first)


@pytest.mark.parametrize("stage", ["decoder", "denoiser", "ideation", "upscaler"])
def test_a_stage_without_its_forerunners(plan, tmp_path, stage):
    with pytest.raises(MissingWeights, match=r"safetensors is missing"):
        train(replace(plan, stage=stage, weights=tmp_path / "empty", run=tmp_path / "runs", out=tmp_path / "out"))
    assert not (tmp_path / "out").exists()
