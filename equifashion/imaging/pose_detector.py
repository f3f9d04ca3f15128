"""Find the pose of the person in a photograph, offline, with MediaPipe's BlazePose (arXiv 2006.10204)."""

import numpy as np
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.imaging.pose import Keypoint, Pose, letterbox

# BlazePose's landmark for each OpenPose joint; the neck (None) is halfway between the shoulders.
_LANDMARKS = (0, None, 12, 14, 16, 11, 13, 15, 24, 26, 28, 23, 25, 27, 5, 2, 8, 7)
_SHOULDERS = (11, 12)
_MIN_VISIBILITY = 0.3  # landmarks that BlazePose itself calls unlikelier are guesses: left out
_LONGEST_SIDE = 1024  # pixels; the detector works at 256


def detect_pose(image: Image.Image) -> Pose:
    """Find the main person's pose.

    Args:
        image: RGB photograph of any size; letterboxed into the 2:3 canvas.

    Returns:
        The pose; confidence is BlazePose's visibility, joints below 0.3 or off the picture are missing.

    Raises:
        InvalidInput: no person (or too little of one) is seen, or mediapipe is not installed.
    """
    try:
        from mediapipe.python.solutions.pose import Pose as BlazePose
    except ImportError as error:
        raise InvalidInput(
            "Reading a pose from a photo needs the package mediapipe (pip install mediapipe==0.10.14). "
            "Please install it, or give the pose as OpenPose JSON or as an OpenPose picture."
        ) from error
    photo = image.convert("RGB")
    photo.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    with BlazePose(static_image_mode=True, model_complexity=1) as detector:
        found = detector.process(np.ascontiguousarray(photo)).pose_landmarks
    if found is None:
        raise InvalidInput(
            "There is no person to be seen in the pose picture. Please give a photo of one person, whole "
            "and from the front, or an OpenPose picture or JSON."
        )
    marks = [(mark.x, mark.y, mark.visibility) for mark in found.landmark]
    return Pose(letterbox([_keypoint(marks, landmark) for landmark in _LANDMARKS], *image.size))


def _keypoint(marks: list[Keypoint], landmark: int | None) -> Keypoint:
    if landmark is None:
        left, right = (marks[shoulder] for shoulder in _SHOULDERS)
        x, y, visibility = (left[0] + right[0]) / 2, (left[1] + right[1]) / 2, min(left[2], right[2])
    else:
        x, y, visibility = marks[landmark]
    return (x, y, min(visibility, 1.0)) if visibility >= _MIN_VISIBILITY else (0.0, 0.0, 0.0)
