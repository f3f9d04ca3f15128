"""Regions made anew with the shipped weights."""

import numpy as np
import pytest

from equifashion import DesignBrief
from tests.support.cut_ideas import region_of

pytestmark = pytest.mark.slow


def across_and_inside(image: np.ndarray, region: np.ndarray) -> tuple[float, float]:
    """Mean difference of neighbouring pixels across the region's border, and inside it."""
    pixels, across, inside = image.astype(float), [], []
    for axis in (0, 1):
        change = np.abs(np.diff(pixels, axis=axis)).mean(axis=2)
        first, second = (np.take(region, np.arange(*span), axis=axis) for span in _halves(region.shape[axis]))
        across.append(change[first != second])
        inside.append(change[first & second])
    return float(np.concatenate(across).mean()), float(np.concatenate(inside).mean())


def _halves(length: int) -> tuple[tuple[int, int], tuple[int, int]]:
    return (0, length - 1), (1, length)


@pytest.fixture(scope="module")
def works(studio):
    """Ideas and their finished designs."""
    ideas = [studio.explore(DesignBrief(p), 1, seed=7)[0] for p in ("red dress", "blue t-shirt", "green sweater")]
    return [work for idea in ideas for work in (idea, studio.finish(idea))]


@pytest.mark.parametrize(("attribute", "value"), [("A1", "extra-long"), ("A4", "V-neck"), ("A5", "ruffled")])
def test_nothing_outside_changes_and_no_seam_shows(studio, works, attribute, value):
    across, inside = [], []
    for work in works:
        edited = studio.inpaint(work, attribute=attribute, value=value)
        region = region_of(edited.recipe, work.image.size)
        before, after = np.asarray(work.image), np.asarray(edited.image)
        assert (before[~region] == after[~region]).all() and (before[region] != after[region]).any()
        found = across_and_inside(after, region)
        across.append(found[0])
        inside.append(found[1])
    assert np.mean(across) <= np.mean(inside), (across, inside)
