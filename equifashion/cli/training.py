"""Training: one stage at a time, weights between a training's start and its end, and directions to edit along."""

from functools import partial
from pathlib import Path

from equifashion.training.config import TrainingRun


def train(run: TrainingRun) -> None:
    """Train one stage, or go on training it."""
    from equifashion.training.run import train

    print(f"The weights are in {train(run)}.")


def interpolate(kind: str, start: Path, end: Path, *, share: float, out: Path) -> None:
    """Write weights between a training's start and its end.

    Args:
        kind: of the checkpoints, e.g. generator
        start: weights file
        end: weights file of the same configuration
        share: of the end's weights, 0–1
        out: file to write
    """
    from equifashion.training.interpolation import interpolate_weights

    interpolate_weights(kind, start, end, share, out)
    print(f"The weights are in {out}.")


def directions(
    *,
    out: Path,
    preset: str = "embedded",
    device: str = "auto",
    checkpoints: Path | None = None,
    quick: bool = False,
) -> None:
    """Find directions to edit designs along, and measure them.

    Args:
        out: folder for directions.safetensors
        preset: whose generator it is
        device: auto, cpu or cuda
        checkpoints: weights instead of the preset's
        quick: fewer designs, so that less can be told apart
    """
    from equifashion.evaluation.directions import QUICK, find_directions

    print(find_directions(preset, out, device, checkpoints, QUICK if quick else None, partial(print, flush=True)))
