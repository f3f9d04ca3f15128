import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter

from equifashion.datasets.pattern_features import pattern_features
from equifashion.datasets.pattern_kind import (
    LABELS,
    PATTERN_KINDS,
    fit_patterns,
    judge_patterns,
    pattern_kind,
)
from equifashion.errors import InvalidInput
from tests.support.drawn_garments import OUTLINES, contributor, write_metadata

SIZE = (240, 330)


def cloth(kind: str, seed: int) -> np.ndarray:
    """(330, 240, 3) of a pattern in two random colours, with folds."""
    random = np.random.default_rng((seed, PATTERN_KINDS.index(kind)))
    first, second = random.uniform(20, 235, (2, 3))
    if np.abs(first - second).max() < 90:
        second = 255.0 - first if np.abs(255 - 2 * first).max() > 90 else first * 0.2
    y, x = np.mgrid[: SIZE[1], : SIZE[0]]
    period = random.uniform(9, 22)
    across, along = (y % period < period / 2).astype(float), (x % period < period / 2).astype(float)
    share = {
        "solid": np.zeros(y.shape),
        "striped": across if seed % 2 else along,
        "checked": (across + along) / 2,
        "printed": (gaussian_filter(random.standard_normal(y.shape), 5) > 0.03).astype(float),
    }[kind]
    pixels = first + (second - first) * share[..., None]
    folds = 12 * gaussian_filter(random.standard_normal(y.shape), 14) / 0.02
    return (pixels + np.clip(folds, -18, 18)[..., None] + random.normal(0, 1.5, (*y.shape, 1))).clip(0, 255)


def garment(kind: str, seed: int, label: str = "Dress") -> Image.Image:
    image = Image.fromarray(cloth(kind, seed).astype(np.uint8)).convert("RGBA")
    matte = Image.new("L", SIZE)
    corners = [(px * (SIZE[0] - 1), py * (SIZE[1] - 1)) for px, py in OUTLINES[label]]
    ImageDraw.Draw(matte).polygon(corners, fill=255)
    image.putalpha(matte)
    return image


def write_folder(folder: Path, seeds: range) -> Path:
    """Photographs of every pattern and their labels; every third is held out."""
    rows, labels = [], []
    for seed in seeds:
        for kind in PATTERN_KINDS:
            name = f"{kind}-{seed}.png"
            garment(kind, seed).save(folder / name)
            who = contributor("test" if seed % 3 == 2 else "train", seed)
            rows.append({"file_name": name, "category": "Dress", "kids": False, "contributor": who})
            labels.append((name, kind))
    write_metadata(folder, rows)
    table = folder / "labels.csv"
    with table.open("w", newline="") as file:
        csv.writer(file).writerows([("file_name", "kind"), *labels])
    return table


def test_features_are_finite_and_repeatable():
    first = pattern_features(garment("printed", 0))
    assert first.shape == (156,) and np.isfinite(first).all()
    assert np.array_equal(first, pattern_features(garment("printed", 0)))
    assert np.isfinite(pattern_features(Image.new("RGBA", (30, 8), (200, 10, 10, 255)))).all(), "a thread"


@pytest.mark.parametrize(
    ("kind", "seed"), [("solid", 1), ("striped", 1), ("striped", 2), ("checked", 3), ("printed", 2)]
)
def test_plain_cases_are_told(kind, seed):
    found = pattern_kind(garment(kind, seed), "Dress")
    assert found.kind == kind and 0.25 < found.probability <= 1


def test_the_labels_are_of_known_kinds_and_each_photograph_is_labelled_once():
    with LABELS.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len({row["file_name"] for row in rows}) >= 200
    assert {row["kind"] for row in rows} == set(PATTERN_KINDS)


def test_fitting_and_judging(tmp_path):
    labels = write_folder(tmp_path, range(3))
    fit_patterns(tmp_path, labels, tmp_path / "weights.json")
    weights = json.loads((tmp_path / "weights.json").read_text())
    assert np.array(weights["coefficients"]).shape == (4, 162)
    seen = []
    report = judge_patterns(tmp_path, labels, lambda *progress: seen.append(progress))
    assert report.photographs == 4 and report.confusion.sum() == 4 and seen[-1] == (4, 4)
    assert report.confusion.sum(1).tolist() == [1, 1, 1, 1]
    assert report.accuracy == report.confusion.trace() / 4 >= 0.5
    assert "of 4 photographs of held-out contributors are right" in str(report)
    assert str(report).count("striped") == 2


def test_other_labels_than_photographs(tmp_path):
    labels = write_folder(tmp_path, range(1))
    labels.write_text("file_name,kind\nnowhere.png,solid\n")
    with pytest.raises(InvalidInput, match=r"names nowhere\.png, which is not in"):
        judge_patterns(tmp_path, labels)
    labels.write_text("file_name,kind\nsolid-0.png,plaid\n")
    with pytest.raises(InvalidInput, match="says 'plaid'; known are solid"):
        judge_patterns(tmp_path, labels)
