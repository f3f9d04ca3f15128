"""Trousers: lengths and silhouettes in order, both legs dressed in every stance, details where they belong."""

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from equifashion.garments.attributes.lengths import LENGTH_MEASURES
from equifashion.garments.figure.body import Figure, Stance, place_body
from equifashion.garments.figure.poses import POSES
from equifashion.garments.on_figure.outfit import Garment
from equifashion.garments.on_figure.trouser_details import THREAD
from equifashion.garments.on_figure.trousers import SILHOUETTES, draw_trousers
from equifashion.garments.scene.render import render_parts
from equifashion.garments.scene.scene import Part, Scene
from equifashion.garments.textiles import Fabric
from equifashion.vocabulary import CATEGORIES
from equifashion.vocabulary import GARMENT_LENGTHS as LENGTH_WORDS

BODY = place_body(Figure(), Stance())
CLOTH = Fabric("twill", ("#b9a27c",))
TROUSERS = Garment("trousers", "long", "straight", CLOTH, hem="straight", seed=3)
LEGGED = [name for name, c in CATEGORIES.items() if c.kind in ("trousers", "one-piece")]


def _worn(garment: Garment, body=BODY) -> np.ndarray:
    mask = render_parts(Scene(tuple(draw_trousers(garment, body)), body.pose))
    return (mask == Part.LOWER) | (mask == Part.HEM)


@pytest.mark.parametrize("silhouette", SILHOUETTES)
def test_longer_words_cover_more_and_reach_lower(silhouette):
    assert set(LENGTH_MEASURES) == set(LENGTH_WORDS)
    masks = [_worn(replace(TROUSERS, length=length, silhouette=silhouette)) for length in LENGTH_MEASURES]
    area = [int(m.sum()) for m in masks]
    lowest = [int(np.flatnonzero(m.any(1)).max()) for m in masks]
    assert all(b > 1.02 * a for a, b in pairwise(area))
    assert all(b >= a + 8 for a, b in pairwise(lowest))


def test_silhouettes_widen_in_order():
    def width(silhouette: str, share: float) -> int:
        worn = _worn(replace(TROUSERS, silhouette=silhouette, length="extra-long"))
        rows = np.flatnonzero(worn.any(1))
        return int(worn[rows[int(share * (len(rows) - 1))]].sum())

    hems = [width(s, 0.97) for s in ("skinny", "slim", "straight", "flared", "wide")]
    assert all(b >= a + 3 for a, b in pairwise(hems)), hems
    assert width("tapered", 0.35) > width("slim", 0.35) and width("tapered", 0.97) < width("straight", 0.97)
    assert width("harem", 0.5) > 1.6 * width("harem", 0.96)
    assert width("flared", 0.55) < 0.7 * width("wide", 0.55)


@pytest.mark.parametrize("name", POSES)
def test_both_legs_are_dressed_and_outlines_are_sound_in_every_stance(name):
    body = place_body(Figure(), POSES[name])
    shapes = draw_trousers(TROUSERS, body)
    for shape in shapes:
        assert shape.outline.startswith("M") and shape.outline.endswith("Z")
        numbers = np.array(re.findall(r"-?\d+\.?\d*", shape.outline), float)
        assert numbers.min() > -25 and numbers.max() < 410
    worn = _worn(TROUSERS, body)
    for leg in body.legs.values():
        for x, y in leg.at(np.array([0.1, 0.3, 0.5, 0.7, 0.85])):
            assert worn[round(y), round(x)], (name, x, y)


def test_skinny_legs_hide_the_skin():
    tight = _worn(replace(TROUSERS, silhouette="skinny"))
    for leg in BODY.legs.values():
        for sign in (-1, 1):
            edge = leg.side(sign, 0.3, 0.9, -0.6)
            assert all(tight[round(y), round(x)] for x, y in edge)


def test_the_leg_in_front_covers_the_other_where_they_cross():
    crossed = Stance(legs=(9.0, 3.0, -9.0, -3.0), front_leg="left")
    for front in ("left", "right"):
        body = place_body(Figure(), replace(crossed, front_leg=front))
        cloth = [s for s in draw_trousers(TROUSERS, body) if s.part == Part.LOWER and s.line == 0]
        ankle = body.joints[f"{front} ankle"] - [0.0, 20.0]
        top = max(cloth, key=lambda s: s.z)
        mask = render_parts(Scene((top,), body.pose))
        assert mask[round(ankle[1]), round(ankle[0])] == Part.LOWER


@pytest.mark.parametrize("category", LEGGED)
def test_every_category_is_drawn(category):
    admitted = CATEGORIES[category]
    for silhouette in admitted.silhouettes:
        garment = Garment(category, admitted.lengths[-1], silhouette, CLOTH, hem=admitted.hems[0], seed=1)
        shapes = draw_trousers(garment, BODY)
        assert sum(s.part == Part.LOWER for s in shapes) >= 2
        bodice = {s.part for s in shapes} & {Part.BODICE}
        assert bool(bodice) == (category == "dungarees")


def test_denim_is_topstitched():
    jeans = replace(TROUSERS, category="jeans", fabric=Fabric("denim", ("#4a6a94",)))
    threads = [s for shape in draw_trousers(jeans, BODY) for s in shape.strokes if s.colour == THREAD]
    assert len(threads) >= 6
    assert not [s for shape in draw_trousers(TROUSERS, BODY) for s in shape.strokes if s.colour == THREAD]


def test_the_same_seed_draws_the_same_trousers():
    assert draw_trousers(TROUSERS, BODY) == draw_trousers(TROUSERS, BODY)
    assert draw_trousers(TROUSERS, BODY) != draw_trousers(replace(TROUSERS, seed=4), BODY)
