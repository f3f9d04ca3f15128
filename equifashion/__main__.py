"""Command line, ``python -m equifashion``; ``--help`` lists the commands."""

import argparse
import sys

from equifashion.cli import data, design, evaluation, serving, studies, training
from equifashion.errors import EquiFashionError

_ADDERS = (
    design.add_design,
    design.add_models,
    data.add_data,
    training.add_train,
    training.add_interpolate,
    evaluation.add_evaluate,
    evaluation.add_upscaling,
    evaluation.add_bench,
    evaluation.add_figures,
    evaluation.add_directions,
    evaluation.add_parts,
    studies.add_ablation,
    studies.add_steps,
    serving.add_serve,
)


def main(argv: list[str] | None = None) -> int:
    """Perform a command; user mistakes end in one sentence and exit status 2."""
    parser = argparse.ArgumentParser(prog="python -m equifashion", description="EquiFashion Studio.")
    commands = parser.add_subparsers(dest="command", required=True)
    for add in _ADDERS:
        add(commands)
    arguments, rest = parser.parse_known_args(argv)
    options = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in vars(arguments).items()
        if name not in ("command", "action", "perform")
    }
    if arguments.command == "serve":
        options["rest"] = rest
    elif rest:
        parser.error(f"unrecognised arguments: {' '.join(rest)}")
    try:
        arguments.perform(**options)
    except EquiFashionError as error:
        print(f"equifashion: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
