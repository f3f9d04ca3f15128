"""Presets, machines and loading: which rows there are, what fits where, and clear words where nothing fits."""

import json
import operator
import os
import pkgutil
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from equifashion import DesignBrief, load_studio
from equifashion.errors import CheckpointError, DownloadError, HardwareError, InvalidInput
from equifashion.studio.backends.hub.download import local_models
from equifashion.studio.backends.hub.machine import GIB, Placement, choose_placement, placed_on_gpu
from equifashion.studio.backends.hub.networks import load_networks
from equifashion.studio.backends.hub.table import EQF, PHOTOREAL, PHOTOREAL_LIGHT
from equifashion.studio.presets import PRESETS, preset_named
from equifashion.zero_gpu import ZeroGpuRunner

ROOT = Path(__file__).resolve().parents[4]
CUDA = torch.device("cuda")
CPU = Placement(torch.device("cpu"), torch.float32, False)


def test_rows():
    assert list(PRESETS) == ["embedded", "photoreal", "photoreal-light", "eqf"]
    for name in ("photoreal", "photoreal-light", "eqf"):
        row = preset_named(name)
        assert row.steps == 8 and row.hub is not None and all(side % 64 == 0 for side in row.hub.size)
        for part in row.hub.parts:
            assert part.licence and part.patterns and part.megabytes > 0
            assert part.revision is None or re.fullmatch(r"[0-9a-f]{40}", part.revision)
            assert not any(pattern.endswith((".bin", ".pt", ".pkl")) for pattern in part.patterns)
    assert 9_000 < PHOTOREAL.megabytes < 15_000 and 5_000 < PHOTOREAL_LIGHT.megabytes < 7_500


@pytest.mark.parametrize(
    ("row", "gigabytes", "offloaded"),
    [(PHOTOREAL, 24, False), (PHOTOREAL, 15.7, False), (PHOTOREAL, 12, True), (PHOTOREAL_LIGHT, 8, False),
     (PHOTOREAL_LIGHT, 6, True), (EQF, 24, False)],
)  # fmt: skip
def test_placement_by_memory(row, gigabytes, offloaded):
    placed = placed_on_gpu("photoreal", row, CUDA, int(gigabytes * GIB))
    assert placed == Placement(CUDA, torch.float16, offloaded)


def test_a_gpu_that_is_too_small():
    with pytest.raises(
        HardwareError, match=r"at least 8 GB; this one has 6\.0 GB.*'photoreal-light' \(from 4 GB\)"
    ):
        placed_on_gpu("photoreal", PHOTOREAL, CUDA, 6 * GIB)
    with pytest.raises(HardwareError, match="Please use the preset 'embedded'"):
        placed_on_gpu("photoreal-light", PHOTOREAL_LIGHT, CUDA, 2 * GIB)


def test_no_gpu():
    with pytest.raises(HardwareError, match=r"needs an NVIDIA GPU with at least 8 GB.*'embedded'"):
        choose_placement("photoreal", PHOTOREAL, torch.device("cpu"), "auto")
    assert choose_placement("photoreal", PHOTOREAL, torch.device("cpu"), "cpu") == CPU


# Asks for every hub preset, and prints as JSON what each answers.
_WITHOUT_A_GPU = """
import json, sys
from equifashion import HardwareError, load_studio

said = {}
for name in sys.argv[1:]:
    try:
        load_studio(name)
    except HardwareError as error:
        said[name] = str(error)
print(json.dumps(said))
"""


def test_load_studio_without_a_gpu_names_the_way_out():
    names = [name for name, row in PRESETS.items() if row.hub is not None]
    hidden = {**os.environ, "CUDA_VISIBLE_DEVICES": ""}
    asked = subprocess.run(
        [sys.executable, "-c", _WITHOUT_A_GPU, *names], cwd=ROOT, env=hidden, capture_output=True, text=True
    )
    assert asked.returncode == 0, asked.stderr
    said = json.loads(asked.stdout)
    assert list(said) == names == ["photoreal", "photoreal-light", "eqf"]
    for name in names:
        wanted = rf"The preset '{name}' needs an NVIDIA GPU with at least \d+ GB.*'embedded'"
        assert re.match(wanted, said[name]), said[name]


