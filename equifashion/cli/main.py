"""Entry of the command line: all commands by name, and what a user's mistake ends in."""

import sys
from pathlib import Path

from equifashion.cli import data, design, evaluation, serving, training
from equifashion.cli.extras import missing_extra
from equifashion.cli.parser import Group, run_command
from equifashion.errors import EquiFashionError

COMMANDS = Group(
    "EquiFashion Studio: a fashion design studio. A GAN drafts, a diffusion model finishes.",
    {
        "design": design.design,
        "serve": serving.serve,
        "models": design.models,
        "train": training.train,
        "interpolate": training.interpolate,
        "directions": training.directions,
        "data": Group(
            "Build, describe, check or show a data set.",
            {
                "build": data.build,
                "stats": data.stats,
                "check": data.check,
                "show": data.show,
                "patterns": data.patterns,
            },
        ),
        "evaluate": Group(
            "Measure what the studio can do, and what each of its parts does for it.",
            {
                "report": evaluation.report,
                "ablation": evaluation.ablation,
                "bench": evaluation.bench,
                "steps": evaluation.steps,
                "upscaling": evaluation.upscaling,
                "parts": evaluation.parts,
                "figures": evaluation.figures,
            },
        ),
    },
)
_ONCE_AT_THE_TOP = ("ablation", "bench", "figures", "parts", "steps", "upscaling")  # now below ``evaluate``


def main(argv: list[str] | None = None) -> int:
    """Perform a command; a user's mistake ends in one sentence and exit status 2."""
    prog = "equifashion" if Path(sys.argv[0]).stem == "equifashion" else "python -m equifashion"
    arguments = _with_todays_names(sys.argv[1:] if argv is None else argv)
    try:
        try:
            run_command(COMMANDS, arguments, prog)
        except ModuleNotFoundError as error:
            raise missing_extra(error, arguments[0]) or error from error
    except EquiFashionError as error:
        print(f"equifashion: {error}", file=sys.stderr)
        return 2
    return 0


def _with_todays_names(argv: list[str]) -> list[str]:
    """Commands as earlier versions named them still work: ``bench …`` and ``evaluate --data …``."""
    if argv and argv[0] in _ONCE_AT_THE_TOP:
        return ["evaluate", *argv]
    if len(argv) > 1 and argv[0] == "evaluate" and argv[1].startswith("-") and argv[1] not in ("-h", "--help"):
        return ["evaluate", "report", *argv[1:]]
    return argv
