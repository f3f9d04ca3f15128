"""A record's two halves on disk: its pictures as files, and everything else as a row of a table."""

import hashlib
import io
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from PIL import Image

from equifashion.datasets.record import PART_NAMES, SWATCH_SIZE, Record
from equifashion.errors import InvalidInput
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.skeleton import draw_skeleton


def _struct(**columns: pa.DataType) -> pa.StructType:
    return pa.struct(list(columns.items()))


_TEXT, _NUMBER = pa.string(), pa.int32()
_SPAN = pa.list_(_NUMBER)  # first character, and the one after the last
_PHRASE = _struct(
    noun=_SPAN, adjectives=pa.list_(_SPAN), garment=_NUMBER, parts=pa.list_(_TEXT), facts=pa.list_(_TEXT)
)
_CORRUPTION = _struct(kind=_TEXT, start=_NUMBER, before=_TEXT, after=_TEXT)
_GARMENT = _struct(
    category=_TEXT, kind=_TEXT, length=_TEXT, sleeve_length=_TEXT, sleeve_type=_TEXT, collar=_TEXT, hem=_TEXT,
    silhouette=_TEXT, fit=_TEXT, pattern=_TEXT, material=_TEXT, colours=pa.list_(_TEXT), main=pa.bool_(),
)  # fmt: skip

SCHEMA = pa.schema(
    {
        "id": _TEXT,
        "index": pa.int64(),
        "source": _TEXT,
        "licence": _TEXT,
        "split": _TEXT,
        "group": _TEXT,
        "mirrored": pa.bool_(),
        "captions": pa.list_(_struct(text=_TEXT, language=_TEXT, detail=_TEXT, phrases=pa.list_(_PHRASE))),
        "noisy_captions": pa.list_(_struct(text=_TEXT, clean=_NUMBER, corruptions=pa.list_(_CORRUPTION))),
        "sketch_hand": _TEXT,
        "keypoints": pa.list_(pa.float64()),  # 18 × (x, y, confidence), shares of the canvas; empty without a pose
        "garments": pa.list_(_GARMENT),
        "figure": _struct(skin_tone=_NUMBER, body_shape=_TEXT, presentation=_TEXT, hair=_TEXT, stance=_TEXT),
    }
)
HASHES = pa.field("sha256", pa.map_(_TEXT, _TEXT))  # modality → hash of its file, in the index only


@dataclass(frozen=True)
class Modality:
    """How one picture of a record is kept.

    Attributes:
        suffix: of its file, after the record's id.
        mode: of the decoded picture; ``"P"`` keeps indices.
        size: (width, height), pixels.
    """

    suffix: str
    mode: str
    size: tuple[int, int]


MODALITIES: dict[str, Modality] = {
    "image": Modality("image.webp", "RGB", CANVAS_SIZE),
    "sketch": Modality("sketch.png", "L", CANVAS_SIZE),
    "pose": Modality("pose.png", "RGB", CANVAS_SIZE),
    "swatch": Modality("swatch.webp", "RGB", SWATCH_SIZE),
    "parts": Modality("parts.png", "P", CANVAS_SIZE),
}

# Distinct colours for the part labels, so that the masks can be looked at; the values are the indices.
PART_COLOURS = (
    (255, 255, 255), (232, 190, 160), (92, 64, 51), (214, 39, 40), (31, 119, 180),
    (44, 160, 44), (255, 187, 40), (148, 103, 189), (227, 119, 194), (60, 60, 60),
)  # fmt: skip
assert len(PART_COLOURS) == len(PART_NAMES)


@dataclass(frozen=True)
class Encoded:
    """A record ready to be written.

    Attributes:
        row: everything but the pictures.
        pictures: modality → content of its file.
    """

    row: dict[str, object]
    pictures: dict[str, bytes]

    def hashes(self) -> dict[str, str]:
        """Modality → SHA-256 of its file."""
        return {name: hashlib.sha256(content).hexdigest() for name, content in self.pictures.items()}


def encode(record: Record) -> Encoded:
    """Compress a record's pictures and flatten the rest; the same record gives the same bytes."""
    pose_map = record.pose_map
    if pose_map is None and record.pose is not None:
        pose_map = draw_skeleton(record.pose)
    pictures = {
        "image": _webp(record.image),
        "sketch": _png(record.sketch),
        "pose": _png(pose_map),
        "swatch": _webp(record.swatch),
        "parts": _png(None if record.parts is None else palette_picture(record.parts)),
    }
    return Encoded(record.row(), {name: content for name, content in pictures.items() if content is not None})


def decode(name: str, content: bytes) -> Image.Image:
    """A modality's picture, fully decoded.

    Args:
        name: a key of ``MODALITIES``.
        content: its file.

    Raises:
        InvalidInput: damaged, or not of the modality's size.
    """
    modality = MODALITIES[name]
    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "WEBP"]) as image:
            if image.size != modality.size:
                raise InvalidInput(f"the {name} is {image.size[0]}×{image.size[1]}, not {modality.size}")
            image.load()
            return image.copy() if modality.mode == "P" else image.convert(modality.mode)
    except InvalidInput:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise InvalidInput(f"the {name} is damaged and cannot be read") from error


def palette_picture(parts: np.ndarray) -> Image.Image:
    """Part labels (H, W) uint8 as a palette picture whose indices are the labels."""
    picture = Image.frombytes("P", parts.shape[::-1], np.ascontiguousarray(parts).tobytes())
    picture.putpalette([channel for colour in PART_COLOURS for channel in colour])
    return picture


def _webp(picture: Image.Image | None) -> bytes | None:
    """Lossless: a drawn figure takes 30 kB and 2 ms; lossy saves two thirds and blurs every coloured edge."""
    if picture is None:
        return None
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", lossless=True, quality=20, method=0)
    return buffer.getvalue()


def _png(picture: Image.Image | None) -> bytes | None:
    if picture is None:
        return None
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()
