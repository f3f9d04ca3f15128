"""The report as one HTML file that needs nothing else: styles and pictures are inside."""

import base64
import io
from html import escape
from itertools import groupby

from PIL import Image

from equifashion.evaluation.figures import Figure, Plate, Section
from equifashion.evaluation.report.model import PresetReport, Report
from equifashion.evaluation.report.style import CSS
from equifashion.evaluation.report.verdict import number, verdict

_TILE = (128, 192)  # pixels of a picture in a row, width × height
_LEAST, _MOST = -0.1, 1.1  # how far a dot may leave its track
_INTRODUCTION = (
    "Each line runs from the control (left tick: the same pictures judged against other prompts, sketches or "
    "swatches; flat silhouettes; or nothing) to what real photographs reach (right tick). The bar through a dot is "
    "its 95 % interval; a dot left of the line is worse than the control."
)


def to_html(report: Report) -> str:
    """The whole page."""
    names = " and ".join(preset.name for preset in report.presets)
    title = f"What the {names} weights can do"
    photographs = ", ".join(f"{count:,} {split}" for split, count in report.photographs.items())
    body = [
        f"<header><h1>{escape(title)}</h1>"
        f'<p class="facts">EquiFashion Studio, {escape(report.effort)} evaluation of {escape(report.made)}. '
        f"Photographs: {photographs}. The category judge recognises {100 * report.judge_ceiling:.0f} % of "
        f"{report.judge_photographs} held-out ones.</p></header>"
    ]
    for preset in report.presets:
        named = f"<b>{escape(preset.name)}.</b> " if len(report.presets) > 1 else ""
        body.append(f'<p class="verdict">{named}{escape(_unbroken(" ".join(verdict(preset))))}</p>')
    body += [_overview(preset, len(report.presets) > 1) for preset in report.presets]
    for name in report.presets[0].sections:
        body.append(_section(name, report))
    body.append(_provenance(report))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{CSS}</style></head>"
        f"<body><main>{''.join(body)}</main></body></html>\n"
    )


def _unbroken(text: str) -> str:
    """Keep percent signs beside their numbers."""
    return text.replace(" %", "\u00a0%")


def _overview(preset: PresetReport, named: bool) -> str:
    """All tracks of drafts and finished designs, by section."""
    lines = []
    for section in preset.sections.values():
        rows = []
        for _, figures in groupby(_ordered(section.figures), key=lambda figure: figure.measure.key):
            shown = [f for f in figures if f.stage in ("draft", "finished") and f.attained is not None]
            if shown:
                rows.append(f"<div>{escape(shown[0].measure.title)}</div><div>{_track(shown)}</div>")
        if rows:
            lines.append(f'<div class="group">{escape(section.title)}</div>{"".join(rows)}')
    title = f"At a glance: {preset.name}" if named else "At a glance"
    return (
        f'<h2>{escape(title)}</h2><p>{_INTRODUCTION}</p><p class="legend">'
        '<span><b class="draft">○</b> drafts by the GAN</span> '
        '<span><b class="finished">●</b> finished by the refiner</span></p>'
        f'<div class="overview">{"".join(lines)}</div>'
    )


def _ordered(figures: tuple[Figure, ...]) -> list[Figure]:
    """Figures of one measure together, measures in the order of their first figure."""
    first: dict[str, int] = {}
    for place, figure in enumerate(figures):
        first.setdefault(figure.measure.key, place)
    return sorted(figures, key=lambda figure: first[figure.measure.key])


def _track(figures: list[Figure]) -> str:
    """Dots between control and reference."""

    def place(figure: Figure, value: float) -> float:
        position = figure.position(value)
        # The track is the middle 80 %, so that a dot may lie a little beyond its ends.
        return 10 + 80 * min(_MOST, max(_LEAST, position if position is not None else _MOST))

    marks = []
    for figure in figures:
        kind = figure.stage if figure.stage in ("draft", "finished") else "other"
        low, high = sorted(place(figure, value) for value in (figure.low, figure.high))
        marks.append(f'<i class="interval {kind}" style="left:{low:.1f}%;width:{high - low:.1f}%"></i>')
        marks.append(f'<i class="dot {kind}" style="left:{place(figure, figure.value):.1f}%"></i>')
    said = escape("; ".join(f"{figure.stage}: {100 * figure.attained:.0f} % of the way" for figure in figures))
    inside = f'<i class="way"></i>{"".join(marks)}'
    return f'<div class="track" role="img" aria-label="{said}" title="{said}">{inside}</div>'


def _section(name: str, report: Report) -> str:
    sections = [(preset, preset.sections[name]) for preset in report.presets]
    parts = [f'<section id="{escape(name)}"><h2>{escape(sections[0][1].title)}</h2>']
    for preset, section in sections:
        if len(sections) > 1:
            parts.append(f"<h3>{escape(preset.name)}</h3>")
        parts.append(f"<p>{escape(section.lead)}</p>{_table(section)}")
    for preset, section in sections:
        suffix = f", {preset.name}" if len(sections) > 1 else ""
        parts += [_plate(plate, suffix) for plate in section.plates]
    return "".join(parts) + "</section>"


