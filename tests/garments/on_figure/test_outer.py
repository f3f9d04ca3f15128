"""Outer layers: closed and open, their parts, capes and the áo dài."""

from dataclasses import replace

import numpy as np
import pytest

from equifashion.garments.figure.body import Figure, Stance, place_body
from equifashion.garments.figure.figure import draw_figure
from equifashion.garments.figure.poses import POSES
from equifashion.garments.on_figure.dress_up import draw_outfit
from equifashion.garments.on_figure.outer import STYLES
from equifashion.garments.on_figure.outfit import Garment, Outfit, sample_garment
from equifashion.garments.scene.render import render_image, render_parts
from equifashion.garments.scene.scene import Part, Scene
from equifashion.garments.textiles import Fabric
from equifashion.vocabulary import CATEGORIES

BODY = place_body(Figure(), Stance())
WHITE = Fabric("plain", ("#ffffff",))
TOP = Garment("t-shirt", "medium", "regular", WHITE, "short", "set-in", "crew neck", "straight")


def layer(category: str, **changes) -> Garment:
    garment = sample_garment(np.random.default_rng(3), category)
    return replace(garment, fabric=Fabric("plain", ("#405a3c",)), hem="straight", **changes)


def scene_of(garments: tuple[Garment, ...], body=BODY) -> Scene:
    return Scene((*draw_figure(body), *draw_outfit(Outfit(garments), body)), body.pose, unit=body.unit)


def white_pixels(scene: Scene) -> int:
    """Pixels on the torso in the colour of the top underneath."""
    picture = np.asarray(render_image(scene), int)
    inside = render_parts(scene) == Part.BODICE
    return int((inside & (picture.min(2) > 190)).sum())


@pytest.mark.parametrize("category", list(STYLES))
def test_open_layers_show_what_is_under_them(category: str) -> None:
    closed, opened = (white_pixels(scene_of((TOP, layer(category, opened=o, belted=False)))) for o in (False, True))
    assert opened > closed + 150, (closed, opened)


@pytest.mark.parametrize("category", [n for n, c in CATEGORIES.items() if c.kind == "outer"])
def test_every_outer_layer_draws_in_every_stance(category: str) -> None:
    names = list(POSES)
    for i in range(0, len(names), 6):
        body = place_body(Figure(presentation="masculine", shape="full"), POSES[names[i]])
        garment = sample_garment(np.random.default_rng(i), category)
        parts = render_parts(scene_of((TOP, garment), body))
        assert (parts == Part.BODICE).sum() > 300
        if garment.sleeve_type:
            assert (parts == Part.SLEEVES).sum() > 100


def test_every_two_outer_layers_look_different() -> None:
    pictures = {}
    for category in STYLES:
        sleeves = {"sleeve_length": "long", "sleeve_type": "set-in"} if category != "waistcoat" else {}
        garment = layer(category, opened=False, length="short", silhouette="regular", trim="#eeeeee", **sleeves)
        garment = replace(garment, collar="V-neck", belted=False)
        pictures[category] = np.asarray(render_image(scene_of((garment,))).convert("L"), float)
    names = list(pictures)
    for i, first in enumerate(names):
        for second in names[i + 1 :]:
            assert (np.abs(pictures[first] - pictures[second]) > 25).sum() > 80, (first, second)


def test_a_trench_coat_is_belted() -> None:
    parts = render_parts(scene_of((layer("trench coat", opened=False, belted=True),)))
    assert (parts == Part.WAIST).sum() > 50


def test_a_cape_covers_hanging_arms_and_leaves_lifted_hands_free() -> None:
    cape = layer("cape", opened=False, length="medium")
    parts = render_parts(scene_of((cape,)))
    x, y = BODY.arms["left"].at(0.3).astype(int)
    assert parts[y, x] == Part.BODICE
    body = place_body(Figure(), Stance(arms=(-150, -170, 60, 120)))
    x, y = body.joints["right wrist"].astype(int)
    assert render_parts(scene_of((cape,), body))[y, x] == Part.SKIN


def test_an_ao_dai_parts_over_its_trousers() -> None:
    dress = replace(sample_garment(np.random.default_rng(2), "áo dài"), fabric=WHITE, length="extra-long")
    trousers = Garment("trousers", "extra-long", "wide", Fabric("plain", ("#202020",)), hem="straight")
    picture = np.asarray(render_image(scene_of((trousers, dress))).convert("L"), float)
    row = int(BODY.joints["left knee"][1])
    assert (picture[row] < 90).sum() > 8  # trousers beside the panel
    assert (picture[row, 100:156] > 180).sum() > 15  # the panel
