"""What happens in the detail panel: a design is selected, finished step by step, stopped, compared, enlarged."""

from collections.abc import Iterator
from functools import partial

import gradio as gr
from gradio.blocks import Block

from equifashion.design.idea import Idea
from equifashion.design.result import FinishStep
from equifashion.errors import InvalidInput
from equifashion.web import status
from equifashion.web.components import detail, gallery
from equifashion.web.components.run_bar import RunHandlers
from equifashion.web.context import (
    INSTANT_EVENT,
    MODEL_EVENT,
    PAGE_EVENT,
    AppContext,
    report_errors,
)
from equifashion.web.downloads import identity_in
from equifashion.web.i18n import language_for, sentence
from equifashion.web.persistence import work_to_browser
from equifashion.web.progress import StepClock
from equifashion.web.state import GalleryItem, SessionState

_GALLERIES = ("gallery.ideas", "finished.gallery", "results.gallery", "history.gallery", "mix.parents")
_SHOW_DETAIL = "() => window.studio.reveal('detail', 'detail-status')"
_SAVE_LARGE = "() => window.studio.take('detail-download-large', 'detail-status')"


def wire(context: AppContext) -> None:
    """Wire the detail panel, and selecting in every gallery."""
    handlers, components, session = DetailHandlers(context), context.components, context.session
    picture, compare, line = components.select("detail.picture", "detail.compare", "detail.status")
    for pictures in components.select(*_GALLERIES):
        selected = pictures.select(handlers.select, session, handlers.outputs, **PAGE_EVENT)
        selected.then(None, js=_SHOW_DETAIL)
    compare.input(handlers.compare, [session, compare], picture, **PAGE_EVENT)
    _wire_finish(context, handlers)
    upscale, large = components.select("detail.upscale", "detail.download_large")
    upscaled = upscale.click(
        handlers.upscale, session, [upscale, large, line], show_progress_on=[line], **MODEL_EVENT
    )
    upscaled.then(None, js=_SAVE_LARGE)


def _wire_finish(context: AppContext, handlers: "DetailHandlers") -> None:
    components, session = context.components, context.session
    finish, stop, line = handlers.run, handlers.stop, handlers.status
    inputs = [session, *components.select("detail.steps", "detail.freedom")]
    outputs = [*handlers.outputs, *gallery.finished_outputs(components)]
    stop.click(handlers.request_stop, session, stop, **INSTANT_EVENT)
    begun = finish.click(handlers.begin, session, [finish, stop, line], **PAGE_EVENT)
    done = begun.then(handlers.finish, inputs, outputs, show_progress_on=[line], **MODEL_EVENT)
    done.then(handlers.settle, session, [finish, stop], **PAGE_EVENT)


class DetailHandlers(RunHandlers):
    """Handlers of the detail panel; what runs step by step is finishing."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "detail.finish", "detail.stop", "detail.status")

    @property
    def outputs(self) -> list[Block]:
        """What showing the selected design updates."""
        return [*detail.outputs(self.components), self.status, self.context.kept_work]

    @report_errors("detail.status")
    def select(self, session: SessionState, event: gr.SelectData, request: gr.Request) -> Iterator[dict]:
        item = session.find(identity_in(event.value["image"]["path"]))
        if item is None:
            raise InvalidInput(sentence("gone", language_for(request)))
        session.selected = item
        yield self._show(session, language_for(request))

    def compare(self, session: SessionState, which: str):
        """The draft or the finished picture of the selected design."""
        item = session.selected
        return gr.skip() if item is None else item.draft.image if which == "draft" else item.image

    def begin(self, session: SessionState, request: gr.Request) -> dict:
        words = sentence("finish_starting", language_for(request))
        return super().begin(session) | {self.status: status.busy(words)}

    def settle(self, session: SessionState) -> dict:
        return super().settle() | {self.run: gr.update(interactive=session.selected is not None)}

    @report_errors("detail.status")
    def finish(self, session: SessionState, steps: float, freedom: float, request: gr.Request) -> Iterator[dict]:
        language = language_for(request)
        draft, studio = self._selected(session, language).draft, self.context.loader.wait()
        if session.stopping:  # while it was waiting in the queue
            words = sentence("finish_stopped", language, index=0, steps=int(steps))
            yield self.show_stopped(session, words, language)
            return
        running = studio.iter_finish(draft, steps=int(steps), freedom=float(freedom))
        yield from self._finish(session, draft, running, language)

    def _finish(
        self, session: SessionState, draft: Idea, steps: Iterator[FinishStep], language: str
    ) -> Iterator[dict]:
        clock = StepClock()
        design = yield from self.follow(
            session, steps, lambda step: step.design, language, words="finish_step", stopped="finish_stopped",
            beside=partial(self._preview, session, draft),
        )  # fmt: skip
        if design is not None:
            session.add_finished(GalleryItem(draft, design))
            words = sentence("finish_done", language, seconds=f"{clock.elapsed:.1f}")
            yield self._show(session, language, words) | gallery.finished_updates(self.context, session)

    def show_stopped(self, session: SessionState, words: str, language: str) -> dict:
        """The draft again."""
        return self._show(session, language, words)

    def _preview(self, session: SessionState, draft: Idea, step: FinishStep) -> dict:
        if session.selected.draft.id != draft.id:  # she may look at another one meanwhile
            return {}
        return {self.components["detail.picture"]: step.preview}

    def _show(self, session: SessionState, language: str, words: str = "") -> dict:
        return {
            **detail.updates(self.context, session, language),
            self.status: status.plain(words) if words else "",
            self.context.kept_work: work_to_browser(session),
        }

    @report_errors("detail.status")
    def upscale(self, session: SessionState, request: gr.Request) -> Iterator[dict]:
        """Twice the size; the page saves the picture as soon as it is there."""
        language = language_for(request)
        item = self._selected(session, language)
        yield {self.status: status.busy(sentence("upscaling", language))}
        large = self.context.loader.wait().upscale(item.work)
        if session.selected is not item:  # she picked another one meanwhile
            yield {self.status: ""}
            return
        path = self.context.downloads.write_picture(large.image, large.recipe, large.id)
        width, height = large.image.size
        yield {
            self.components["detail.upscale"]: gr.update(visible=False),
            self.components["detail.download_large"]: gr.update(value=str(path), visible=True),
            self.status: status.plain(sentence("upscaled", language, width=width, height=height)),
        }

    def _selected(self, session: SessionState, language: str) -> GalleryItem:
        if session.selected is None:
            raise InvalidInput(sentence("pick_first", language))
        return session.selected
