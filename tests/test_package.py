"""What a wheel holds: code, weights and the page's files, and who is needed to run them. Nothing is downloaded."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from equifashion.cli.extras import missing_extra
from equifashion.resources import assets_folder, checkpoints_folder

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WITH_EXTRAS = {"datasets", "evaluation", "training"}  # layers whose code may need an extra


@pytest.fixture(scope="module")
def wheel() -> dict[str, Path]:
    """Path inside the wheel → file that it is made of."""
    return {file.distribution_path: Path(file.path) for file in WheelBuilder(str(ROOT)).recurse_included_files()}


def test_all_code_and_its_data_files_are_in_the_wheel(wheel):
    files = {str(path.relative_to(ROOT)) for path in (ROOT / "equifashion").rglob("*") if path.is_file()}
    files = {file for file in files if "__pycache__" not in file}
    assert {"equifashion/py.typed", "equifashion/datasets/pattern_labels.csv"} <= files
    assert files <= set(wheel)


def test_all_weights_are_in_the_wheel(wheel):
    weights = sorted(checkpoints_folder().glob("*.safetensors"))
    assert len(weights) >= 8
    assert [wheel[f"equifashion/_checkpoints/{file.name}"] for file in weights] == weights


def test_what_the_page_serves_is_in_the_wheel_and_the_readmes_pictures_are_not(wheel):
    served = sorted(file for file in assets_folder().iterdir() if file.suffix != ".png")
    assert {"studio.css", "studio.js", "icon.svg"} <= {file.name for file in served}
    assert [wheel[f"equifashion/_assets/{file.name}"] for file in served] == served
    assert not [path for path in wheel if path.endswith(".png")]


def test_nothing_else_is_in_the_wheel(wheel):
    assert {path.split("/")[0] for path in wheel} == {"equifashion"}
    assert not [path for path in wheel if "_checkpoints/report" in path]


def test_resources_are_found_inside_an_installed_package(tmp_path):
    package = tmp_path / "equifashion"
    for folder in ("_checkpoints", "_assets"):
        (package / folder).mkdir(parents=True)
    shutil.copy(ROOT / "equifashion" / "resources.py", package)
    code = "import resources; print(resources.checkpoints_folder(), resources.assets_folder(), sep='\\n')"
    found = subprocess.run([sys.executable, "-c", code], cwd=package, capture_output=True, text=True, check=True)
    assert found.stdout.splitlines() == [str(package / "_checkpoints"), str(package / "_assets")]


def test_the_version_is_the_packages():
    import equifashion

    assert PROJECT["version"] == equifashion.__version__


def test_the_console_script_names_a_function():
    module, function = PROJECT["scripts"]["equifashion"].split(":")
    assert callable(getattr(__import__(module, fromlist=[function]), function))


def _required(lines: list[str]) -> set[str]:
    names = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith("#"))
    return {name[0].lower().replace("_", "-") for name in names if name}


def _imported_modules(path: Path) -> set[str]:
    """Top-level names of all that a file imports, wherever in the file."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_the_studio_imports_nothing_that_only_extras_install():
    base = _required((ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines())
    extras = _required([line for lines in PROJECT["optional-dependencies"].values() for line in lines]) - base
    only_extras = {module for module, names in packages_distributions().items() if _required(names) & extras}
    package = ROOT / "equifashion"
    users = {path.relative_to(package) for path in package.rglob("*.py") if _imported_modules(path) & only_extras}
    layers = {path.parts[0] for path in users}
    assert "training" in layers, "Lightning was not recognised, so nothing would be"
    assert layers <= WITH_EXTRAS, users


@pytest.mark.parametrize(
    ("module", "command", "extra"),
    [
        ("lightning.pytorch", "train", "train"),
        ("pyarrow", "data", "train"),
        ("sklearn.linear_model", "evaluate", "eval"),
        ("jinja2", "directions", "eval"),
    ],
)
def test_a_missing_extra_is_named(module, command, extra):
    message = str(missing_extra(ModuleNotFoundError(name=module), command))
    assert f"“{command}” needs the" in message and f"pip install 'equifashion[{extra}]'" in message


def test_other_missing_modules_are_no_extras():
    assert missing_extra(ModuleNotFoundError(name="equifashion.nowhere"), "train") is None
    assert missing_extra(ModuleNotFoundError(name=None), "train") is None


def test_the_readme_is_short_and_its_links_lead_somewhere():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.count("\n") <= 150
    for page in (ROOT / "README.md", ROOT / "checkpoints" / "README.md", *(ROOT / "docs").glob("*.md")):
        for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert link.startswith("https://") or (page.parent / link).exists(), f"{page} links to {link}"
