"""The segmenter's training: its losses, its varied pictures, and a short run that learns."""

import csv

import numpy as np
import pytest
import torch

from equifashion.datasets.build import build
from equifashion.datasets.record import PART_NAMES
from equifashion.datasets.sources.croquis import Croquis
from equifashion.errors import InvalidInput, MissingWeights
from equifashion.training.part_pictures import (
    GARMENT,
    drawn_example,
    one_garment,
    photographed_example,
    possible_parts,
    without_body,
)
from equifashion.training.run import TrainingRun, train
from equifashion.training.samples import load_samples
from equifashion.training.segmenter import PartPictures, dice_loss, part_weights, possible_loss

PART = {name: number for number, name in enumerate(PART_NAMES)}


@pytest.fixture(scope="module")
def record():
    return Croquis(5).record(0)


def logits_of(labels: torch.Tensor, parts: int, sure: float) -> torch.Tensor:
    return torch.nn.functional.one_hot(labels, parts).movedim(-1, 1).float() * sure


def test_dice_is_zero_for_the_truth_and_one_for_what_shares_nothing():
    labels = torch.zeros(2, 8, 8, dtype=torch.int64)
    labels[:, 2:5, 2:5] = 1
    exact = logits_of(labels, 3, 1.0)
    assert dice_loss(exact, labels) == pytest.approx(0.0)
    assert dice_loss(logits_of(2 * labels, 3, 1.0), labels) == pytest.approx(1.0)
    assert dice_loss(exact, torch.zeros_like(labels)) == 0.0, "no part is shown"


def test_possible_parts_are_all_as_good_and_others_are_not():
    labels = torch.zeros(1, 4, 4, dtype=torch.int64)
    labels[:, 1:3] = -1
    possible = torch.tensor([[False, True, True, False]])
    said = torch.where(labels == -1, 1, 0)
    for part in (1, 2):
        assert possible_loss(logits_of(said * part, 4, 30.0), labels, possible) == pytest.approx(0.0, abs=1e-4)
    assert possible_loss(logits_of(said * 3, 4, 30.0), labels, possible) > 10
    assert possible_loss(logits_of(torch.full_like(said, 1), 4, 30.0), labels, possible) > 10, (
        "ground taken for cloth"
    )
    assert possible_loss(logits_of(said, 4, 30.0), labels, torch.zeros_like(possible)) == 0.0


def test_what_a_garment_may_have_follows_its_kind():
    def names(category: str, kind: str) -> set[str]:
        return {PART_NAMES[i] for i in np.flatnonzero(possible_parts(category, kind))}

    assert names("trousers", "trousers") == {"waist", "lower", "hem"}
    assert "sleeves" in names("shirt", "top") and "sleeves" not in names("tank top", "top")
    assert names("dress", "dress") == names("", "") == {PART_NAMES[i] for i in GARMENT}


def test_a_garment_without_its_body(record):
    image, labels = without_body(np.asarray(record.image), record.parts)
    assert set(np.unique(labels)) <= {0, *GARMENT} and (image[labels == 0] == 255).all()
    worn = np.isin(record.parts, GARMENT)
    assert (labels[worn] == record.parts[worn]).all() and (image[worn] == np.asarray(record.image)[worn]).all()


def test_a_hem_goes_with_what_it_hangs_from():
    labels = np.zeros((60, 40), np.uint8)
    labels[5:20, 5:35], labels[20:23, 5:35] = PART["bodice"], PART["hem"]
    labels[23:50, 5:35], labels[50:53, 5:35] = PART["lower"], PART["hem"]
    top, skirt = one_garment(labels, upper=True), one_garment(labels, upper=False)
    assert top[5:23, 5:35].all() and not top[23:].any()
    assert skirt[23:53, 5:35].all() and not skirt[:23].any()


def test_varied_pictures_keep_picture_and_labels_together(record):
    random = np.random.default_rng(0)
    image = np.full((384, 256, 3), 255, np.uint8)
    labels = np.zeros((384, 256), np.uint8)
    image[100:250, 80:180], labels[100:250, 80:180] = 20, PART["bodice"]
    for _ in range(20):
        example = drawn_example(image, labels, np.full((64, 64, 3), 60, np.uint8), random)
        assert example.pixels.shape == (192, 128, 3) and example.pixels.dtype == np.float32
        assert example.pixels.min() >= 0.0 and example.pixels.max() <= 1.0
        cloth = example.labels == PART["bodice"]
        assert cloth.any() and example.pixels[cloth].mean() < example.pixels[~cloth].mean() - 0.2
        assert not example.possible.any()
    matte = np.where(labels > 0, np.uint8(255), np.uint8(0))
    example = photographed_example(image, matte, possible_parts("shirt", "top"), random)
    assert set(np.unique(example.labels)) == {-1, 0}
    assert example.pixels[example.labels == -1].mean() < example.pixels[example.labels == 0].mean() - 0.2


def test_batches_mix_drawings_and_photographs(croquis_set, garments_folder, tmp_path):
    samples = load_samples([croquis_set, garments_folder], tmp_path)
    batches = PartPictures(samples, 16, seed=0)
    first, again = (next(iter(batches)) for _ in range(2))
    assert torch.equal(first.pixels, again.pixels), "numbered batches repeat"
    assert first.pixels.shape == (16, 3, 192, 128) and first.labels.shape == (16, 192, 128)
    photographs = first.possible.any(dim=1)
    assert 0 < photographs.sum() < 16
    assert (first.labels[photographs] <= 0).all() and (first.labels[~photographs] >= 0).all()


def test_photographs_alone_teach_no_parts(garments_folder, tmp_path):
    samples = load_samples([garments_folder], tmp_path)
    with pytest.raises(InvalidInput, match="none of these pictures has any"):
        part_weights(samples)


@pytest.fixture(scope="module")
def croquis_set(tmp_path_factory):
    folder = tmp_path_factory.mktemp("croquis") / "set"
    build(Croquis(5), 12, folder)
    return folder


def test_finished_pictures_need_the_autoencoder(croquis_set, tmp_path):
    run = TrainingRun(
        "segmenter",
        data=(croquis_set,),
        weights=tmp_path / "empty",
        out=tmp_path / "out",
        run=tmp_path,
        cache=tmp_path,
    )
    with pytest.raises(MissingWeights, match=r"autoencoder\.safetensors is missing"):
        train(run)
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_short_training_lowers_the_loss(croquis_set, tmp_path):
    home = tmp_path / "home"
    run = TrainingRun(
        "segmenter", data=(croquis_set,), steps=60, batch=8, fresh=True, out=home / "weights", run=home, cache=home
    )
    train(run)
    [log] = (home / "segmenter" / "log").glob("version_*/metrics.csv")
    rows = [row for row in csv.DictReader(log.open()) if row["cross_entropy"]]
    assert float(rows[-1]["cross_entropy"]) < 0.8 * float(rows[0]["cross_entropy"])
    assert float(rows[-1]["dice"]) < float(rows[0]["dice"])
    assert (home / "weights" / "segmenter.safetensors").is_file()
