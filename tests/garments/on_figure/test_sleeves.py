"""Sixteen sleeves: each looks like itself, grows with its length and follows the arm."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from equifashion.garments.attributes.lengths import SLEEVE_LENGTH_MEASURES
from equifashion.garments.attributes.sleeves import SLEEVE_SHAPES
from equifashion.garments.figure.body import SIDES, Figure, Stance, place_body
from equifashion.garments.on_figure.bodice import lay_bodice
from equifashion.garments.on_figure.frame import Frame
from equifashion.garments.on_figure.outfit import Garment
from equifashion.garments.on_figure.sleeves import lay_sleeve
from equifashion.garments.on_figure.tops import draw_top
from equifashion.garments.scene.render import render_image, render_parts
from equifashion.garments.scene.scene import Part, Scene
from equifashion.garments.textiles import Fabric
from equifashion.vocabulary import SLEEVE_TYPES, Attribute
from equifashion.vocabulary.rules import compatible

STANCES = {
    "hanging": Stance(),
    "hand on hip": Stance(arms=(-40, 45, 14, 6)),
    "raised": Stance(arms=(-150, -165, 70, 100)),
    "behind": Stance(arms=(-22, 12, 22, -12), behind_arms=(True, True)),
    "crossed": Stance(arms=(-18, 70, 18, -70), front_arms=(True, True)),
}


def scene_of(kind: str, length: str, stance: str = "hanging") -> Scene:
    body = place_body(Figure(), STANCES[stance])
    cloth = Fabric("plain", ("#7fa7c9",))
    garment = Garment("blouse", "medium", "regular", cloth, length, kind, "crew neck", "straight")
    return Scene(tuple(draw_top(garment, body)), body.pose, unit=body.unit)


def lengths_of(kind: str) -> list[str]:
    return [
        n
        for n, row in SLEEVE_LENGTH_MEASURES.items()
        if row.arm_share and compatible("top", (Attribute.SLEEVE_TYPE, kind), (Attribute.SLEEVE_LENGTH, n))
    ]


def sleeve_pixels(scene: Scene) -> int:
    return int((render_parts(scene) == Part.SLEEVES).sum())


def test_every_type_of_the_vocabulary_has_a_cut() -> None:
    assert set(SLEEVE_SHAPES) == set(SLEEVE_TYPES)


def test_every_two_types_look_different() -> None:
    scenes = {kind: scene_of(kind, lengths_of(kind)[-1]) for kind in SLEEVE_SHAPES}
    masks = {kind: render_parts(scene) for kind, scene in scenes.items()}
    pictures = {kind: np.asarray(render_image(scene).convert("L"), float) for kind, scene in scenes.items()}
    for first, second in combinations(SLEEVE_SHAPES, 2):
        assert (masks[first] != masks[second]).sum() > 120, (first, second)
        assert (np.abs(pictures[first] - pictures[second]) > 40).sum() > 150, (first, second)


@pytest.mark.parametrize("kind", list(SLEEVE_SHAPES))
def test_a_longer_sleeve_covers_more(kind: str) -> None:
    sizes = [sleeve_pixels(scene_of(kind, length)) for length in lengths_of(kind)]
    assert all(b > 1.1 * a for a, b in pairwise(sizes)), sizes
    assert sizes[0] > 100


@pytest.mark.parametrize("stance", list(STANCES))
def test_long_sleeves_reach_the_wrists_in_any_pose(stance: str) -> None:
    body = place_body(Figure(), STANCES[stance])
    parts = render_parts(scene_of("set-in", "long", stance))
    for side in SIDES:
        for t in (0.45, 0.75, 0.95):
            x, y = body.arms[side].at(t).astype(int)
            covering = (Part.SLEEVES, Part.BODICE) if stance == "behind" else (Part.SLEEVES,)
            assert parts[y, x] in covering, (side, t)


@pytest.mark.parametrize("stance", list(STANCES))
@pytest.mark.parametrize("kind", list(SLEEVE_SHAPES))
def test_a_sleeve_starts_at_its_armhole_and_covers_the_arm(kind: str, stance: str) -> None:
    body = place_body(Figure(), STANCES[stance])
    frame = Frame(body)
    bodice = lay_bodice(frame, "regular", "crew neck", 0.93, SLEEVE_SHAPES[kind].depth)
    for side in SIDES:
        sleeve = lay_sleeve(body, side, kind, lengths_of(kind)[-1], "regular", bodice.armholes[side])
        for edge in (sleeve.outer, sleeve.inner, sleeve.armhole):
            assert np.isfinite(edge).all()
        assert np.linalg.norm(sleeve.inner[0] - sleeve.armhole[-1]) < 0.35 * body.unit
        middle = (sleeve.outer[-1] + sleeve.inner[-1]) / 2
        assert np.linalg.norm(middle - body.arms[side].at(sleeve.end)) < 0.45 * body.unit


def test_an_oversized_sleeve_is_wider_than_a_fitted_one() -> None:
    body = place_body(Figure(), Stance())
    hole = lay_bodice(Frame(body), "fitted", "crew neck", 0.93).armholes["left"]
    narrow, wide = (lay_sleeve(body, "left", "set-in", "long", fit, hole).spine for fit in ("fitted", "oversized"))
    assert wide.half_at(0.5) > 1.2 * narrow.half_at(0.5)


def test_what_comes_out_from_under_a_shorter_sleeve_leaves_the_shoulder_out() -> None:
    body = place_body(Figure(), Stance())
    hole = lay_bodice(Frame(body), "fitted", "crew neck", 0.93).armholes["left"]
    below = lay_sleeve(body, "left", "set-in", "long", "fitted", hole, below=True)
    assert below.outer[0][1] > body.joints["left shoulder"][1] + 0.3 * body.unit
