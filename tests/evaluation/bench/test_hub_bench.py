import json

import pytest
import torch

from equifashion.errors import InvalidInput
from equifashion.evaluation.bench.hub import render_hub_markdown, run_hub_bench
from equifashion.evaluation.bench.report import run_bench


@pytest.mark.parametrize("preset", ["photoreal", "photoreal-light"])
def test_without_a_gpu_it_runs_small_and_says_so(preset, tmp_path):
    text = run_hub_bench(preset, torch.device("cpu"), tmp_path, 1, lambda line: None)
    assert "**No GPU was found.**" in text and "say nothing about a GPU" in text
    assert "3.8 s a sample at 512×512 on an A100" in text and "times less" not in text
    found = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert not found["full_size"] and len(found["figures"]) == 4
    assert all(figure["median"] > 0 and figure["peak_gb"] > 0 for figure in found["figures"])


def test_a_gpus_report_names_both_cards():
    figure = {"way": "this studio", "low": 0.1, "high": 0.3, "ratio": 1.0, "peak_gb": 5.0, "median": 0.19}
    machine = {
        "device": "Some GPU",
        "precision": "float16",
        "peak_gflops": 4e5,
        "torch_version": "2",
        "processor": "p",
    }
    text = render_hub_markdown(
        {"preset": "photoreal-light", "full_size": True, "steps": 8, "machine": machine,
         "figures": [{**figure, "size": [512, 512]}, {**figure, "size": [768, 1024]}]}
    )  # fmt: skip
    assert "on Some GPU: 0.19 s, 20.0 times less, on another card" in text and "A100" in text
    assert "No GPU" not in text and "768×1024" in text


def test_the_original_checkpoint_has_none(tmp_path):
    with pytest.raises(InvalidInput, match="no benchmark of 'eqf'"):
        run_bench("eqf", "cpu", None, tmp_path)
