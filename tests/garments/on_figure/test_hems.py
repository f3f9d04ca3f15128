"""Hems: all twenty differ to the eye, show up in the masks, and end where the garment's sides lead."""

from itertools import combinations

import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.garments.figure.body import Figure, Stance, place_body
from equifashion.garments.on_figure.hems import HEM_STYLES, attach, finish_hem
from equifashion.garments.on_figure.outfit import Garment
from equifashion.garments.on_figure.skirts import draw_skirt
from equifashion.garments.on_figure.trousers import draw_trousers
from equifashion.garments.scene.curves import polyline
from equifashion.garments.scene.render import render_parts
from equifashion.garments.scene.scene import Fill, Part, Scene, Shape
from equifashion.garments.textiles import Fabric
from equifashion.vocabulary import HEMS

BODY = place_body(Figure(), Stance())
CLOTH = Fabric("plain", ("#7f9fc4",))


def _masks(draw, category: str, length: str, silhouette: str) -> dict[str, np.ndarray]:
    garments = {hem: Garment(category, length, silhouette, CLOTH, hem=hem, seed=3) for hem in HEM_STYLES}
    return {hem: render_parts(Scene(tuple(draw(g, BODY)), BODY.pose)) for hem, g in garments.items()}


def _sleeve_end(hem: str) -> np.ndarray:
    """A sleeve-like strip that points to the right, its end finished."""
    edge = np.array([[150.0, 190.0], [150.0, 205.0]])[::-1]
    sides = (np.array([[100.0, 205.0], [150.0, 205.0]]), np.array([[100.0, 190.0], [150.0, 190.0]]))
    pieces = finish_hem(edge, hem, CLOTH, BODY, np.random.default_rng(1), sides=sides, drop=50.0)
    left, right = attach(*sides, pieces, 20.0)
    strip = Shape(Part.SLEEVES, polyline(np.vstack([left, pieces.edge, right[::-1]]), True), Fill("#7f9fc4"))
    return render_parts(Scene((strip, *pieces.shapes), BODY.pose))


def test_styles_are_the_vocabulary():
    assert set(HEM_STYLES) == set(HEMS)


@pytest.mark.parametrize(
    ("draw", "category", "length", "silhouette", "least"),
    [(draw_skirt, "skirt", "long", "a-line", 120), (draw_trousers, "trousers", "long", "straight", 40)],
)
def test_hems_differ_pairwise_and_are_labelled(draw, category, length, silhouette, least):
    masks = _masks(draw, category, length, silhouette)
    for one, other in combinations(masks, 2):
        assert (masks[one] != masks[other]).sum() >= least, (one, other)
    for hem, mask in masks.items():
        assert (mask == Part.HEM).sum() >= 40, hem


@pytest.mark.parametrize("hem", HEM_STYLES)
def test_every_hem_fits_a_narrow_edge_in_any_direction(hem):
    mask = _sleeve_end(hem)
    rows, columns = np.nonzero(mask == Part.HEM)
    assert len(rows) >= 8
    assert columns.min() > 110  # it stays near the strip's end
    assert rows.min() > 165 and rows.max() < 230


def test_attached_sides_meet_the_hem():
    edge = np.stack([np.linspace(80, 170, 40), np.full(40, 250.0)], axis=1)
    sides = (np.array([[100.0, 150.0], [80.0, 250.0]]), np.array([[150.0, 150.0], [170.0, 250.0]]))
    for hem in HEM_STYLES:
        pieces = finish_hem(edge, hem, CLOTH, BODY, np.random.default_rng(2), sides=sides, drop=100.0)
        left, right = attach(*sides, pieces, 60.0)
        assert np.linalg.norm(left[-1] - pieces.edge[0]) < 1e-6, hem
        assert np.linalg.norm(right[-1] - pieces.edge[-1]) < 1e-6, hem
        assert np.allclose(left[0], sides[0][0]) and np.allclose(right[0], sides[1][0]), hem


def test_hems_depend_only_on_the_generator():
    edge = np.stack([np.linspace(80, 170, 40), np.full(40, 250.0)], axis=1)
    for hem in ("raw", "fringed", "ruffled"):
        one, same, other = (finish_hem(edge, hem, CLOTH, BODY, np.random.default_rng(s)) for s in (1, 1, 2))
        assert one.shapes == same.shapes
        assert one.shapes != other.shapes


def test_an_unknown_hem_is_refused():
    with pytest.raises(InvalidInput, match="scalloped"):
        finish_hem(np.array([[0.0, 0.0], [9.0, 0.0]]), "wavy", CLOTH, BODY, np.random.default_rng(0))
