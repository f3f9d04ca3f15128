from dataclasses import replace

import pytest
import torch

from equifashion.studio.assembly import create_studio
from equifashion.studio.backends.components import Components
from equifashion.studio.presets import PRESETS
from equifashion.studio.studio import Studio
from tests.support.tiny_models import shaken, tiny_networks


@pytest.fixture(scope="session")
def lined_components(tiny_components) -> Components:
    """Networks whose sketch adapter does something."""
    networks = tiny_networks(pose_learned=True)
    shaken(networks.sketch)
    return replace(tiny_components, conditions=networks)


@pytest.fixture(scope="session")
def lined_studio(lined_components) -> Studio:
    """A studio of them."""
    return create_studio(PRESETS["embedded"], lined_components, torch.device("cpu"), torch.float32)
