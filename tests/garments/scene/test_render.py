"""Pictures, part masks and sketches of one scene agree to the pixel."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import ndimage

from equifashion.errors import InvalidInput
from equifashion.garments.figure.body import Figure, place_body
from equifashion.garments.figure.figure import draw_figure
from equifashion.garments.figure.poses import POSES
from equifashion.garments.on_figure.drape import fading_shade
from equifashion.garments.scene.render import render_image, render_parts, render_sketch, to_svg
from equifashion.garments.scene.scene import Fill, Part, Scene, Shade, Shape, Stroke
from equifashion.garments.scene.sketching import HANDS, flattened
from equifashion.garments.textiles import Fabric

_POSE = place_body(Figure(), POSES["standing"]).pose


def _square(x: float, y: float, side: float) -> str:
    return f"M{x} {y}L{x + side} {y}L{x + side} {y + side}L{x} {y + side}Z"


@pytest.fixture(scope="module")
def figure() -> Scene:
    body = place_body(Figure(hair="bob", skin_tone=3), POSES["hand on hip"])
    return Scene(tuple(draw_figure(body)), body.pose, unit=body.unit)


def test_masks_partition_the_canvas_in_painters_order() -> None:
    scene = Scene(
        (
            Shape(Part.BODICE, _square(50, 50, 100), Fill("#aa0000"), z=2),
            Shape(Part.LOWER, _square(20, 20, 100), Fill("#00aa00"), z=1),
            Shape(Part.COLLAR, _square(60, 60, 40) + _square(70, 70, 20), Fill("#0000aa"), z=3),
        ),
        _POSE,
    )
    labels = render_parts(scene)
    assert labels.shape == (384, 256)
    assert labels.dtype == np.uint8
    assert (labels == Part.BODICE).sum() == 100**2 - 40**2 + 20**2
    assert (labels == Part.COLLAR).sum() == 40**2 - 20**2  # even-odd: its inside is a hole
    assert (labels == Part.LOWER).sum() == 100**2 - 70**2
    assert (labels == Part.BACKGROUND).sum() == 384 * 256 - 100**2 - 100**2 + 70**2


def test_a_figures_masks_match_its_picture(figure: Scene) -> None:
    labels = render_parts(figure)
    assert set(np.unique(labels)) == {Part.BACKGROUND, Part.SKIN, Part.HAIR, Part.SHOES}
    picture = np.asarray(render_image(figure)).astype(int)
    white = (picture > 250).all(2)
    away = ndimage.binary_erosion(labels == Part.BACKGROUND, iterations=2)
    assert white[away].all()
    inside = ndimage.binary_erosion(labels != Part.BACKGROUND, iterations=2)
    assert white[inside].mean() < 0.002  # but for sparks in the eyes


def test_sketch_lines_coincide_with_the_pictures_contours(figure: Scene) -> None:
    edge = _edges(render_parts(figure) != Part.BACKGROUND)
    for hand, tolerance in (("clean", 1.5), ("sparse", 1.5), ("rough", 2.5)):
        ink = np.asarray(render_sketch(figure, hand, np.random.default_rng(0))) < 215
        assert _covered(edge, ink, tolerance) > 0.95, hand
        shifted = np.roll(ink, (9, 7), (0, 1))
        assert _covered(edge, shifted, tolerance) < 0.6, hand


def _edges(mask: np.ndarray) -> np.ndarray:
    return mask & ~ndimage.binary_erosion(mask)


def _covered(edge: np.ndarray, ink: np.ndarray, tolerance: float) -> float:
    return float((ndimage.distance_transform_edt(~ink)[edge] <= tolerance).mean())


@pytest.mark.parametrize("hand", HANDS)
def test_hidden_lines_are_removed(hand: str) -> None:
    shapes = (
        Shape(Part.LOWER, _square(40, 40, 80), Fill("#333333"), z=1),
        Shape(Part.BODICE, _square(80, 80, 80), Fill("#333333"), z=2),
    )
    sketch = np.asarray(render_sketch(Scene(shapes, _far_pose()), hand, np.random.default_rng(1)))
    assert (sketch[88:152, 88:152] > 250).all()
    assert (sketch[40:60, 37:43] < 200).any()


def _far_pose():
    """A pose whose construction lines lie low on the canvas."""
    keypoints = tuple((0.5 + 0.001 * i, 0.9, 1.0) for i in range(18))
    return type(_POSE)(keypoints)


def test_hands_draw_what_they_should() -> None:
    fold = Stroke("M60 60.5L100 60.5", 1.0, "fold")
    seam = Stroke("M60 80.5L100 80.5", 1.0, "seam")
    button = Stroke(_square(70, 95, 6), 1.0, "detail", "#111111", filled=True)
    pearl = Stroke(_square(90, 95, 6), 1.0, "detail", "#eeeeee", filled=True)
    scene = Scene(
        (Shape(Part.BODICE, _square(40, 40, 80), Fill("#8899aa"), 0.9, (fold, seam, button, pearl)),), _POSE
    )
    clean, sparse = (np.asarray(render_sketch(scene, h, np.random.default_rng(0))) for h in ("clean", "sparse"))
    for row in (60, 80):
        assert clean[row - 1 : row + 2, 70].min() < 160
        assert sparse[row - 1 : row + 2, 70].min() > 250
    for sketch in (clean, sparse):
        assert sketch[98, 73] < 60
        assert sketch[98, 93] > 250
        assert sketch[97, 88:92].min() < 200  # the pearl is outlined


def test_the_rough_hand_strays_and_the_clean_one_does_not(figure: Scene) -> None:
    for hand, same in (("clean", True), ("rough", False)):
        legs = replace(figure, shapes=figure.shapes[:2])
        first, again, other = (
            np.asarray(render_sketch(legs, hand, np.random.default_rng(seed))) for seed in (1, 1, 2)
        )
        assert np.array_equal(first, again)
        assert np.array_equal(first, other) == same


def test_an_unknown_hand_is_refused() -> None:
    with pytest.raises(InvalidInput, match="clean"):
        render_sketch(Scene((), _POSE), "left", np.random.default_rng(0))


def test_pictures_are_filled_shaded_and_stroked_inside_their_shape() -> None:
    shape = Shape(
        Part.BODICE,
        _square(100, 100, 60),
        Fill("#c04040"),
        0.0,
        (Stroke("M80 130L180 130", 4.0, "detail", "#0000ff"),),
        (Shade(_square(100, 100, 20), 0.5),),
    )
    picture = np.asarray(render_image(Scene((shape,), _POSE, ground="#fafafa")))
    assert tuple(picture[20, 20]) == (250, 250, 250)
    assert tuple(picture[150, 150]) == (192, 64, 64)
    assert tuple(picture[130, 130]) == (0, 0, 255)
    assert tuple(picture[130, 90]) == (250, 250, 250)  # clipped
    assert picture[110, 110, 0] < 192
    assert render_image(Scene((shape,), _POSE), 2).size == (512, 768)


def test_a_fading_shade_is_darkest_along_its_line_and_gone_where_it_ends() -> None:
    shade = fading_shade(np.array([[100.0, 110.0], [100.0, 190.0]]), 40.0, 0.5, np.array([1.0, 0.0]))
    shape = Shape(Part.LOWER, _square(80, 100, 100), Fill("#c0c0c0"), 0.0, (), (shade,))
    red = np.asarray(render_image(Scene((shape,), _POSE)))[140, :, 0].astype(int)
    assert red[90] == red[150] == 192
    assert red[101] < 130
    assert (np.diff(red[101:141]) >= 0).all()


def test_fabrics_fill_and_patterns_are_shared() -> None:
    cloth = Fill(fabric=Fabric("striped", ("#203060", "#f0f0f0")))
    shapes = tuple(Shape(Part.LOWER, _square(20 + 70 * i, 100, 60), cloth) for i in range(3))
    scene = Scene(shapes, _POSE)
    assert to_svg(scene).count("<pattern") == to_svg(Scene(shapes[:1], _POSE)).count("<pattern")
    patch = np.asarray(render_image(scene))[105:155, 25:75].reshape(-1, 3)
    assert len(np.unique(patch, axis=0)) > 2


def test_the_svg_is_self_contained(figure: Scene) -> None:
    svg = to_svg(figure, 'a "dress" & <more>')
    assert '<desc>a "dress" &amp; &lt;more&gt;</desc>' in svg
    assert "href" not in svg
    assert svg.startswith("<svg") and svg.endswith("</svg>")


def test_paths_are_flattened() -> None:
    lines = flattened("M0 0L10 0C10 5 5 10 0 10ZM-2.5 1Q0 4 2.5 1")
    assert len(lines) == 2
    assert np.array_equal(lines[0][0], lines[0][-1])
    assert lines[0].max() == 10
    assert lines[1][4] == pytest.approx([0, 2.5])
    with pytest.raises(ValueError, match="A"):
        flattened("M0 0A5 5 0 0 1 10 10")
