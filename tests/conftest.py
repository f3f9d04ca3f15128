"""What several test folders share. Models are imported when first used, so that light tests stay light."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def studio():
    """A studio with the shipped weights."""
    from equifashion import load_studio

    return load_studio("embedded")


@pytest.fixture(scope="session")
def garments_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of drawn garments: four kinds, three colours, 36 to train on and 24 held out."""
    from tests.support.drawn_garments import write_garments

    folder = tmp_path_factory.mktemp("garments")
    write_garments(folder)
    return folder


pytest_plugins = ["tests.support.tiny_studio"]
