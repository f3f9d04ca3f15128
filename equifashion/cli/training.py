"""Training: one stage at a time, and weights between a training's start and its end."""

import argparse
from pathlib import Path

from equifashion.cli import Commands


def add_train(commands: Commands) -> None:
    """The options are the fields of ``TrainingRun``; what is not given is left to their defaults."""
    parser = commands.add_parser(
        "train", help="train one stage, or go on training it", argument_default=argparse.SUPPRESS
    )
    stages = ("autoencoder", "decoder", "semantics", "denoiser", "ideation", "upscaler", "segmenter")
    parser.add_argument("stage", choices=stages, help="in this order; decoder freezes the encoder")
    parser.add_argument(
        "--data", type=Path, nargs="+", required=True, help="folders of garment photographs or built data sets"
    )
    parser.add_argument("--shares", type=float, nargs="+", help="how often each folder is drawn from")
    parser.add_argument("--preset", help="embedded or paper")
    parser.add_argument("--max-minutes", dest="minutes", type=float, help="wall-clock limit over all resumed runs")
    parser.add_argument("--steps", type=int, help="steps instead of the preset's")
    parser.add_argument("--batch", type=int, help="batch instead of the preset's")
    parser.add_argument("--accumulate", type=int, help="batches for one optimiser step")
    parser.add_argument("--devices", type=int, help="processes side by side; default: every GPU, or one")
    parser.add_argument("--workers", type=int, help="processes that prepare batches")
    parser.add_argument(
        "--terms", nargs="+", metavar="NAME=WEIGHT", help="of the denoiser's objective, e.g. bundle=0.5"
    )
    parser.add_argument(
        "--distil",
        type=int,
        help="briefs that the denoiser draws a step for the generator to learn (ideation)",
    )
    parser.add_argument(
        "--hold-text", action="store_true", help="train the image tower alone, not the text's (semantics)"
    )
    parser.add_argument(
        "--hold-conditions",
        action="store_true",
        help="train the denoiser without its condition networks (denoiser)",
    )
    parser.add_argument(
        "--judge", help="features: heads on the denoiser; latents: a quick discriminator (ideation)"
    )
    parser.add_argument("--save-minutes", type=float, help="between two saves")
    parser.add_argument("--weights", type=Path, help="weights to start from")
    parser.add_argument("--out", type=Path, help="folder for the new weights")
    parser.add_argument("--run", type=Path, help="log and resumable state")
    parser.add_argument("--cache", type=Path, help="folder for packed images")
    parser.add_argument("--seed", type=int)
    parser.add_argument(
        "--fresh", dest="warm_start", action="store_false", help="start from random weights, not from --weights"
    )
    parser.add_argument("--adversarial-from", type=float, help="progress, 0–1, from which the discriminator joins")
    parser.set_defaults(perform=_train)


def _train(**fields: object) -> None:
    from equifashion.training.run import TrainingRun, train

    print(f"The weights are in {train(TrainingRun(**fields))}.")


def add_interpolate(commands: Commands) -> None:
    parser = commands.add_parser("interpolate", help="weights between a training's start and its end")
    parser.add_argument("kind", help="of the checkpoints, e.g. generator")
    parser.add_argument("start", type=Path)
    parser.add_argument("end", type=Path)
    parser.add_argument("--share", type=float, required=True, help="of the end's weights, 0–1")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    parser.set_defaults(perform=_interpolate)


def _interpolate(out: Path, **options: object) -> None:
    from equifashion.training.interpolation import interpolate_weights

    interpolate_weights(**options, out=out)
    print(f"The weights are in {out}.")
