"""Regions by the segmenter: parts where it sees them, the outline elsewhere, figures out of the way."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from equifashion import DesignBrief
from equifashion.datasets.record import PART_NAMES
from equifashion.datasets.sources.croquis import Croquis
from equifashion.errors import InvalidInput
from equifashion.imaging.part_finder import LOCKS, OutlineRegions
from equifashion.models.checkpoint import save_checkpoint
from equifashion.models.loading import load_model
from equifashion.models.part_finder import PartRegions
from equifashion.models.segmenter import PartConfig, PartSegmenter
from equifashion.studio.components import Components, load_components
from equifashion.studio.presets import PRESETS
from equifashion.studio.studio import Studio
from tests.support.drawn_garments import cutout, on_canvas

CHECKPOINTS = Path(__file__).parents[2] / "checkpoints"
SHIPPED = CHECKPOINTS / "segmenter.safetensors"
PART = {name: number for number, name in enumerate(PART_NAMES)}


@pytest.fixture(scope="module")
def blind() -> PartRegions:
    """A finder whose segmenter takes everything for ground."""
    model = PartSegmenter(PartConfig(PART_NAMES, (4, 4))).eval()
    torch.nn.init.zeros_(model.head.weight)
    with torch.no_grad():
        model.head.bias.copy_(torch.tensor([1.0] + [0.0] * (len(PART_NAMES) - 1)))
    return PartRegions(model)


@pytest.fixture(scope="module")
def striped() -> PartRegions:
    """A finder whose segmenter takes blue cloth for hem and all else for ground."""
    model = PartSegmenter(PartConfig(PART_NAMES, (4, 4))).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
        model.stem[0].weight[0, :, 1, 1] = torch.tensor([-1.0, 0.0, 1.0])  # blueness
        model.stem[1].weight.fill_(1.0)
        model.join[0][0].weight[0, 0, 1, 1] = 1.0
        model.join[0][1].weight.fill_(1.0)
        model.head.weight[PART["hem"], 0, 1, 1] = 1.0
        model.head.bias[0] = 0.1
    return PartRegions(model)


@pytest.fixture(scope="module")
def shipped() -> PartRegions:
    return PartRegions(load_model(PartSegmenter, SHIPPED).model)


def test_where_nothing_is_seen_the_outline_decides(blind):
    shirt, _ = on_canvas(cutout("Shirt", "blue"))
    outline = OutlineRegions()
    for name in ("collar", "sleeves", "hem"):
        assert not blind.sees(shirt, name)
        assert (blind.part(shirt, name) == outline.part(shirt, name)).all()
    for attribute in ("A1", "A2", "A3", "A4", "A5"):
        assert (blind.edited(shirt, attribute, "top") == outline.edited(shirt, attribute, "top")).all()


def test_what_is_not_there_is_refused(blind):
    trousers, _ = on_canvas(cutout("Pants", "black"))
    with pytest.raises(InvalidInput, match="Trousers have no sleeves"):
        blind.edited(trousers, "A2", "trousers")
    with pytest.raises(InvalidInput, match="no garment in this picture"):
        blind.part(np.full((384, 256, 3), 255, np.uint8), "hem")
    with pytest.raises(InvalidInput, match=f"Unknown part 'pocket'; known are {', '.join(LOCKS)}"):
        blind.part(trousers, "pocket")


def test_parts_of_a_figure_are_found_where_they_are(shipped):
    outline, better, seen = OutlineRegions(), [], 0
    for index in range(8):
        record = Croquis(7_654_321).record(index)
        image = np.asarray(record.image)
        for name in ("collar", "sleeves", "hem"):
            part = record.parts == PART[name]
            if part.sum() < 200:
                continue
            seen += shipped.sees(image, name)
            scores = []
            for finder in (shipped, outline):
                try:
                    region = finder.part(image, name)
                except InvalidInput:
                    region = np.zeros_like(part)
                scores.append((region & part).sum() / (region | part).sum())
            better.append(scores[0] - scores[1])
    assert seen > 0.7 * len(better) and np.mean(better) > 0.1


def test_regions_have_the_pictures_own_size(striped):
    image = np.asarray(Image.fromarray(on_canvas(cutout("Shirt", "blue"))[0]).resize((512, 768)))
    assert striped.labels(image).shape == (768, 512)
    hem = striped.part(image, "hem")
    assert hem.shape == (768, 512) and striped.sees(image, "hem")
    assert (hem != OutlineRegions().part(image, "hem")).any()
    assert (hem[:, :-1] == hem[:, 1:]).mean() > 0.98, "one piece, not grains"


def test_prints_are_left_to_the_outline(striped):
    shirt, _ = on_canvas(cutout("Shirt", "blue"))
    shirt = shirt.copy()
    shirt[150:200, 110:150] = (250, 220, 30)
    assert (striped.part(shirt, "print") == OutlineRegions().part(shirt, "print")).all()


def test_a_studio_with_a_segmenter_finds_regions_with_it(tiny_components, striped):
    def studio(components: Components) -> Studio:
        return Studio(PRESETS["embedded"], components, torch.device("cpu"), torch.float32)

    assert isinstance(studio(tiny_components).regions, OutlineRegions)
    seeing = studio(replace(tiny_components, segmenter=striped.model))
    pixels = on_canvas(cutout("Shirt", "blue"))[0]
    [idea] = seeing.explore(DesignBrief("blue shirt"), 1, seed=3)
    idea = replace(idea, image=Image.fromarray(pixels))
    assert ((np.asarray(seeing.find_parts(idea, ["hem"])) > 127) == striped.part(pixels, "hem")).all()
    found = np.asarray(seeing.find_region(idea, "A4")) > 127
    assert (found == striped.edited(pixels, "A4", "top")).all()


def test_weights_folders_with_and_without_one(tmp_path, striped):
    for file in CHECKPOINTS.glob("*.safetensors"):
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / "segmenter.safetensors").unlink(missing_ok=True)
    without = load_components(tmp_path, torch.device("cpu"), torch.float32)
    assert without.segmenter is None
    model = striped.model
    save_checkpoint(tmp_path / "segmenter.safetensors", "segmenter", model.config_dict(), model.state_dict())
    seeing = load_components(tmp_path, torch.device("cpu"), torch.float32)
    assert seeing.segmenter is not None and seeing.segmenter.config == model.config
    assert seeing.hashes.keys() - without.hashes.keys() == {"segmenter.safetensors"}, "it shapes laid fabrics"
