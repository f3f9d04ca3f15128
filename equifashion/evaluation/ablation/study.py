"""``python -m equifashion ablation`` as a function: trains, measures, and writes ``ablation.json`` and ``.md``."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from equifashion.datasets.garment_photos import pack_garments
from equifashion.datasets.storage import is_data_set
from equifashion.design import Idea
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
from equifashion.evaluation.classifier import CategoryClassifier
from equifashion.evaluation.comparison import VariantTable
from equifashion.evaluation.designs import Say, say_nothing
from equifashion.evaluation.evaluators import CATEGORY_NAMES, Evaluators
from equifashion.evaluation.features import Features
from equifashion.evaluation.photographs import Photographs
from equifashion.evaluation.runner import AblationRunner, open_runner
from equifashion.evaluation.specs import CATEGORY, CLIP_S, COLOUR, COLOUR_ERROR
from equifashion.evaluation.tables import write_study
from equifashion.evaluation.tasks import Task, caption_task, spread_words
from equifashion.evaluation.weights import read_weights
from equifashion.models.autoencoder import Autoencoder
from equifashion.models.conditioning import ConditionNetworks
from equifashion.models.denoiser import Denoiser
from equifashion.models.image_text import ImageTextModel
from equifashion.models.loading import load_model
from equifashion.training.decoded_losses import DecodedLosses
from equifashion.training.objective import OBJECTIVES
from equifashion.training.samples import load_samples

FORMAT = 2  # of the JSON; 1 named metrics by other keys
_PARTS = {"trained": tuple(VARIANTS), "mechanisms": tuple(MECHANISMS)}


@dataclass(frozen=True)
class AblationStudy:
    """What to leave out, and what to measure it on.

    Attributes:
        data: folders of photographs or built data sets; the first of photographs gives classifier, sketches,
            swatches.
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


def run_ablation(study: AblationStudy, say: Say = say_nothing) -> str:
    """Run a study; returns the Markdown. The same study gives the same files on the same kind of device.

    Raises:
        InvalidInput: no photographs, nothing held out, or variants of other settings in ``out``.
        MissingWeights: a weights file is missing.
    """
    photographs = Photographs(pack_garments(_photographs(study.data), study.cache))
    features = Features()
    classifier = CategoryClassifier.train(photographs.garments, CATEGORY_NAMES, features)
    evaluators = Evaluators(features, read_weights(study.weights), classifier)
    runner = open_runner(study.weights)
    tables = []
    if study.trained:
        tables.append(_objective(study, runner, evaluators, say))
    if study.mechanisms:
        tables += measure_mechanisms(runner, photographs, evaluators, study.count, study.mechanisms, say)
    result = {
        "format": FORMAT,
        "weights": runner.studio.weights,
        "device": runner.studio.device_kind,
        "photographs": photographs.sha256(),
        "steps": study.steps if study.trained else None,
        "batch": study.batch,
        "seeds": list(study.seeds) if study.trained else [],
        "count": study.count,
        "objective": asdict(OBJECTIVES[PRESET]),
        "groups": [table.to_json() for table in tables],
    }
    text = _markdown(result, tables)
    write_study(study.out, "ablation", result, text)
    return text


def _photographs(data: Sequence[Path]) -> Path:
    found = [folder for folder in data if not is_data_set(folder)]
    if not found:
        raise InvalidInput(
            "The study needs a folder of garment photographs among --data: the classifier of categories is fitted "
            "on held-out ones, and sketches and swatches are taken from them."
        )
    return found[0]


def _objective(study: AblationStudy, runner: AblationRunner, evaluators: Evaluators, say: Say) -> VariantTable:
    """Every trained variant, and the weights that all started from, measured alike."""
    assert study.steps is not None
    places = (study.data, study.weights, study.out, study.cache)
    plan = TrainingPlan(*places, study.steps, study.batch, study.shares)
    folders = {START: [study.weights]}
    for name in study.trained:
        say(f"{name}: {study.steps} steps with {len(study.seeds)} seeds")
        folders[name] = [train_variant(plan, name, seed) for seed in study.seeds]
    autoencoder, image_text = load_model(Autoencoder, study.weights), load_model(ImageTextModel, study.weights)
    decoded = DecodedLosses(autoencoder.model, image_text.model)
    decoded.to(runner.device)
    held = gather_held_out(load_samples(study.data, study.cache, study.shares), decoded, study.count)
    words = spread_words(study.count)
    captions = caption_task(words.requests, evaluators)
    task = Task(words.requests, {**captions.targets, **words.targets})
    drafts = runner.ideas(task.requests)
    values = {}
    for name, trained in folders.items():
        say(f"{name}: measuring {len(held)} held-out pictures and {len(drafts)} designs")
        rows = [_scores(folder, held, runner, drafts, task, decoded, evaluators) for folder in trained]
        values[name] = {key: np.stack([row[key] for row in rows]) for key in rows[0]}
    return VariantTable(
        "Objective: terms left out",
        f"From the same weights (start), {study.steps} steps with all terms of the preset “{PRESET}” (full), with "
        "each left out, and with none but denoising (denoise); same batches, same noise. Drafts are those of the "
        f"starting weights, seed {task.seeds.split('–')[0]} on. Seeds of training: "
        f"{', '.join(map(str, study.seeds))}."
        + (" With one seed, what another training would give is not in the intervals." * (len(study.seeds) == 1)),
        (*HELD_OUT, CLIP_S, CATEGORY, COLOUR, COLOUR_ERROR),
        FULL,
        values,
    )


def _scores(
    folder: Path,
    held: HeldOut,
    runner: AblationRunner,
    drafts: Sequence[Idea],
    task: Task,
    decoded: DecodedLosses,
    evaluators: Evaluators,
) -> dict[str, np.ndarray]:
    """All metrics of one trained variant, each (N,)."""
    device = held.latents.device
    denoiser = load_model(Denoiser, folder, device).model
    networks = load_model(ConditionNetworks, folder, device).model
    images = runner.refined_by(denoiser, networks).finish(drafts)
    return measure_held_out(held, denoiser, networks, decoded) | task.scores(evaluators, images)


def _markdown(result: dict, tables: Sequence[VariantTable]) -> str:
    lines = [
        "# Ablation",
        "",
        f"On {result['device']}, torch {torch.__version__}. Values with their 95 % bootstrap intervals; "
        "differences are paired, item by item.",
        "",
    ]
    for table in tables:
        lines += table.to_markdown()
    lines += ["Weights:", "", *(f"- `{file}` `{digest[:16]}…`" for file, digest in result["weights"].items())]
    return "\n".join(lines) + "\n"