def _table(section: Section) -> str:
    head = (
        "<thead><tr><th>Figure</th><th>Pictures</th><th class=number>Value</th>"
        "<th class=number>Control</th>"
        "<th class=number>Real</th><th></th><th class=number>N</th></tr></thead>"
    )
    bodies = []
    for _, group in groupby(_ordered(section.figures), key=lambda figure: figure.measure.key):
        figures = list(group)
        rows = []
        for place, figure in enumerate(figures):
            title = f'<td class="title" rowspan="{len(figures)}">{_explained(figures)}</td>' if place == 0 else ""
            rows.append(f"<tr>{title}{_cells(figure)}</tr>")
        bodies.append(f"<tbody>{''.join(rows)}</tbody>")
    return f'<div class="wide"><table>{head}{"".join(bodies)}</table></div>'


def _explained(figures: list[Figure]) -> str:
    measure = figures[0].measure
    seeds = ", ".join(dict.fromkeys(figure.seeds for figure in figures if figure.seeds))
    tolerance = f"{100 * measure.tolerance:.0f} % of it" if measure.relative else f"{measure.tolerance:g}"
    lines = [
        measure.explained,
        f"{measure.better.capitalize()} is better.",
        f"Real: {measure.reference}." if measure.reference else "No floor or ceiling is known.",
        f"Control: {measure.control}." if measure.control else "",
        f"What would move it: {measure.remedy}",
        f"Seeds {seeds}." if seeds else "",
        f"Against an earlier report, {tolerance} is tolerated, or half its interval.",
    ]
    arrow = "↑" if measure.better == "higher" else "↓"
    text = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return f"{escape(measure.title)} {arrow}<details><summary>how it is measured</summary>{text}</details>"


def _cells(figure: Figure) -> str:
    kind = figure.stage if figure.stage in ("draft", "finished") else "other"
    stage = f'<td class="stage {kind}">{escape(figure.stage)}</td>'
    if figure.value is None:
        return f'{stage}<td colspan="5" class="note">{escape(figure.missing)}</td>'
    times = ""
    if figure.measure.better == "lower" and figure.value > 0 and (figure.reference or 0) > 0:
        times = f"; {figure.value / figure.reference:.1f} × real"
    track = _track([figure]) if figure.attained is not None else ""
    return (
        f'{stage}<td class="number value">{number(figure.value)}'
        f"<small>{number(figure.low)} – {number(figure.high)}{times}</small></td>"
        f'<td class="number">{number(figure.control)}</td><td class="number">{number(figure.reference)}</td>'
        f'<td>{track}</td><td class="number">{figure.count}</td>'
    )


def _plate(plate: Plate, suffix: str) -> str:
    head = f"<h3>{escape(plate.title + suffix)}</h3><p class=note>{escape(plate.note)}</p>"
    if not plate.rows:
        return head
    if not plate.columns:
        pictures = "".join(_picture(image, plate.title) for row in plate.rows for image in row.images)
        return f'{head}<div class="plate">{pictures}</div>'
    cells = ['<div class="head"></div>'] + [f'<div class="head">{escape(name)}</div>' for name in plate.columns]
    for row in plate.rows:
        cells.append(f'<div class="label">{escape(row.label)}</div>')
        for name, image in zip(plate.columns, row.images, strict=True):
            cells.append(f"<div>{_picture(_small(image), f'{name}, {row.label}')}</div>")
    template = f"minmax(7rem, 13rem) repeat({len(plate.columns)}, {_TILE[0]}px)"
    style = f"grid-template-columns: {template}"
    return f'{head}<div class="plate"><div class="rows" style="{style}">{"".join(cells)}</div></div>'


def _small(image: Image.Image) -> Image.Image:
    image = image.convert("RGB")
    image.thumbnail(_TILE, Image.Resampling.LANCZOS)
    return image


def _picture(image: Image.Image, said: str) -> str:
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=86, optimize=True)
    data = base64.b64encode(buffer.getvalue()).decode()
    size = f'width="{image.width}" height="{image.height}"'
    return f'<img src="data:image/jpeg;base64,{data}" alt="{escape(said)}" {size}>'


def _provenance(report: Report) -> str:
    lines = [f"<p>Photographs <code>{report.data_sha256}</code></p>"]
    libraries = ", ".join(f"{escape(name)} {escape(version)}" for name, version in report.versions.items())
    lines.append(f"<p>Libraries: {libraries}</p>")
    for preset in report.presets:
        settings = ", ".join(f"{escape(name)} {value:g}" for name, value in preset.settings.items())
        lines.append(
            f"<h3>{escape(preset.name)}</h3><p>{escape(preset.device)}, {preset.minutes:.1f} minutes; "
            f"{settings}</p>"
        )
        lines += [f"<p>{escape(file)} <code>{digest}</code></p>" for file, digest in preset.weights.items()]
    return f'<section class="facts"><h2>Provenance</h2>{"".join(lines)}</section>'
