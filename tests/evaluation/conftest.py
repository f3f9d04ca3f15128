from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tiny_weights(tmp_path_factory) -> Path:
    """A checkpoints folder of the smallest networks, which have learned nothing."""
    from tests.support.tiny_models import write_tiny_weights

    folder = tmp_path_factory.mktemp("tiny")
    write_tiny_weights(folder)
    return folder
