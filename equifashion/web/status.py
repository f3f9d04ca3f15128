"""Small pieces of HTML that say how things stand; every text in them is escaped."""

import base64
import html
import io
from collections.abc import Iterable, Sequence

from PIL import Image

_FILM_SIZE = (64, 96)


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
    """The studio's state in the masthead; ``kind`` is ``ready``, ``loading`` or ``refused``."""
    role = "alert" if kind == "refused" else "status"
    return f'<p class="state {kind}" role="{role}"><span class="dot"></span>{html.escape(text)}</p>'


def notices(lines: Iterable[str]) -> str:
    """What the designer should know about how her brief was read."""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return f'<ul class="notices">{items}</ul>' if items else ""


def film(text: str, step: int, steps: int, frames: Sequence[str]) -> str:
    """Progress of finishing: a line, a bar and one small frame a step so far."""
    pictures = "".join(
        f'<img src="{source}" alt="{number}" width="{_FILM_SIZE[0]}" height="{_FILM_SIZE[1]}">'
        for number, source in enumerate(frames, 1)
    )
    return (
        f'<p class="status" role="status">{html.escape(text)}</p>'
        f'<progress max="{steps}" value="{step}" aria-label="{html.escape(text)}"></progress>'
        f'<div class="film">{pictures}</div>'
    )


def film_frame(image: Image.Image) -> str:
    """A picture as a small data address for ``film``."""
    buffer = io.BytesIO()
    image.resize(_FILM_SIZE, Image.Resampling.BILINEAR).save(buffer, "JPEG", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def card(image: Image.Image, text: str) -> str:
    """A small picture with a line beside it."""
    return (
        f'<div class="card"><img src="{film_frame(image)}" alt="" width="{_FILM_SIZE[0]}" height="{_FILM_SIZE[1]}">'
        f'<p class="caption">{html.escape(text)}</p></div>'
    )


def outcome(text: str) -> str:
    """What was made, above it; read out politely."""
    return f'<p class="outcome" role="status">{html.escape(text)}</p>'


def caption(text: str) -> str:
    """A line below a picture or a heading."""
    return f'<p class="caption">{html.escape(text)}</p>'
