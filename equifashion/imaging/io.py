"""Open a picture that a stranger sent: allow-listed formats, size known before any decoder runs.

Out comes a plain RGB picture made anew from its pixels: no EXIF, no profile, no text.
"""

import io
import struct
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
from PIL import Image

from equifashion.errors import InvalidInput

PictureSource = str | Path | bytes | BinaryIO | Image.Image

_FORMATS = ("PNG", "JPEG", "WEBP")
MAX_BYTES = 100 * 2**20  # a 40-megapixel photograph as PNG stays below
_DECODER_ERRORS = (OSError, SyntaxError, ValueError, struct.error, EOFError, Image.DecompressionBombError)
_EXIF_ORIENTATION = 0x0112
_UPRIGHT = {  # EXIF 2.3, tag Orientation → what turns the pixels upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_OTHER_KINDS = (  # (offset, bytes found there, name): only to tell the designer what the file is
    (0, b"GIF8", "a GIF"),
    (0, b"BM", "a BMP"),
    (0, b"II*\x00", "a TIFF"),
    (0, b"MM\x00*", "a TIFF"),
    (0, b"%PDF", "a PDF"),
    (0, b"8BPS", "a Photoshop file"),
    (4, b"ftypavif", "an AVIF"),
    (4, b"ftyphei", "a HEIC photo"),
    (4, b"ftypmif1", "a HEIC photo"),
)


def open_image(
    source: PictureSource,
    *,
    what: str = "image",
    max_pixels: int = 40_000_000,
    max_side: int = 12_000,
) -> Image.Image:
    """Open and fully decode a PNG, JPEG or WEBP picture.

    Args:
        source: path, file content, binary file or PIL picture.
        what: how messages name the picture, e.g. ``"sketch"``.
        max_pixels: largest width × height accepted, in pixels.
        max_side: largest width or height accepted, in pixels.

    Returns:
        RGB picture, upright by its EXIF orientation, transparency laid on white, carrying no metadata.

    Raises:
        InvalidInput: missing, empty, of another format, animated, too large, or damaged.
    """
    if isinstance(source, Image.Image):
        _check_size(source.size, what, max_pixels, max_side)
        if source.format not in (None, "MPO", *_FORMATS):
            raise InvalidInput(_wrong_format(what, f"a {source.format}"))
        return _decode(source, what)
    data = _content(source, what)
    declared = _declared_size(data)
    if declared is None:
        raise InvalidInput(_wrong_format(what, _kind_of(data)))
    _check_size(declared, what, max_pixels, max_side)
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except _DECODER_ERRORS as error:
        raise InvalidInput(_damaged(what)) from error
    with image:
        _check_size(image.size, what, max_pixels, max_side)  # the decoder may see another size than we did
        return _decode(image, what)


def pixels_only(image: Image.Image) -> Image.Image:
    """RGB copy made from the pixels alone; transparency is laid on white.

    Args:
        image: decoded picture of any mode.
    """
    if image.mode.startswith("I;16"):  # Pillow's own conversion would cut at 255
        image = Image.fromarray((np.asarray(image).astype(np.uint16) >> 8).astype(np.uint8))
    elif image.has_transparency_data:
        picture = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    rgb = image.convert("RGB")
    return Image.frombytes("RGB", rgb.size, rgb.tobytes())


