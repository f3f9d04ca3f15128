"""What only figures in outfits can show: which colour belongs to which garment, and poses."""

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image

from equifashion.design import DesignBrief
from equifashion.design.vocabulary import COLOURS
from equifashion.errors import InvalidInput
from equifashion.evaluation.control import COLOUR_NAMES
from equifashion.evaluation.designs import STAGES, Progress, Request, unheard
from equifashion.evaluation.figures import Figure, Measure, Section, estimate_mean, found, missing
from equifashion.evaluation.judge import garment_mask
from equifashion.evaluation.study import Study
from equifashion.evaluation.weights import NO_FIGURES, NO_POSES
from equifashion.imaging.palette import colour_difference, dominant_colours, to_lab
from equifashion.imaging.pose import Pose
from equifashion.imaging.pose_detector import detect_pose

SEED = 5000
_REACH = 0.2  # of the torso's length: PCK@0.2

BINDING = Measure(
    "outfits.binding",
    "Each garment in its own colour",
    "Share of “red blouse and blue trousers” prompts whose upper half is nearer to the first colour and whose "
    "lower half is nearer to the second.",
    "higher",
    0.1,
    "The semantic-bundled attention loss on captions of outfits.",
    control="the same pictures with the two colours exchanged",
)
POSE = Measure(
    "outfits.pose",
    "Joints in their place (PCK@0.2)",
    "Share of the given joints that a pose detector finds within a fifth of the torso's length in the design.",
    "higher",
    0.1,
    "Training the pose adapter on drawn figures.",
    control="the same pictures against the next design's pose",
)


def measure(study: Study, on_step: Progress = unheard) -> Section:
    """Binding and poses where the weights draw figures; otherwise why not."""
    if study.weights.pose_learned:
        figures = _binding(study, on_step) + _poses(study, on_step)
    else:
        figures = [missing(BINDING, NO_FIGURES), missing(POSE, NO_POSES)]
    return Section(
        "Outfits: figures, poses, two garments",
        "Two garments need a figure that wears them, and poses a body. Whether the weights draw figures is "
        "read from their configuration.",
        tuple(figures),
    )


def _binding(study: Study, on_step: Progress) -> list[Figure]:
    random = np.random.default_rng(0)
    pairs = [tuple(random.choice(COLOUR_NAMES, 2, replace=False).tolist()) for _ in range(study.effort.poses)]
    requests = [
        Request(DesignBrief(f"croquis, a {first} blouse and {second} trousers"), SEED + i)
        for i, (first, second) in enumerate(pairs)
    ]
    made = study.maker.make(requests, on_step)
    figures = []
    for stage in STAGES:
        right = [bound(image, *pair) for image, pair in zip(made.of(stage), pairs, strict=True)]
        wrong = [bound(image, *reversed(pair)) for image, pair in zip(made.of(stage), pairs, strict=True)]
        estimated = estimate_mean(np.array(right, float))
        figures.append(found(BINDING, stage, estimated, len(pairs), _seeds(pairs), control=float(np.mean(wrong))))
    return figures


def bound(image: np.ndarray, upper: str, lower: str) -> bool:
    """Whether the figure's upper half is nearer to one colour and its lower half to the other.

    Halves of the figure below the head: the upper third of those seven eighths, and the lower half without feet.
    """
    mask = garment_mask(image)
    if not mask.any():
        return False
    rows = np.flatnonzero(mask.any(axis=1))
    top, height = int(rows[0]), int(rows[-1] - rows[0] + 1)
    wanted = [to_lab(COLOURS[name]) for name in (upper, lower)]
    for number, (start, end) in enumerate(((0.18, 0.42), (0.52, 0.88))):
        band = np.zeros_like(mask)
        band[top + int(start * height) : top + int(end * height)] = True
        palette = dominant_colours(image, mask & band)
        if not palette:
            return False
        apart = [float(colour_difference(palette[0].lab, lab)) for lab in wanted]
        if apart[number] >= apart[1 - number]:
            return False
    return True


