"""The terms of the total loss: their weights, and what each looks at."""

import csv
from pathlib import Path

import numpy as np
import pytest
import torch

from equifashion.datasets.build import build
from equifashion.diffusion.schedule import create_scheduler
from equifashion.errors import InvalidInput
from equifashion.models.checkpoint import load_checkpoint
from equifashion.training.decoded_losses import PictureCritic
from equifashion.training.denoiser import DenoiserStage, predicted_clean
from equifashion.training.latents import LatentBatch, LatentBatches
from equifashion.training.objective import EMBEDDED, PAPER, Objective
from equifashion.training.presets import optimisation_for
from equifashion.training.run import TrainingRun, train
from equifashion.training.samples import load_records
from equifashion.training.stage import Clock
from tests.support.drawn_source import DrawnSource
from tests.support.tiny_models import tiny_autoencoder, tiny_denoiser, tiny_networks, tiny_text

WEIGHTS = Path(__file__).parents[2] / "checkpoints"
KINDS = ("denoiser", "conditions")


def test_terms_are_set_by_name():
    changed = EMBEDDED.changed(["bundle=0.5", "robust=0"])
    assert changed == Objective(bundle=0.5) and not changed.decodes
    assert EMBEDDED.changed(["consensus=1"]).decodes


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("bundles=1", "no term 'bundles'; choose from .*'bundle'"),
        ("bundle", "name=number; got 'bundle'"),
        ("bundle=much", "name=number"),
        ("bundle=-1", "'bundle' must be 0 or more; got -1.0"),
        ("robust=nan", "'robust' must be 0 or more"),
        ("denoise=0", "cannot be left out"),
    ],
)
def test_bad_terms_are_named(setting, message):
    with pytest.raises(InvalidInput, match=message):
        EMBEDDED.changed([setting])


def test_a_clean_latent_is_found_again_from_the_true_v():
    scheduler = create_scheduler()
    clean, noise, times = torch.randn(3, 4, 2, 2), torch.randn(3, 4, 2, 2), torch.tensor([10, 500, 990])
    noisy, v = scheduler.add_noise(clean, noise, times), scheduler.get_velocity(clean, noise, times)
    torch.testing.assert_close(predicted_clean(scheduler, noisy, times, v), clean, atol=1e-3, rtol=1e-3)


def test_judging_pictures_needs_a_critic():
    row = optimisation_for("embedded", "denoiser")
    with pytest.raises(InvalidInput, match="critic"):
        DenoiserStage(tiny_denoiser(), tiny_networks(), tiny_text(), row, Clock(1, None), PAPER)


# Details of captions, and the critic.


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("records")
    build(DrawnSource(), 24, home / "set", block=8)
    return home


@pytest.fixture(scope="module")
def batch(folder) -> LatentBatch:
    records = load_records(folder / "set", folder / "cache")
    latents = torch.randn(2, len(records.indices("train")), 4, 24, 16)
    return LatentBatches(records, latents, tiny_text(), 12, 0, detailed=True).make(np.random.default_rng(0))


def test_phrases_belong_to_their_captions(batch):
    tokenizer = tiny_text().tokenizer
    assert len(batch.words.phrases) > 3
    for ids, owner in zip(batch.words.phrases, batch.words.owners, strict=True):
        assert tokenizer.decode(ids.numpy()) in tokenizer.decode(batch.tokens[owner].numpy())
    present = batch.words.bundles.present.any(dim=1)
    assert set(batch.words.owners.tolist()) == set(torch.where(present)[0].tolist())
    assert set(batch.words.parts.unique().tolist()) == {0, 4}  # ground and bodice


def test_the_critic_prefers_the_right_caption_and_lets_gradients_through(batch):
    """With real words: the shipped image–text model must tell a picture's caption from another's."""
    critic = PictureCritic(tiny_autoencoder(), tiny_text())
    clean = batch.latents[:3].clone().requires_grad_(True)
    terms = critic.judge(clean, batch, torch.arange(3), PAPER)
    assert set(terms) == {"compatible", "perceptual", "consensus"}
    for name, value in terms.items():
        [gradient] = torch.autograd.grad(value, clean, retain_graph=True)
        assert torch.isfinite(gradient).all() and gradient.abs().sum() > 0, name
    assert set(critic.judge(clean, batch, torch.arange(3), Objective(compatible=1.0))) == {"compatible"}


def test_the_true_latent_is_nearest_to_its_own_photograph(batch):
    critic = PictureCritic(tiny_autoencoder(), tiny_text())
    rows = torch.arange(4)
    own, other = (
        critic.judge(latents, batch, rows, Objective(perceptual=1.0))["perceptual"]
        for latents in (batch.latents[:4], batch.latents[4:8])
    )
    caption = critic.judge(batch.latents[:4], batch, rows, Objective(compatible=1.0))["compatible"]
    assert own == pytest.approx(float(1.0 + caption), abs=1e-3)  # nothing left of the distance to the picture
    assert other > own


@pytest.mark.slow
def test_every_term_is_logged_and_trains(garments_folder, folder, tmp_path):
    """Photographs and figures together, with all terms: the poses count as learned afterwards."""
    terms = ("bundle=0.5", "robust=0.1", "perceptual=0.1", "compatible=0.5", "consensus=0.5")
    train(
        TrainingRun(
            "denoiser", data=(garments_folder, folder / "set"), steps=25, batch=2, weights=WEIGHTS, terms=terms,
            out=tmp_path / "out", run=tmp_path / "run", cache=tmp_path / "cache", shares=(1.0, 3.0),
        )
    )  # fmt: skip
    [log] = (tmp_path / "run" / "denoiser" / "log").glob("version_*/metrics.csv")
    [row] = list(csv.DictReader(log.open()))
    assert {"denoise", "bundle", "robust", "perceptual", "compatible", "consensus"} <= set(row)
    assert 0 <= float(row["bundle"]) <= np.log(2) and -1 <= float(row["compatible"]) <= 1
    conditions = load_checkpoint(tmp_path / "out" / "conditions.safetensors", "conditions")
    assert conditions.config["pose_learned"]
    assert any(name.startswith("pose.") for name in conditions.tensors)


@pytest.mark.slow
def test_held_conditions_stay_while_the_denoiser_learns(garments_folder, folder, tmp_path):
    """The first run opens the pose adapter; the second goes on from its state with the conditions held."""

    def trained(steps: int, hold: bool) -> list[dict]:
        train(
            TrainingRun(
                "denoiser", data=(garments_folder, folder / "set"), steps=steps, batch=4, weights=WEIGHTS,
                out=tmp_path / "out", run=tmp_path / "run", cache=tmp_path / "cache", hold_conditions=hold,
            )
        )  # fmt: skip
        return [load_checkpoint(tmp_path / "out" / f"{kind}.safetensors", kind).tensors for kind in KINDS]

    first, then = trained(2, False), trained(4, True)
    same = [all(torch.equal(a[name], b[name]) for name in a) for a, b in zip(first, then, strict=True)]
    assert dict(zip(KINDS, same, strict=True)) == {"denoiser": False, "conditions": True}
