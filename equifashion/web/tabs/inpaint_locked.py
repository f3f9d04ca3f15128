"""Inpaint around locked parts: they are held to the last pixel while the rest varies."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass

import gradio as gr

from equifashion.design import Idea
from equifashion.errors import InvalidInput
from equifashion.web.components.elements import heading
from equifashion.web.components.run_bar import run_bar
from equifashion.web.components.tool_base import ToolHandlers, brush_pad, numbered, source_card
from equifashion.web.context import MODEL_EVENT, AppContext, report_errors
from equifashion.web.form import brush_value, read_brush
from equifashion.web.i18n import language_for, sentence
from equifashion.web.progress import StepClock
from equifashion.web.registry import Components
from equifashion.web.state import SessionState


@dataclass(frozen=True)
class InpaintLockedTab:
    """What to hold, and how far the rest may go."""

    parts: gr.CheckboxGroup
    show: gr.Button
    brush: gr.HTML
    distance: gr.Slider
    count: gr.Slider


def inpaint_locked_tab(components: Components) -> InpaintLockedTab:
    add, tool = components.add, "inpaint_locked"
    with add(tool, gr.Column, elem_classes="tool"):
        heading(components, tool)
        source_card(components, tool)
        parts = add(f"{tool}.parts", gr.CheckboxGroup, value=["collar"])
        with add(f"{tool}.brush", gr.Accordion, open=False, elem_classes="reference"):
            show = add(f"{tool}.show", gr.Button, size="sm", elem_classes="quiet")
            brush = brush_pad(components, f"{tool}.source_brush")
        distance = add(f"{tool}.distance", gr.Slider, 1, 15, 6, step=0.5)
        count = add(f"{tool}.count", gr.Slider, 1, 8, 4, step=1)
        run_bar(components, tool)
    return InpaintLockedTab(parts, show, brush, distance, count)


def wire(context: AppContext, tab: InpaintLockedTab) -> None:
    handlers = InpaintLockedHandlers(context, "inpaint_locked", tab)
    tab.show.click(
        handlers.show, [context.session, tab.parts], [tab.brush, handlers.status],
        show_progress_on=[handlers.status], **MODEL_EVENT,
    )  # fmt: skip
    handlers.wire_run(handlers.inpaint, [tab.parts, tab.brush, tab.distance, tab.count])
    handlers.wire_stop()


class InpaintLockedHandlers(ToolHandlers[InpaintLockedTab]):
    """Handlers of the tab that holds parts and varies the rest."""

    @report_errors("inpaint_locked.status")
    def show(self, session: SessionState, parts: list[str], request: gr.Request) -> Iterator[dict]:
        source = self.source(session, language_for(request))
        held = self.context.loader.wait().find_parts(source.work, parts)
        yield {self.tab.brush: brush_value(source.image, held), self.status: ""}

    @report_errors("inpaint_locked.status")
    def inpaint(
        self, session: SessionState, parts: list[str], brushed: str, distance: float, count: float,
        request: gr.Request,
    ) -> Iterator[dict]:  # fmt: skip
        language = language_for(request)
        source, mask = self.source(session, language), read_brush(brushed, language)
        if mask is None and not parts:
            raise InvalidInput(sentence("brush_or_part", language))
        studio, clock, made = self.context.loader.wait(), StepClock(), []
        if parts:
            studio.find_parts(source.work, parts)  # refused before the long work
        steps = studio.iter_vary(source.draft, float(distance), int(count))
        searched, variations = yield from self._search(session, steps, int(count), clock, language)
        for variation in variations:
            if session.stopping:
                break
            made.append(studio.inpaint(source.work, mask, other=variation, held=parts))
            clock.lap()
            yield self.show_step(clock, searched + len(made), searched + len(variations), language)
        yield self._made(session, made, language)

    def _search(
        self, session: SessionState, steps: Iterator, count: int, clock: StepClock, language: str
    ) -> Generator[dict, None, tuple[int, list[Idea]]]:
        """Find variations to take the place of what is not held.

        Returns:
            How many steps it took, and the variations; none when Stop was pressed before they were found.
        """
        variations = []
        with closing(steps):
            for step in steps:
                clock.lap()
                variations = step.ideas or variations
                yield self.show_step(clock, step.index, step.steps + count, language)
                if session.stopping:
                    break
        return step.steps, variations

    def _made(self, session: SessionState, made: list[Idea], language: str) -> dict:
        if not made:
            return self.say(sentence("halted", language))
        words = sentence("parts_locked", language, count=len(made))
        return self.show_results(session, numbered(made), made, words, columns=4)
