"""What the ControlNets look at: the pose as an OpenPose skeleton, the sketch as white lines on black.

controlnet_aux's line-art detector, which needs no weights, turns a sketch with filled areas into lines. The rest of
controlnet_aux is not used: its pose code is marked as licensed by CMU for non-commercial use only, its DWPose needs
mmpose, and its other detectors load pickled weights, some of them non-commercial. MediaPipe reads poses from
photographs instead, and the skeleton drawn here is controlnet_aux's own to a pixel at the edges, as a test shows.
"""

import warnings

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from equifashion.imaging import Pose, draw_skeleton

_WIDEST_LINE_PX = 9  # on the 256×384 canvas; whatever is wider is a filled area
_FILLED_SHARE = 0.01  # of the canvas
_DARK = 96  # of 255; darker pixels count as ink


def draw_pose(pose: Pose, size: tuple[int, int]) -> Image.Image:
    """A pose as the ControlNets were trained on it: RGB, of ``size`` (width, height)."""
    return draw_skeleton(pose, size)


def draw_sketch(sketch: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A sketch as the ControlNets were trained on it: RGB, white lines on black, of ``size`` (width, height)."""
    sketch = sketch.convert("RGB")
    if has_filled_areas(sketch):
        return _outlined(sketch.resize(size, Image.Resampling.LANCZOS))
    return ImageOps.invert(sketch).resize(size, Image.Resampling.LANCZOS)


def has_filled_areas(sketch: Image.Image) -> bool:
    """Whether a sketch of the canvas's size shows more than lines: shaded, coloured in, or a photograph."""
    thinned = sketch.convert("L").filter(ImageFilter.MaxFilter(_WIDEST_LINE_PX))
    return float((np.asarray(thinned) < _DARK).mean()) > _FILLED_SHARE


def _outlined(picture: Image.Image) -> Image.Image:
    with warnings.catch_warnings():  # the package warns about every detector that it could not offer
        warnings.simplefilter("ignore")
        from controlnet_aux import LineartStandardDetector  # seconds, which only such a sketch waits for
    lines = np.asarray(LineartStandardDetector()(picture, detect_resolution=min(picture.size)), dtype=np.float32)
    return Image.fromarray((lines * (255.0 / max(float(lines.max()), 1.0))).round().astype(np.uint8))
