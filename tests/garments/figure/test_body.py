"""Bodies and stances: on the canvas, within their tubes, alike in the mirror, repeatable."""

from dataclasses import replace

import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.garments.figure.body import (
    BODY_SHAPES,
    PRESENTATIONS,
    REACHES,
    SIDES,
    T_HIP,
    T_WAIST,
    Figure,
    Stance,
    place_body,
)
from equifashion.garments.figure.poses import POSES, jittered, mirrored, sample_stance
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import Tube, closed_path, path, without_loops
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.pose import JOINT_NAMES, Pose


@pytest.mark.parametrize("name", POSES)
def test_every_stance_keeps_all_joints_on_the_canvas(name: str) -> None:
    random = np.random.default_rng(3)
    for i in range(3):
        figure = Figure(
            shape=BODY_SHAPES[random.integers(6)], presentation=PRESENTATIONS[i % 3], heads=random.uniform(8, 9)
        )
        body = place_body(figure, sample_stance(random, name))
        points = np.stack(list(body.joints.values()))
        assert points.min() > 3
        assert np.all(points < np.array(CANVAS_SIZE) - 3)


@pytest.mark.parametrize("name", POSES)
def test_elbows_and_knees_lie_inside_the_limbs(name: str) -> None:
    body = place_body(Figure(), POSES[name])
    for side in SIDES:
        for tube, joint in ((body.arms[side], "elbow"), (body.legs[side], "knee")):
            t = np.linspace(0, 1, 200)
            distance = np.linalg.norm(tube.at(t) - body.joints[f"{side} {joint}"], axis=1)
            assert np.min(distance - tube.half_at(t)) < 0, (side, joint)


@pytest.mark.parametrize("name", POSES)
def test_the_mirrored_stance_is_the_mirror_image(name: str) -> None:
    stance = POSES[name]
    assert mirrored(mirrored(stance)) == stance
    body, other = place_body(Figure(shape="pear"), stance), place_body(Figure(shape="pear"), mirrored(stance))
    swap = {"right": "left", "left": "right"}
    for joint, point in body.joints.items():
        first, _, rest = joint.partition(" ")
        twin = f"{swap[first]} {rest}" if first in swap else joint
        assert other.joints[twin] == pytest.approx([CANVAS_SIZE[0] - point[0], point[1]], abs=1e-6), joint


def test_the_pose_is_openpose_18_and_survives_json() -> None:
    body = place_body(Figure(), POSES["contrapposto"])
    assert Pose.from_json(body.pose.to_json()) == body.pose
    for name, (x, y, _) in zip(JOINT_NAMES, body.pose.keypoints, strict=True):
        if name != "neck":
            assert np.array([x, y]) * CANVAS_SIZE == pytest.approx(body.joints[name], abs=1e-3)
    shoulders = (body.joints["right shoulder"] + body.joints["left shoulder"]) / 2
    assert np.array(body.pose.keypoints[1][:2]) * CANVAS_SIZE == pytest.approx(shoulders, abs=1e-3)


def test_figures_are_as_many_heads_tall_as_asked() -> None:
    for heads in (8.0, 8.5, 9.0):
        body = place_body(Figure(heads=heads), Stance())
        sole = max(body.joints[f"{side} toe"][1] for side in SIDES)
        assert (sole - body.joints["crown"][1]) / body.unit == pytest.approx(heads, abs=0.12)


def test_body_shapes_differ_where_their_names_say() -> None:
    half = {s: place_body(Figure(shape=s), Stance()).torso for s in BODY_SHAPES}
    ratio = {s: t.half_at(T_WAIST) / t.half_at(T_HIP) for s, t in half.items()}
    assert min(ratio, key=ratio.get) in ("hourglass", "pear")
    assert max(BODY_SHAPES, key=lambda s: half[s].half_at(T_WAIST)) == "full"
    spans = {p: _span(place_body(Figure(presentation=p), Stance())) for p in PRESENTATIONS}
    assert spans["feminine"] < spans["androgynous"] < spans["masculine"]


def _span(body) -> float:
    return float(np.linalg.norm(body.joints["left shoulder"] - body.joints["right shoulder"]) / body.unit)


