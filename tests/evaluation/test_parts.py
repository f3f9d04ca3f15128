"""The judge of part segmenters and region finders, on freshly drawn figures and finders that know or guess."""

import numpy as np
import pytest
import torch
from scipy.ndimage import binary_dilation

from equifashion.datasets.build import build
from equifashion.datasets.record import PART_NAMES
from equifashion.datasets.sources.croquis import Croquis
from equifashion.errors import InvalidInput
from equifashion.evaluation.parts import ROOM, held_out, score_finder, score_parts
from equifashion.imaging.part_finder import OutlineRegions
from equifashion.models.segmenter import PartConfig, PartSegmenter
from equifashion.training.samples import load_samples


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    home = tmp_path_factory.mktemp("parts")
    build(Croquis(9), 40, home / "set")
    return load_samples([home / "set"], home / "cache")


class Knowing:
    """A finder that looks the parts up, and leaves as much room around them as locks do."""

    def __init__(self, samples) -> None:
        self.known = {samples.image(i).tobytes(): samples.parts(i) for i in range(len(samples))}

    def part(self, image: np.ndarray, name: str) -> np.ndarray:
        return binary_dilation(self.known[image.tobytes()] == PART_NAMES.index(name), iterations=ROOM)


class Refusing:
    def part(self, image: np.ndarray, name: str) -> np.ndarray:
        raise InvalidInput("Nothing was found.")


def test_a_segmenter_that_has_learned_nothing_scores_as_its_control(samples):
    torch.manual_seed(0)
    scores = score_parts(PartSegmenter(PartConfig(PART_NAMES, (4, 4))).eval(), samples)
    assert scores.pictures == len(held_out(samples, None)) > 1
    assert np.nanmean(scores.worn) < 0.2 and abs(np.nanmean(scores.worn) - np.nanmean(scores.control)) < 0.05
    assert np.isnan(scores.alone[PART_NAMES.index("hair")]) and not np.isnan(scores.alone[0])
    text = "\n".join(scores.to_markdown())
    assert f"N = {scores.pictures}" in text and all(name in text for name in PART_NAMES)


def test_a_finder_that_knows_holds_every_part(samples):
    knowing, outline = score_finder(Knowing(samples), samples), score_finder(OutlineRegions(), samples)
    for name, scores in knowing.items():
        assert (scores.overlap, scores.held, scores.refused) == (1.0, 1.0, 0.0), name
        assert outline[name].overlap < 0.8 and outline[name].pictures == scores.pictures
    for scores in score_finder(Refusing(), samples, count=1).values():
        assert (scores.pictures, scores.overlap, scores.held, scores.refused) == (1, 0.0, 0.0, 1.0)


def test_pictures_without_labels_cannot_be_judged(garments_folder, tmp_path):
    with pytest.raises(InvalidInput, match="No held-out picture has part labels"):
        held_out(load_samples([garments_folder], tmp_path), 3)
