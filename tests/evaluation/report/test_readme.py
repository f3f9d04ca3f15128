import json
from pathlib import Path

import pytest

from equifashion.errors import InvalidInput
from equifashion.evaluation.report import figures_block, update_readme
from equifashion.evaluation.report.readme import BEGIN, END
from equifashion.models.checkpoint import load_checkpoint

ROOT = Path(__file__).parents[3]
REPORT, BENCH = ROOT / "checkpoints/report/report.json", ROOT / "checkpoints/report/bench.json"


@pytest.fixture(scope="module")
def made() -> tuple[dict, dict]:
    return json.loads(REPORT.read_text(encoding="utf-8")), json.loads(BENCH.read_text(encoding="utf-8"))


def test_the_readme_shows_the_committed_report(made):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text[text.index(BEGIN) + len(BEGIN) : text.index(END)].strip() == figures_block(*made)


@pytest.mark.parametrize("name", ["report", "bench", "ablation", "steps"])
def test_what_is_committed_was_measured_on_the_shipped_weights(name):
    content = json.loads((REPORT.parent / f"{name}.json").read_text(encoding="utf-8"))
    weights = content["presets"][0]["weights"] if name == "report" else content["weights"]
    assert len(weights) >= 5
    for file, digest in weights.items():
        checkpoint = load_checkpoint(ROOT / "checkpoints" / file, Path(file).stem)
        assert checkpoint.sha256 == digest, f"{file} has changed since {name}.json was made"


def test_figures_are_those_of_the_report(made):
    report, bench = made
    figures = report["presets"][0]["figures"]
    [figure] = [f for f in figures if f["key"] == "adherence.category" and f["stage"] == "finished"]
    changed = json.loads(json.dumps(report))
    [other] = [
        f for f in changed["presets"][0]["figures"] if f["title"] == figure["title"] and f["stage"] == "finished"
    ]
    other["value"] = 0.125
    assert "| 0.12 |" in figures_block(changed, bench).split("category recognised")[1].splitlines()[0]


def test_only_what_is_between_the_markers_changes(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    block = update_readme(readme, REPORT, BENCH)
    assert readme.read_text(encoding="utf-8") == f"before\n{BEGIN}\n{block}\n{END}\nafter\n"
    assert "old" not in block


def test_what_does_not_fit_is_refused(tmp_path, made):
    report, bench = made
    with pytest.raises(InvalidInput, match="different weights"):
        figures_block(report, {**bench, "weights": {"denoiser.safetensors": "0"}})
    with pytest.raises(InvalidInput, match="no job"):
        figures_block(report, {**bench, "jobs": {}})
    without = {**report, "presets": [{**report["presets"][0], "figures": []}]}
    with pytest.raises(InvalidInput, match="no figure"):
        figures_block(without, bench)
    readme = tmp_path / "README.md"
    readme.write_text(f"{END} {BEGIN}", encoding="utf-8")
    with pytest.raises(InvalidInput, match="in this order"):
        update_readme(readme, REPORT, BENCH)
    readme.write_text(f"{BEGIN}{END}", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"bench\.json"):
        update_readme(readme, REPORT, tmp_path / "none.json")
