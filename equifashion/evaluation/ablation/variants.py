"""The trained variants: the denoiser with all terms of the paper's objective, and with each of them left out.

All start from the same weights and see the same batches and noise, which follow from seed and batch number alone.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from equifashion.errors import CheckpointError, InvalidInput, MissingWeights
from equifashion.models.checkpoint import load_checkpoint
from equifashion.training.config import TrainingRun
from equifashion.training.run import train

PRESET = "paper"  # its terms and how it is optimised
TERMS = ("bundle", "robust", "perceptual", "compatible", "consensus")
FULL, DENOISE, START = "full", "denoise", "start"
# variant → terms of the preset that it changes; "start" are the weights before any training
VARIANTS: dict[str, tuple[str, ...]] = {
    FULL: (),
    **{f"no-{term}": (f"{term}=0",) for term in TERMS},
    DENOISE: tuple(f"{term}=0" for term in TERMS),
}


@dataclass(frozen=True)
class TrainingPlan:
    """What all variants have in common.

    Attributes:
        data: folders of photographs or built data sets.
        shares: how often each is drawn from; None for equally often.
        weights: folder to start from.
        out: folder for the variants'.
        cache: folder for packed images and latents.
        steps: optimiser steps of each.
        batch: samples a step; None takes the preset's.
    """

    data: tuple[Path, ...]
    weights: Path
    out: Path
    cache: Path
    steps: int
    batch: int | None = None
    shares: tuple[float, ...] | None = None

    def folder(self, variant: str, seed: int) -> Path:
        """Where the weights of a variant go."""
        return self.out / variant / f"seed-{seed}"


def train_variant(plan: TrainingPlan, variant: str, seed: int) -> Path:
    """Train a variant, go on with it, or find it finished; returns the folder of its weights.

    Raises:
        InvalidInput: the folder holds a variant that was trained with other settings.
        MissingWeights: the plan's weights lack a file.
    """
    folder = plan.folder(variant, seed)
    _claim(folder, _settings(plan, variant, seed))
    if not _finished(folder, plan.steps):
        train(
            TrainingRun(
                stage="denoiser",
                data=plan.data,
                shares=plan.shares,
                preset=PRESET,
                steps=plan.steps,
                batch=plan.batch,
                terms=VARIANTS[variant],
                weights=plan.weights,
                out=folder,
                run=folder / "run",
                cache=plan.cache,
                seed=seed,
            )
        )
        (folder / "run" / "denoiser" / "last.ckpt").unlink()  # large, and not needed any more; the log stays
    return folder


def _settings(plan: TrainingPlan, variant: str, seed: int) -> dict:
    """Everything that decides what comes out."""
    kinds = ("autoencoder", "conditions", "denoiser", "semantics")
    return {
        "preset": PRESET,
        "terms": list(VARIANTS[variant]),
        "steps": plan.steps,
        "batch": plan.batch,
        "seed": seed,
        "data": [str(Path(folder).resolve()) for folder in plan.data],
        "shares": None if plan.shares is None else list(plan.shares),
        "start": {kind: load_checkpoint(plan.weights / f"{kind}.safetensors", kind).sha256 for kind in kinds},
    }


def _claim(folder: Path, settings: dict) -> None:
    """Note the settings in a new folder; refuse one with others, whose weights would be mistaken for these."""
    note = folder / "settings.json"
    if note.is_file():
        before = json.loads(note.read_text(encoding="utf-8"))
        changed = sorted(key for key in settings.keys() | before.keys() if settings.get(key) != before.get(key))
        if changed:
            told = ", ".join(f"{key} {before.get(key)} before, {settings.get(key)} now" for key in changed)
            raise InvalidInput(
                f"{folder} was trained with other settings ({told}). Please choose another --out, or delete it."
            )
        return
    folder.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps(settings, indent=1, ensure_ascii=False), encoding="utf-8")


def _finished(folder: Path, steps: int) -> bool:
    """Whether all weights of a variant were exported after its last step."""
    try:
        kept = [load_checkpoint(folder / f"{kind}.safetensors", kind) for kind in ("denoiser", "conditions")]
    except (MissingWeights, CheckpointError):  # none yet, or killed between two files: the state is trained on
        return False
    return all(checkpoint.notes["batches"] >= steps for checkpoint in kept)


def trained_names(only: Sequence[str]) -> list[str]:
    """The variants of some names, the one that they are compared with first."""
    return [FULL, *(name for name in VARIANTS if name in only and name != FULL)]
