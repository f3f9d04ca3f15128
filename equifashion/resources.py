"""Where the files lie that come with the code: the weights, and the page's styles, scripts and icons.

In a checkout they are top-level folders. A wheel carries them inside the package (``pyproject.toml`` maps them).
Any layer may import this module; it imports nothing of the package.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def checkpoints_folder() -> Path:
    """The folder with the embedded preset's weights."""
    return _resource_folder("checkpoints")


def assets_folder() -> Path:
    """The folder with what the page serves: styles, scripts and icons."""
    return _resource_folder("assets")


def _resource_folder(name: str) -> Path:
    packaged = _PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else _PACKAGE.parent / name
