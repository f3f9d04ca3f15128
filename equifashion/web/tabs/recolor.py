"""Recolor: a design in other colours, by name, by number or from a picture, its shape held."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr
import numpy as np

from equifashion.errors import InvalidInput
from equifashion.imaging.io import open_image
from equifashion.imaging.palette import dominant_colours
from equifashion.web import status
from equifashion.web.components import gallery
from equifashion.web.components.elements import IMAGE_SUFFIXES, heading
from equifashion.web.components.run_bar import run_bar
from equifashion.web.components.tool_base import ToolHandlers, source_card
from equifashion.web.context import PAGE_EVENT, AppContext, report_errors
from equifashion.web.i18n import language_for, sentence
from equifashion.web.registry import Components
from equifashion.web.state import GalleryItem, SessionState

_MAX_COLOURWAYS = 8
_FIRST_COLOURS = "navy\n#c04848\nolive\n#e8dcc8"
_RGB = re.compile(r"rgba?\(([\d.]+),\s*([\d.]+),\s*([\d.]+)")


@dataclass(frozen=True)
class RecolorTab:
    """The colours, and where they can come from."""

    colours: gr.Textbox
    picker: gr.ColorPicker
    add: gr.Button
    picture: gr.File


def recolor_tab(components: Components) -> RecolorTab:
    add = components.add
    with add("recolor", gr.Column, elem_classes="tool"):
        heading(components, "recolor")
        source_card(components, "recolor")
        add("recolor.hint", gr.Markdown, elem_classes="hint")
        colours = add("recolor.colours", gr.Textbox, _FIRST_COLOURS, lines=5, max_lines=10, max_length=400)
        with add("recolor.picker_row", gr.Row):
            picker = add("recolor.picker", gr.ColorPicker, "#8f2d32", min_width=80)
            button = add("recolor.add", gr.Button, size="sm", elem_classes="quiet", min_width=0)
        with add("recolor.palette", gr.Accordion, open=False, elem_classes="reference"):
            picture = add("recolor.palette.drop", gr.File, file_types=IMAGE_SUFFIXES, height=110)
        run_bar(components, "recolor")
    return RecolorTab(colours, picker, button, picture)


def wire(context: AppContext, tab: RecolorTab) -> None:
    handlers = RecolorHandlers(context, "recolor", tab)
    tab.add.click(handlers.add, [tab.colours, tab.picker], tab.colours, **PAGE_EVENT)
    taken = [tab.colours, tab.picture, handlers.status]
    tab.picture.upload(handlers.take_palette, [tab.colours, tab.picture], taken, **PAGE_EVENT)
    handlers.wire_run(handlers.recolor, [tab.colours], gallery.finished_outputs(context.components))
    handlers.wire_stop()


class RecolorHandlers(ToolHandlers[RecolorTab]):
    """Handlers of the recolor tab."""

    def add(self, colours: str, picked: str | None) -> str:
        return "\n".join([*_lines(colours), _as_hex(picked or "#000000")])

    @report_errors("recolor.status")
    def take_palette(self, colours: str, path: str, request: gr.Request) -> Iterator[dict]:
        yield {self.tab.picture: None}
        pixels = np.asarray(open_image(path, what="picture").convert("RGB"))
        found = [_hex(colour.rgb) for colour in dominant_colours(pixels, np.ones(pixels.shape[:2], bool))]
        words = sentence("palette_taken", language_for(request), count=len(found))
        yield {self.tab.colours: "\n".join([*_lines(colours), *found]), self.status: status.plain(words)}

    @report_errors("recolor.status")
    def recolor(self, session: SessionState, colours: str, request: gr.Request) -> Iterator[dict]:
        language = language_for(request)
        source, lines = self.source(session, language), _lines(colours)[:_MAX_COLOURWAYS]
        if not lines:
            raise InvalidInput(sentence("no_colours", language))
        made = []
        for index, line in enumerate(lines, 1):
            made.append(self._recolored(source, line))
            yield self.show_progress(line, index, len(lines))
            if session.stopping:
                break
        yield self._made(session, list(zip(made, lines, strict=False)), language)

    def _recolored(self, source: GalleryItem, line: str) -> GalleryItem:
        studio, way = self.context.loader.wait(), [colour.strip() for colour in line.split("+")]
        [draft] = studio.recolor(source.draft, [way])
        return GalleryItem(draft, studio.recolor(source.design, [way])[0] if source.design else None)

    def _made(self, session: SessionState, results: list[tuple[GalleryItem, str]], language: str) -> dict:
        made = [item for item, _ in results]
        session.finished = [*(item for item in made if item.design), *session.finished]
        words = sentence("recolored", language, count=len(made))
        shown = self.show_results(session, results, made, words, columns=4)
        return shown | gallery.finished_updates(self.context, session)


def _lines(colours: str | None) -> list[str]:
    return [line.strip() for line in re.split(r"[\n,;]", colours or "") if line.strip()]


def _as_hex(colour: str) -> str:
    """A picker gives ``#rrggbb`` or ``rgba(…)``."""
    found = _RGB.match(colour)
    return _hex(tuple(round(float(value)) for value in found.groups())) if found else colour


def _hex(rgb: tuple[int, int, int]) -> str:
    return "#" + "".join(f"{value:02x}" for value in rgb)
