"""Thirteen collars: each looks like itself, sits at the neck and shows as much skin as it should."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from equifashion.garments.attributes.collars import COLLAR_SHAPES
from equifashion.garments.figure.body import Figure, Stance, place_body
from equifashion.garments.figure.figure import draw_figure
from equifashion.garments.on_figure.bodice import FITS, half_width, lay_bodice
from equifashion.garments.on_figure.frame import Frame
from equifashion.garments.on_figure.outfit import Garment
from equifashion.garments.on_figure.tops import draw_top
from equifashion.garments.scene.render import render_image, render_parts
from equifashion.garments.scene.scene import Part, Scene
from equifashion.garments.textiles import Fabric
from equifashion.vocabulary import COLLARS

CLOTH = Fabric("plain", ("#7fa7c9",))


def scene_of(collar: str, stance: Stance | None = None, category: str = "blouse", sleeve: str = "long") -> Scene:
    body = place_body(Figure(), stance or Stance())
    sleeve = "sleeveless" if collar == "halter" else sleeve
    kind = None if sleeve == "sleeveless" else "set-in"
    garment = Garment(category, "medium", "regular", CLOTH, sleeve, kind, collar, "straight")
    return Scene((*draw_figure(body), *draw_top(garment, body)), body.pose, unit=body.unit)


def chest_skin(scene: Scene) -> int:
    """Bare pixels between chin and bust."""
    body = place_body(Figure(), Stance())
    top, low = int(body.joints["neck"][1]), int(body.torso.at(0.34)[1])
    middle, reach = int(body.joints["neck"][0]), int(0.45 * body.unit)
    return int((render_parts(scene)[top:low, middle - reach : middle + reach] == Part.SKIN).sum())


def test_every_collar_of_the_vocabulary_is_drawn() -> None:
    assert set(COLLAR_SHAPES) == set(COLLARS)


def test_every_two_collars_look_different() -> None:
    scenes = {collar: scene_of(collar) for collar in COLLAR_SHAPES}
    masks = {collar: render_parts(scene) for collar, scene in scenes.items()}
    pictures = {collar: np.asarray(render_image(scene).convert("L"), float) for collar, scene in scenes.items()}
    for first, second in combinations(COLLAR_SHAPES, 2):
        assert (masks[first] != masks[second]).sum() > 60, (first, second)
        assert (np.abs(pictures[first] - pictures[second]) > 40).sum() > 60, (first, second)


@pytest.mark.parametrize("collar", list(COLLAR_SHAPES))
def test_a_collar_is_labelled_and_lies_at_the_neck(collar: str) -> None:
    body = place_body(Figure(), Stance())
    rows, columns = np.nonzero(render_parts(scene_of(collar)) == Part.COLLAR)
    assert len(rows) > 15
    centre = np.array([columns.mean(), rows.mean()])
    assert np.linalg.norm(centre - body.joints["neck"]) < 0.75 * body.unit


def test_deep_necklines_show_more_skin_than_high_ones() -> None:
    shown = {collar: chest_skin(scene_of(collar)) for collar in COLLAR_SHAPES}
    for high in ("turtleneck", "mandarin collar", "crew neck", "Peter Pan collar"):
        for deep in ("V-neck", "scoop neck", "square neck", "sweetheart", "notched lapel"):
            assert shown[deep] > 2 * shown[high] + 40, (deep, shown[deep], high, shown[high])


def test_straps_bare_the_shoulders() -> None:
    body = place_body(Figure(), Stance())
    above = slice(0, int(body.torso.at(0.14)[1]))
    covered = {}
    for category in ("camisole", "tank top", "blouse"):
        parts = render_parts(
            scene_of("square neck" if category != "blouse" else "crew neck", None, category, "sleeveless")
        )
        covered[category] = np.isin(parts[above], (Part.BODICE, Part.COLLAR)).sum()
    assert 0 < 1.5 * covered["camisole"] < covered["tank top"] < 0.8 * covered["blouse"], covered


def test_a_turtleneck_covers_the_throat_of_a_tilted_head_too() -> None:
    stance = Stance(head=10, torso=4, shoulders=5)
    body = place_body(Figure(), stance)
    x, y = body.neck.at(0.8).astype(int)
    assert render_parts(scene_of("turtleneck", stance))[y, x] == Part.COLLAR


def test_looser_fits_are_wider_everywhere() -> None:
    frame = Frame(place_body(Figure(), Stance()))
    levels = np.linspace(0.25, 1.2, 12)
    widths = [half_width(frame, fit, levels) for fit in FITS]
    assert all((b > a).all() for a, b in pairwise(widths))


def test_the_sides_of_a_bodice_end_at_its_hem() -> None:
    frame = Frame(place_body(Figure(), Stance(torso=5, hips=-6)))
    bodice = lay_bodice(frame, "regular", "V-neck", 0.93)
    assert np.allclose(bodice.sides["left"][-1], bodice.hem[0], atol=0.01)
    assert np.allclose(bodice.sides["right"][-1], bodice.hem[-1], atol=0.01)
