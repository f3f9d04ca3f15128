"""Draw a pose as the OpenPose stick figure, and read such a drawing back.

Colours, limb order and shapes are OpenPose's COCO ones as ControlNet models expect them: joint discs in
18 hues 20° apart over limb ellipses in the same hues at 60 % brightness, on black
(Cao et al., OpenPose, arXiv 1812.08008; Zhang et al., ControlNet, arXiv 2302.05543).
"""

import colorsys
import math

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from equifashion.errors import InvalidInput
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.pose import JOINT_NAMES, MIN_VISIBLE, Keypoint, Pose, letterbox

JOINT_COLOURS = (
    (255, 0, 0), (255, 85, 0), (255, 170, 0), (255, 255, 0), (170, 255, 0), (85, 255, 0),
    (0, 255, 0), (0, 255, 85), (0, 255, 170), (0, 255, 255), (0, 170, 255), (0, 85, 255),
    (0, 0, 255), (85, 0, 255), (170, 0, 255), (255, 0, 255), (255, 0, 170), (255, 0, 85),
)  # fmt: skip
LIMBS = (  # pairs of joint indices; limb i has the hue of joint colour i
    (1, 2), (1, 5), (2, 3), (3, 4), (5, 6), (6, 7), (1, 8), (8, 9), (9, 10),
    (1, 11), (11, 12), (12, 13), (1, 0), (0, 14), (14, 16), (0, 15), (15, 17),
)  # fmt: skip

_LIMB_BRIGHTNESS = 0.6
_RADIUS_AT_512 = 4  # joint radius and limb half-width, in pixels, on a picture whose short side is 512
_LONGEST_READ = 1536  # larger drawings are subsampled before reading
# Reading: limits halfway between what is drawn (black 0, limbs 153, joints 255 of 255; full saturation).
_DARK, _BRIGHT, _PURE = 60, 204, 0.7
_HUE_STEP = 20.0  # degrees between joint colours
_SMALLEST_SHARE = 0.35  # of the median disc; smaller spots are the blurred rims of others
_BLACK_SHARE, _PURE_SHARE, _LIMBS_SEEN = 0.6, 0.8, 2  # what makes a picture a skeleton drawing


def draw_skeleton(pose: Pose, size: tuple[int, int] = CANVAS_SIZE) -> Image.Image:
    """Draw a pose in OpenPose's colours on black.

    Args:
        pose: the pose.
        size: (width, height) of the picture, in pixels; other shapes than 2:3 stretch the figure.

    Returns:
        RGB picture. Limbs need both their joints; missing joints are not drawn.
    """
    width, height = size
    radius = _radius(size)
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    at = [(min(int(x * width), width - 1), min(int(y * height), height - 1)) for x, y, _ in pose.keypoints]
    for (first, second), colour in zip(LIMBS, JOINT_COLOURS, strict=False):
        if pose.visible[first] and pose.visible[second]:
            dim = tuple(int(channel * _LIMB_BRIGHTNESS) for channel in colour)
            draw.polygon(_ellipse(at[first], at[second], radius), fill=dim)
    for (x, y), seen, colour in zip(at, pose.visible, JOINT_COLOURS, strict=True):
        if seen:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    return image


def read_skeleton(image: Image.Image) -> Pose:
    """Recover the joints from an OpenPose stick figure by their colours.

    Args:
        image: RGB drawing of one person; any size, letterboxed into the 2:3 canvas.

    Returns:
        The pose, found joints with confidence 1. A joint that others cover completely is missing.

    Raises:
        InvalidInput: fewer than four joints can be told.
    """
    joints = _find_joints(_Hues(image))
    found = sum(joint is not None for joint in joints)
    if found < MIN_VISIBLE:
        raise InvalidInput(
            f"The pose picture shows {found} joints in OpenPose's colours; at least {MIN_VISIBLE} are "
            f"needed. Please give an OpenPose picture of one person, its JSON, or a photo."
        )
    points: list[Keypoint] = [(0.0, 0.0, 0.0) if joint is None else (joint[0], joint[1], 1.0) for joint in joints]
    return Pose(letterbox(points, *image.size))


def looks_like_skeleton(image: Image.Image) -> bool:
    """Whether a picture is an OpenPose stick figure: pure colours on black, limbs where its joints say.

    Args:
        image: RGB picture of any size.
    """
    hues = _Hues(image)
    drawn = hues.brightness >= _DARK
    if not drawn.any() or drawn.mean() > 1 - _BLACK_SHARE:
        return False
    white = (hues.brightness >= _BRIGHT) & ~hues.pure  # face points of whole-body drawings
    if ((hues.pure | white) & drawn).sum() < _PURE_SHARE * drawn.sum():
        return False
    joints = _find_joints(hues)
    ends = [(limb, joints[a], joints[b]) for limb, (a, b) in enumerate(LIMBS)]
    expected = [(limb, start, end) for limb, start, end in ends if start is not None and end is not None]
    seen = sum(hues.limb_between(limb, start, end) for limb, start, end in expected)
    return seen >= max(_LIMBS_SEEN, len(expected) / 2)


