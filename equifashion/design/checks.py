"""Checks shared by recipes and their origins: what does not fit is named, with what was wanted and what came."""

import base64
import binascii
import io
import math
import re
from numbers import Real

from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.imaging.io import open_image

MAX_SEED = 2**31 - 1
SHA256 = re.compile(r"[0-9a-f]{64}")
_LARGEST = 1e6  # of any number in a recipe


def check(name: str, value: object, fits: bool, wanted: str) -> None:
    """Raise InvalidInput about a recipe's field unless it fits."""
    if not fits:
        raise InvalidInput(f"The recipe's {name} must be {wanted}; {str(value)[:60]!r} came.")


def is_whole(value: object, low: int, high: int) -> bool:
    """A whole number in range; True and False are none."""
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def check_whole(name: str, value: object, low: int, high: int) -> None:
    """Raise InvalidInput unless it is a whole number in range."""
    check(name, value, is_whole(value, low, high), f"a whole number from {low} to {high}")


def number(name: str, value: object, low: float, high: float) -> float:
    """A number in range, as a float.

    Raises:
        InvalidInput: it is none, or out of range.
    """
    wanted = f"a number from {low:g}" + (f" to {high:g}" if math.isfinite(high) else "")
    is_number = isinstance(value, Real) and not isinstance(value, bool)
    check(name, value, is_number and max(low, -_LARGEST) <= value <= min(high, _LARGEST), wanted)
    return float(value)


def encode_picture(image: Image.Image) -> str:
    """Picture → PNG as base64."""
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def decode_picture(name: str, content: str, max_side: int) -> Image.Image:
    """What ``encode_picture`` wrote → RGB picture.

    Raises:
        InvalidInput: damaged, or larger than ``max_side`` pixels on a side.
    """
    return open_image(decode_bytes(name, content), what=f"recipe's {name}", max_side=max_side)


def decode_bytes(name: str, content: str) -> bytes:
    """Base64 → bytes.

    Raises:
        InvalidInput: it is not base64.
    """
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput(f"The recipe's {name} is damaged: it is not base64.") from error
