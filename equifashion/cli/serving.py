"""Serving the studio's page, the same as ``python app.py``, which reads the options itself."""

import runpy
import sys
from pathlib import Path

from equifashion.cli import Commands
from equifashion.errors import EquiFashionError


def add_serve(commands: Commands) -> None:
    parser = commands.add_parser("serve", help="start the studio in the browser", add_help=False)
    parser.set_defaults(perform=_serve)


def _serve(rest: list[str]) -> None:
    script = Path(__file__).resolve().parents[2] / "app.py"  # of the repository, beside the package
    if not script.is_file():
        raise EquiFashionError("app.py is not here. Please run `python app.py` in a clone.")
    sys.argv = [str(script), *rest]
    runpy.run_path(str(script), run_name="__main__")
