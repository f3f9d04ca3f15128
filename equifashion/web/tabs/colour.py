"""Colourways: a look in other colours, by name, by number or from a picture, its shape held."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr
import numpy as np

from equifashion.errors import InvalidInput
from equifashion.imaging.io import open_image
from equifashion.imaging.palette import dominant_colours
from equifashion.web import status
from equifashion.web.desk import QUIET, Desk, language_for, refusals_to
from equifashion.web.panels import IMAGE_SUFFIXES, heading
from equifashion.web.session import Look, Visit
from equifashion.web.strings import label, sentence
from equifashion.web.views import looks_view
from equifashion.web.workbench import RunBar, Tool, run_bar, source_card

_MOST = 8  # colourways at a time
_START = "navy\n#c04848\nolive\n#e8dcc8"
_RGB = re.compile(r"rgba?\(([\d.]+),\s*([\d.]+),\s*([\d.]+)")


@dataclass(frozen=True)
class ColourTab:
    """The colours, and where they can come from."""

    source: gr.HTML
    colours: gr.Textbox
    pick: gr.ColorPicker
    add: gr.Button
    picture: gr.File
    bar: RunBar


def colour_tab() -> ColourTab:
    with gr.Column(elem_id="colour", elem_classes="tool"):
        heading("colour")
        source = source_card("colour")
        gr.Markdown(label("colour_hint"), elem_classes="hint")
        colours = gr.Textbox(
            _START, label=label("colours"), lines=5, max_lines=10, max_length=400, elem_id="colours"
        )
        with gr.Row(elem_id="colour-pick-row"):
            pick = gr.ColorPicker("#8f2d32", label=label("colour_pick"), elem_id="colour-pick", min_width=80)
            add = gr.Button(label("colour_add"), size="sm", elem_id="colour-add", elem_classes="quiet", min_width=0)
        with gr.Accordion(label("palette"), open=False, elem_classes="reference", elem_id="palette"):
            picture = gr.File(
                label=label("palette_upload"), file_types=IMAGE_SUFFIXES, height=110, elem_id="palette-drop"
            )
        bar = run_bar("colour", label("colour_run"))
    return ColourTab(source, colours, pick, add, picture, bar)


class ColourEvents(Tool):
    """Handlers of the colour tab."""

    def __init__(self, desk: Desk) -> None:
        self.tab = desk.page.tools.colour
        super().__init__(desk, self.tab.bar)

    def wire(self) -> None:
        tab, quiet = self.tab, {"api_visibility": "private", **QUIET}
        tab.add.click(self.add, [tab.colours, tab.pick], tab.colours, **quiet)
        tab.picture.upload(
            self.take_palette, [tab.colours, tab.picture], [tab.colours, tab.picture, self.bar.status], **quiet
        )
        sheet = self.desk.page.sheet
        self.wire_run(self.colour, [tab.colours], [sheet.looks_block, sheet.looks])
        self.wire_stop()

    def add(self, colours: str, picked: str | None) -> str:
        return "\n".join([*_lines(colours), _as_hex(picked or "#000000")])

    @refusals_to("bar.status")
    def take_palette(self, colours: str, path: str, request: gr.Request) -> Iterator[dict]:
        yield {self.tab.picture: None}
        pixels = np.asarray(open_image(path, what="picture").convert("RGB"))
        found = [_hex(colour.rgb) for colour in dominant_colours(pixels, np.ones(pixels.shape[:2], bool))]
        words = sentence("palette_taken", language_for(request), count=len(found))
        yield {self.tab.colours: "\n".join([*_lines(colours), *found]), self.bar.status: status.plain(words)}

    @refusals_to("bar.status")
    def colour(self, visit: Visit, colours: str, request: gr.Request) -> Iterator[dict]:
        language = language_for(request)
        look = self.source(visit, language)
        lines = _lines(colours)[:_MOST]
        if not lines:
            raise InvalidInput(sentence("no_colours", language))
        studio = self.desk.loader.wait()
        ways = [[one.strip() for one in line.split("+")] for line in lines]
        made = []
        for index, way in enumerate(ways, 1):
            [draft] = studio.recolor(look.draft, [way])
            design = studio.recolor(look.design, [way])[0] if look.design else None
            made.append(Look(draft, design))
            yield self.progress(lines[index - 1], index, len(ways))
            if visit.stopping:
                break
        visit.looks = [*(one for one in made if one.design), *visit.looks]
        results = list(zip(made, lines, strict=False))
        words = sentence("coloured", language, count=len(made))
        shown = self.present(visit, results, made, words, columns=4)
        yield shown | looks_view(self.desk.page.sheet, visit, self.desk.made)


def _lines(colours: str | None) -> list[str]:
    return [line.strip() for line in re.split(r"[\n,;]", colours or "") if line.strip()]


def _as_hex(colour: str) -> str:
    """A picker says ``#rrggbb`` or ``rgba(…)``."""
    found = _RGB.match(colour)
    return _hex(tuple(round(float(value)) for value in found.groups())) if found else colour


def _hex(rgb: tuple[int, int, int]) -> str:
    return "#" + "".join(f"{value:02x}" for value in rgb)
