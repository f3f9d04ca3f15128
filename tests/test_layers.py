"""The arrows of the architecture: a module imports only lower layers, and heavy libraries stay in theirs."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "equifashion"

# layer → layers it may import
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "resources": set(),
    "seeds": set(),
    "files": {"errors"},
    "zero_gpu": set(),
    "imaging": {"errors"},
    "vocabulary": {"errors"},
    "design": {"imaging", "vocabulary", "errors"},
    "prompts": {"design", "vocabulary", "imaging", "errors"},
    "garments": {"prompts", "vocabulary", "design", "imaging", "errors"},
    "models": {"seeds", "prompts", "vocabulary", "design", "imaging", "errors"},
    "gan": {"seeds", "models", "errors"},
    "diffusion": {"seeds", "models", "errors"},
    "compositing": {"seeds", "garments", "models", "prompts", "vocabulary", "design", "imaging", "errors"},
    "studio": {
        "seeds", "compositing", "gan", "diffusion", "models", "garments", "prompts", "vocabulary", "design",
        "imaging", "errors", "zero_gpu", "resources",
    },
    "export": {"design", "imaging", "files", "errors"},
    "datasets": {"garments", "prompts", "vocabulary", "design", "imaging", "files", "errors"},
    "training": {
        "seeds", "datasets", "gan", "diffusion", "models", "garments", "prompts", "vocabulary", "design", "imaging",
        "errors",
    },
    "evaluation": {
        "training", "datasets", "export", "studio", "compositing", "gan", "diffusion", "models", "garments",
        "prompts", "vocabulary", "design", "imaging", "errors",
    },
    "web": {
        "studio", "export", "garments", "vocabulary", "design", "imaging", "files", "errors", "resources",
    },
    "__init__": {"design", "errors", "studio"},
    "cli": {
        "__init__", "web", "evaluation", "training", "datasets", "export", "studio", "design", "errors", "zero_gpu",
    },
    "__main__": {"cli", "errors"},
}  # fmt: skip

# library → layers that may import it
CONFINED = {
    "gradio": {"web"},
    "lightning": {"training"},
    "torch": {"models", "gan", "diffusion", "studio", "training", "evaluation"},
}


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
