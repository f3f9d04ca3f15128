"""The design brief: words, and if wished a sketch, a pose and a fabric, checked and made uniform.

Making uniform is idempotent: a stored sketch or fabric given to a new brief comes out pixel for pixel
the same, so that a recipe restores its brief exactly.
"""

from dataclasses import dataclass
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from equifashion.design.checks import quoted
from equifashion.errors import InvalidInput
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.io import PictureSource, open_image, read_content
from equifashion.imaging.pose import Pose
from equifashion.imaging.pose_detector import detect_pose
from equifashion.imaging.skeleton import looks_like_skeleton, read_skeleton

PoseSource = Pose | dict[str, Any] | list[Any] | PictureSource

LOOKS = ("auto", "flat", "drawing", "figure")
MAX_PROMPT = 500  # characters
MAX_WEIGHT = 2.0
FABRIC_SIZE = 128  # pixels a side, as stored
MIN_FABRIC = 16  # pixels a side, as given

_MIN_INK = 32  # pixels of the canvas that must be drawn on
_MIN_CONTRAST = 8  # levels of 255: a one-pixel black line in the largest sketch, scaled down, keeps as much
_PAPER = 230  # with ink at 0 and paper at 255, lighter than this is paper grain, not drawing


@dataclass(frozen=True, init=False)  # takes pictures in many forms, and keeps them in one
class DesignBrief:
    """What to design.

    Attributes:
        prompt: 1–500 characters with at least one letter; stored stripped.
        sketch: picture (path, content, file or PIL); stored as 256×384 RGB, dark lines on white. Drawings
            that are light on dark are turned over.
        pose: `Pose`, OpenPose JSON (dict, text or .json path), OpenPose picture, or photo of a person;
            stored as `Pose`.
        fabric: picture whose centre square is at least 16 pixels a side; stored as 128×128 RGB.
        sketch_weight, pose_weight, fabric_weight: how strongly each one guides, 0 (not at all) to 2. Without a
            sketch, the first is the weight of the cutting block that the embedded studio draws along, and without a
            pose, a weight of 0 leaves the stance to the networks.
        look: ``"flat"`` for the garment laid flat as in a photograph, ``"drawing"`` for the same as a drawing in
            wash and ink, ``"figure"`` for a fashion figure that wears it, ``"auto"`` for a figure where the prompt
            speaks of one, of a whole outfit (a dress, or several garments), a coat or a jacket, or a pose is given,
            else for flat where it speaks of a photograph, or a preset draws photographs, else for a drawing.

    Raises:
        InvalidInput: one of them cannot be used; the message names it and says what to do.
    """

    prompt: str
    sketch: Image.Image | None
    pose: Pose | None
    fabric: Image.Image | None
    sketch_weight: float
    pose_weight: float
    fabric_weight: float
    look: str

    def __init__(
        self,
        prompt: str,
        sketch: PictureSource | None = None,
        pose: PoseSource | None = None,
        fabric: PictureSource | None = None,
        sketch_weight: float = 1.0,
        pose_weight: float = 1.0,
        fabric_weight: float = 1.0,
        look: str = "auto",
    ) -> None:
        check_look(look)
        uniform = {
            "prompt": _checked_prompt(prompt),
            "sketch_weight": _checked_weight("sketch", sketch_weight),
            "pose_weight": _checked_weight("pose", pose_weight),
            "fabric_weight": _checked_weight("fabric", fabric_weight),
            "sketch": None if sketch is None else _line_drawing(open_image(sketch, what="sketch")),
            "fabric": None if fabric is None else _swatch(open_image(fabric, what="fabric picture")),
            "pose": None if pose is None else _read_pose(pose),
            "look": look,
        }
        for name, value in uniform.items():
            object.__setattr__(self, name, value)

    @property
    def followed_pose(self) -> Pose | None:
        """The pose, unless the garment is to lie flat: then there is nobody to take it."""
        return None if self.look in ("flat", "drawing") else self.pose

    @property
    def followed_sketch(self) -> Image.Image | None:
        """The sketch, unless its weight is 0: then nothing is drawn along it."""
        return self.sketch if self.sketch_weight > 0 else None


def check_look(look: object) -> None:
    """Raise InvalidInput for what is not one of ``LOOKS``."""
    if look not in LOOKS:
        raise InvalidInput(f"The look must be {', '.join(LOOKS[:-1])} or {LOOKS[-1]}; got {quoted(look)}.")