def test_the_embedded_preset_takes_no_models(tmp_path):
    with pytest.raises(InvalidInput, match="takes no models"):
        load_studio("embedded", models=tmp_path)


def test_load_studio_from_a_folder_of_models(tiny_hub, monkeypatch):
    from tests.support.tiny_diffusers import TINY_SD

    monkeypatch.setitem(PRESETS, "tiny-light", replace(PRESETS["photoreal-light"], name="tiny-light", hub=TINY_SD))
    studio = load_studio("tiny-light", "cpu", models=tiny_hub)
    assert studio is load_studio("tiny-light", "cpu", models=str(tiny_hub))
    assert {"generator.safetensors", "tiny/pose/diffusion_pytorch_model.fp16.safetensors"} <= set(studio.weights)
    [idea] = studio.explore(DesignBrief("red dress"), 1)
    design = studio.finish(idea, steps=2)
    assert design.image.size == (64, 96) and design.recipe.preset == "tiny-light"
    assert design.recipe.weights == studio.weights
    with pytest.raises(DownloadError, match="No file"):
        load_studio("tiny-light", "cpu", models=tiny_hub / "tiny--sd")


def test_damaged_models(tiny_hub, tmp_path):
    from shutil import copytree

    from tests.support.tiny_diffusers import TINY_SD

    copytree(tiny_hub, tmp_path / "hub")
    file = tmp_path / "hub" / "tiny--sd" / "unet" / "diffusion_pytorch_model.fp16.safetensors"
    file.write_bytes(file.read_bytes()[:500])
    with pytest.raises(CheckpointError, match="The downloaded models cannot be loaded"):
        load_networks(TINY_SD, local_models(TINY_SD, tmp_path / "hub"), CPU)


@pytest.mark.parametrize("family", ["sdxl", "sd"])
def test_the_distilled_lora_is_added_to_the_weights(tiny_hub, tiny_networks, family):
    """W + up · down, at alpha = rank, on exactly the layers it has."""
    base, speed = {"sdxl": ("tiny--sdxl", "tiny--speed-sdxl"), "sd": ("tiny--sd", "tiny--speed-sd")}[family]
    before = load_file(tiny_hub / base / "unet" / "diffusion_pytorch_model.fp16.safetensors")
    lora = load_file(tiny_hub / speed / "lora.safetensors")
    after = tiny_networks[family].unet.state_dict()
    touched = 0
    for name, value in before.items():
        key = "lora_unet_" + name.removesuffix(".weight").replace(".", "_")
        change = 0.0
        if f"{key}.lora_up.weight" in lora:
            change = lora[f"{key}.lora_up.weight"] @ lora[f"{key}.lora_down.weight"]
            touched += 1
        assert torch.allclose(after[name], value + change, atol=1e-5), name
    assert touched == len(lora) // 3 > 0


@pytest.mark.parametrize("family", ["sdxl", "sd"])
def test_the_ip_adapter_is_attached(tiny_hub, tiny_networks, family):
    place = {"sdxl": "tiny--fabric-sdxl/sdxl_models", "sd": "tiny--fabric-sd/models"}[family]
    adapter = load_file(tiny_hub / place / "adapter.safetensors")
    unet = tiny_networks[family].unet
    ours = {name: value for name, value in unet.state_dict().items() if "to_k_ip" in name}
    assert len(ours) == sum("to_k_ip" in name for name in adapter) > 0
    wanted = [adapter[name] for name in adapter if "to_k_ip" in name]
    assert all(any(torch.equal(value, other) for other in wanted) for value in ours.values())


