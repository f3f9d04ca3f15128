"""Serving the studio's page, the same as ``python app.py``, which reads the options itself."""

import runpy
import sys
from pathlib import Path

from equifashion.errors import EquiFashionError


def serve(argv: list[str]) -> None:
    """Start the studio in the browser."""
    script = Path(__file__).resolve().parents[2] / "app.py"  # of the repository, beside the package
    if not script.is_file():
        raise EquiFashionError("app.py is not here. Please run `python app.py` in a clone.")
    sys.argv = [str(script), *argv]
    runpy.run_path(str(script), run_name="__main__")
