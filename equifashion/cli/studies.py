"""Commands of the studies: the ablation table, and finishing in few steps."""

import sys
from pathlib import Path

from equifashion.cli import Commands

_QUICK_DESIGNS, _QUICK_ROUNDS = 12, 2


def add_ablation(commands: Commands) -> None:
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
    parser.set_defaults(perform=_ablation)


def _ablation(**options: object) -> None:
    from equifashion.evaluation.ablation import AblationStudy, run_ablation

    print(run_ablation(AblationStudy(**options), _say), end="")


def add_steps(commands: Commands) -> None:
    parser = commands.add_parser("steps", help="measure finishes in few steps beside long ones")
    parser.add_argument("--weights", type=Path, default=Path("checkpoints"), help="folder with the weights")
    parser.add_argument("--out", type=Path, required=True, help="folder for steps.json, .md and .png")
    parser.add_argument("--counts", type=int, nargs="+", default=[4, 8, 16, 50], help="T (default 4 8 16 50)")
    parser.add_argument("--data", type=Path, default=None, help="garment photographs, for category and Fréchet")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for packed photographs")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK_DESIGNS} designs, {_QUICK_ROUNDS} rounds")
    parser.set_defaults(perform=_steps)


def _steps(quick: bool, **options: object) -> None:
    from equifashion.evaluation.few_steps import StepsStudy, study_steps

    effort = {"designs": _QUICK_DESIGNS, "rounds": _QUICK_ROUNDS} if quick else {}
    print(study_steps(StepsStudy(**options, **effort), _say), end="")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
