"""The form's values: which there are, in which range, and how they and the pads are read."""

import json

from PIL import Image

from equifashion.design.brief import LOOKS
from equifashion.design.recipe import Recipe
from equifashion.errors import InvalidInput
from equifashion.web.data_urls import PNG_PREFIX, jpeg_url, open_base64, png_base64
from equifashion.web.i18n import sentence

# name under which the browser keeps a field → its component
FORM_FIELDS = {
    "prompt": "brief.prompt",
    "look": "brief.look",
    "drawing": "brief.sketch.pad",
    "sketch_weight": "brief.sketch_weight",
    "pose_weight": "brief.pose_weight",
    "fabric_weight": "brief.fabric_weight",
    "count": "brief.count",
    "seed": "brief.seed",
    "steps": "detail.steps",
    "freedom": "detail.freedom",
}
MAX_IDEAS = 16
_RANGES = {
    "sketch_weight": (0.0, 2.0),
    "pose_weight": (0.0, 2.0),
    "fabric_weight": (0.0, 2.0),
    "count": (1, MAX_IDEAS),
    "seed": (0, 2**31 - 1),
    "steps": (2, 30),
    "freedom": (0.0, 1.0),
}
_MAX_PROMPT_CHARACTERS = 500
_MAX_DRAWING_CHARACTERS = 2_000_000
_BRUSH_JPEG_QUALITY = 85


def read_form(kept: object) -> dict[str, object]:
    """The form fields a browser kept; fields that are missing or out of range are left out."""
    if not isinstance(kept, dict):
        return {}
    form = {}
    if isinstance(kept.get("prompt"), str):
        form["prompt"] = kept["prompt"][:_MAX_PROMPT_CHARACTERS]
    if kept.get("look") in LOOKS:
        form["look"] = kept["look"]
    if _is_drawing(kept.get("drawing")):
        form["drawing"] = kept["drawing"]
    for name, (low, high) in _RANGES.items():
        value = kept.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            form[name] = value
    return form


def form_of(recipe: Recipe) -> dict[str, object]:
    """Form values that ask for this recipe again."""
    return read_form({name: getattr(recipe, name, None) for name in FORM_FIELDS})


def read_seed(seed: float | None, language: str) -> int:
    """The seed as a whole number.

    Raises:
        InvalidInput: the field is empty.
    """
    if seed is None:
        raise InvalidInput(sentence("no_seed", language))
    return int(seed)


def read_drawing(value: object) -> Image.Image | None:
    """The picture drawn on the sketch pad, or None while nothing is drawn.

    Args:
        value: PNG data address from the browser, or empty.

    Raises:
        InvalidInput: it is something else.
    """
    if not value:
        return None
    if not _is_drawing(value):
        raise InvalidInput("The drawing cannot be read. Please clear the pad and draw again.")
    return open_base64(value.removeprefix(PNG_PREFIX), "drawing")


def _is_drawing(value: object) -> bool:
    return isinstance(value, str) and value.startswith(PNG_PREFIX) and len(value) < _MAX_DRAWING_CHARACTERS


def read_brush(value: object, language: str) -> Image.Image | None:
    """The mask brushed on a pad, white on black, or None while nothing is brushed.

    Args:
        value: what the pad reports: JSON text with the picture's and the mask's data addresses.
        language: of the refusal.

    Raises:
        InvalidInput: it is something else.
    """
    if not value:
        return None
    try:
        fits = isinstance(value, str) and len(value) < 2 * _MAX_DRAWING_CHARACTERS
        mask = json.loads(value)["mask"] if fits else None
        if mask == "":
            return None
        if not mask.startswith(PNG_PREFIX):
            raise ValueError("no PNG")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(sentence("brush_unreadable", language)) from error
    return open_base64(mask.removeprefix(PNG_PREFIX), "brushed place")


def brush_value(picture: Image.Image, mask: Image.Image | None = None) -> str:
    """What a brush pad shows: a picture, and a mask upon it."""
    painted = "" if mask is None else PNG_PREFIX + png_base64(mask)
    return json.dumps({"picture": jpeg_url(picture, _BRUSH_JPEG_QUALITY), "mask": painted})
