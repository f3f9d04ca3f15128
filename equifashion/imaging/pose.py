"""A body pose: the 18 OpenPose (COCO) joints on the studio's 2:3 canvas, and reading them from JSON."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real

import numpy as np

from equifashion.errors import InvalidInput
from equifashion.imaging.canvas import CANVAS_SIZE

JOINT_NAMES = (
    "nose", "neck", "right shoulder", "right elbow", "right wrist", "left shoulder", "left elbow",
    "left wrist", "right hip", "right knee", "right ankle", "left hip", "left knee", "left ankle",
    "right eye", "left eye", "right ear", "left ear",
)  # fmt: skip
MIN_VISIBLE = 4

_MAX_JSON_CHARACTERS = 1_000_000
_DECIMALS = 6  # so that a pose survives pixel units and back unchanged
_NORMALISED_LIMIT = 2.0  # no person fits in 2 pixels: coordinates this small are fractions of the canvas
_FACE = 0.48, 0.63  # half axes, of the way from neck to nose
_FACE_ABOVE = 0.23  # its middle above the nose, likewise
_FIT_MARGIN = 0.08  # free edge, as a share of the canvas, around a figure whose canvas size is not given
_EXPECTED = "expected OpenPose JSON: people → pose_keypoints_2d with 54 numbers (18 joints × x, y, confidence)"

Keypoint = tuple[float, float, float]


@dataclass(frozen=True)
class Pose:
    """Where the joints of one person are.

    Attributes:
        keypoints: 18 × (x, y, confidence) in the order of `JOINT_NAMES`; x and y are shares of the canvas
            width and height in [0, 1], y grows downwards; confidence in [0, 1]. A missing joint is
            (0, 0, 0). Numbers are kept to six decimals.

    Raises:
        InvalidInput: not 18 joints, values out of range, or fewer than four visible joints.
    """

    keypoints: tuple[Keypoint, ...]

    def __post_init__(self) -> None:
        if len(self.keypoints) != len(JOINT_NAMES):
            raise InvalidInput(f"The pose has {len(self.keypoints)} joints; expected {len(JOINT_NAMES)}.")
        joints = tuple(_joint(name, point) for name, point in zip(JOINT_NAMES, self.keypoints, strict=True))
        visible = sum(joint[2] > 0 for joint in joints)
        if visible < MIN_VISIBLE:
            raise InvalidInput(
                f"The pose shows {visible} joints; at least {MIN_VISIBLE} of {len(JOINT_NAMES)} are needed. "
                f"Please give a picture or file with more of the body."
            )
        object.__setattr__(self, "keypoints", joints)

    @property
    def visible(self) -> tuple[bool, ...]:
        """For each joint, whether it is there."""
        return tuple(joint[2] > 0 for joint in self.keypoints)

    def mirrored(self) -> "Pose":
        """The pose in a mirror: left is right. Doing it twice gives an equal pose."""
        swapped = [name.replace("left", "?").replace("right", "left").replace("?", "right") for name in JOINT_NAMES]
        joints = [self.keypoints[JOINT_NAMES.index(name)] for name in swapped]
        return Pose(tuple((1.0 - x, y, seen) if seen > 0 else (0.0, 0.0, 0.0) for x, y, seen in joints))

    @classmethod
    def from_json(cls, source: str | dict | list) -> "Pose":
        """Read OpenPose JSON: its own output, the list form of controlnet_aux and webui, or `to_json`.

        Of several people the largest is taken. Coordinates are pixels, or shares of the canvas when all
        are small. A canvas of another shape is letterboxed into 2:3; a pixel pose without a canvas size is
        fitted to the canvas. Joints with confidence 0, at (0, 0) or off the canvas are missing.

        Args:
            source: JSON text, or the parsed object.

        Raises:
            InvalidInput: not such JSON, a wrong count, not numbers, or fewer than four visible joints.
        """
        content = _parse(source) if isinstance(source, str) else source
        if isinstance(content, list):
            content = content[0] if content else None
        if not isinstance(content, dict):
            raise InvalidInput(f"The pose file is of another kind; {_EXPECTED}.")
        people = content.get("people")
        if not isinstance(people, list):
            raise InvalidInput(f"The pose file has no list of people; {_EXPECTED}.")
        if not people:
            raise InvalidInput("The pose file holds no person. Please give one with a person in it.")
        joints = max((_person(person) for person in people), key=_extent)
        return cls(_on_canvas(joints, _canvas_size(content)))

    def to_json(self) -> str:
        """OpenPose JSON in pixels of the 256×384 canvas; `from_json` gives back an equal pose."""
        width, height = CANVAS_SIZE
        numbers = [value for x, y, confidence in self.keypoints for value in (x * width, y * height, confidence)]
        return json.dumps(
            {
                "people": [{"pose_keypoints_2d": numbers}],
                "canvas_width": width,
                "canvas_height": height,
            }
        )


def face_area(pose: Pose, size: tuple[int, int]) -> np.ndarray:
    """Where a pose's face is in a picture (width, height), (H, W) bool; nowhere if nose or neck are not seen."""
    nose, neck = (np.array(pose.keypoints[JOINT_NAMES.index(name)]) for name in ("nose", "neck"))
    if min(nose[2], neck[2]) == 0:
        return np.zeros(size[::-1], bool)
    nose, neck = nose[:2] * size, neck[:2] * size
    up = nose - neck
    length = float(np.linalg.norm(up))
    y, x = np.indices(size[::-1])
    away = np.stack([x, y], axis=-1) - (nose + _FACE_ABOVE * up)
    along, across = away @ up / length, away @ np.array([-up[1], up[0]]) / length
    return (along / (_FACE[1] * length)) ** 2 + (across / (_FACE[0] * length)) ** 2 <= 1.0


