"""The upscaler's stage: what it is shown, and a tiny network that learns."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.optim.swa_utils import AveragedModel

from equifashion.datasets.build import build
from equifashion.datasets.encoding import decode
from equifashion.datasets.sources import open_source
from equifashion.datasets.storage import open_store
from equifashion.errors import InvalidInput
from equifashion.evaluation.upscaling import PSNR, measure_upscaler, psnr, render_table
from equifashion.models.loading import save_model
from equifashion.models.upscaler import Upscaler, UpscalerConfig
from equifashion.training.batches import NumberedBatches
from equifashion.training.callbacks import update_average
from equifashion.training.config import Optimisation
from equifashion.training.crops import CROP, LargeCrops, halved, load_crops
from equifashion.training.upscaler import UpscalerBatches, UpscalerStage
from tests.support.drawn_garments import contributor, cutout, write_metadata
from tests.support.tiny_models import tiny_autoencoder


@pytest.fixture(scope="module")
def weights(tmp_path_factory) -> Path:
    """A folder with a tiny autoencoder."""
    folder, model = tmp_path_factory.mktemp("weights"), tiny_autoencoder()
    save_model(model, folder)
    return folder


@pytest.fixture(scope="module")
def photographs(tmp_path_factory) -> Path:
    """Two garments to train on, one of them larger than a crop, and one held out."""
    folder, rows = tmp_path_factory.mktemp("photographs"), []
    for number, (split, size) in enumerate((("train", (150, 230)), ("train", (384, 512)), ("test", (300, 400)))):
        name = f"{number}.webp"
        cutout("Dress", "red", size, second="blue", stripes=True).save(folder / name, lossless=True)
        rows.append({"file_name": name, "category": "Dress", "kids": False, "contributor": contributor(split)})
    write_metadata(folder, rows)
    return folder


@pytest.fixture(scope="module")
def croquis(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("croquis")
    build(open_source("croquis", None, 5), 3, folder / "set")
    return folder / "set"


def crops_of(folder: Path, weights: Path, cache: Path, split: str = "train") -> LargeCrops:
    return load_crops(folder, split, cache, weights, tiny_autoencoder())


def test_halving_is_by_area():
    picture = np.zeros((2, 4, 3), np.uint8)
    picture[0, 0] = 255
    picture[:, 2:] = 40
    assert halved(picture)[0, :, 0].tolist() == [64, 40]


def test_photographs_are_cut_at_their_own_resolution(photographs, weights, tmp_path):
    crops = crops_of(photographs, weights, tmp_path)
    assert crops.large.shape == (4, CROP, CROP, 3) and crops.decoded.shape == (4, 128, 128, 3)
    # Stripes of eight pixels, as they were drawn: nothing was resized.
    rows = np.asarray(crops.large[2][:, 128], int)
    edges = np.flatnonzero(np.abs(np.diff(rows[:, 0])) > 60)
    assert len(edges) > 10 and set(np.diff(edges)) == {8}
    assert (crops.large[0][0] == 255).all(), "a small picture lies on white"
    assert len(crops_of(photographs, weights, tmp_path, "test")) == 2


def test_crops_are_cut_once(photographs, weights, tmp_path):
    first = np.array(crops_of(photographs, weights, tmp_path).large)
    [home] = tmp_path.iterdir()
    (home / "decoded.npy").touch()
    before = (home / "large.npy").stat().st_mtime_ns
    assert np.array_equal(crops_of(photographs, weights, tmp_path).large, first)
    assert (home / "large.npy").stat().st_mtime_ns == before


def test_croquis_are_drawn_at_twice_the_size(croquis, weights, tmp_path):
    crops = crops_of(croquis, weights, tmp_path)
    record = next(iter(open_store(croquis).records("train", 0)))
    small = np.asarray(decode("image", record.pictures["image"]), int)
    found = halved(crops.large[0]).astype(int)  # cut half a pixel beside the record's grid, at most
    errors = [
        np.abs(small[top : top + 128, left : left + 128] - found).mean()
        for top in range(0, 257)
        for left in range(0, 129)
    ]
    assert min(errors) < 10 and min(errors) < 0.2 * np.median(errors)


def test_other_data_sets_are_refused(photographs, weights, tmp_path):
    build(open_source("photos", photographs, 0), 2, tmp_path / "set")
    with pytest.raises(InvalidInput, match="holds records of the source 'photos', which are small"):
        crops_of(tmp_path / "set", weights, tmp_path / "cache")


@pytest.fixture
def batches(photographs, weights, tmp_path) -> UpscalerBatches:
    return UpscalerBatches([crops_of(photographs, weights, tmp_path)], batch=8, side=32, seed=0)


def test_batches_show_the_same_place_twice(batches):
    assert isinstance(batches, NumberedBatches)
    small, large = next(iter(batches))
    assert small.shape == (8, 3, 32, 32) and large.shape == (8, 3, 64, 64)
    assert small.min() >= -1 and large.max() <= 1
    again, _ = next(iter(batches))
    assert torch.equal(small, again)
    # What did not go through the (untrained) autoencoder is the large picture, halved and a little worn.
    reduced = torch.nn.functional.avg_pool2d(large, 2)
    own = (small - reduced).abs().mean(dim=(1, 2, 3))
    shuffled = (small - reduced.roll(1, 0)).abs().mean(dim=(1, 2, 3))
    assert own.min() < 0.06 and own.min() < shuffled.min()


def test_shares_must_fit_the_sources(batches):
    with pytest.raises(InvalidInput, match=r"a share above 0 for each of 1 sources; got \[1.0, 2.0\]"):
        UpscalerBatches(batches.sources, 8, 32, 0, [1.0, 2.0])


def test_a_few_steps_bring_it_nearer_to_the_large_picture(batches, weights, photographs, tmp_path):
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model = Upscaler(UpscalerConfig(8, 1, 8))
        stage = UpscalerStage(model, Optimisation(2e-3, 8, 30, warmup=1))
        [optimiser] = stage.configure_optimizers()
        average = AveragedModel(model, multi_avg_fn=partial(update_average, 0.999), use_buffers=True)
        series = iter(batches)
        losses = []
        for _ in range(30):
            small, large = next(series)
            terms = stage.losses(small, large)
            loss = sum(terms.values())
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            average.update_parameters(model)
            losses.append(float(terms["l1"].detach()))
    assert np.mean(losses[-5:]) < 0.9 * np.mean(losses[:5])
    stage.network = average.module
    stage.export(tmp_path, {"batches": 30})
    # And on a picture it never saw: nearer than bicubic to what the decoder spoilt.
    (tmp_path / "autoencoder.safetensors").symlink_to(weights / "autoencoder.safetensors")
    found = measure_upscaler([photographs], tmp_path, tmp_path / "cache")
    [_, decoded] = found
    assert decoded.title.endswith("decoded")
    assert decoded.cells()["upscaler"][PSNR.key].difference.value > 0.2
    table = render_table(found)
    assert table.count("| upscaler |") == table.count("| bicubic |") == 2 and "decoded" in table


def test_psnr_in_closed_form():
    black = np.zeros((4, 4, 3), np.uint8)
    assert psnr(black, black) == 60.0
    assert psnr(black, black + 255) == pytest.approx(0.0)
    assert psnr(black, black + 51) == pytest.approx(20 * np.log10(5))
