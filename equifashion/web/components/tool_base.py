"""What every tool has: a bar to run and stop it, the idea it works on, a brush, and a place for its results."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from typing import Generic, TypeVar

import gradio as gr
from gradio.blocks import Block

from equifashion.design.idea import Idea
from equifashion.errors import InvalidInput
from equifashion.web import status
from equifashion.web.components.elements import drawing_pad, status_line
from equifashion.web.components.history import results_outputs, results_updates
from equifashion.web.context import INSTANT_EVENT, MODEL_EVENT, PAGE_EVENT, AppContext, Handlers
from equifashion.web.i18n import sentence
from equifashion.web.i18n.words import BRUSH_PAD
from equifashion.web.persistence import work_to_browser
from equifashion.web.progress import StepClock, remaining_words
from equifashion.web.registry import Components, element_id
from equifashion.web.state import GalleryItem, SessionState

_MAX_COLUMNS = 4  # of the results, unless asked for

Step = TypeVar("Step")
Result = TypeVar("Result")
Tab = TypeVar("Tab")


def run_bar(components: Components, tool: str) -> None:
    """Run, Stop, and the line that says how things stand."""
    with gr.Row(elem_classes="run-bar"):
        components.add(f"{tool}.run", gr.Button, variant="primary")
        components.add(f"{tool}.stop", gr.Button, variant="stop", visible=False, elem_classes="stop")
    status_line(components, f"{tool}.status")


def source_card(components: Components, tool: str) -> None:
    """Shows the idea that the tool works on."""
    components.add(f"{tool}.source", gr.HTML, "", elem_classes="source-card")


def brush_pad(components: Components, component_id: str) -> gr.HTML:
    """A brush over a picture; its value is read by ``form.read_brush``."""
    return drawing_pad(components, component_id, "brush", BRUSH_PAD)


class ToolHandlers(Handlers, Generic[Tab]):
    """A tool's handlers.

    Args:
        context: the page.
        tool: its name, with which its components' ids begin.
        tab: the tab's own components.
    """

    def __init__(self, context: AppContext, tool: str, tab: Tab) -> None:
        super().__init__(context)
        self.tool, self.tab = tool, tab
        self.run, self.stop, self.status = context.components.select(
            f"{tool}.run", f"{tool}.stop", f"{tool}.status"
        )

    @property
    def results_outputs(self) -> list[Block]:
        """What ``show_results`` updates."""
        return [self.status, *results_outputs(self.components), self.context.kept_work]

    def wire_run(
        self,
        handler: Callable,
        inputs: Sequence[Block],
        outputs: Sequence[Block] = (),
        button: gr.Button | None = None,
    ) -> None:
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

    def begin(self, session: SessionState) -> dict:
        """Answer the press at once, before the queue."""
        session.stopping = False
        return {
            self.run: gr.update(interactive=False),
            self.stop: gr.update(visible=True, interactive=True),
            self.status: status.busy("…"),
        }

    def request_stop(self, session: SessionState) -> dict:
        session.stopping = True
        return gr.update(interactive=False)

    def settle(self) -> dict:
        """However it ended, it can begin again."""
        return {self.run: gr.update(interactive=True), self.stop: gr.update(visible=False)}

    def source(self, session: SessionState, language: str) -> GalleryItem:
        """What the tool works on.

        Raises:
            InvalidInput: nothing was selected.
        """
        if session.selected is None:
            raise InvalidInput(sentence("pick_source", language))
        return session.selected

    def say(self, text: str) -> dict:
        return {self.status: status.plain(text)}

    def show_progress(self, text: str, index: int, steps: int, thumbnails: Sequence[str] = ()) -> dict:
        return {self.status: status.progress(text, index, steps, thumbnails)}

    def follow(
        self,
        session: SessionState,
        steps: Iterator[Step],
        result_of: Callable[[Step], Result | None],
        language: str,
        *,
        words: str = "tool_step",
        stopped: str = "halted",
        every: int = 1,
    ) -> Generator[dict, None, Result | None]:
        """Show the steps of a call as they come, each with its picture if it has one and the time left.

        Args:
            session: of whom Stop is heard.
            steps: closed at the end, which ends the work.
            result_of: what a step carries; the first result ends the call.
            language: of what is said.
            words, stopped: keys of the sentences for a step and for Stop.
            every: so many steps are shown as one.

        Returns:
            The result, or None when Stop was pressed.
        """
        clock, thumbnails = StepClock(), []
        with closing(steps):
            for step in steps:
                if (result := result_of(step)) is not None:
                    return result
                clock.lap()
                if session.stopping:
                    yield self.say(sentence(stopped, language, index=step.index, steps=step.steps))
                    return None
                if preview := getattr(step, "preview", None):
                    thumbnails.append(status.thumbnail(preview))
                if step.index % every == 0:
                    yield self.show_step(clock, step.index, step.steps, language, words, thumbnails)
        return None

    def show_step(
        self, clock: StepClock, index: int, steps: int, language: str, words: str = "tool_step",
        thumbnails: Sequence[str] = (),
    ) -> dict:  # fmt: skip
        """One step done, with the time left."""
        remaining = remaining_words(clock.remaining(steps - index), language)
        text = sentence(words, language, index=index, steps=steps, remaining=remaining)
        return self.show_progress(text, index, steps, thumbnails)

    def show_results(
        self,
        session: SessionState,
        results: Sequence[tuple[GalleryItem | Idea, str]],
        made: Sequence[GalleryItem | Idea],
        words: str,
        columns: int | None = None,
    ) -> dict:
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