def letterbox(joints: Sequence[Keypoint], width: float, height: float) -> tuple[Keypoint, ...]:
    """Move joints from a picture's shares to the 2:3 canvas's, as if the picture were letterboxed into it.

    Args:
        joints: (x, y, confidence), x and y as shares of the picture's width and height.
        width: picture width, any unit.
        height: picture height, same unit.

    Returns:
        The joints on the canvas; those off the picture become (0, 0, 0).
    """
    scale = min(CANVAS_SIZE[0] / width, CANVAS_SIZE[1] / height)
    share_x, share_y = width * scale / CANVAS_SIZE[0], height * scale / CANVAS_SIZE[1]
    return tuple(
        ((x - 0.5) * share_x + 0.5, (y - 0.5) * share_y + 0.5, confidence)
        if confidence > 0 and 0 <= x <= 1 and 0 <= y <= 1
        else (0.0, 0.0, 0.0)
        for x, y, confidence in joints
    )


def _joint(name: str, point: Sequence[float]) -> Keypoint:
    if not isinstance(point, Sequence) or len(point) != 3 or not all(_is_number(value) for value in point):
        raise InvalidInput(f"The pose's {name} must be three numbers (x, y, confidence); got {point!r}.")
    x, y, confidence = (round(float(value), _DECIMALS) for value in point)
    if confidence == 0:
        return (0.0, 0.0, 0.0)
    if not all(0 <= value <= 1 for value in (x, y, confidence)):
        raise InvalidInput(f"The pose's {name} must lie between 0 and 1; got {tuple(point)}.")
    return (x, y, confidence)


def _parse(text: str) -> object:
    if len(text) > _MAX_JSON_CHARACTERS:
        raise InvalidInput(f"The pose file has {len(text)} characters; at most {_MAX_JSON_CHARACTERS} are read.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"The pose file is not JSON ({error}); {_EXPECTED}.") from error


def _person(person: object) -> tuple[Keypoint, ...]:
    numbers = person.get("pose_keypoints_2d") if isinstance(person, dict) else None
    if not isinstance(numbers, list):
        raise InvalidInput(f"A person in the pose file has no joints; {_EXPECTED}.")
    if len(numbers) != 3 * len(JOINT_NAMES):
        kind = " (the 25-joint body model; please export the 18-joint COCO model)" if len(numbers) == 75 else ""
        raise InvalidInput(
            f"The pose has {len(numbers)} numbers{kind}; expected 54 (18 joints × x, y, confidence). "
            f"A joint that is not seen is written as 0, 0, 0."
        )
    wrong = [value for value in numbers if not _is_number(value)]
    if wrong:
        raise InvalidInput(f"The pose holds {str(wrong[0])[:40]!r} where a number is expected.")
    values = [float(value) for value in numbers]
    joints = zip(values[0::3], values[1::3], values[2::3], strict=True)
    return tuple(  # OpenPose's confidence may exceed 1 by a little
        (x, y, min(confidence, 1.0)) if confidence > 0 and (x, y) != (0, 0) else (0.0, 0.0, 0.0)
        for x, y, confidence in joints
    )


def _extent(joints: Sequence[Keypoint]) -> float:
    """Size of the figure, to find the main person; 0 when nothing is visible."""
    seen = [joint for joint in joints if joint[2] > 0]
    if not seen:
        return 0.0
    xs, ys, _ = zip(*seen, strict=True)
    return math.hypot(max(xs) - min(xs), max(ys) - min(ys))


def _canvas_size(content: dict) -> tuple[float, float] | None:
    width, height = content.get("canvas_width"), content.get("canvas_height")
    if width is None and height is None:
        return None
    if width is None or height is None or not all(_is_number(v) and v > 0 for v in (width, height)):
        raise InvalidInput(f"The pose's canvas size must be two numbers above 0; got {width!r} × {height!r}.")
    return float(width), float(height)


def _on_canvas(joints: tuple[Keypoint, ...], canvas: tuple[float, float] | None) -> tuple[Keypoint, ...]:
    seen = [joint for joint in joints if joint[2] > 0]
    if max((max(x, y) for x, y, _ in seen), default=0.0) <= _NORMALISED_LIMIT:
        return letterbox(joints, *(canvas or CANVAS_SIZE))
    if canvas is None:
        return _fit(joints, seen)
    width, height = canvas
    return letterbox([(x / width, y / height, confidence) for x, y, confidence in joints], width, height)


def _fit(joints: Sequence[Keypoint], seen: Sequence[Keypoint]) -> tuple[Keypoint, ...]:
    """Centre a figure in pixels on the canvas, as large as the margin lets it be."""
    xs, ys, _ = zip(*seen, strict=True)
    room = 1 - 2 * _FIT_MARGIN
    scale = room * min(CANVAS_SIZE[0] / max(max(xs) - min(xs), 1e-6), CANVAS_SIZE[1] / max(max(ys) - min(ys), 1e-6))
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return tuple(
        (
            (x - middle_x) * scale / CANVAS_SIZE[0] + 0.5,
            (y - middle_y) * scale / CANVAS_SIZE[1] + 0.5,
            confidence,
        )
        if confidence > 0
        else (0.0, 0.0, 0.0)
        for x, y, confidence in joints
    )


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, Real):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False
