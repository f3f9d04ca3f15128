"""The report: control by words and diversity, as JSON, a text table and contact sheets."""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from PIL import Image

from equifashion.data.garments import PackedGarments, pack_garments
from equifashion.design import DesignBrief
from equifashion.design.vocabulary import category_of_label
from equifashion.evaluation.control import CATEGORY_NAMES, COLOUR_NAMES, Agreement, measure_control
from equifashion.evaluation.judge import CategoryJudge, Features
from equifashion.pipeline import Studio

_DIVERSITY_SEEDS = 8
_DIVERSITY_PROMPTS = ("red dress", "blue shirt", "black trousers", "grey hoodie")


def write_report(studio: Studio, data: Path, cache: Path, out: Path, seeds: int = 1) -> str:
    """Measure a studio and write ``report.json`` and contact sheets to ``out``; returns the text table."""
    garments = pack_garments(data, cache)
    features = Features()
    judge = CategoryJudge.train(garments, CATEGORY_NAMES, features)
    control = measure_control(studio, judge, features, seeds)
    diversity = _measure_diversity(studio, garments, features)
    report = {
        "prompts": len(CATEGORY_NAMES) * len(COLOUR_NAMES),
        "designs": len(next(iter(control.values())).prompts),
        "judge": {"held_out_photographs": judge.photographs, "ceiling": judge.ceiling},
        "control": {
            name: {"category": asdict(result.category), "colour": asdict(result.colour)}
            for name, result in control.items()
        },
        "diversity": diversity,
        "weights": studio.weights,
        "device": studio.device_kind,
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "report.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    for name, result in control.items():
        contact_sheet(result.images[:80], len(COLOUR_NAMES), scale=0.5).save(out / f"control-{name}.png")
    return _table(report)


def _measure_diversity(studio: Studio, garments: PackedGarments, features: Features) -> dict[str, float]:
    """Mean pairwise perceptual distance between seeds of one prompt, and between real photographs of one kind."""
    drafts, finished = [], []
    for prompt in _DIVERSITY_PROMPTS:
        ideas = studio.explore(DesignBrief(prompt), _DIVERSITY_SEEDS, 5)
        drafts.append(features.pairwise_distance(np.stack([np.asarray(i.image) for i in ideas])))
        made = [np.asarray(studio.finish(idea).image) for idea in ideas]
        finished.append(features.pairwise_distance(np.stack(made)))
    real = []
    for name in ("dress", "shirt", "trousers", "hoodie"):
        same = [i for i in garments.indices("test") if category_of_label(garments.records[i].label).name == name]
        chosen = np.random.default_rng(0).permutation(same)[:_DIVERSITY_SEEDS]
        real.append(features.pairwise_distance(np.stack([garments.images[i] for i in chosen])))
    return {
        "draft": float(np.mean(drafts)),
        "finished": float(np.mean(finished)),
        "real_same_category": float(np.mean(real)),
    }


def contact_sheet(images: np.ndarray, columns: int, scale: float = 1.0) -> Image.Image:
    """Pictures (N, H, W, 3) uint8 side by side on white."""
    height, width = (round(side * scale) for side in images.shape[1:3])
    rows = -(-len(images) // columns)
    sheet = Image.new("RGB", (columns * width, rows * height), "white")
    for number, image in enumerate(images):
        tile = Image.fromarray(image).resize((width, height), Image.Resampling.LANCZOS)
        sheet.paste(tile, (number % columns * width, number // columns * height))
    return sheet


def _table(report: dict) -> str:
    def row(name: str, a: dict) -> str:
        value = Agreement(**a)
        return (
            f"{name:<22}{value.share:>8.2f}   [{value.low:.2f}, {value.high:.2f}]   shuffled {value.shuffled:.2f}"
        )

    lines = [f"{report['designs']} designs, {report['judge']['held_out_photographs']} held-out photographs"]
    for name, measured in report["control"].items():
        lines += [row(f"{name} category", measured["category"]), row(f"{name} colour", measured["colour"])]
    lines.append(f"{'judge on real photos':<22}{report['judge']['ceiling']:>8.2f}   (5-fold; the ceiling)")
    for name, value in report["diversity"].items():
        lines.append(f"{'distance ' + name:<28}{value:.3f}")
    return "\n".join(lines)
