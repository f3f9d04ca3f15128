"""How recipes hold pictures and arrays: as base64 text, which JSON keeps once and names by its place.

Without a context, a picture is written as itself and a parent as its hash; so a recipe's content is hashed.
"""

import base64
import binascii
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainSerializer,
    PlainValidator,
    SerializationInfo,
    Strict,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from equifashion.design.checks import Must
from equifashion.errors import InvalidInput
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.io import open_image

if TYPE_CHECKING:
    from equifashion.design.recipe import Recipe

MAX_STORED_SIDE = max(CANVAS_SIZE)  # pixels; recipes hold pictures as a brief stores them
_MAX_ARRAY = 200_000  # characters of base64; the styles of the embedded preset take 4 780


@dataclass(frozen=True)
class Reading:
    """Context of reading JSON: what its places stand for."""

    pictures: Sequence[str]
    recipes: Sequence["Recipe"]


@dataclass(frozen=True)
class Writing:
    """Context of writing JSON: the places that stand for pictures and parents."""

    picture_place: Callable[[str], int]
    parent_place: Callable[["Recipe"], int]


def encode_picture(image: Image.Image) -> str:
    """Picture → PNG as base64."""
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def stored_picture(name: str, content: str) -> Image.Image:
    """What ``encode_picture`` wrote → RGB picture.

    Raises:
        InvalidInput: it is damaged, or larger than a recipe's pictures are.
    """
    return open_image(_decode(name, content), what=f"recipe's {name}", max_side=MAX_STORED_SIDE)


def stored_size(size: tuple[int, int]) -> tuple[int, int]:
    """Width × height at which recipes hold a picture of a size: its own, or as much as they have room for."""
    scale = min(1.0, MAX_STORED_SIDE / max(size))
    width, height = (max(1, round(side * scale)) for side in size)
    return width, height


def encode_array(array: NDArray[Any]) -> str:
    """(layers, w) → base64 of little-endian FP16."""
    return base64.b64encode(np.ascontiguousarray(array, dtype="<f2").tobytes()).decode("ascii")


def decode_array(name: str, content: str, layers: int) -> NDArray[np.float32]:
    """What ``encode_array`` wrote → (layers, w) float32.

    Raises:
        InvalidInput: damaged, not finite, or of another number of layers.
    """
    if not 0 < len(content) <= _MAX_ARRAY:
        raise InvalidInput(f"The recipe's {name} must be base64 of FP16 numbers; got {len(content)} characters.")
    data = _decode(name, content)
    if len(data) % (2 * layers):
        raise InvalidInput(f"The recipe's {name} must be {layers} rows of FP16 numbers; got {len(data)} bytes.")
    array = np.frombuffer(data, dtype="<f2").astype(np.float32).reshape(layers, -1)
    if not np.isfinite(array).all():
        raise InvalidInput(f"The recipe's {name} must be of finite numbers; got others.")
    return array


def _decode(name: str, content: str) -> bytes:
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput(f"The recipe's {name} is damaged: it is not base64.") from error


def _read_picture(value: object, info: ValidationInfo) -> object:
    return value if info.context is None else _at(info.context.pictures, value, "the place of a picture")


def _write_picture(value: str, info: SerializationInfo) -> str | int:
    return value if info.context is None else info.context.picture_place(value)


def _read_parent(value: object, info: ValidationInfo) -> object:
    return value if info.context is None else _at(info.context.recipes, value, "the place of an earlier recipe")


def _write_parent(value: "Recipe", info: SerializationInfo) -> str | int:
    return value.sha256 if info.context is None else info.context.parent_place(value)


def _at(values: Sequence[object], place: object, wanted: str) -> object:
    if type(place) is not int or not 0 <= place < len(values):
        raise PydanticCustomError("unfit", wanted)
    return values[place]


def _check_array(content: str, info: ValidationInfo) -> str:
    decode_array(info.field_name or "array", content, 1)
    return content


# Types of fields. The parents' own checks are the recipe's.
Picture = Annotated[  # base64 of a PNG
    str, Strict(), Must("a base64 PNG"), BeforeValidator(_read_picture), PlainSerializer(_write_picture)
]
Array = Annotated[str, Strict(), Must("base64 of FP16 numbers"), AfterValidator(_check_array)]
if TYPE_CHECKING:
    Parent = Recipe
else:  # pydantic need not know the class, which itself holds edits
    Parent = Annotated[object, PlainValidator(_read_parent), PlainSerializer(_write_parent)]
