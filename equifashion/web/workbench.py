"""What every tool has: a bar to run and stop it, the idea it works on, a brush, and a place for its results."""

from collections.abc import Sequence
from dataclasses import dataclass

import gradio as gr

from equifashion.design.idea import Idea
from equifashion.errors import InvalidInput
from equifashion.web import status
from equifashion.web.desk import ONE_AT_A_TIME, QUIET, Desk
from equifashion.web.panels import pad
from equifashion.web.session import Look, Visit, keep_work
from equifashion.web.strings import label, sentence
from equifashion.web.tool_strings import BRUSH_WORDS
from equifashion.web.views import results_parts, results_view


@dataclass(frozen=True)
class RunBar:
    """Run, Stop, and the line that says how things stand."""

    run: gr.Button
    stop: gr.Button
    status: gr.HTML


def run_bar(name: str, words: str) -> RunBar:
    """A bar whose elements are called ``{name}-run``, ``{name}-stop`` and ``{name}-status``."""
    with gr.Row(elem_classes="run-bar"):
        run = gr.Button(words, variant="primary", elem_id=f"{name}-run")
        stop = gr.Button(label("stop"), variant="stop", visible=False, elem_id=f"{name}-stop", elem_classes="stop")
    line = gr.HTML("", elem_id=f"{name}-status", elem_classes="status-line")
    return RunBar(run, stop, line)


def source_card(name: str) -> gr.HTML:
    """Shows the idea that a tool works on."""
    return gr.HTML("", elem_id=f"{name}-source", elem_classes="source-card")


def brush_pad(name: str, words: str) -> gr.HTML:
    """A brush over a picture; its value is read by ``session.read_brush``."""
    return pad("brush", name, words, BRUSH_WORDS)


class Tool:
    """A tool's handlers.

    Attributes:
        desk: the page and what stands behind it.
        bar: the tool's own.
    """

    def __init__(self, desk: Desk, bar: RunBar) -> None:
        self.desk, self.bar = desk, bar
        self.visit = desk.visit

    @property
    def shown(self) -> list[gr.blocks.Block]:
        """What ``present`` updates."""
        return [*results_parts(self.desk.page.results), self.desk.kept_work]

    def wire_run(self, handler, inputs: Sequence, outputs: Sequence = (), button: gr.Button | None = None) -> None:
        """Run a handler with progress in the bar and Stop beside it; then bring the results into view."""
        buttons = [self.bar.run, self.bar.stop]
        begun = (button or self.bar.run).click(
            self.begin, self.visit, [*buttons, self.bar.status], api_visibility="private", **QUIET
        )
        done = begun.then(
            handler,
            [self.visit, *inputs],
            [self.bar.status, *self.shown, *outputs],
            show_progress_on=[self.bar.status],
            api_visibility="private",
            **ONE_AT_A_TIME,
        )
        done.then(self.settle, None, buttons, api_visibility="private", **QUIET).then(
            None, js=f"() => window.studio.reveal('results', '{self.bar.status.elem_id}')"
        )

    def wire_stop(self) -> None:
        self.bar.stop.click(self.stop, self.visit, self.bar.stop, queue=False, api_visibility="private")

    def begin(self, visit: Visit) -> dict:
        """Answer the press at once, before the queue."""
        visit.stopping = False
        return {
            self.bar.run: gr.update(interactive=False),
            self.bar.stop: gr.update(visible=True, interactive=True),
            self.bar.status: status.busy("…"),
        }

    def stop(self, visit: Visit) -> dict:
        visit.stopping = True
        return gr.update(interactive=False)

    def settle(self) -> dict:
        """However it ended, it can begin again."""
        return {self.bar.run: gr.update(interactive=True), self.bar.stop: gr.update(visible=False)}

    def source(self, visit: Visit, language: str) -> Look:
        """The look that the tool works on.

        Raises:
            InvalidInput: none was picked.
        """
        if visit.shown is None:
            raise InvalidInput(sentence("source_none", language))
        return visit.shown

    def say(self, text: str) -> dict:
        return {self.bar.status: status.plain(text)}

    def progress(self, text: str, index: int, steps: int) -> dict:
        return {self.bar.status: status.film(text, index, steps, [])}

    def present(
        self, visit: Visit, results: Sequence[tuple[Look | Idea, str]], made: Sequence[Look | Idea], words: str,
        columns: int | None = None,
    ) -> dict:  # fmt: skip
        """Show results with their captions, and keep what was newly made.

        Args:
            visit: whose.
            results: in the order of the gallery.
            made: those that are new.
            words: what was done.
            columns: of the gallery; None takes as many as there are, up to 4.
        """
        looks = [(as_look(one), caption) for one, caption in results]
        visit.take_results([look for look, _ in looks], [as_look(one) for one in made])
        captions = [caption for _, caption in looks]
        return {
            **results_view(self.desk.page.results, visit, self.desk.made, captions, columns or min(4, len(looks))),
            self.desk.page.results.note: status.outcome(words),
            self.bar.status: "",
            self.desk.kept_work: keep_work(visit),
        }


def as_look(one: Look | Idea) -> Look:
    return one if isinstance(one, Look) else Look(one)
