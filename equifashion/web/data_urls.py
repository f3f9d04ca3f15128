"""Pictures as text that a browser sends and keeps; what comes back is untrusted and opened like any upload."""

import base64
import binascii
import io

from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.imaging.io import open_image

PNG_PREFIX = "data:image/png;base64,"


def png_base64(image: Image.Image) -> str:
    """A picture as PNG in base64, every pixel kept."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def jpeg_url(image: Image.Image, quality: int) -> str:
    """A picture as a data address, for looking at only."""
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=quality)
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def open_base64(text: object, what: str) -> Image.Image:
    """The picture that a base64 text holds.

    Raises:
        InvalidInput: it holds something else.
    """
    try:
        return open_image(base64.b64decode(str(text), validate=True), what=what)
    except binascii.Error as error:
        raise InvalidInput(f"The kept {what} cannot be read; please choose it again.") from error
