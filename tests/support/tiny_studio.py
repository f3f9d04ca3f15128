"""Fixtures: the real networks at their smallest, and a studio of them."""

import pytest
import torch

from equifashion.studio.assembly import create_studio
from equifashion.studio.backends.components import Components
from equifashion.studio.presets import PRESETS
from equifashion.studio.studio import Studio


@pytest.fixture(scope="session")
def tiny_components() -> Components:
    """The real networks at their smallest, as a studio holds them."""
    from equifashion.diffusion.schedule import create_scheduler
    from tests.support.tiny_models import tiny_autoencoder, tiny_denoiser, tiny_generator, tiny_networks, tiny_text

    hashes = {"generator.safetensors": "a" * 64, "denoiser.safetensors": "b" * 64}
    return Components(
        tiny_autoencoder(),
        tiny_text().eval(),
        tiny_networks(),
        tiny_generator(),
        tiny_denoiser(),
        create_scheduler(),
        hashes,
    )


@pytest.fixture(scope="session")
def tiny_studio(tiny_components) -> Studio:
    """A studio of tiny networks with two directions: along one feature of w in structure, one in style."""
    import numpy as np

    from equifashion.gan.directions import Direction, Directions

    vectors = np.zeros((2, 4, 16), np.float32)
    vectors[0, :2, 3], vectors[1, 2:, 5] = 0.5, 0.5
    entries = (
        Direction("longer", vectors[0], (0, 1), (-2, 3), "long", {"long": 1.0}),
        Direction("darker", vectors[1], (2, 3), (-1, 1), "dark", {"dark": 1.0}),
    )
    directions = Directions("a" * 64, entries)
    return create_studio(
        PRESETS["embedded"], tiny_components, torch.device("cpu"), torch.float32, directions=directions
    )
