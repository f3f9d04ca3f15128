"""Studios of tiny hub presets: real networks of the real classes, the shipped generator in front."""

import copy
import importlib
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from PIL import Image, ImageDraw

from equifashion.imaging import Pose
from equifashion.studio.assembly import create_studio
from equifashion.studio.backends.components import load_components, load_directions
from equifashion.studio.backends.hub.download import local_models
from equifashion.studio.backends.hub.finisher import HubFinisher
from equifashion.studio.backends.hub.machine import Placement
from equifashion.studio.backends.hub.networks import load_networks, offload
from equifashion.studio.presets import PRESETS
from equifashion.zero_gpu import GpuRunner
from tests.support.tiny_diffusers import FINISHERS

CPU = Placement(torch.device("cpu"), torch.float32, False)


@pytest.fixture(scope="session")
def tiny_hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of tiny repositories."""
    from diffusers.utils import logging

    from tests.support.tiny_diffusers import write_repositories

    logging.set_verbosity_error()
    folder = tmp_path_factory.mktemp("hub")
    write_repositories(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_networks(tiny_hub: Path) -> dict:
    """Family → its networks, loaded as a preset's are."""
    from tests.support.tiny_diffusers import TINY_SD, TINY_SDXL

    return {row.family: load_networks(row, local_models(row, tiny_hub), CPU) for row in (TINY_SDXL, TINY_SD)}


@pytest.fixture(scope="session")
def load_tiny(tiny_networks: dict):
    """A fresh studio of a tiny family: own networks, own caches; keywords change its row."""

    def load(family: str, offloaded: bool = False, gpu: GpuRunner | None = None, **row):
        from tests.support.tiny_diffusers import TINY_SD, TINY_SDXL

        models = replace({"sdxl": TINY_SDXL, "sd": TINY_SD}[family], **row)
        preset = replace(PRESETS[{"sdxl": "photoreal", "sd": "photoreal-light"}[family]], hub=models)
        networks = copy.deepcopy(tiny_networks[family])
        placement = replace(CPU, offloaded=offloaded)
        if offloaded:
            offload(networks, placement.device)
        parts = load_components(preset.checkpoints, CPU.device, CPU.dtype)
        parts = replace(parts, hashes=parts.hashes | networks.hashes)
        directions = load_directions(preset.checkpoints, parts)
        made: list[HubFinisher] = []

        def create_finisher(lock: threading.Lock) -> HubFinisher:
            made.append(HubFinisher(preset, networks, placement, lock))
            return made[0]

        studio = create_studio(
            preset, parts, CPU.device, CPU.dtype, directions=directions, create_finisher=create_finisher, gpu=gpu
        )
        FINISHERS[studio] = made[0]
        return studio

    return load


@pytest.fixture(scope="session")
def hub_studios(load_tiny) -> dict:
    """Family → studio, shared by tests that only look."""
    return {family: load_tiny(family) for family in ("sdxl", "sd")}


@pytest.fixture(params=["sdxl", "sd"])
def hub_studio(request, hub_studios):
    return hub_studios[request.param]


@pytest.fixture(scope="session")
def inputs() -> dict[str, object]:
    """A sketch, a pose and a fabric."""
    sketch = Image.new("RGB", (256, 384), "white")
    ImageDraw.Draw(sketch).line([(100, 40), (156, 40), (220, 340), (36, 340), (100, 40)], fill="black", width=4)
    pose = Pose(tuple((0.3 + 0.02 * i, 0.1 + 0.04 * i, 1.0) for i in range(18)))
    fabric = Image.new("RGB", (128, 128), "#2040a0")
    ImageDraw.Draw(fabric).rectangle((0, 0, 128, 60), fill="#f0e020")
    return {"sketch": sketch, "pose": pose, "fabric": fabric}


# What Spaces that lend GPUs bring along: a decorator that pickles what goes in and out, notes how long a call may
# take, and lends nothing to a call that is made by one that has the GPU.
_SPACES = """
import functools
import inspect
import pickle

borrowed = []
_inside = False


def GPU(duration):
    def decorate(task):
        @functools.wraps(task)
        def steps(*arguments, **options):
            global _inside
            if _inside:
                yield from task(*arguments, **options)
                return
            borrowed.append(duration)
            arguments, options = pickle.loads(pickle.dumps((arguments, options)))
            _inside = True
            try:
                for step in task(*arguments, **options):
                    yield pickle.loads(pickle.dumps(step))
            finally:
                _inside = False

        @functools.wraps(task)
        def call(*arguments, **options):
            global _inside
            if _inside:
                return task(*arguments, **options)
            borrowed.append(duration)
            arguments, options = pickle.loads(pickle.dumps((arguments, options)))
            _inside = True
            try:
                return pickle.loads(pickle.dumps(task(*arguments, **options)))
            finally:
                _inside = False

        return steps if inspect.isgeneratorfunction(task) else call

    return decorate
"""


@pytest.fixture
def spaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The package that such Spaces have, as far as it is used; ``borrowed`` lists the loans."""
    (tmp_path / "spaces.py").write_text(_SPACES, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "spaces", raising=False)
    yield importlib.import_module("spaces")
    sys.modules.pop("spaces", None)
