"""The arrows of the architecture: a module imports only lower layers, and heavy libraries stay in theirs."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "equifashion"

# layer → layers it may import
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "checkpoint": {"errors"},
    "precision": set(),
    "imaging": {"errors"},
    "design": {"imaging", "errors"},
    "language": {"design", "errors"},
    "croquis": {"design", "fabrics", "imaging", "errors"},
    "blocks": {"croquis", "design", "imaging", "language"},
    "fabrics": {"design", "imaging", "errors"},
    "graphics": {"design", "fabrics", "imaging", "errors"},
    "latent": {"errors", "checkpoint"},
    "semantics": {"language", "errors", "checkpoint"},
    "conditions": {"design", "imaging", "language", "latent", "semantics", "errors", "checkpoint"},
    "ideation": {"conditions", "latent", "errors", "checkpoint"},
    "refinement": {"conditions", "latent", "errors", "checkpoint"},
    "library": {"design", "imaging", "errors"},
    "data": {"croquis", "design", "fabrics", "imaging", "language", "errors"},
    "pipeline": {
        "blocks", "checkpoint", "conditions", "design", "errors", "fabrics", "graphics", "ideation", "imaging",
        "language", "latent", "precision", "refinement", "semantics",
    },
    "training": {
        "checkpoint", "conditions", "croquis", "data", "design", "errors", "ideation", "imaging", "language",
        "latent", "precision", "refinement", "semantics",
    },
    "evaluation": {
        "checkpoint", "conditions", "croquis", "data", "design", "errors", "ideation", "imaging", "language",
        "latent", "library", "pipeline", "refinement", "semantics", "training",
    },
    "ui": {"pipeline", "library", "design", "imaging", "errors"},
    "__init__": {"design", "errors", "pipeline"},
    "commands": {"__init__", "data", "errors", "library", "pipeline", "training", "evaluation"},
    "__main__": {"commands", "errors"},
}  # fmt: skip

# library → layers that may import it
CONFINED = {
    "gradio": {"ui"},
    "lightning": {"training"},
    "torch": {
        "checkpoint", "conditions", "evaluation", "ideation", "latent", "pipeline", "precision", "refinement",
        "semantics", "training",
    },
}  # fmt: skip


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Dotted names of everything a file imports, wherever in the file."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} uses a relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


FILES = sorted(PACKAGE.rglob("*.py"))


def imported_layers(path: Path) -> set[str]:
    layers = set()
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] == "equifashion":
            layers.add(parts[1] if parts[1] in ALLOWED else "__init__")
    return layers


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path):
    layer = layer_of(path)
    assert layer in ALLOWED, f"{layer} is a new layer: give it a place in ALLOWED"
    upward = imported_layers(path) - ALLOWED[layer] - {layer}
    assert not upward, f"{path} imports {sorted(upward)}, which {layer} must not know"


@pytest.mark.parametrize("library", CONFINED)
def test_heavy_libraries_stay_in_their_layers(library):
    users = {layer_of(p) for p in FILES if any(n.split(".")[0] == library for n in imports_of(p))}
    assert users <= CONFINED[library]


def test_the_allowed_arrows_have_no_cycle():
    remaining = {layer: set(below) for layer, below in ALLOWED.items()}
    while remaining:
        lowest = [layer for layer, below in remaining.items() if not below & remaining.keys()]
        assert lowest, f"a cycle among {sorted(remaining)}"
        for layer in lowest:
            del remaining[layer]


def test_every_package_says_what_it_is_for():
    for init in PACKAGE.rglob("__init__.py"):
        assert ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))), f"{init} has no docstring"