def _poses(study: Study, on_step: Progress) -> list[Figure]:
    poses = [standing_pose(i) for i in range(study.effort.poses)]
    made = study.maker.make(pose_requests(poses), on_step)
    figures = []
    for stage in STAGES:
        shares, others = [], []
        for i, image in enumerate(made.of(stage)):
            own, other = joints_kept(image, (poses[i], poses[(i + 1) % len(poses)]))
            shares.append(own)
            others.append(other)
        estimated = estimate_mean(np.array(shares))
        figures.append(found(POSE, stage, estimated, len(poses), _seeds(poses), control=float(np.mean(others))))
    return figures


def pose_requests(poses: Sequence[Pose]) -> list[Request]:
    """A dress for every pose, in the colours by turn, each with its own seed."""
    return [
        Request(DesignBrief(f"croquis, a {COLOUR_NAMES[i % len(COLOUR_NAMES)]} dress", pose=pose), SEED + i)
        for i, pose in enumerate(poses)
    ]


def joints_kept(image: np.ndarray, poses: Sequence[Pose]) -> list[float]:
    """Share of each pose's joints that are seen in their place, 0–1; 0 where no person is to be seen."""
    try:
        seen = detect_pose(Image.fromarray(image))
    except InvalidInput:
        return [0.0] * len(poses)
    return [correct_joints(seen, pose) for pose in poses]


def standing_pose(seed: int) -> Pose:
    """A figure on both feet with its own arms, stance and place on the canvas."""
    random = np.random.default_rng(seed)
    centre, shoulder, hip = random.uniform(0.42, 0.58), 0.11, 0.07
    points: dict[int, tuple[float, float]] = {0: (centre, 0.12), 1: (centre, 0.2)}
    for side, (s, e, w, h, k, a, eye, ear) in (
        (-1, (2, 3, 4, 8, 9, 10, 14, 16)),
        (1, (5, 6, 7, 11, 12, 13, 15, 17)),
    ):
        upper, fore = random.uniform(0.1, 0.7), random.uniform(-0.4, 0.9)
        thigh = random.uniform(0.0, 0.25)
        points[s] = (centre + side * shoulder, 0.21)
        points[e] = _limb(points[s], side * upper, 0.14)
        points[w] = _limb(points[e], side * fore, 0.13)
        points[h] = (centre + side * hip, 0.48)
        points[k] = _limb(points[h], side * thigh, 0.21)
        points[a] = _limb(points[k], side * thigh * 0.6, 0.21)
        points[eye], points[ear] = (centre + side * 0.02, 0.105), (centre + side * 0.045, 0.11)
    return Pose(tuple((*points[i], 1.0) for i in range(18)))


def _limb(start: tuple[float, float], angle: float, length: float) -> tuple[float, float]:
    """The end of a limb hanging at an angle from straight down; length in canvas heights, width being 2/3."""
    return start[0] + 1.5 * length * math.sin(angle), start[1] + length * math.cos(angle)


def correct_joints(seen: Pose, given: Pose) -> float:
    """Share of the given visible joints that were seen within ``_REACH`` torso lengths of their place."""
    there = np.array([joint[2] > 0 for joint in given.keypoints])
    found_there = np.array([joint[2] > 0 for joint in seen.keypoints])
    scale = np.array([2 / 3, 1.0])  # the canvas is 2 : 3
    a, b = (np.array([joint[:2] for joint in pose.keypoints]) * scale for pose in (seen, given))
    torso = np.linalg.norm(b[1] - (b[8] + b[11]) / 2)
    near = np.linalg.norm(a - b, axis=1) <= _REACH * torso
    return float((near & found_there & there).sum() / there.sum())


def _seeds(items: list) -> str:
    return f"{SEED}–{SEED + len(items) - 1}"
