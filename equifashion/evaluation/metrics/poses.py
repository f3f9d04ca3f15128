"""Are poses followed? A detector looks for the given joints in the design, and in the drawn figures themselves."""

import numpy as np
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.evaluation.designs import STAGES, Pictures
from equifashion.evaluation.drawn import DrawnFigure, seeds_of
from equifashion.evaluation.figures import Figure, Measure, estimate_mean, found
from equifashion.imaging.pose import Pose
from equifashion.imaging.pose_detector import detect_pose

_CANVAS = np.array([2 / 3, 1.0])  # the canvas is 2 : 3; distances are in its heights


def _measure(reach: float) -> Measure:
    return Measure(
        f"outfits.pose_{round(100 * reach):02d}",
        f"Joints in their place (PCK@{reach:g})",
        f"Share of the given joints that a pose detector finds within {reach:g} torso lengths of their place; a "
        "design in which it finds nobody has none.",
        "higher",
        0.1,
        "Longer training of the pose adapter, and an autoencoder that keeps faces and hands.",
        reference="drawn figures in these poses, through the autoencoder",
        control="the same pictures against the next design's pose",
    )


REACHES = {reach: _measure(reach) for reach in (0.1, 0.2)}


def measure_poses(figures: list[DrawnFigure], made: Pictures, rebuilt: np.ndarray) -> list[Figure]:
    """PCK of drafts and finished designs.

    Args:
        figures: whose poses were given.
        made: the designs, in their order.
        rebuilt: the figures' own pictures as the weights' autoencoder shows them.
    """
    poses = [figure.pose for figure in figures]
    seen = {stage: [_detected(image) for image in made.of(stage)] for stage in STAGES}
    ceiling = [_detected(image) for image in rebuilt]
    return [
        found(
            measure,
            stage,
            estimate_mean(_shares(seen[stage], poses, reach)),
            len(poses),
            seeds_of(figures),
            reference=float(_shares(ceiling, poses, reach).mean()),
            control=float(_shares(seen[stage], poses[1:] + poses[:1], reach).mean()),
        )
        for reach, measure in REACHES.items()
        for stage in STAGES
    ]


def _detected(image: np.ndarray) -> Pose | None:
    try:
        return detect_pose(Image.fromarray(image))
    except InvalidInput:  # nobody to be seen
        return None


def _shares(seen: list[Pose | None], given: list[Pose], reach: float) -> np.ndarray:
    return np.array([_share(a, b, reach) for a, b in zip(seen, given, strict=True)])


def _share(seen: Pose | None, given: Pose, reach: float) -> float:
    return 0.0 if seen is None else correct_joints(seen, given, reach)


def joints_kept(image: np.ndarray, given: Pose, reach: float) -> float:
    """``correct_joints`` of whom a detector sees in a picture; 0 where it sees nobody."""
    return _share(_detected(image), given, reach)


def correct_joints(seen: Pose, given: Pose, reach: float) -> float:
    """Share of the given visible joints that were seen within ``reach`` torso lengths of their place."""
    there, found_there = (np.array([joint[2] > 0 for joint in pose.keypoints]) for pose in (given, seen))
    a, b = (np.array([joint[:2] for joint in pose.keypoints]) * _CANVAS for pose in (seen, given))
    torso = np.linalg.norm(b[1] - (b[8] + b[11]) / 2)
    near = np.linalg.norm(a - b, axis=1) <= reach * torso
    return float((near & found_there & there).sum() / there.sum())