class _Hues:
    """A picture as hue classes: which of the 18 colours each pixel is, if any.

    Attributes:
        brightness: (H, W) largest channel, 0–255.
        pure: (H, W) bool, saturated enough to be a drawn colour.
        nearest: (H, W) index of the joint colour of nearest hue, where pure.
        joint: (H, W) bool, bright as a joint. limb: (H, W) bool, dim as a limb.
    """

    def __init__(self, image: Image.Image) -> None:
        longest = max(image.size)
        if longest > _LONGEST_READ:
            width, height = (max(1, round(side * _LONGEST_READ / longest)) for side in image.size)
            image = image.resize((width, height), Image.Resampling.NEAREST)  # keeps the colours pure
        pixels = np.asarray(image.convert("RGB"), dtype=np.float32)  # (H, W, 3)
        red, green, blue = np.moveaxis(pixels, -1, 0)
        self.size = image.size
        self.brightness = pixels.max(axis=-1)
        spread = self.brightness - pixels.min(axis=-1)
        self.pure = (self.brightness >= _DARK) & (spread >= _PURE * self.brightness)
        step = np.maximum(spread, 1e-6)
        hue = np.select(
            [self.brightness == red, self.brightness == green],
            [(green - blue) / step % 6, (blue - red) / step + 2],
            (red - green) / step + 4,
        )
        self.nearest = np.rint(hue * 60 / _HUE_STEP).astype(np.int64) % len(_BY_HUE)
        self.nearest = _BY_HUE[self.nearest]
        self.joint = self.pure & (self.brightness >= _BRIGHT)
        self.limb = self.pure & (self.brightness < _BRIGHT)

    def limb_between(self, limb: int, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Whether the limb's colour is found halfway between two points (shares of the picture)."""
        width, height = self.size
        column = int((start[0] + end[0]) / 2 * width)
        row = int((start[1] + end[1]) / 2 * height)
        reach = _radius(self.size)
        window = np.s_[max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1]
        return bool((self.pure[window] & (self.nearest[window] == limb)).any())


def _find_joints(hues: _Hues) -> list[tuple[float, float] | None]:
    """For each joint its (x, y) as shares of the picture, or None."""
    spots = [_spots(hues, joint) for joint in range(len(JOINT_NAMES))]
    largest = [max(area for area, _, _ in found) for found in spots if found]
    if not largest:
        return [None] * len(JOINT_NAMES)
    smallest = max(2.0, _SMALLEST_SHARE * float(np.median(largest)))
    joints: list[tuple[float, float] | None] = []
    for found in spots:
        kept = [spot for spot in found if spot[0] >= smallest]
        # Hand drawings repeat the blue of the left knee: its own limbs tell the knee.
        joints.append(max(kept, key=lambda spot: (spot[1], spot[0]))[2] if kept else None)
    return joints


def _spots(hues: _Hues, joint: int) -> list[tuple[int, int, tuple[float, float]]]:
    """Connected spots of a joint's colour: (area, pixels of its own limbs beside it, centre as shares)."""
    labels, count = ndimage.label(hues.joint & (hues.nearest == joint), structure=np.ones((3, 3)))
    if not count:
        return []
    own = [limb for limb, pair in enumerate(LIMBS) if joint in pair]
    limbs = hues.limb & np.isin(hues.nearest, own)
    margin = 2 * _radius(hues.size)
    width, height = hues.size
    spots = []
    for number, (rows, columns) in enumerate(ndimage.find_objects(labels), start=1):
        at_row, at_column = np.nonzero(labels[rows, columns] == number)
        beside = limbs[
            max(0, rows.start - margin) : rows.stop + margin,
            max(0, columns.start - margin) : columns.stop + margin,
        ]
        centre = (
            (float(at_column.mean()) + columns.start + 0.5) / width,
            (float(at_row.mean()) + rows.start + 0.5) / height,
        )
        spots.append((len(at_row), int(beside.sum()), centre))
    return spots


def _ellipse(start: tuple[float, float], end: tuple[float, float], half_width: float) -> list[tuple[float, float]]:
    """Outline of the thin ellipse that has the two points as the ends of its long axis."""
    middle_x, middle_y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    half_length = math.dist(start, end) / 2
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    cos, sin = math.cos(angle), math.sin(angle)
    turn = np.linspace(0, 2 * math.pi, 48, endpoint=False)
    along, across = half_length * np.cos(turn), half_width * np.sin(turn)
    xs, ys = middle_x + along * cos - across * sin, middle_y + along * sin + across * cos
    return list(zip(np.rint(xs).tolist(), np.rint(ys).tolist(), strict=True))


def _radius(size: tuple[int, int]) -> int:
    return max(2, round(_RADIUS_AT_512 * min(size) / 512))


# Hue step (0° = 0, 20° = 1, …) → index of the joint colour of that hue.
_BY_HUE = np.argsort([round(colorsys.rgb_to_hsv(*colour)[0] * 360 / _HUE_STEP) for colour in JOINT_COLOURS])
