"""Skirts: lengths and silhouettes in order, legs enclosed in every stance, outlines sound, drawings repeatable."""

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from equifashion.garments.attributes.lengths import LENGTH_MEASURES
from equifashion.garments.figure.body import Figure, Stance, place_body
from equifashion.garments.figure.poses import POSES
from equifashion.garments.on_figure.outfit import Garment
from equifashion.garments.on_figure.skirts import SILHOUETTES, draw_skirt
from equifashion.garments.scene.render import render_parts
from equifashion.garments.scene.scene import Part, Scene
from equifashion.garments.textiles import Fabric
from equifashion.vocabulary import GARMENT_LENGTHS as LENGTH_WORDS

BODY = place_body(Figure(), Stance())
CLOTH = Fabric("plain", ("#7f9fc4",))
SKIRT = Garment("skirt", "medium", "a-line", CLOTH, hem="straight", seed=3)


def _mask(garment: Garment, body=BODY) -> np.ndarray:
    return render_parts(Scene(tuple(draw_skirt(garment, body)), body.pose))


def _worn(mask: np.ndarray) -> np.ndarray:
    return (mask == Part.LOWER) | (mask == Part.HEM)


def _hem_width(garment: Garment) -> int:
    worn = _worn(_mask(garment))
    return int(worn[np.flatnonzero(worn.any(1))[-16:]].any(0).sum())


@pytest.mark.parametrize("silhouette", SILHOUETTES)
def test_longer_words_cover_more_and_reach_lower(silhouette):
    assert set(LENGTH_MEASURES) == set(LENGTH_WORDS)
    masks = [_worn(_mask(replace(SKIRT, length=length, silhouette=silhouette))) for length in LENGTH_MEASURES]
    area = [int(m.sum()) for m in masks]
    lowest = [int(np.flatnonzero(m.any(1)).max()) for m in masks]
    assert all(b > 1.1 * a for a, b in pairwise(area))
    assert all(b >= a + 12 for a, b in pairwise(lowest))


def test_silhouettes_widen_in_order():
    order = ("pencil", "straight", "a-line", "flared", "circle")
    widths = [_hem_width(replace(SKIRT, silhouette=s, length="long")) for s in order]
    assert all(b >= a + 6 for a, b in pairwise(widths)), dict(zip(order, widths, strict=True))
    maxi = {s: _hem_width(replace(SKIRT, silhouette=s, length="extra-long")) for s in SILHOUETTES}
    assert maxi["tulip"] < maxi["straight"] < maxi["mermaid"]
    assert maxi["ball gown"] > 1.8 * maxi["straight"]


def test_a_mermaid_hugs_the_knee_and_a_tulip_swells_at_the_hip():
    def at(silhouette: str, share: float) -> int:
        worn = _worn(_mask(replace(SKIRT, silhouette=silhouette, length="extra-long")))
        rows = np.flatnonzero(worn.any(1))
        return int(worn[rows[int(share * (len(rows) - 1))]].sum())

    assert at("mermaid", 0.45) < 0.6 * at("mermaid", 0.95)
    assert at("tulip", 0.25) > 1.15 * at("tulip", 0.9)


@pytest.mark.parametrize("name", POSES)
def test_the_thighs_are_covered_and_the_outline_is_sound_in_every_stance(name):
    body = place_body(Figure(), POSES[name])
    shapes = draw_skirt(replace(SKIRT, silhouette="straight", length="medium"), body)
    for shape in shapes:
        assert shape.outline.startswith("M") and shape.outline.endswith("Z")
        numbers = np.array(re.findall(r"-?\d+\.?\d*", shape.outline), float)
        assert np.isfinite(numbers).all() and "nan" not in shape.outline
        assert numbers.min() > -25 and numbers.max() < 410
    mask = render_parts(Scene(tuple(shapes), body.pose))
    for leg in body.legs.values():
        for x, y in leg.at(np.array([0.05, 0.15, 0.25])):
            assert mask[round(y), round(x)] in (Part.LOWER, Part.HEM, Part.WAIST), (name, x, y)


def test_a_dress_skirt_starts_where_it_is_told():
    dress = replace(SKIRT, category="dress")
    empire, waist = (render_parts(Scene(tuple(draw_skirt(dress, BODY, t)), BODY.pose)) for t in (0.44, 0.62))
    first = [int(np.flatnonzero(_worn(m).any(1)).min()) for m in (empire, waist)]
    assert first[0] < first[1] - 10
    assert not (waist == Part.WAIST).any()
    assert (_mask(SKIRT) == Part.WAIST).any()


def test_the_same_seed_draws_the_same_skirt():
    assert draw_skirt(SKIRT, BODY) == draw_skirt(SKIRT, BODY)
    assert draw_skirt(SKIRT, BODY) != draw_skirt(replace(SKIRT, seed=4), BODY)
