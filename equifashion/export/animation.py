"""Pictures side by side, and pictures one after the other: a walk along a direction to look at or to send."""

import io
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.files import write_whole
from equifashion.imaging.io import pixels_only

MOTION_SUFFIXES = (".mp4", ".gif", ".webp")

_QUALITY = 88  # of an animated WebP
_MP4_ROUNDS = 3


def picture_strip(images: Sequence[Image.Image], gap: int = 8) -> Image.Image:
    """Pictures of one size side by side on white, ``gap`` pixels apart.

    Raises:
        InvalidInput: there are none, or their sizes differ.
    """
    width, height = _common_size(images)
    strip = Image.new("RGB", (len(images) * (width + gap) - gap, height), "white")
    for place, image in enumerate(images):
        strip.paste(pixels_only(image), (place * (width + gap), 0))
    return strip


def save_animation(
    path: Path | str, images: Sequence[Image.Image], seconds: float = 0.12, there_and_back: bool = True
) -> None:
    """Write pictures of one size as an endless animation.

    Args:
        path: where to; ``.webp``, ``.gif`` or ``.mp4`` (H.264, which every browser and telephone plays).
        images: in order.
        seconds: each is shown, 0.02–60.
        there_and_back: play them backwards too, without showing the ends twice.

    Raises:
        InvalidInput: another kind of file, no pictures, differing sizes, or impossible seconds.
        StorageError: it cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() not in MOTION_SUFFIXES:
        raise InvalidInput(f"An animation must be saved as .webp, .gif or .mp4; got {path.name!r}.")
    if not 0.02 <= seconds <= 60:
        raise InvalidInput(f"A picture can be shown for 0.02 to 60 seconds; got {seconds!r}.")
    _common_size(images)
    frames = [pixels_only(image) for image in images]
    if there_and_back:
        frames += frames[-2:0:-1]
    if path.suffix.lower() == ".mp4":
        write_whole(path, _mp4(frames * (1 if len(frames) == 1 else _MP4_ROUNDS), seconds))
        return
    buffer = io.BytesIO()
    kind = path.suffix[1:].upper()
    options = {"quality": _QUALITY, "method": 4} if kind == "WEBP" else {"optimize": False, "disposal": 1}
    frames[0].save(
        buffer, kind, save_all=True, append_images=frames[1:], duration=round(1000 * seconds), loop=0, **options
    )
    write_whole(path, buffer.getvalue())


def _mp4(frames: Sequence[Image.Image], seconds: float) -> bytes:
    """Frames as H.264; a film does not repeat itself, so they come several times over."""
    buffer = io.BytesIO()
    rate = Fraction(1 / seconds).limit_denominator(1000)
    with av.open(buffer, "w", format="mp4") as film:
        stream = film.add_stream("libx264", rate=rate, options={"crf": "16"})
        # Its colours are stored for every other pixel, so sides must be even.
        stream.width, stream.height = (side - side % 2 for side in frames[0].size)
        stream.pix_fmt = "yuv420p"
        for frame in frames:
            pixels = np.asarray(frame.crop((0, 0, stream.width, stream.height)))
            film.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        film.mux(stream.encode())
    return buffer.getvalue()


def _common_size(images: Sequence[Image.Image]) -> tuple[int, int]:
    sizes = {image.size for image in images}
    if len(sizes) != 1:
        raise InvalidInput(f"Pictures of one size are needed; got {sorted(sizes) or 'none'}.")
    return sizes.pop()
