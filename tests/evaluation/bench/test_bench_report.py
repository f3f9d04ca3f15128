import json

import pytest
import torch

from equifashion.evaluation.bench.machine import peak_gflops, processor_name
from equifashion.evaluation.bench.report import _gflop, run_bench
from equifashion.evaluation.bench.timing import Case


def test_operations_of_a_matrix_product_are_counted_exactly():
    a, b = torch.zeros(10, 20), torch.zeros(20, 30)
    assert _gflop(Case("product", lambda n: a @ b)) == pytest.approx(2 * 10 * 20 * 30 / 1e9)


def test_the_machine_is_named_and_its_peak_measured():
    assert processor_name().strip()
    assert peak_gflops(torch.device("cpu"), torch.float32) > 0.1


@pytest.mark.slow
def test_quick_bench_of_the_shipped_weights(tmp_path):
    text = run_bench("embedded", "auto", None, tmp_path, quick=True)
    found = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert (tmp_path / "bench.md").read_text(encoding="utf-8") == text
    for table in ("jobs", "parts", "peers"):
        for name, timing in found[table].items():
            assert name in text and 0 < timing["low"] <= timing["median"] <= timing["high"]
    # A reference has the ratio one, and twice the steps are more operations.
    assert next(iter(found["jobs"].values()))["ratio"] == 1.0
    assert found["gflop"]["guided denoiser call"] > found["gflop"]["generate a latent"] > 0
    assert found["peak_memory_gb"] > 0.1 and found["briefs"]["found"] > 0
