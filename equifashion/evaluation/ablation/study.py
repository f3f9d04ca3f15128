"""``python -m equifashion ablation`` as a function: trains, measures, and writes ``ablation.json`` and ``.md``."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from equifashion.datasets.garment_photos import pack_garments
from equifashion.datasets.storage import is_data_set
from equifashion.errors import InvalidInput
from equifashion.evaluation.ablation.held_out import HELD_OUT, HeldOut, gather_held_out, measure_held_out
from equifashion.evaluation.ablation.mechanisms import MECHANISMS, measure_mechanisms
from equifashion.evaluation.ablation.variants import (
    FULL,
    PRESET,
    START,
    VARIANTS,
    TrainingPlan,
    train_variant,
    trained_names,
)
from equifashion.evaluation.control import CATEGORY_NAMES, FIRST_SEED, spread_requests
from equifashion.evaluation.features import Features
from equifashion.evaluation.judge import CategoryJudge
from equifashion.evaluation.paired import designs
from equifashion.evaluation.paired.designs import Judges
from equifashion.evaluation.paired.groups import Group, group_to_json, group_to_markdown
from equifashion.evaluation.photographs import Photographs
from equifashion.evaluation.weights import read_weights
from equifashion.evaluation.workshop import Workshop, open_workshop
from equifashion.training.builders import load_autoencoder, load_denoiser, load_image_text
from equifashion.training.decoded_losses import PictureCritic
from equifashion.training.objective import OBJECTIVES
from equifashion.training.samples import load_samples

Say = Callable[[str], None]
FORMAT = 1
_PARTS = {"trained": tuple(VARIANTS), "mechanisms": tuple(MECHANISMS)}


@dataclass(frozen=True)
class AblationStudy:
    """What to leave out, and what to measure it on.

    Attributes:
        data: folders of photographs or built data sets; the first of photographs gives judge, sketches, swatches.
        weights: folder that every variant starts from and every mechanism is taken from.
        out: folder for the table and the variants' weights.
        steps: optimiser steps of each variant; None only where none is trained.
        batch: samples a step; None takes the preset's.
        seeds: of the trainings: order of the data, noise.
        shares: how often each folder is drawn from; None for equally often.
        only: names of variants and mechanisms, or ``"trained"`` and ``"mechanisms"``; empty for all.
        count: held-out pictures, and designs of each topic.
        cache: folder for packed images and latents.
    """

    data: tuple[Path, ...]
    weights: Path
    out: Path
    steps: int | None = None
    batch: int | None = None
    seeds: tuple[int, ...] = (0,)
    shares: tuple[float, ...] | None = None
    only: tuple[str, ...] = ()
    count: int = 80
    cache: Path = Path(".cache")

    def __post_init__(self) -> None:
        known = [*_PARTS, *VARIANTS, *MECHANISMS]
        if unknown := [name for name in self.only if name not in known]:
            raise InvalidInput(f"There is no variant {unknown[0]!r}; choose from {known}.")
        if self.trained and (self.steps is None or self.steps < 1):
            raise InvalidInput(f"Variants are trained for a number of steps, 1 or more; got {self.steps}.")
        if not self.seeds or len(set(self.seeds)) < len(self.seeds):
            raise InvalidInput(f"Expected one training seed or several different ones; got {list(self.seeds)}.")
        if self.count < 2:
            raise InvalidInput(f"Intervals need 2 pictures or more; got a count of {self.count}.")

    def _chosen(self, part: str) -> list[str]:
        everything = not self.only or part in self.only
        return [name for name in _PARTS[part] if everything or name in self.only]

    @property
    def trained(self) -> list[str]:
        """Variants to train, the full objective first; none where only mechanisms are asked for."""
        chosen = self._chosen("trained")
        return trained_names(chosen) if chosen else []

    @property
    def mechanisms(self) -> list[str]:
        """Mechanisms to leave out."""
        return self._chosen("mechanisms")


def run_ablation(study: AblationStudy, say: Say = lambda line: None) -> str:
    """Run a study; returns the Markdown. The same study gives the same files on the same kind of device.

    Raises:
        InvalidInput: no photographs, nothing held out, or variants of other settings in ``out``.
        MissingWeights: a weights file is missing.
    """
    photographs = Photographs(pack_garments(_photographs(study.data), study.cache))
    features = Features()
    judge = CategoryJudge.train(photographs.garments, CATEGORY_NAMES, features)
    judges = Judges(judge, features, read_weights(study.weights))
    workshop = open_workshop(study.weights)
    groups = []
    if study.trained:
        groups.append(_objective(study, workshop, judges, say))
    if study.mechanisms:
        groups += measure_mechanisms(workshop, photographs, judges, study.count, study.mechanisms, say)
    result = {
        "format": FORMAT,
        "weights": workshop.studio.weights,
        "device": workshop.studio.device_kind,
        "photographs": photographs.sha256(),
        "steps": study.steps if study.trained else None,
        "batch": study.batch,
        "seeds": list(study.seeds) if study.trained else [],
        "count": study.count,
        "objective": asdict(OBJECTIVES[PRESET]),
        "groups": [group_to_json(group) for group in groups],
    }
    study.out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(result, indent=1, ensure_ascii=False)
    (study.out / "ablation.json").write_text(text + "\n", encoding="utf-8")
    table = _markdown(result, groups)
    (study.out / "ablation.md").write_text(table, encoding="utf-8")
    return table


def _photographs(data: Sequence[Path]) -> Path:
    found = [folder for folder in data if not is_data_set(folder)]
    if not found:
        raise InvalidInput(
            "The study needs a folder of garment photographs among --data: the judge of categories is fitted on "
            "held-out ones, and sketches and swatches are taken from them."
        )
    return found[0]


def _objective(study: AblationStudy, workshop: Workshop, judges: Judges, say: Say) -> Group:
    """Every trained variant, and the weights that all started from, measured alike."""
    places = (study.data, study.weights, study.out, study.cache)
    plan = TrainingPlan(*places, study.steps, study.batch, study.shares)
    folders = {START: [study.weights]}
    for name in study.trained:
        say(f"{name}: {study.steps} steps with {len(study.seeds)} seeds")
        folders[name] = [train_variant(plan, name, seed) for seed in study.seeds]
    frozen = load_autoencoder(study.weights), load_image_text(study.weights / "semantics.safetensors")
    critic = PictureCritic(*(network.to(workshop.device) for network in frozen))
    held = gather_held_out(load_samples(study.data, study.cache, study.shares), critic, study.count)
    drafts = workshop.ideas(spread_requests(study.count)[1])
    values = {}
    for name, trained in folders.items():
        say(f"{name}: measuring {len(held)} held-out pictures and {len(drafts)} designs")
        rows = [_known(folder, held, workshop, drafts, critic, judges) for folder in trained]
        values[name] = {key: np.stack([row[key] for row in rows]) for key in rows[0]}
    return Group(
        "Objective: terms left out",
        f"From the same weights (start), {study.steps} steps with all terms of the preset “{PRESET}” (full), with "
        f"each left out, and with none but denoising (denoise); same batches, same noise. Drafts are those of the "
        f"starting weights, seed {FIRST_SEED} on. Seeds of training: {', '.join(map(str, study.seeds))}."
        + (" With one seed, what another training would give is not in the intervals." * (len(study.seeds) == 1)),
        (*HELD_OUT, designs.CLIP_S, designs.CATEGORY, designs.COLOUR, designs.COLOUR_ERROR),
        FULL,
        values,
    )


def _known(
    folder: Path, held: HeldOut, workshop: Workshop, drafts: Sequence, critic: PictureCritic, judges: Judges
) -> dict[str, np.ndarray]:
    """All quantities of one trained variant, each (N,)."""
    denoiser, networks = (n.eval().requires_grad_(False).to(held.latents.device) for n in load_denoiser(folder))
    prompts, requests = spread_requests(len(drafts))
    images = workshop.refined_by(denoiser, networks).finish(drafts)
    return (
        measure_held_out(held, denoiser, networks, critic)
        | judges.words(images, prompts)
        | judges.clip_s(images, [request.brief.prompt for request in requests])
    )


def _markdown(result: dict, groups: Sequence[Group]) -> str:
    lines = [
        "# Ablation",
        "",
        f"On {result['device']}, torch {torch.__version__}. Values with their 95 % bootstrap intervals; "
        "differences are paired, item by item.",
        "",
    ]
    for group in groups:
        lines += group_to_markdown(group)
    lines += ["Weights:", "", *(f"- `{file}` `{digest[:16]}…`" for file, digest in result["weights"].items())]
    return "\n".join(lines) + "\n"
