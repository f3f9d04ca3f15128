"""Invert: a photographed garment becomes an idea, with an honest score, and lends or borrows cut and cloth."""

from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr
from gradio.blocks import Block
from PIL import Image

from equifashion.design import Idea
from equifashion.errors import InvalidInput
from equifashion.imaging.cutout import cut_out
from equifashion.imaging.io import open_image, read_content
from equifashion.web import status
from equifashion.web.components.elements import IMAGE_SUFFIXES, heading
from equifashion.web.components.reference import area_outputs, area_updates, reference_area
from equifashion.web.components.run_bar import run_bar
from equifashion.web.components.tool_base import ToolHandlers, brush_pad
from equifashion.web.context import MODEL_EVENT, AppContext, report_errors
from equifashion.web.form import brush_value, read_brush
from equifashion.web.i18n import language_for, sentence
from equifashion.web.registry import Components
from equifashion.web.state import SessionState

_MAX_BRUSH_SIDE_PX = 480  # of the photo under the brush
_STEPS_SHOWN_AS_ONE = 4
_ANY_GARMENT = "garment"  # stands in for words that were not given


@dataclass(frozen=True)
class InvertTab:
    """A brush over the photo, what it shows, and cut and cloth to and fro."""

    fold: gr.Accordion
    brush: gr.HTML
    words: gr.Textbox
    use_cut: gr.Button
    use_cloth: gr.Button


def invert_tab(components: Components) -> InvertTab:
    add = components.add
    with add("invert", gr.Column, elem_classes="tool"):
        heading(components, "invert")
        add("invert.hint", gr.Markdown, elem_classes="hint")
        with add("invert.photo", gr.Column, elem_classes="reference"):
            reference_area(components, "invert.photo", IMAGE_SUFFIXES)
        with add("invert.brush", gr.Accordion, open=False, elem_classes="reference", visible=False) as fold:
            brush = brush_pad(components, "invert.brush.pad")
        words = add("invert.words", gr.Textbox, max_length=500)
        run_bar(components, "invert")
        use_cut = add("invert.use_cut", gr.Button, visible=False, elem_classes="second")
        use_cloth = add("invert.use_cloth", gr.Button, visible=False, elem_classes="second")
    return InvertTab(fold, brush, words, use_cut, use_cloth)


def wire(context: AppContext, tab: InvertTab) -> None:
    components, session = context.components, context.session
    handlers = InvertHandlers(context, "invert", tab)
    transfers = [tab.use_cut, tab.use_cloth]
    taken = [*area_outputs(components, "invert.photo"), tab.brush, tab.fold, *transfers]
    drop, remove, preview = components.select("invert.photo.drop", "invert.photo.remove", "invert.photo.preview")
    drop.upload(handlers.take, [session, drop], taken, **MODEL_EVENT)
    remove.click(handlers.drop, session, taken, **MODEL_EVENT)
    handlers.wire_run(handlers.invert, [tab.words, tab.brush], [preview, *transfers])
    handlers.wire_run(handlers.use_cut, [], button=tab.use_cut)
    handlers.wire_run(handlers.use_cloth, [], button=tab.use_cloth)
    handlers.wire_stop()


class InvertHandlers(ToolHandlers[InvertTab]):
    """Handlers of the photo tab."""

    @report_errors("invert.photo.note")
    def take(self, session: SessionState, path: str, request: gr.Request) -> Iterator[dict]:
        yield {self.components["invert.photo.drop"]: None}
        content = read_content(path, "photo")
        photo = open_image(content, what="photo")
        photo.thumbnail((_MAX_BRUSH_SIDE_PX, _MAX_BRUSH_SIDE_PX))
        session.photo_file, session.photo = content, None
        yield self._taken(content, photo, language_for(request))

    def _taken(self, content: bytes, photo: Image.Image, language: str) -> dict:
        """The garment without its ground; where that fails, it can still be brushed."""
        try:
            seen, note, failed = cut_out(content), status.plain(sentence("photo_taken", language)), False
        except InvalidInput as error:
            seen, note, failed = photo, status.alert(str(error)), True
        return self._area(seen) | {
            self.components["invert.photo.note"]: note,
            self.tab.brush: brush_value(photo),
            self.tab.fold: gr.update(visible=True, open=failed),
        }

    def drop(self, session: SessionState) -> dict:
        session.photo_file = session.photo = None
        return self._area(None) | {self.tab.brush: "", self.tab.fold: gr.update(visible=False)}

    def _area(self, picture: Image.Image | None) -> dict:
        return area_updates(self.components, "invert.photo", picture) | self._transfers(visible=False)

    def _transfers(self, *, visible: bool) -> dict[Block, dict]:
        return {button: gr.update(visible=visible) for button in (self.tab.use_cut, self.tab.use_cloth)}

    @report_errors("invert.status")
    def invert(self, session: SessionState, words: str, brushed: str, request: gr.Request) -> Iterator[dict]:
        language = language_for(request)
        if session.photo_file is None:
            raise InvalidInput(sentence("photo_first", language))
        mask, studio = read_brush(brushed, language), self.context.loader.wait()
        yield {self.components["invert.photo.preview"]: cut_out(session.photo_file, mask)}
        steps = studio.iter_invert(session.photo_file, (words or "").strip() or _ANY_GARMENT, mask)
        idea = yield from self.follow(
            session, steps, lambda step: step.idea, language,
            words="inverting", stopped="inversion_stopped", every=_STEPS_SHOWN_AS_ONE,
        )  # fmt: skip
        if idea is not None:
            yield self._found(session, idea, language)

    def _found(self, session: SessionState, idea: Idea, language: str) -> dict:
        session.photo = idea
        score = max(0.0, self.context.loader.wait().reconstruction(idea).score)
        words = sentence("inverted", language, score=f"{score:.0%}")
        results = [(idea, sentence("how_invert", language))]
        return self.show_results(session, results, [idea], words, columns=4) | self._transfers(visible=True)

    @report_errors("invert.status")
    def use_cut(self, session: SessionState, request: gr.Request) -> Iterator[dict]:
        """The photo's cut in the selected idea's cloth."""
        language = language_for(request)
        photo, source = self._photo(session, language), self.source(session, language).draft
        yield self._transferred(session, photo, source, language)

    @report_errors("invert.status")
    def use_cloth(self, session: SessionState, request: gr.Request) -> Iterator[dict]:
        """The selected idea's cut in the photo's cloth."""
        language = language_for(request)
        source, photo = self.source(session, language).draft, self._photo(session, language)
        yield self._transferred(session, source, photo, language)

    def _photo(self, session: SessionState, language: str) -> Idea:
        if session.photo is None:
            raise InvalidInput(sentence("photo_needed", language))
        return session.photo

    def _transferred(self, session: SessionState, cut: Idea, cloth: Idea, language: str) -> dict:
        child = self.context.loader.wait().mix(cut, cloth, structure=0.0, style=1.0)
        results = [(cut, "A"), (child, "A × B"), (cloth, "B")]
        return self.show_results(session, results, [child], sentence("transferred", language), columns=3)
