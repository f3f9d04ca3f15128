"""Photo: a photographed garment becomes an idea, with an honest score, and lends or borrows cut and cloth."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import gradio as gr
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.imaging.cutout import cut_out
from equifashion.imaging.io import open_image, read_content
from equifashion.web import status
from equifashion.web.desk import ONE_AT_A_TIME, Desk, language_for, refusals_to
from equifashion.web.eta import StepClock, remaining_words
from equifashion.web.panels import IMAGE_SUFFIXES, Reference, heading, reference_area
from equifashion.web.session import Visit, read_brush
from equifashion.web.strings import label, sentence
from equifashion.web.views import area_view, brush_value, reference_parts
from equifashion.web.workbench import RunBar, Tool, brush_pad, run_bar

_BRUSH_SIDE = 480  # pixels of the photo under the brush
_SHOW_EVERY = 4  # steps of the search


@dataclass(frozen=True)
class PhotoTab:
    """The photo, a brush over it, what it is, and cut and cloth to and fro."""

    photo: Reference
    brush: gr.HTML
    brush_fold: gr.Accordion
    words: gr.Textbox
    bar: RunBar
    wear: gr.Button
    dress: gr.Button


def photo_tab() -> PhotoTab:
    with gr.Column(elem_id="photo-tool", elem_classes="tool"):
        heading("photo")
        gr.Markdown(label("photo_hint"), elem_classes="hint")
        with gr.Column(elem_classes="reference") as area:
            photo = reference_area("photo", area, IMAGE_SUFFIXES)
        with gr.Accordion(
            label("photo_brush"), open=False, elem_classes="reference", visible=False, elem_id="photo-brush-fold"
        ) as fold:
            brush = brush_pad("photo-brush", label("photo_brush"))
        words = gr.Textbox(
            label=label("photo_words"), placeholder=label("photo_words_hint"), max_length=500, elem_id="photo-words"
        )
        bar = run_bar("photo", label("photo_run"))
        wear = gr.Button(label("wear_run"), visible=False, elem_id="wear-run", elem_classes="second")
        dress = gr.Button(label("dress_run"), visible=False, elem_id="dress-run", elem_classes="second")
    return PhotoTab(photo, brush, fold, words, bar, wear, dress)


class PhotoEvents(Tool):
    """Handlers of the photo tab."""

    def __init__(self, desk: Desk) -> None:
        self.tab = desk.page.tools.photo
        super().__init__(desk, self.tab.bar)

    def wire(self) -> None:
        tab = self.tab
        taken = [*reference_parts(tab.photo)[1:], tab.brush, tab.brush_fold, tab.wear, tab.dress]
        private = {"api_visibility": "private", **ONE_AT_A_TIME}
        tab.photo.drop.upload(self.take, [self.visit, tab.photo.drop], taken, **private)
        tab.photo.remove.click(self.drop, self.visit, taken, **private)
        self.wire_run(self.invert, [tab.words, tab.brush], [tab.photo.preview, tab.wear, tab.dress])
        self.wire_run(self.wear, [], button=tab.wear)
        self.wire_run(self.dress, [], button=tab.dress)
        self.wire_stop()

    @refusals_to("tab.photo.note")
    def take(self, visit: Visit, path: str, request: gr.Request) -> Iterator[dict]:
        yield {self.tab.photo.drop: None}
        content = read_content(path, "photo")
        photo = open_image(content, what="photo")
        photo.thumbnail((_BRUSH_SIDE, _BRUSH_SIDE))
        visit.photo_file, visit.photo = content, None
        language = language_for(request)
        try:
            seen, said = cut_out(content), status.plain(sentence("photo_taken", language))
            brushed = False
        except InvalidInput as error:  # the garment can still be brushed
            seen, said, brushed = photo, status.alert(str(error)), True
        yield self._area(seen) | {
            self.tab.photo.note: said,
            self.tab.brush: brush_value(photo),
            self.tab.brush_fold: gr.update(visible=True, open=brushed),
        }

    def drop(self, visit: Visit) -> dict:
        visit.photo_file = visit.photo = None
        return self._area(None) | {self.tab.brush: "", self.tab.brush_fold: gr.update(visible=False)}

    def _area(self, picture: Image.Image | None) -> dict:
        return area_view(self.tab.photo, picture) | {
            self.tab.wear: gr.update(visible=False),
            self.tab.dress: gr.update(visible=False),
        }

    @refusals_to("bar.status")
    def invert(self, visit: Visit, words: str, brushed: str, request: gr.Request) -> Iterator[dict]:
        language = language_for(request)
        if visit.photo_file is None:
            raise InvalidInput(sentence("photo_first", language))
        mask = read_brush(brushed, language)
        studio = self.desk.loader.wait()
        yield {self.tab.photo.preview: cut_out(visit.photo_file, mask)}
        clock = StepClock()
        with closing(studio.iter_invert(visit.photo_file, (words or "").strip() or "garment", mask)) as running:
            for step in running:
                if step.idea is not None:
                    yield self._found(visit, studio, step.idea, language)
                    return
                clock.lap()
                if visit.stopping:
                    yield self.say(sentence("inversion_stopped", language, index=step.index, steps=step.steps))
                    return
                if step.index % _SHOW_EVERY == 0:
                    remaining = remaining_words(clock.remaining(step.steps - step.index), language)
                    values = {"index": step.index, "steps": step.steps, "remaining": remaining}
                    yield self.progress(sentence("inverting", language, **values), step.index, step.steps)

    def _found(self, visit: Visit, studio, idea, language: str) -> dict:
        visit.photo = idea
        score = f"{max(0.0, studio.reconstruction(idea).score):.0%}"
        words = sentence("inverted", language, score=score)
        found = self.present(visit, [(idea, sentence("how_inverted", language))], [idea], words, columns=4)
        return found | {self.tab.wear: gr.update(visible=True), self.tab.dress: gr.update(visible=True)}

    @refusals_to("bar.status")
    def wear(self, visit: Visit, request: gr.Request) -> Iterator[dict]:
        """The photo's cut in the picked idea's cloth."""
        language = language_for(request)
        yield self._transferred(visit, self._photo(visit, language), self.source(visit, language).draft, language)

    @refusals_to("bar.status")
    def dress(self, visit: Visit, request: gr.Request) -> Iterator[dict]:
        """The picked idea's cut in the photo's cloth."""
        language = language_for(request)
        yield self._transferred(visit, self.source(visit, language).draft, self._photo(visit, language), language)

    def _photo(self, visit: Visit, language: str):
        if visit.photo is None:
            raise InvalidInput(sentence("photo_needed", language))
        return visit.photo

    def _transferred(self, visit: Visit, cut, cloth, language: str) -> dict:
        child = self.desk.loader.wait().mix(cut, cloth, structure=0.0, style=1.0)
        return self.present(
            visit, [(cut, "A"), (child, "A × B"), (cloth, "B")], [child], sentence("worn", language), columns=3
        )
