import json
from dataclasses import dataclass, replace

import numpy as np
import pytest
from PIL import Image
from scipy.stats import chi2

from equifashion.datasets.build import build
from equifashion.datasets.stats import measure, summary, write_statistics
from equifashion.datasets.storage import Manifest, create_store
from equifashion.errors import InvalidInput
from tests.support.drawn_source import DrawnSource


@dataclass(frozen=True)
class Skewed(DrawnSource):
    """Every second figure has tone 1; tone and category go together."""

    def record(self, index):
        record = super().record(index)
        tone = 1 if index % 2 else 2 + index // 2 % 9
        garment = replace(record.garments[0], category="dress" if tone == 1 else "shirt")
        return replace(record, figure=replace(record.figure, skin_tone=tone), garments=(garment,))


@dataclass(frozen=True)
class Unworn(DrawnSource):
    def record(self, index):
        return replace(super().record(index), figure=None, noisy_captions=())


@pytest.fixture(scope="module")
def even(tmp_path_factory):
    folder = tmp_path_factory.mktemp("even")
    build(DrawnSource(), 40, folder, block=20)
    return measure(folder)


def test_everything_is_counted(even):
    assert even.records == 40 and sum(even.splits.values()) == 40
    assert even.categories == {"dress": 10, "shirt": 10, "pants": 10, "hoodie": 10}
    assert even.attributes["pattern"] == {"plain": 40} and sum(even.attributes["colour"].values()) == 40
    assert even.attributes["hem"] == {}
    assert even.tones == dict.fromkeys(range(1, 11), 4)
    assert even.tone_deviation[1] == 0


def test_noise_is_counted(even):
    assert even.noise.captions == 80
    assert even.noise.changed == 0.5 and even.noise.mean_changes == 0.5 and even.noise.kinds == {"drop": 0.5}


def test_cross_tables_hold_every_pair(even):
    assert len(even.tables) == 6
    for table in even.tables:
        assert table.counts.sum() == 40 and table.counts.shape == (len(table.row_values), len(table.column_values))
    independent = even.table("skin tone", "presentation")
    assert independent.counts.sum(1).tolist() == [4] * 10


def test_chi_squared_is_pearsons(tmp_path):
    build(Skewed(), 36, tmp_path, block=20)
    found = measure(tmp_path)
    table = found.table("skin tone", "category")
    counts = table.counts.astype(float)
    expected = counts.sum(1, keepdims=True) * counts.sum(0, keepdims=True) / counts.sum()
    value = ((counts - expected) ** 2 / expected).sum()
    assert table.chi2 == pytest.approx(value) and table.degrees == 9
    assert table.p == pytest.approx(chi2.sf(value, 9))
    assert table.cramers_v == pytest.approx(1.0)
    tone, deviation = found.tone_deviation
    assert tone == 1 and deviation == pytest.approx(0.4)
    assert "+40.00 % of all, at tone 1" in summary(found) and f"χ² = {value:.1f} (9 degrees" in summary(found)


def test_properties_that_never_vary_are_not_tested(tmp_path):
    build(DrawnSource(), 1, tmp_path)
    table = measure(tmp_path).table("skin tone", "category")
    assert np.isnan(table.chi2) and table.degrees == 0


def test_garments_without_wearers(tmp_path):
    build(Unworn(), 6, tmp_path / "set", block=6)
    found = measure(tmp_path / "set")
    assert found.tones == {} and found.tables == () and found.noise.captions == 0
    assert "Monk" not in summary(found) and "noisy" not in summary(found)
    names = {path.name for path in write_statistics(found, tmp_path / "plots")}
    assert names == {"statistics.json", "categories.png", "attributes.png"}


def test_plots_and_numbers_are_written(even, tmp_path):
    paths = write_statistics(even, tmp_path)
    names = {path.name for path in paths}
    assert names == {
        "statistics.json",
        *(f"{n}.png" for n in ("categories", "attributes", "figures", "tones", "noise")),
    }
    for path in paths:
        if path.suffix == ".png":
            with Image.open(path) as plot:
                assert np.asarray(plot.convert("L")).std() > 5 and min(plot.size) > 100
    content = json.loads((tmp_path / "statistics.json").read_text(encoding="utf-8"))
    assert content["records"] == 40 and content["monk_tones"]["10"] == 4 and len(content["cross_tables"]) == 6


def test_nothing_built_yet(tmp_path):
    create_store(tmp_path, Manifest("drawn", 0, "", "", "shards", 10, 5))
    with pytest.raises(InvalidInput, match="no finished records yet"):
        measure(tmp_path)
