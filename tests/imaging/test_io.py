import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.imaging.io import open_image, pixels_only

ORIENTATION = 0x0112


def encode(image: Image.Image, kind: str = "PNG", **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format=kind, **options)
    return buffer.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that declares a size and holds almost nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.fixture
def picture() -> Image.Image:
    rng = np.random.default_rng(3)
    return Image.fromarray(rng.integers(0, 256, (20, 30, 3), dtype=np.uint8))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_every_source_gives_the_same_pixels(picture, tmp_path, kind):
    data = encode(picture, kind)
    path = tmp_path / f"a.{kind.lower()}"
    path.write_bytes(data)
    opened = [open_image(source) for source in (data, path, str(path), io.BytesIO(data), Image.open(path))]
    assert all(image == opened[0] for image in opened)
    assert opened[0].mode == "RGB" and opened[0].size == (30, 20)
    if kind == "PNG":
        assert opened[0] == pixels_only(picture)


@pytest.mark.parametrize(("options", "lossless"), [({"lossless": True}, True), ({"quality": 50}, False)])
def test_webp_sizes_of_each_kind_are_read(picture, options, lossless):
    opened = open_image(encode(picture, "WEBP", **options), max_side=30)
    assert (opened == pixels_only(picture)) == lossless
    with_alpha = encode(picture.convert("RGBA"), "WEBP", exif=b"Exif\0\0", **options)
    with pytest.raises(InvalidInput, match="30 × 20"):
        open_image(with_alpha, max_side=29)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_mode_becomes_rgb(mode):
    level = 255 if mode == "1" else 200
    if mode == "I;16":
        image = Image.fromarray(np.full((8, 8), level << 8, dtype=np.uint16))
    else:
        image = Image.new("RGB", (8, 8), (level,) * 3).convert(mode, palette=Image.Palette.ADAPTIVE)
    opened = open_image(encode(image, "JPEG" if mode == "CMYK" else "PNG"))
    assert opened.mode == "RGB"
    assert all(abs(channel - level) <= 3 for channel in opened.getpixel((3, 3)))


def test_transparency_is_laid_on_white():
    image = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    image.putpixel((1, 1), (255, 0, 0, 255))
    image.putpixel((2, 2), (0, 0, 0, 128))
    opened = open_image(encode(image))
    assert opened.getpixel((0, 0)) == (255, 255, 255)
    assert opened.getpixel((1, 1)) == (255, 0, 0)
    assert opened.getpixel((2, 2)) == (127, 127, 127)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(orientation):
    upright = Image.new("RGB", (32, 16), "white")
    upright.paste("red", (0, 0, 16, 8))  # the top left quarter
    stored = {
        1: lambda image: image,
        2: lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: lambda image: image.transpose(Image.Transpose.ROTATE_180),
        4: lambda image: image.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: lambda image: image.transpose(Image.Transpose.TRANSPOSE),
        6: lambda image: image.transpose(Image.Transpose.ROTATE_90),
        7: lambda image: image.transpose(Image.Transpose.TRANSVERSE),
        8: lambda image: image.transpose(Image.Transpose.ROTATE_270),
    }[orientation](upright)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    opened = open_image(encode(stored, "PNG", exif=exif))
    assert opened.size == (32, 16)
    assert opened == pixels_only(upright)


def test_nothing_but_pixels_comes_out(picture):
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    opened = open_image(encode(picture, "JPEG", exif=exif, comment=b"hello"))
    assert opened.info == {} and not opened.getexif() and opened.format is None


def test_mangled_exif_does_not_cost_the_picture(picture):
    opened = open_image(encode(picture, "PNG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff garbage"))
    assert opened == pixels_only(picture)


def test_a_phones_two_picture_jpeg_is_its_first_picture(picture):
    data = encode(picture, "MPO", save_all=True, append_images=[Image.new("RGB", (30, 20), "blue")])
    assert Image.open(io.BytesIO(data)).format == "MPO"
    assert open_image(data) == open_image(encode(picture, "JPEG"))


@pytest.mark.parametrize("size", [(20000, 20), (20, 20000), (20000, 20000)])
def test_oversized_pictures_are_refused_by_their_header(size):
    expected = f"The sketch is {size[0]} × {size[1]} pixels; at most 12000 on a side can be used"
    with pytest.raises(InvalidInput, match=expected):
        open_image(png_header(*size), what="sketch")


def test_a_real_oversized_picture_is_refused(tmp_path):
    path = tmp_path / "wide.png"
    Image.new("1", (20000, 20)).save(path)
    with pytest.raises(InvalidInput, match="20000 × 20"):
        open_image(path)
    with pytest.raises(InvalidInput, match="20000 × 20"):
        open_image(Image.open(path))


def test_too_many_pixels_in_all_are_refused():
    with pytest.raises(InvalidInput, match=r"12000 × 12000 pixels; at most 40 million pixels"):
        open_image(png_header(12000, 12000))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_truncated_pictures_are_refused(picture, kind):
    data = encode(picture.resize((200, 200)), kind)
    for share in (0.02, 0.5, 0.9):
        with pytest.raises(InvalidInput, match=r"The fabric is (damaged|not a readable)"):
            open_image(data[: int(len(data) * share)], what="fabric")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing"),
        (b'<?xml version="1.0"?>\n<!-- x --><svg width="1"/>', "an SVG drawing"),
        (b"Dear tailor,\nplease sew.", "text"),
        (b"%PDF-1.7 \x00", "a PDF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC photo"),
    ],
)
def test_files_renamed_to_png_are_named_for_what_they_are(tmp_path, content, named):
    path = tmp_path / "drawing.png"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match=rf"The sketch is not a readable PNG.*it is {named}"):
        open_image(path, what="sketch")


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO"])
def test_other_formats_are_refused(picture, kind, tmp_path):
    data = encode(picture, kind)
    with pytest.raises(InvalidInput, match="not a readable PNG, JPEG or WEBP"):
        open_image(data)
    with pytest.raises(InvalidInput, match=f"it is a {kind}"):
        open_image(Image.open(io.BytesIO(data)))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_animations_are_refused(picture, kind):
    data = encode(picture, kind, save_all=True, append_images=[Image.new("RGB", (30, 20), "blue")])
    with pytest.raises(InvalidInput, match="is animated"):
        open_image(data)


def test_things_that_are_no_file_are_refused(tmp_path):
    empty = tmp_path / "empty.png"
    empty.touch()
    cases = {
        "no file": tmp_path / "missing.png",
        "could not be read": tmp_path,
        "an empty file": empty,
        "not a web address": "https://example.org/a.png",
        "got int": 7,
        "got text": io.StringIO("abc"),
    }
    for message, source in cases.items():
        with pytest.raises(InvalidInput, match=message):
            open_image(source)
    with pytest.raises(InvalidInput, match="could not be read"):
        open_image("a\0b.png")
