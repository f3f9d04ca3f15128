"""Built data sets as training samples, alone and mixed with photographs."""

import io

import numpy as np
import pytest
import torch
from PIL import Image

from equifashion.datasets.build import build
from equifashion.datasets.encoding import encode
from equifashion.errors import InvalidInput
from equifashion.imaging import draw_skeleton
from equifashion.training.latents import LatentBatches
from equifashion.training.samples import MixedSamples, load_photographs, load_records, load_samples
from tests.support.drawn_source import DrawnSource
from tests.support.tiny_models import tiny_text

COUNT = 30


@pytest.fixture(scope="module", params=["shards", "folder"])
def records(request, tmp_path_factory):
    home = tmp_path_factory.mktemp("records")
    build(DrawnSource(), COUNT, home / "set", block=8, format=request.param)
    return load_records(home / "set", home / "cache")


def test_every_record_keeps_its_own_pictures_and_words(records):
    assert len(records) == COUNT and records.has_poses
    for i, row in enumerate(records.rows):
        original = DrawnSource().record(row["index"])
        picture = np.asarray(Image.open(io.BytesIO(encode(original).pictures["image"])).convert("RGB"))
        assert np.array_equal(records.image(i), picture)
        assert np.array_equal(records.sketch(i), np.asarray(original.sketch))
        assert np.array_equal(records.matte(i) > 0, original.parts > 0)
        assert records.pose(i) == original.pose
        [garment] = original.garments
        assert records.facts(i) == (garment.category, garment.colours[0], "plain")
        assert row["captions"][0]["text"] == original.captions[0].text
        assert records.swatch(i, np.random.default_rng(0)).shape == (64, 64, 3)
    assert sorted(row["index"] for row in records.rows) == list(range(COUNT))
    assert sorted([*records.indices("train"), *records.indices("test")]) == list(range(COUNT))


def test_captions_say_the_domain_mostly_and_are_noisy_at_times(records):
    random = np.random.default_rng(0)
    texts = [records.caption(0, random) for _ in range(400)]
    said = np.mean([text.startswith("croquis, ") for text in texts])
    assert 0.62 < said < 0.78
    clean = {caption["text"] for caption in records.rows[0]["captions"]}
    noisy = np.mean([text.removeprefix("croquis, ") not in clean for text in texts])
    assert 0.0 < noisy < 0.12  # one of the two noisy captions equals a clean one


def test_a_second_call_reads_what_was_unpacked(records, tmp_path):
    before = {path: path.stat().st_mtime_ns for path in records.home.iterdir()}
    build(DrawnSource(), COUNT, tmp_path / "set", block=8)
    again = load_records(tmp_path / "set", records.home.parent)
    assert again.home == records.home and {p: p.stat().st_mtime_ns for p in records.home.iterdir()} == before


@pytest.fixture(scope="module")
def photographs(garments_folder, tmp_path_factory):
    return load_photographs(garments_folder, tmp_path_factory.mktemp("cache"))


def test_a_mixture_numbers_one_source_after_the_other(records, photographs):
    mixed = MixedSamples([photographs, records], [3, 1])
    assert len(mixed) == len(photographs) + COUNT
    for i in (0, len(photographs) - 1):
        assert np.array_equal(mixed.image(i), photographs.image(i)) and mixed.facts(i) == photographs.facts(i)
        assert mixed.pose(i) is None
    for i in range(COUNT):
        assert np.array_equal(mixed.sketch(len(photographs) + i), records.sketch(i))
        assert mixed.pose(len(photographs) + i) == records.pose(i)
    indices = mixed.indices("train")
    assert (np.diff(indices) > 0).all()
    assert len(indices) == len(photographs.indices("train")) + len(records.indices("train"))
    weights = mixed.weights(indices)
    assert weights[indices < len(photographs)].sum() == pytest.approx(0.75)
    assert weights.sum() == pytest.approx(1.0)


def test_a_mixture_needs_a_share_for_each_source(photographs):
    for shares in ([1.0, 1.0], [0.0]):
        with pytest.raises(InvalidInput, match="a share above 0 for each of 1"):
            MixedSamples([photographs], shares)


def test_folders_of_both_kinds_are_told_apart(garments_folder, tmp_path):
    build(DrawnSource(), 8, tmp_path / "set", block=8)
    mixed = load_samples([garments_folder, tmp_path / "set"], tmp_path / "cache")
    assert [len(source) for source in mixed.sources] == [60, 8]
    with pytest.raises(InvalidInput, match=r"metadata\.csv"):
        load_samples([tmp_path / "cache"], tmp_path / "cache")


def test_batches_carry_poses_mirrored_with_their_pictures(records):
    indices = records.indices("train")
    latents = torch.arange(2 * len(indices)).reshape(2, -1, 1, 1, 1).expand(-1, -1, 16, 24, 16).half()
    batch = LatentBatches(records, latents, tiny_text(), 64, seed=0).make(np.random.default_rng(0))
    assert batch.pose.shape == (64, 3, 384, 256) and batch.pose.dtype == torch.uint8
    posed = batch.pose_weight > 0
    assert 0.3 < posed.float().mean() < 0.7
    assert not batch.pose[~posed].any()
    mirrored = 0
    for number, drawn in zip(batch.latents[posed, 0, 0, 0].long().tolist(), batch.pose[posed], strict=True):
        pose = records.pose(int(indices[number % len(indices)]))
        mirrored += number >= len(indices)
        expected = draw_skeleton(pose.mirrored() if number >= len(indices) else pose)
        assert np.array_equal(drawn.permute(1, 2, 0).numpy(), np.asarray(expected))
    assert 0 < mirrored < posed.sum()
