"""Regions by the segmenter: parts where it sees them, the outline elsewhere, figures out of the way."""

from pathlib import Path

import numpy as np
import pytest
import torch
from drawn_garments import cutout, on_canvas

from equifashion.data.record import PART_NAMES
from equifashion.data.sources.croquis import Croquis
from equifashion.errors import InvalidInput
from equifashion.imaging.regions import LOCKS, OutlineRegions
from equifashion.pipeline.part_regions import PartRegions
from equifashion.semantics.parts import PartConfig, PartSegmenter, load_segmenter

SHIPPED = Path(__file__).parents[2] / "checkpoints" / "segmenter.safetensors"
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
def shipped() -> PartRegions:
    return PartRegions(load_segmenter(SHIPPED))


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


def test_regions_have_the_pictures_own_size(shipped):
    image = np.asarray(Croquis(7_654_321).record(0).image.resize((512, 768)))
    assert shipped.part(image, "hem").shape == (768, 512)
    assert shipped.labels(image).shape == (768, 512)


def test_a_studio_with_a_segmenter_finds_regions_with_it(studio):
    from equifashion import DesignBrief

    [idea] = studio.explore(DesignBrief("blue shirt"), 1, seed=3)
    finder = PartRegions(load_segmenter(SHIPPED))
    pixels = np.asarray(idea.image)
    assert (np.asarray(studio.find_parts(idea, ["collar"])) > 127).tolist() == finder.part(
        pixels, "collar"
    ).tolist()
    assert (np.asarray(studio.find_region(idea, "A4")) > 127).tolist() == finder.edited(
        pixels, "A4", "top"
    ).tolist()
    assert "segmenter.safetensors" not in studio.weights, "recipes keep the regions, not what found them"
