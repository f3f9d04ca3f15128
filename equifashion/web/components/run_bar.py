"""A bar to run something step by step and to stop it, with a line that says how it goes."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from typing import TypeVar

import gradio as gr

from equifashion.web import status
from equifashion.web.components.elements import status_line
from equifashion.web.context import AppContext, Handlers
from equifashion.web.i18n import sentence
from equifashion.web.progress import StepClock, remaining_words
from equifashion.web.registry import Components
from equifashion.web.state import SessionState

Step = TypeVar("Step")
Result = TypeVar("Result")


def run_bar(components: Components, tool: str) -> None:
    """Run, Stop, and the line that says how things stand."""
    with gr.Row(elem_classes="run-bar"):
        components.add(f"{tool}.run", gr.Button, variant="primary")
        components.add(f"{tool}.stop", gr.Button, variant="stop", visible=False, elem_classes="stop")
    status_line(components, f"{tool}.status")


class RunHandlers(Handlers):
    """Handlers of a run bar.

    Args:
        context: the page.
        run, stop, line: ids of the buttons and of the status line.
    """

    def __init__(self, context: AppContext, run: str, stop: str, line: str) -> None:
        super().__init__(context)
        self.run, self.stop, self.status = context.components.select(run, stop, line)

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

    def say(self, text: str) -> dict:
        return {self.status: status.plain(text)}

    def show_progress(self, text: str, index: int, steps: int, thumbnails: Sequence[str] = ()) -> dict:
        return {self.status: status.progress(text, index, steps, thumbnails)}

    def follow(
        self, session: SessionState, steps: Iterator[Step], result_of: Callable[[Step], Result | None],
        language: str, *, words: str = "tool_step", stopped: str = "halted", every: int = 1,
        beside: Callable[[Step], dict] | None = None,
    ) -> Generator[dict, None, Result | None]:  # fmt: skip
        """Show the steps of a call as they come, each with its picture if it has one and the time left.

        Args:
            session: of whom Stop is heard.
            steps: closed at the end, which ends the work.
            result_of: what a step carries; the first result ends the call.
            language: of what is said.
            words, stopped: keys of the sentences for a step and for Stop.
            every: so many steps are shown as one.
            beside: what else a step updates.

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
                    said = sentence(stopped, language, index=step.index, steps=step.steps)
                    yield self.show_stopped(session, said, language)
                    return None
                if preview := getattr(step, "preview", None):
                    thumbnails.append(status.thumbnail(preview))
                if step.index % every == 0:
                    shown = self.show_step(clock, step.index, step.steps, language, words, thumbnails)
                    yield shown | (beside(step) if beside else {})
        return None

    def show_stopped(self, session: SessionState, words: str, language: str) -> dict:
        """What Stop leaves behind."""
        return self.say(words)

    def show_step(
        self, clock: StepClock, index: int, steps: int, language: str, words: str = "tool_step",
        thumbnails: Sequence[str] = (),
    ) -> dict:  # fmt: skip
        """One step done, with the time left."""
        remaining = remaining_words(clock.remaining(steps - index), language)
        text = sentence(words, language, index=index, steps=steps, remaining=remaining)
        return self.show_progress(text, index, steps, thumbnails)