@pytest.mark.parametrize("shape", BODY_SHAPES)
def test_a_hand_on_the_hip_reaches_the_hip_of_any_body(shape: str) -> None:
    body = place_body(Figure(shape=shape), POSES["hands on hips"])
    t = np.linspace(0.5, 1, 100)
    for side in SIDES:
        gap = np.linalg.norm(body.torso.at(t) - body.joints[f"{side} wrist"], axis=1) - body.torso.half_at(t)
        assert abs(gap.min()) < 0.15 * body.unit


def test_sampling_is_repeatable_and_varied() -> None:
    first = [sample_stance(np.random.default_rng(5)) for _ in range(2)]
    assert first[0] == first[1]
    assert sample_stance(np.random.default_rng(6)) != first[0]
    random = np.random.default_rng(0)
    names = {sample_stance(random).name for _ in range(200)}
    assert len(names) > 0.9 * len(POSES)
    assert jittered(POSES["standing"], random) != POSES["standing"]


def test_the_library_is_large_and_names_what_it_has() -> None:
    assert len(POSES) >= 24
    assert all(reach is None or reach in REACHES for stance in POSES.values() for reach in stance.reach)
    assert sum(stance.seated for stance in POSES.values()) >= 3
    with pytest.raises(InvalidInput, match="contrapposto"):
        sample_stance(np.random.default_rng(0), "handstand")


def test_tilted_hips_tilt_the_trunks_cross_sections() -> None:
    straight = place_body(Figure(), Stance()).torso.normal(0.9)
    tilted = place_body(Figure(), replace(Stance(), hips=10.0)).torso.normal(0.9)
    assert straight == pytest.approx([1, 0], abs=1e-9)
    assert np.degrees(np.arctan2(tilted[1], tilted[0])) == pytest.approx(10, abs=0.5)


def test_the_inside_of_a_bend_does_not_loop() -> None:
    u = np.linspace(0, 1, 21)
    down, up = np.stack([40 * u, 60 * u], 1), np.stack([40 + 40 * u, 60 - 60 * u], 1)
    tube = Tube(np.vstack([down, up[1:]]), np.full(41, 12.0))
    offset = tube.at(np.linspace(0, 1, 60)) + 12.0 * tube.normal(np.linspace(0, 1, 60))
    assert _crossings(offset) > 0  # what would be drawn without the trimming
    assert _crossings(tube.side(1, count=60)) == 0
    assert len(tube.side(1, count=60)) == 60
    line = np.stack([np.arange(9.0), np.zeros(9)], 1)
    assert np.array_equal(without_loops(line), line)


def _crossings(p: np.ndarray) -> int:
    def turns(a, b, c) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return sum(
        turns(p[i], p[i + 1], p[j]) * turns(p[i], p[i + 1], p[j + 1]) < -1e-6
        and turns(p[j], p[j + 1], p[i]) * turns(p[j], p[j + 1], p[i + 1]) < -1e-6
        for i in range(len(p) - 1)
        for j in range(i + 2, len(p) - 1)
    )


def test_joined_edges_keep_their_corners() -> None:
    square = np.array([[0, 0], [10, 0]]), np.array([[10, 10], [0, 10]])
    assert closed_path(*square) == "M0.00 0.00L10.00 0.00L10.00 10.00L0.00 10.00Z"
    assert path(np.array([[0, 0], [3, 4]])) == "M0.00 0.00L3.00 4.00"


def test_arms_take_the_layer_that_their_stance_says() -> None:
    crossed, behind, plain = POSES["arms crossed"], POSES["hands behind back"], POSES["standing"]
    assert layers.arm_layer(crossed, "left") < layers.arm_layer(crossed, "right")
    assert layers.hand_layer(crossed, "left") > layers.sleeve_layer(crossed, "right")
    assert layers.sleeve_layer(behind, "right") < layers.TORSO
    assert layers.OUTER < layers.arm_layer(plain, "left") < layers.HEAD
    for stance in POSES.values():
        for side in SIDES:
            assert layers.arm_layer(stance, side) < layers.sleeve_layer(stance, side)
