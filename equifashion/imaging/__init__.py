"""Pictures without any model: safe opening, body poses and their skeleton drawings, colours, lines.

May be imported by every layer above `errors`; imports only `errors`. No torch here. Reading a pose from
a photograph (`imaging.pose_detector`) loads mediapipe on first use and is not re-exported.
"""

from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.io import open_image, pixels_only
from equifashion.imaging.pose import JOINT_NAMES, Pose
from equifashion.imaging.skeleton import draw_skeleton, looks_like_skeleton, read_skeleton

__all__ = [
    "CANVAS_SIZE",
    "JOINT_NAMES",
    "Pose",
    "draw_skeleton",
    "looks_like_skeleton",
    "open_image",
    "pixels_only",
    "read_skeleton",
]