def read_content(source: str | Path | BinaryIO, what: str, max_bytes: int = MAX_BYTES) -> bytes:
    """Content of a file that a user named or sent.

    Args:
        source: path or binary file.
        what: how messages name it, e.g. ``"sketch"``.
        max_bytes: largest content accepted.

    Raises:
        InvalidInput: no such file, not readable, a web address, empty or too large.
    """
    if isinstance(source, str) and source.strip().lower().startswith(("http:", "https:", "file:", "data:")):
        raise InvalidInput(f"The {what} must be a file, not a web address. Please save it and give the file.")
    try:
        if isinstance(source, str | Path):
            with open(source, "rb") as file:
                data = file.read(max_bytes + 1)
        else:
            data = source.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise InvalidInput(f"The {what} was not found: there is no file {str(source)!r}.") from error
    except (OSError, ValueError) as error:
        raise InvalidInput(f"The {what} could not be read ({error}). Please choose another file.") from error
    if not isinstance(data, bytes):
        raise InvalidInput(f"The {what} must be opened as a binary file; got text.")
    if not data:
        raise InvalidInput(f"The {what} is an empty file. Please choose another one.")
    if len(data) > max_bytes:
        raise InvalidInput(f"The {what} is larger than {max_bytes / 2**20:.0f} MB. Please make it smaller.")
    return data


def _content(source: object, what: str) -> bytes:
    if isinstance(source, bytes | bytearray | memoryview):
        source = io.BytesIO(source)
    if not (isinstance(source, str | Path) or hasattr(source, "read")):
        raise InvalidInput(
            f"The {what} must be a file name, file content or PIL picture; got {type(source).__name__}."
        )
    return read_content(cast(str | Path | BinaryIO, source), what)


def _declared_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the header; None when this is no PNG, JPEG or WEBP (or not enough of one)."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return struct.unpack_from(">II", data, 16)
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg_size(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp_size(data)
    except (struct.error, IndexError):
        return None
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Size from the first start-of-frame segment (ITU-T T.81, B.2.2)."""
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        else:
            at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    """Canvas size from the first chunk (RFC 9649)."""
    kind = data[12:16]
    if kind == b"VP8X":
        low, middle, high, *rest = struct.unpack_from("<6B", data, 24)
        return 1 + low + (middle << 8) + (high << 16), 1 + rest[0] + (rest[1] << 8) + (rest[2] << 16)
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _check_size(size: tuple[int, int], what: str, max_pixels: int, max_side: int) -> None:
    width, height = size
    if min(size) < 1:
        raise InvalidInput(_damaged(what))
    if max(size) > max_side:
        limit = f"at most {max_side} on a side can be used"
    elif width * height > max_pixels:
        limit = f"at most {max_pixels / 1e6:.3g} million pixels in all can be used"
    else:
        return
    raise InvalidInput(f"The {what} is {width} × {height} pixels; {limit}. Please scale it down.")


def _decode(image: Image.Image, what: str) -> Image.Image:
    try:
        # A phone's JPEG may hold a second picture (a gain map, format MPO): the first one is the photo.
        if image.format in ("PNG", "WEBP") and getattr(image, "n_frames", 1) > 1:
            raise InvalidInput(f"The {what} is animated. Please give a still PNG, JPEG or WEBP picture.")
        image.load()
        picture = pixels_only(image)
    except InvalidInput:
        raise
    except _DECODER_ERRORS as error:
        raise InvalidInput(_damaged(what)) from error
    turn = _UPRIGHT.get(_orientation(image))
    return picture if turn is None else pixels_only(picture.transpose(turn))


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(_EXIF_ORIENTATION, 1)
    except (*_DECODER_ERRORS, TypeError, KeyError):  # a mangled EXIF block must not cost the picture
        return 1
    return value if isinstance(value, int) else 1


def _kind_of(data: bytes) -> str | None:
    for offset, signature, name in _OTHER_KINDS:
        if data[offset : offset + len(signature)] == signature:
            return name
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<svg") or (head.startswith((b"<?xml", b"<!doctype")) and b"svg" in head):
        return "an SVG drawing"
    return "text" if head and all(byte >= 32 or byte in b"\t\r\n" for byte in head) else None


def _wrong_format(what: str, kind: str | None) -> str:
    came = f" (it is {kind})" if kind else ""
    return f"The {what} is not a readable PNG, JPEG or WEBP picture{came}. Please export it as PNG or JPEG."


def _damaged(what: str) -> str:
    return f"The {what} is damaged or cut off and could not be read. Please save or download it again."
