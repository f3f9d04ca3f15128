"""Small pieces of HTML that say how things stand; every text in them is escaped."""

import html
from collections.abc import Iterable, Sequence

from PIL import Image

from equifashion.web.data_urls import jpeg_url

_THUMBNAIL_SIZE = (64, 96)  # pixels
_THUMBNAIL_JPEG_QUALITY = 80


def plain(text: str) -> str:
    """A quiet status line, read out politely."""
    return f'<p class="status" role="status">{html.escape(text)}</p>'


def alert(text: str) -> str:
    """A refusal, read out at once."""
    return f'<p class="status refused" role="alert">{html.escape(text)}</p>'


def busy(text: str) -> str:
    """Something is under way."""
    return f'<p class="status busy" role="status"><span class="spinner"></span>{html.escape(text)}</p>'


def state(kind: str, text: str) -> str:
    """The studio's state in the header; ``kind`` is ``ready``, ``loading`` or ``refused``."""
    role = "alert" if kind == "refused" else "status"
    return f'<p class="state {kind}" role="{role}"><span class="dot"></span>{html.escape(text)}</p>'


def notices(lines: Iterable[str]) -> str:
    """What the designer should know about how her brief was read."""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return f'<ul class="notices">{items}</ul>' if items else ""


def progress(text: str, step: int, steps: int, thumbnails: Sequence[str] = ()) -> str:
    """Progress of a stepwise call: a line, a bar and one small picture for each step so far."""
    width, height = _THUMBNAIL_SIZE
    pictures = "".join(
        f'<img src="{source}" alt="{number}" width="{width}" height="{height}">'
        for number, source in enumerate(thumbnails, 1)
    )
    return (
        f'{plain(text)}<progress max="{steps}" value="{step}" aria-label="{html.escape(text)}"></progress>'
        f'<div class="step-pictures">{pictures}</div>'
    )


def thumbnail(image: Image.Image) -> str:
    """A picture as a small data address."""
    return jpeg_url(image.resize(_THUMBNAIL_SIZE, Image.Resampling.BILINEAR), _THUMBNAIL_JPEG_QUALITY)


def card(image: Image.Image, text: str) -> str:
    """A small picture with a line beside it."""
    width, height = _THUMBNAIL_SIZE
    picture = f'<img src="{thumbnail(image)}" alt="" width="{width}" height="{height}">'
    return f'<div class="card">{picture}{caption(text)}</div>'


def outcome(text: str) -> str:
    """What was made, above it; read out politely."""
    return f'<p class="outcome" role="status">{html.escape(text)}</p>'


def caption(text: str) -> str:
    """A line below a picture or a heading."""
    return f'<p class="caption">{html.escape(text)}</p>'
