from dataclasses import replace

import pytest
import torch

from equifashion.studio.presets import PRESETS
from equifashion.studio.studio import Studio
from tests.support.tiny_models import shaken, tiny_networks


@pytest.fixture(scope="session")
def lined_studio(tiny_components) -> Studio:
    """A studio whose sketch adapter does something."""
    networks = tiny_networks(pose_learned=True)
    shaken(networks.sketch)
    components = replace(tiny_components, conditions=networks)
    return Studio(PRESETS["embedded"], components, torch.device("cpu"), torch.float32)
