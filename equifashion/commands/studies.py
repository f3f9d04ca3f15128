"""Commands of the studies: the ablation table, and finishing in few steps."""

import argparse
import sys
from pathlib import Path

_QUICK_DESIGNS, _QUICK_ROUNDS = 12, 2


def add_ablation(commands: argparse._SubParsersAction) -> None:
    """Add ``ablation``."""
    parser = commands.add_parser(
        "ablation", help="leave out each term of the objective and each mechanism, in turn"
    )
    parser.add_argument(
        "--data", type=Path, nargs="+", required=True, help="folders of garment photographs or built data sets"
    )
    parser.add_argument("--shares", type=float, nargs="+", default=None, help="how often each folder is drawn from")
    parser.add_argument("--weights", type=Path, required=True, help="folder that all variants start from")
    parser.add_argument("--out", type=Path, required=True, help="folder for the variants' weights and the table")
    parser.add_argument("--steps", type=int, default=None, help="of each variant's training")
    parser.add_argument("--batch", type=int, default=None, help="batch instead of the preset's")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0], help="trainings of each variant (default 0)")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="NAME", help="variants, or: trained, mechanisms (default: all)"
    )
    parser.add_argument("--count", type=int, default=80, help="held-out pictures and designs (default 80)")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for packed images")
    parser.set_defaults(run=_ablation)


def _ablation(arguments: argparse.Namespace) -> None:
    from equifashion.evaluation.ablation import AblationStudy, run_ablation

    study = AblationStudy(
        data=tuple(arguments.data),
        weights=arguments.weights,
        out=arguments.out,
        steps=arguments.steps,
        batch=arguments.batch,
        seeds=tuple(arguments.seeds),
        shares=None if arguments.shares is None else tuple(arguments.shares),
        only=tuple(arguments.only),
        count=arguments.count,
        cache=arguments.cache,
    )
    print(run_ablation(study, _say), end="")


def add_steps(commands: argparse._SubParsersAction) -> None:
    """Add ``steps``."""
    parser = commands.add_parser("steps", help="measure finishes in few steps beside long ones")
    parser.add_argument("--weights", type=Path, default=Path("checkpoints"), help="folder with the weights")
    parser.add_argument("--out", type=Path, required=True, help="folder for steps.json, .md and .png")
    parser.add_argument("--counts", type=int, nargs="+", default=[4, 8, 16, 50], help="T (default 4 8 16 50)")
    parser.add_argument("--data", type=Path, default=None, help="garment photographs, for category and Fréchet")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for packed photographs")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK_DESIGNS} designs, {_QUICK_ROUNDS} rounds")
    parser.set_defaults(run=_steps)


def _steps(arguments: argparse.Namespace) -> None:
    from equifashion.evaluation.few_steps import StepsStudy, study_steps

    effort = {"designs": _QUICK_DESIGNS, "rounds": _QUICK_ROUNDS} if arguments.quick else {}
    study = StepsStudy(
        arguments.weights,
        arguments.out,
        tuple(arguments.counts),
        data=arguments.data,
        cache=arguments.cache,
        **effort,
    )
    print(study_steps(study, _say), end="")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
