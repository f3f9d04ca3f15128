"""What every tool has: a run bar, the idea it works on, a brush, and a place for its results."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import gradio as gr
from gradio.blocks import Block

from equifashion.design.idea import Idea
from equifashion.errors import InvalidInput
from equifashion.web.components.elements import drawing_pad
from equifashion.web.components.history import results_outputs, results_updates
from equifashion.web.components.run_bar import RunHandlers
from equifashion.web.context import INSTANT_EVENT, MODEL_EVENT, PAGE_EVENT, AppContext
from equifashion.web.i18n import sentence
from equifashion.web.i18n.words import BRUSH_PAD
from equifashion.web.persistence import work_to_browser
from equifashion.web.registry import Components, element_id
from equifashion.web.state import GalleryItem, SessionState

_MAX_COLUMNS = 4  # of the results, unless asked for

Tab = TypeVar("Tab")


def source_card(components: Components, tool: str) -> None:
    """Shows the idea that the tool works on."""
    components.add(f"{tool}.source", gr.HTML, "", elem_classes="source-card")


def brush_pad(components: Components, component_id: str) -> gr.HTML:
    """A brush over a picture; its value is read by ``form.read_brush``."""
    return drawing_pad(components, component_id, "brush", BRUSH_PAD)


class ToolHandlers(RunHandlers, Generic[Tab]):
    """A tool's handlers.

    Args:
        context: the page.
        tool: its name, with which its components' ids begin.
        tab: the tab's own components.
    """

    def __init__(self, context: AppContext, tool: str, tab: Tab) -> None:
        super().__init__(context, f"{tool}.run", f"{tool}.stop", f"{tool}.status")
        self.tool, self.tab = tool, tab

    @property
    def results_outputs(self) -> list[Block]:
        """What ``show_results`` updates."""
        return [self.status, *results_outputs(self.components), self.context.kept_work]

    def wire_run(
        self, handler: Callable, inputs: Sequence[Block], outputs: Sequence[Block] = (),
        button: gr.Button | None = None,
    ) -> None:  # fmt: skip
        """Run a handler with progress in the bar and Stop beside it; then bring the results into view."""
        session = self.context.session
        begun = (button or self.run).click(self.begin, session, [self.run, self.stop, self.status], **PAGE_EVENT)
        done = begun.then(
            handler, [session, *inputs], [*self.results_outputs, *outputs],
            show_progress_on=[self.status], **MODEL_EVENT,
        )  # fmt: skip
        settled = done.then(self.settle, None, [self.run, self.stop], **PAGE_EVENT)
        settled.then(None, js=f"() => window.studio.reveal('results', '{element_id(self.tool)}-status')")

    def wire_stop(self) -> None:
        self.stop.click(self.request_stop, self.context.session, self.stop, **INSTANT_EVENT)

    def source(self, session: SessionState, language: str) -> GalleryItem:
        """What the tool works on.

        Raises:
            InvalidInput: nothing was selected.
        """
        if session.selected is None:
            raise InvalidInput(sentence("pick_source", language))
        return session.selected

    def show_results(
        self, session: SessionState, results: Sequence[tuple[GalleryItem | Idea, str]],
        made: Sequence[GalleryItem | Idea], words: str, columns: int | None = None,
    ) -> dict:  # fmt: skip
        """Show results with their captions, and keep what was newly made.

        Args:
            session: whose.
            results: in the order of the gallery.
            made: those that are new.
            words: what was done.
            columns: of the gallery; None takes as many as there are, up to 4.
        """
        session.set_results([_item(one) for one, _ in results], [_item(one) for one in made])
        captions = [caption for _, caption in results]
        columns = columns or min(_MAX_COLUMNS, len(results))
        return {
            **results_updates(self.context, session, captions, columns, words),
            self.status: "",
            self.context.kept_work: work_to_browser(session),
        }


def _item(one: GalleryItem | Idea) -> GalleryItem:
    return one if isinstance(one, GalleryItem) else GalleryItem(one)


def numbered(ideas: Sequence[Idea]) -> list[tuple[Idea, str]]:
    """Results whose captions are 01, 02, …"""
    return [(idea, f"{number:02d}") for number, idea in enumerate(ideas, 1)]