def test_weights_are_only_read_as_safetensors(tiny_hub, tmp_path):
    from shutil import copytree

    from tests.support.tiny_diffusers import TINY_SD

    copytree(tiny_hub, tmp_path / "hub")
    file = tmp_path / "hub" / "tiny--sd" / "vae" / "diffusion_pytorch_model.fp16.safetensors"
    torch.save(load_file(file), file.with_suffix(".bin"))
    file.unlink()
    with pytest.raises(DownloadError, match=r"No file 'vae/\*\.fp16\.safetensors'"):
        local_models(TINY_SD, tmp_path / "hub")


def test_gpus_are_borrowed_once_a_call(load_tiny, spaces):
    studio = load_tiny("sd", gpu=ZeroGpuRunner(20))
    [idea] = studio.explore(DesignBrief("red dress"), 1)
    assert spaces.borrowed == [20]
    steps = list(studio.iter_finish(idea, steps=2))
    assert spaces.borrowed == [20, 20] and len(steps) == 2
    design = studio.finish(idea, steps=2, on_step=operator.attrgetter("index"))  # its steps are on the same loan
    assert spaces.borrowed == [20] * 3
    assert design.image.tobytes() == steps[-1].design.image.tobytes()
    assert studio.rebuild(design.recipe).image.tobytes() == design.image.tobytes() and spaces.borrowed == [20] * 4


def test_every_call_that_computes_borrows(load_tiny, spaces):
    """Each call is made once; what needs no network borrows nothing."""
    studio = load_tiny("sd", gpu=ZeroGpuRunner(20))
    first, second = studio.explore(DesignBrief("red dress"), 2)
    design = studio.finish(first, steps=1)
    mask = np.zeros((96, 64), bool)
    mask[20:60, 10:50] = True
    for call, loans in (
        (lambda: studio.mix(first, second), 1),
        (lambda: studio.blend([(first, 1, 1), (second, 1, 1)]), 1),
        (lambda: studio.vary(first, 3.0, 1), 1),
        (lambda: studio.recolor(design, ["navy"]), 1),
        (lambda: studio.inpaint(design, mask, steps=1), 1),
        (lambda: studio.rebuild(first.recipe), 1),
        (lambda: list(studio.iter_finish(second, steps=1)), 1),
        (lambda: studio.notices(DesignBrief("red dress")), 0),
        (lambda: studio.plan(DesignBrief("red dress")), 0),
        (lambda: studio.directions(), 0),
        (lambda: studio.check_finish(2), 0),
    ):
        before = len(spaces.borrowed)
        call()
        assert len(spaces.borrowed) == before + loans


# Loads the studio module and prints which of the plugin's modules came with it.
_PLUGIN_MODULES = """
import sys
import equifashion.studio

print([name for name in sys.modules if name.startswith("equifashion.studio.backends.eqf")])
"""


def test_the_eqf_plugin_is_imported_only_when_its_preset_is_asked_for():
    asked = subprocess.run([sys.executable, "-c", _PLUGIN_MODULES], cwd=ROOT, capture_output=True, text=True)
    assert asked.stdout.strip() == "[]", asked.stderr
    for name in ("photoreal", "photoreal-light", "eqf"):
        assert callable(pkgutil.resolve_name(PRESETS[name].hub.loader))


def test_where_the_fabric_goes(load_tiny, inputs):
    """Its mask is the draft's garment; of a blank draft, everything."""
    from equifashion.imaging.recolor import garment_area
    from equifashion.studio.backends.hub.inputs import garment_mask

    studio = load_tiny("sd")
    [idea] = studio.explore(DesignBrief("red dress", fabric=inputs["fabric"]), 1)
    mask = garment_mask(idea.image, (64, 96), torch.device("cpu"), torch.float32)
    area = garment_area(np.asarray(idea.image))
    assert mask.shape == (1, 1, 96, 64) and abs(float(mask.mean()) - area.mean()) < 0.05
    blank = Image.new("RGB", (256, 384), "white")
    assert garment_mask(blank, (64, 96), torch.device("cpu"), torch.float32).min() == 1
