"""The drawn figure: joints inside their parts, hair and skin for everybody, found by a pose detector."""

from dataclasses import replace

import numpy as np
import pytest

from equifashion.garments.figure import skin
from equifashion.garments.figure.body import (
    BODY_SHAPES,
    MONK_TONES,
    PRESENTATIONS,
    SHOES,
    SIDES,
    Figure,
    Stance,
    place_body,
)
from equifashion.garments.figure.figure import draw_figure
from equifashion.garments.figure.hair import HAIR_STYLES, sample_hair
from equifashion.garments.figure.hands import HAND_SHAPES
from equifashion.garments.figure.poses import POSES
from equifashion.garments.on_figure.croquis import create_scene
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import closed_path
from equifashion.garments.scene.render import render_image, render_parts
from equifashion.garments.scene.scene import Fill, Part, Scene, Shape
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.pose import JOINT_NAMES, Pose
from equifashion.imaging.pose_detector import detect_pose

_BODY = (Part.SKIN, Part.HAIR, Part.SHOES)


def scene_of(figure: Figure, stance: Stance) -> Scene:
    body = place_body(figure, stance)
    return Scene(tuple(draw_figure(body)), body.pose, unit=body.unit)


@pytest.mark.parametrize("name", POSES)
def test_joints_lie_inside_the_figure(name: str) -> None:
    number = list(POSES).index(name)
    figure = Figure(shape=BODY_SHAPES[number % 6], presentation=PRESENTATIONS[number % 3], hair="bob")
    body = place_body(figure, POSES[name])
    labels = render_parts(Scene(tuple(draw_figure(body)), body.pose))
    for joint, point in body.joints.items():
        if joint.endswith(("ear", "toe", "hand", "crown", "crotch")):
            continue  # on the outline rather than inside
        x, y = np.rint(point).astype(int)
        near = labels[y - 2 : y + 3, x - 2 : x + 3]
        assert np.isin(near, _BODY).mean() > 0.5, joint


@pytest.mark.parametrize("style", HAIR_STYLES)
def test_every_hair_style_is_hair_and_leaves_the_face_free(style: str) -> None:
    for look in (0.0, 0.7):
        body = place_body(Figure(hair=style), replace(POSES["standing"], look=look))
        labels = render_parts(Scene(tuple(draw_figure(body)), body.pose))
        assert (labels == Part.HAIR).any() == (style != "bald")
        mouth = 0.6 * body.joints["nose"] + 0.4 * body.joints["chin"]
        for point in (body.joints["nose"], body.joints["right eye"], body.joints["left eye"], mouth):
            x, y = np.rint(point).astype(int)
            assert labels[y, x] == Part.SKIN, (point, look)


def test_hair_is_sampled_for_everybody() -> None:
    random = np.random.default_rng(0)
    for presentation in PRESENTATIONS:
        drawn = [sample_hair(random, presentation, tone) for tone in (1, 5, 10) for _ in range(60)]
        allowed = {name for name, style in HAIR_STYLES.items() if presentation in style.presentations}
        assert {name for name, _ in drawn} == allowed
        assert len(allowed) >= 8
    pale = {colour for _, colour in (sample_hair(random, "feminine", 1) for _ in range(200))}
    assert len(pale) > 8
    assert sample_hair(np.random.default_rng(4), "masculine", 3) == sample_hair(
        np.random.default_rng(4), "masculine", 3
    )


def test_shoes_differ_and_stand_at_the_end_of_the_legs() -> None:
    seen = set()
    for shoes in SHOES:
        for feet in ((-0.2, 0.2), (-0.9, 0.9)):
            body = place_body(Figure(shoes=shoes), Stance(feet=feet))
            labels = render_parts(Scene(tuple(draw_figure(body)), body.pose))
            rows = np.nonzero((labels == Part.SHOES).any(1))[0]
            assert len(rows), shoes
            ankle = body.joints["right ankle"][1]
            assert rows.max() > ankle + 0.25 * body.unit
            assert (rows.min() < ankle - body.unit) == (shoes == "tall boots")
            seen.add((labels == Part.SHOES).tobytes())
    assert len(seen) == 2 * len(SHOES)


def test_the_same_figure_is_drawn_twice_alike() -> None:
    figure = Figure(hair="curls")
    assert scene_of(figure, POSES["walking"]) == scene_of(figure, POSES["walking"])
    assert scene_of(figure, POSES["walking"]) != scene_of(figure, POSES["striding"])


