"""The report as one HTML file that needs nothing else: ``report.html.jinja`` filled in."""

import base64
import io
from dataclasses import dataclass
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from PIL import Image

from equifashion.evaluation.metric import MetricResult, Section
from equifashion.evaluation.report.model import Report
from equifashion.evaluation.report.verdict import verdict
from equifashion.evaluation.tables import number

_TILE = (128, 192)  # pixels of a picture in a row, width × height
_LEAST, _MOST = -0.1, 1.1  # how far a dot may leave its track


@dataclass(frozen=True)
class _Dot:
    """Where a result and its interval stand on a track, in percent of its width."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class _Jpeg:
    data: str
    width: int
    height: int


def to_html(report: Report) -> str:
    """The whole page."""
    pages = Environment(
        loader=PackageLoader("equifashion.evaluation.report", ""), autoescape=True, undefined=StrictUndefined
    )
    pages.globals |= {
        "number": number,
        "percent": lambda share: f"{100 * share:.0f} %",
        "verdict": verdict,
        "unbroken": lambda text: text.replace(" %", "\u00a0%"),  # percent signs stay beside their numbers
        "kind": lambda result: result.stage if result.stage in ("draft", "finished") else "other",
        "dot": _dot,
        "grouped": _grouped,
        "overview": _overview,
        "encode": _encode,
        "small": _small,
        "tile_width": _TILE[0],
    }
    return pages.get_template("report.html.jinja").render(report=report)


def _grouped(results: tuple[MetricResult, ...]) -> list[list[MetricResult]]:
    """Results of one metric together, metrics in the order of their first result."""
    first: dict[str, int] = {}
    for place, result in enumerate(results):
        first.setdefault(result.spec.key, place)
    ordered = sorted(results, key=lambda result: first[result.spec.key])
    return [list(group) for _, group in groupby(ordered, key=lambda result: result.spec.key)]


def _overview(section: Section) -> list[list[MetricResult]]:
    """Drafts and finished designs of a section that have a place on a track."""
    rows = [
        [result for result in group if result.stage in ("draft", "finished") and result.attained is not None]
        for group in _grouped(section.results)
    ]
    return [row for row in rows if row]


def _dot(result: MetricResult) -> _Dot:
    def place(value: float | None) -> float:
        position = None if value is None else result.position(value)
        # The track is the middle 80 %, so that a dot may lie a little beyond its ends.
        return 10 + 80 * min(_MOST, max(_LEAST, position if position is not None else _MOST))

    low, high = sorted((place(result.low), place(result.high)))
    return _Dot(place(result.value), low, high)


def _small(image: Image.Image) -> Image.Image:
    image = image.convert("RGB")
    image.thumbnail(_TILE, Image.Resampling.LANCZOS)
    return image


def _encode(image: Image.Image) -> _Jpeg:
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=86, optimize=True)
    return _Jpeg(base64.b64encode(buffer.getvalue()).decode(), image.width, image.height)