def _checked_prompt(prompt: object) -> str:
    if not isinstance(prompt, str):
        raise InvalidInput(f"The prompt must be text; got {type(prompt).__name__}.")
    text = prompt.encode("utf-8", "ignore").decode().strip()  # without halves of broken emoji
    if not text:
        raise InvalidInput(
            "The prompt is empty. Please describe the garment in a few words, e.g. “long red dress”."
        )
    if len(text) > MAX_PROMPT:
        raise InvalidInput(
            f"The prompt has {len(text)} characters; at most {MAX_PROMPT} can be used. Please shorten it."
        )
    if not any(character.isalpha() for character in text):
        raise InvalidInput(f"The prompt {text[:40]!r} holds no word. Please describe the garment in words.")
    return text


def _checked_weight(name: str, weight: object) -> float:
    if not isinstance(weight, bool) and isinstance(weight, Real) and 0 <= float(weight) <= MAX_WEIGHT:
        return float(weight)
    raise InvalidInput(f"The {name} weight must be a number from 0 to {MAX_WEIGHT:g}; got {quoted(weight)}.")


def _line_drawing(image: Image.Image) -> Image.Image:
    """Fit a sketch to the canvas as dark lines on white: paper becomes 255, ink 0."""
    grey = _fit(image.convert("L"))
    levels = np.asarray(grey, dtype=np.int64)  # (384, 256)
    paper, dark, light = _levels(levels)
    if light - paper > paper - dark:  # light lines on a dark ground
        levels = 255 - levels
        paper, dark, _ = _levels(levels)
    if paper - dark < _MIN_CONTRAST:
        raise InvalidInput(
            "The sketch is empty: nothing is drawn on it. Please draw the garment with dark lines, "
            "or leave the sketch out."
        )
    # Paper 255 and ink 0 map to themselves, so doing this twice changes nothing.
    drawn = np.rint(255 * np.clip((levels - dark) / (paper - dark), 0, 1))
    drawn[drawn >= _PAPER] = 255
    return Image.fromarray(drawn.astype(np.uint8)).convert("RGB")


def _fit(grey: Image.Image) -> Image.Image:
    """Letterbox a greyscale picture into the canvas on its own paper's shade."""
    if grey.size == CANVAS_SIZE:
        return grey
    scale = min(CANVAS_SIZE[0] / grey.width, CANVAS_SIZE[1] / grey.height)
    width, height = (
        min(limit, max(1, round(side * scale))) for side, limit in zip(grey.size, CANVAS_SIZE, strict=True)
    )
    pixels = np.asarray(grey)
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    canvas = Image.new("L", CANVAS_SIZE, int(np.median(edge)))
    corner = ((CANVAS_SIZE[0] - width) // 2, (CANVAS_SIZE[1] - height) // 2)
    canvas.paste(grey.resize((width, height), Image.Resampling.LANCZOS), corner)
    return canvas


def _levels(levels: np.ndarray) -> tuple[int, int, int]:
    """Shade of the paper (the median), and of the darkest and lightest strokes worth the name."""
    ordered = np.sort(levels, axis=None)
    return int(ordered[ordered.size // 2]), int(ordered[_MIN_INK - 1]), int(ordered[-_MIN_INK])


def _swatch(image: Image.Image) -> Image.Image:
    side = min(image.size)
    if side < MIN_FABRIC:
        raise InvalidInput(
            f"The fabric picture is {image.width} × {image.height} pixels; at least {MIN_FABRIC} on each "
            f"side are needed. Please give a larger one."
        )
    left, top = (image.width - side) // 2, (image.height - side) // 2
    square = image.crop((left, top, left + side, top + side))
    return square.resize((FABRIC_SIZE, FABRIC_SIZE), Image.Resampling.LANCZOS)  # a copy where it fits already


def _read_pose(source: PoseSource) -> Pose:
    if isinstance(source, Pose):
        return source
    if isinstance(source, dict | list):
        return Pose.from_json(source)
    if isinstance(source, str) and _is_json_text(source):
        return Pose.from_json(source)
    if not isinstance(source, bytes | Image.Image) and (isinstance(source, str | Path) or hasattr(source, "read")):
        source = read_content(source, "pose file")
    if isinstance(source, bytes) and source.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return Pose.from_json(_decoded(source))
    picture = open_image(source, what="pose picture")
    return read_skeleton(picture) if looks_like_skeleton(picture) else detect_pose(picture)


def _is_json_text(text: str) -> bool:
    text = text.strip()
    return text.startswith(("{", "[")) and text.endswith(("}", "]"))  # a file may be called "[1] front.png"


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput("The pose file is not text; OpenPose JSON in UTF-8 is expected.") from error