@pytest.mark.parametrize("tone", range(1, 11))
def test_lines_can_be_seen_on_every_skin_tone(tone: int) -> None:
    base, line = _luminance(MONK_TONES[tone - 1]), _luminance(skin.inner_ink(tone))
    contrast = (max(base, line) + 0.05) / (min(base, line) + 0.05)
    assert contrast > 1.7
    assert _luminance("#ffffff") / (_luminance(skin.contour_ink(tone)) + 0.05) > 5  # against the white ground


def _luminance(colour: str) -> float:
    linear = [(int(colour[i : i + 2], 16) / 255) ** 2.2 for i in (1, 3, 5)]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def test_skin_has_its_colour() -> None:
    for tone in (1, 6, 10):
        body = place_body(Figure(skin_tone=tone), POSES["standing"])
        picture = np.asarray(render_image(Scene(tuple(draw_figure(body)), body.pose)))
        x, y = np.rint(body.legs["right"].at(0.3)).astype(int)
        wanted = [int(MONK_TONES[tone - 1][i : i + 2], 16) for i in (1, 3, 5)]
        assert np.abs(picture[y, x - 2].astype(int) - wanted).max() < 40


def test_hand_shapes_reach_the_finger_tips() -> None:
    for name, shape in HAND_SHAPES.items():
        outline = np.array(shape.outline)
        assert 0.6 < outline[:, 1].max() <= 1.0, name
        assert (np.diff(outline[:3, 1]) > 0).all(), name


def test_a_pose_detector_finds_the_drawn_pose() -> None:
    figure = Figure(hair="bun", skin_tone=4)
    body = place_body(figure, POSES["hand on hip"])
    torso = body.torso
    top = closed_path(torso.side(1, 0.2, 0.66, 2.0), torso.side(-1, 0.2, 0.66, 2.0)[::-1])
    dressed = [Shape(Part.BODICE, top, Fill("#7a3f4a"), z=layers.TOP)]
    for side in SIDES:
        leg = body.legs[side]
        outline = closed_path(leg.side(1, 0, 0.96, 3.0), leg.side(-1, 0, 0.96, 3.0)[::-1])
        dressed.append(Shape(Part.LOWER, outline, Fill("#2f4f6f"), z=layers.TROUSERS))
    hips = closed_path(torso.side(1, 0.62, 1.0, 3.0), torso.side(-1, 0.62, 1.0, 3.0)[::-1])
    dressed.append(Shape(Part.LOWER, hips, Fill("#2f4f6f"), z=layers.SKIRT))
    found = detect_pose(render_image(Scene((*draw_figure(body), *dressed), body.pose)))
    assert _correct(found, body.pose).mean() >= 0.85
    arms = [JOINT_NAMES.index(f"{side} {joint}") for side in SIDES for joint in ("elbow", "wrist")]
    assert _correct(found, body.pose)[arms].all()
    assert _correct(found, place_body(figure, POSES["arms wide"]).pose)[arms].mean() <= 0.5


@pytest.mark.slow
def test_a_pose_detector_finds_the_poses_of_dressed_figures() -> None:
    scenes = [create_scene(number, seed=11).scene for number in range(24)]
    found = [detect_pose(render_image(scene)) for scene in scenes]
    right, wrong = (
        np.mean([_in_place(f, scene.pose).mean() for f, scene in zip(found, drawn, strict=True)])
        for drawn in (scenes, scenes[1:] + scenes[:1])
    )
    assert right > 0.9
    assert wrong < 0.75  # most stand upright, so another's joints are not far


def _in_place(found: Pose, drawn: Pose) -> np.ndarray:
    """Which joints lie within a tenth of the longer side of the figure's box (PCK@0.1): (18,) bool."""
    a, b = (np.array(pose.keypoints)[:, :2] * CANVAS_SIZE for pose in (found, drawn))
    return np.linalg.norm(a - b, axis=1) < 0.1 * np.ptp(b, axis=0).max()


def _correct(found: Pose, drawn: Pose) -> np.ndarray:
    """Which joints lie within a fifth of the trunk's length (PCK@0.2): (18,) bool."""
    a, b = (np.array(pose.keypoints)[:, :2] * CANVAS_SIZE for pose in (found, drawn))
    neck, right_hip, left_hip = (b[JOINT_NAMES.index(name)] for name in ("neck", "right hip", "left hip"))
    return np.linalg.norm(a - b, axis=1) < 0.2 * np.linalg.norm((right_hip + left_hip) / 2 - neck)
