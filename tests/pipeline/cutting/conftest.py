from dataclasses import replace

import pytest
import torch
from tiny_models import shaken, tiny_networks

from equifashion.pipeline.presets import PRESETS
from equifashion.pipeline.studio import Studio


@pytest.fixture(scope="session")
def lined_studio(tiny_components) -> Studio:
    """A studio whose sketch adapter does something."""
    networks = tiny_networks(pose_learned=True)
    shaken(networks.sketch)
    components = replace(tiny_components, conditions=networks)
    return Studio(PRESETS["embedded"], components, torch.device("cpu"), torch.float32)
