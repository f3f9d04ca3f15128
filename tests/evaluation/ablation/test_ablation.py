"""The whole study with tiny networks on drawn garments and records: trains, measures, resumes, refuses."""

import json
import shutil
from pathlib import Path

import pytest

from equifashion.__main__ import main
from equifashion.datasets.build import build
from equifashion.errors import InvalidInput
from equifashion.evaluation.ablation import AblationStudy, run_ablation
from equifashion.evaluation.ablation.variants import TERMS, VARIANTS
from equifashion.models.checkpoint import load_checkpoint
from equifashion.training.objective import PAPER, Objective
from tests.support.drawn_source import DrawnSource

STUDY = {"data": (Path("photographs"),), "weights": Path("weights"), "out": Path("out")}


def test_each_variant_leaves_out_what_it_says():
    assert PAPER.changed(VARIANTS["full"]) == PAPER
    assert PAPER.changed(VARIANTS["denoise"]) == Objective()
    for term in TERMS:
        changed = PAPER.changed(VARIANTS[f"no-{term}"])
        assert getattr(PAPER, term) > 0 == getattr(changed, term)
        assert changed.changed([f"{term}={getattr(PAPER, term)}"]) == PAPER
    assert {"denoise", *TERMS} == set(vars(PAPER))


def test_names_choose_variants_and_their_references():
    assert AblationStudy(**STUDY, steps=1).trained == list(VARIANTS)
    assert AblationStudy(**STUDY, steps=1, only=("no-robust",)).trained == ["full", "no-robust"]
    only = AblationStudy(**STUDY, only=("mechanisms",))
    assert only.trained == [] and "no-swatch" in only.mechanisms
    assert AblationStudy(**STUDY, only=("no-draft",)).mechanisms == ["no-draft"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"only": ("no-gan",)}, "no variant 'no-gan'; choose from .*'no-draft'"),
        ({}, "number of steps, 1 or more; got None"),
        ({"steps": 0}, "1 or more; got 0"),
        ({"steps": 1, "seeds": (3, 3)}, "several different ones"),
        ({"steps": 1, "count": 1}, "2 pictures or more; got a count of 1"),
    ],
)
def test_bad_settings_are_named(changes, message):
    with pytest.raises(InvalidInput, match=message):
        AblationStudy(**(STUDY | changes))


def test_photographs_are_needed(tiny_weights, tmp_path):
    build(DrawnSource(), 8, tmp_path / "set", block=8)
    study = AblationStudy((tmp_path / "set",), tiny_weights, tmp_path / "out", only=("mechanisms",))
    with pytest.raises(InvalidInput, match="needs a folder of garment photographs"):
        run_ablation(study)


@pytest.mark.slow
def test_the_whole_study_and_again(tiny_weights, garments_folder, tmp_path, capsys):
    build(DrawnSource(), 24, tmp_path / "set", block=8)
    out = tmp_path / "out"
    arguments = ["ablation", "--data", garments_folder, tmp_path / "set", "--shares", 1, 2, "--out", out,
                 "--weights", tiny_weights, "--cache", tmp_path / "cache", "--batch", 4, "--count", 4,
                 "--only", "no-bundle", "denoise", "no-draft", "no-sketch", "no-swatch", "no-pose"]  # fmt: skip

    def run(*options: object) -> int:
        return main([str(part) for part in (*arguments, *options)])

    assert run("--steps", 3) == 0
    table = capsys.readouterr().out
    assert table == (out / "ablation.md").read_text(encoding="utf-8")
    first = (out / "ablation.json").read_bytes()
    result = json.loads(first)
    objective, words, sketch, swatch, pose = result["groups"]
    assert list(objective["variants"]) == ["start", "full", "no-bundle", "denoise"]
    assert set(objective["variants"]["full"]) == {metric["key"] for metric in objective["metrics"]}
    assert objective["variants"]["full"]["held_out.denoising"]["count"] == 4
    trained = [tiny_weights, *(out / name / "seed-0" for name in ("full", "no-bundle", "denoise"))]
    learned = [load_checkpoint(folder / "denoiser.safetensors", "denoiser").sha256 for folder in trained]
    assert len(set(learned)) == 4
    assert [list(g["variants"]) for g in (words, sketch, swatch)] == [["whole", f"no-{n}"] for n in (
        "draft", "sketch", "swatch")]  # fmt: skip
    assert pose["missing"].startswith("Not learned") and pose["missing"] in table

    assert not list(out.rglob("*.ckpt"))
    weights = {path: path.stat().st_mtime_ns for path in out.rglob("*.safetensors")}
    assert len(weights) == 6
    shutil.rmtree(out / "denoise")
    assert run("--steps", 3) == 0
    assert (out / "ablation.json").read_bytes() == first
    for path, before in weights.items():  # only what was missing is trained again
        assert (path.stat().st_mtime_ns == before) is (path.parts[-3] != "denoise"), path

    assert run("--steps", 4) == 2
    assert "trained with other settings (steps 3 before, 4 now)" in capsys.readouterr().err
